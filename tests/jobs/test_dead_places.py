"""Links into a repository that lives, to a branch or a file that does not: told, and no change of its verdict."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator import Simulator, World

    Command = Callable[..., tuple[int, str, str]]

WEB = "https://github.com/lab/cones"
FILES = {"README.md": "# Cones\n", "train.py": "print()\n", "src/net.py": "print()\n"}


def papers(*addresses: str) -> str:
    lines = (
        json.dumps({"id": f"p{number}", "title": f"Paper {number}", "abstract": f"The code is at {address} ."})
        for number, address in enumerate(addresses)
    )
    Path("papers.jsonl").write_text("\n".join(lines), "utf-8")
    return "papers.jsonl"


def dead(reprolinks: Command) -> list[tuple[str, ...]]:
    code, output, _ = reprolinks("query", "dead-places")
    assert code == 0
    names, *rows = (line.split("\t") for line in output.splitlines())
    wanted = [names.index(name) for name in ("paper_id", "printed", "repository", "missing")]
    return [tuple(row[place] for place in wanted) for row in rows]


@pytest.fixture
def cones(simulator: Simulator, world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("GITHUB_TOKEN", simulator.token)
    world.github(
        "lab/cones", files=FILES, branches={"feature/pines": {**FILES, "pine.py": "print()\n"}}, tags=("v1",)
    )
    return world


def test_who_links_to_what_is_not_there_is_told_and_the_repository_is_available(
    cones: World, simulator: Simulator, reprolinks: Command
) -> None:
    del cones
    there = ("/blob/main/src/net.py", "/tree/v1/src", "/blob/feature/pines/pine.py", "", "/issues/1")
    lost = ("/blob/main/src/old.py", "/tree/draft")
    code, output, _ = reprolinks("run", papers(*(WEB + one for one in there)), "--fail-on", "gone")
    assert code == 0
    assert dead(reprolinks) == []
    asked = len(simulator.sent_to("github_graphql"))
    code, output, _ = reprolinks("run", papers(*(WEB + one for one in lost)), "--fail-on", "gone", "--max-age", "0")
    assert code == 0
    assert len(simulator.sent_to("github_graphql")) == asked + 1
    assert dead(reprolinks) == [
        ("p0", f"{WEB}/blob/main/src/old.py", "lab/cones", "main:src/old.py"),
        ("p1", f"{WEB}/tree/draft", "lab/cones", "draft"),
    ]
    _, output, _ = reprolinks("report", "--format", "json")
    assert json.loads(output)["availability"]["available"] == 1


def test_the_report_says_which_file_to_look_for(cones: World, reprolinks: Command) -> None:
    del cones
    reprolinks("run", papers(f"{WEB}/blob/main/src/old.py"))
    _, output, _ = reprolinks("report", "--format", "markdown")
    assert "The repository exists, but src/old.py at main is not in it" in output
    assert "### Correct the link (1)" in output


def test_a_branch_may_have_been_renamed_and_the_report_says_so(cones: World, reprolinks: Command) -> None:
    del cones
    reprolinks("run", papers(f"{WEB}/tree/draft"))
    _, output, _ = reprolinks("report", "--format", "markdown")
    assert "no branch, tag or commit of it is called draft today (GitHub leads on from a branch" in output
    assert "### Correct the link (1)" in output


def test_without_a_token_git_tells(
    cones: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    del cones
    monkeypatch.delenv("GITHUB_TOKEN")
    plain = papers(WEB)
    reprolinks("run", plain, "--db", "plain.db")
    usual = len(simulator.sent_to("github_web"))
    places = ("/blob/main/old.py", "/tree/draft", "/blob/main/train.py", "/tree/feature/pines")
    assert reprolinks("run", papers(*(WEB + one for one in places)))[0] == 0
    assert len(simulator.sent_to("github_web")) == 2 * usual
    assert [missing for *_, missing in dead(reprolinks)] == ["main:old.py", "draft"]


def test_what_is_found_again_is_told_no_more(cones: World, reprolinks: Command) -> None:
    printed = papers(f"{WEB}/blob/main/src/old.py")
    reprolinks("run", printed)
    assert len(dead(reprolinks)) == 1
    cones.github("lab/cones", files={**FILES, "src/old.py": "print()\n"})
    reprolinks("check", "--max-age", "0")
    assert dead(reprolinks) == []
