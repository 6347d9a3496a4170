"""A token is planted, everything that was written and sent is searched for it: it goes to its own API alone."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.simulator import Lure, Simulator, World

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

LINKS = (
    *("https://github.com/octo/alive", "https://github.com/octo/old", "https://github.com/octo/none"),
    *("https://github.com/octo/walled", "https://github.com/octo/struck", "https://gist.github.com/octo/abc123"),
    *("https://huggingface.co/org/model", "https://huggingface.co/org/moved", "https://huggingface.co/org/none"),
    *("https://project.example.org/x", "https://gitlab.example.org/group/tool", "https://octo.github.io/page"),
)
ALLOWED = {"github": {"github_graphql", "github_rest"}, "hub": {"hub"}}


@pytest.fixture
def planted(world: World, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> Simulator:
    """A world with something for every service, and both tokens set."""
    monkeypatch.setenv("GITHUB_TOKEN", simulator.token)
    monkeypatch.setenv("HF_TOKEN", simulator.hf_token)
    world.github("octo/alive")
    world.github("octo/old", moved_to="octo/alive")
    world.github("octo/walled", saml="path")
    world.github("octo/struck", blocked="dmca")
    world.hub("model", "org/model")
    world.hub("model", "org/moved", moved_to="org/model")
    world.page("https://project.example.org/x", status=302, location="https://elsewhere.example.org/y")
    world.page("https://elsewhere.example.org/y")
    world.git("https://gitlab.example.org/group/tool")
    world.page("https://octo.github.io/page")
    lines = [json.dumps({"title": link, "abstract": f"Code: {link} ."}) for link in LINKS]
    Path("papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return simulator


def assert_kept(simulator: Simulator, *shown: str) -> None:
    """Neither token stands in a file or in what was shown, and each went to its own service only."""
    written = b"\0".join(file.read_bytes() for file in Path().iterdir() if file.is_file())
    for name, token in (("github", simulator.token), ("hub", simulator.hf_token)):
        assert token.encode() not in written
        assert not any(token in text for text in shown)
        carriers = {service for service, received in simulator.requests if token in str(received)}
        assert carriers <= ALLOWED[name]
        assert "elsewhere.example.org" not in carriers


@pytest.mark.slow
def test_no_command_writes_shows_or_sends_a_token_astray(planted: Simulator, reprolinks: Command) -> None:
    shown: list[str] = []
    for arguments in (
        ["run", "papers.jsonl", "--archives", "--report", "report.md"],
        ["check", "--max-age", "0", "--report", "report.json", "--debug"],
        ["report", "--format", "csv", "--output", "report.csv"],
        ["report", "--format", "html", "--output", "report.html"],
        ["archive", "--dry-run"],
        ["archive"],
        ["changes"],
        ["query", "run-costs"],
        ["doctor"],
    ):
        _, output, errors = reprolinks(*arguments)
        shown += [output, errors]
    assert planted.sent_to("swh")
    assert {service for service, received in planted.requests if planted.token in str(received)} == ALLOWED["github"]
    assert {service for service, received in planted.requests if planted.hf_token in str(received)} == {"hub"}
    assert_kept(planted, *shown)


@pytest.mark.slow
@pytest.mark.parametrize("fault", [Lure.AWAY, Lure.ECHO])
@pytest.mark.parametrize("service", ["github_graphql", "github_rest", "github_web", "hub", "swh", "wayback"])
def test_no_redirect_carries_a_token_along_and_no_echo_is_kept(
    service: str, fault: Lure, planted: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no_sleep(_: float) -> None:
        """Time passes at once."""

    monkeypatch.setattr("asyncio.sleep", no_sleep)
    planted.weather(service, fault)
    _, output, errors = reprolinks("run", "papers.jsonl", "--report", "report.md")
    _, more, complaints = reprolinks("doctor")
    assert planted.sent_to(service)
    assert_kept(planted, output, errors, more, complaints)


@pytest.mark.parametrize("variable", ["GITHUB_TOKEN", "HF_TOKEN"])
def test_a_traceback_shows_no_token(
    variable: str, planted: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = "planted-and-refused"
    monkeypatch.setenv(variable, wrong)
    code, output, errors = reprolinks("run", "papers.jsonl", "--debug")
    assert code != 0
    assert "Traceback" in errors
    assert wrong not in errors + output
    assert wrong.encode() not in b"".join(file.read_bytes() for file in Path().iterdir() if file.is_file())
    assert_kept(planted, output, errors)


def test_settings_hide_their_secrets(planted: Simulator) -> None:
    from checker.config import load

    shown = repr(load(os.environ))
    assert planted.token not in shown
    assert planted.hf_token not in shown
