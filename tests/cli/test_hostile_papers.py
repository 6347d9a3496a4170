"""Papers whose titles and ids try to drive what shows them, through every command that prints."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.reports.test_hostile_text import HOSTILE, assert_drives_no_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator import World

    Command = Callable[..., tuple[int, str, str]]

PRINTING = (
    *(["report"], ["report", "--format", "json"], ["report", "--format", "csv"], ["report", "--format", "html"]),
    *(["query", "papers-broken"], ["query", "claimed-without-link"], ["query", "gone"], ["query", "rescue"]),
    *(
        ["changes"],
        ["check", "--max-age", "0", "--max-wait", "0"],
        ["archive", "--dry-run"],
        ["extract", "papers.jsonl"],
    ),
)


@pytest.mark.slow
@pytest.mark.usefixtures("simulator")
def test_no_command_prints_what_a_terminal_or_a_ci_system_obeys(
    world: World, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_sleep(_: float) -> None:
        """Time passes at once."""

    monkeypatch.setattr("asyncio.sleep", no_sleep)
    world.owner("octo")
    world.page("https://evil.example.org/", status=404)
    lines = []
    for number, text in enumerate(HOSTILE):
        title = f"{text} {number}"
        lines += [
            {"id": f"{text}{number}a", "title": title, "abstract": "Code: https://github.com/octo/none ."},
            {"id": f"{text}{number}b", "title": title, "abstract": f"See https://evil.example.org/{text}"},
            {"id": f"{text}{number}c", "title": title, "abstract": "Our code will be released."},
        ]
    broken = b'{"title": "\x1b[31m::error::"'
    Path("papers.jsonl").write_bytes("\n".join(map(json.dumps, lines)).encode() + b"\n" + broken)
    code, output, errors = reprolinks("run", "papers.jsonl", "--report", "r.md", "--max-wait", "0")
    assert code in (0, 3)
    assert "skipped" in errors
    shown = {"run": output, "run, errors": errors, "r.md": Path("r.md").read_text("utf-8")}
    for arguments in PRINTING:
        code, output, errors = reprolinks(*arguments)
        assert code in (0, 3), errors
        shown |= {f"{arguments}": output, f"{arguments}, errors": errors}
    for text in shown.values():
        assert_drives_no_terminal(text.replace("\t", " ").replace("\r\n", "\n"))
    code, _, errors = reprolinks("run", "no\x1b[31m\n::error::file.jsonl")
    assert code == 2
    assert_drives_no_terminal(errors)
