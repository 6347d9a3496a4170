"""The log: nothing unless it is asked for, lines or JSON when it is, and never a secret in it."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cli.logs import LOGGER
from checker.cli.logs import logging as letting_out

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

LOG = logging.getLogger(f"{LOGGER}.test")


def speak() -> None:
    LOG.info("asked about %s", "lab/tool")
    LOG.debug("in detail")


@pytest.mark.parametrize(("verbose", "heard"), [(0, []), (1, ["asked about lab/tool"]), (2, ["asked", "in detail"])])
def test_silent_by_default_and_the_more_is_said_the_more_is_asked_for(
    verbose: int, heard: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    with letting_out(verbose, None):
        speak()
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == len(heard)
    assert all(word in line for word, line in zip(heard, lines, strict=True))


def test_a_file_gets_everything_as_json_and_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_planted")
    with letting_out(0, str(tmp_path / "log.jsonl")):
        speak()
        LOG.warning("refused with %r", {"Authorization": "Bearer ghp_planted"})
    said = [json.loads(line) for line in Path(tmp_path, "log.jsonl").read_text("utf-8").splitlines()]
    assert [one["level"] for one in said] == ["INFO", "DEBUG", "WARNING"]
    assert said[0].keys() == {"at", "level", "logger", "message"}
    assert "ghp_planted" not in str(said)


def test_a_stranger_drives_no_terminal_through_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    with letting_out(1, None):
        LOG.info("title %s", "\x1b[2J\n::error::x")
    (line,) = capfd.readouterr().err.splitlines()
    assert "\x1b" not in line


def test_a_log_that_can_not_be_written_is_one_line(reprolinks: Command) -> None:
    code, _, errors = reprolinks("query", "--list", "--log-json", "nowhere/log.jsonl")
    assert (code, "nowhere/log.jsonl can't be written" in errors, errors.count("\n")) == (2, True, 1)


def test_a_command_says_what_it_asks_when_it_is_told_to(
    simulator: object, reprolinks: Command, tmp_path: Path
) -> None:
    (tmp_path / "p.jsonl").write_text('{"id": "1", "title": "T", "abstract": "https://github.com/lab/tool"}', "utf-8")
    assert simulator
    quiet = reprolinks("run", "p.jsonl")[2]
    told = reprolinks("check", "--max-age", "0", "-vv")[2]
    assert "lab/tool" not in quiet
    assert "lab/tool" in told
