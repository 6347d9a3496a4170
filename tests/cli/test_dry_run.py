"""What a check would cost is told without asking anybody, and a budget ends the spending."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.model import Artifact, Kind
from checker.survey.estimate import Estimate, estimate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator import Simulator, World

    Command = Callable[..., tuple[int, str, str]]


def papers(count: int) -> str:
    lines = (
        {"title": f"Paper {n}", "abstract": f"Code: https://github.com/octo/t{n} , https://example.org/p{n} ."}
        for n in range(count)
    )
    Path("papers.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return "papers.jsonl"


def repositories(count: int, content_head: str = "") -> list[Artifact]:
    return [
        Artifact(Kind.GITHUB_REPO, f"octo/t{n}", f"https://github.com/octo/t{n}", content_head=content_head)
        for n in range(count)
    ]


def test_ten_thousand_repositories_cost_hundreds_of_requests_and_fewer_when_their_content_is_known() -> None:
    cold = sum(one.requests for one in estimate(repositories(10_000), token=True))
    warm = sum(one.requests for one in estimate(repositories(10_000, content_head="c1"), token=True))
    assert (cold, warm) == (125 + 313 + 100, 125 + 100)


@pytest.mark.parametrize(("content_head", "requests"), [("c1", 300), ("", 400)])
def test_without_a_token_git_is_asked_three_times_each_and_once_more_for_what_is_unread(
    content_head: str, requests: int
) -> None:
    assert estimate(repositories(100, content_head), token=False) == [
        Estimate("github_rest", 100, 60),
        Estimate("git (GitHub)", 100, requests),
    ]


def test_a_dry_run_asks_nobody_and_keeps_nothing(
    simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", simulator.token)
    code, output, errors = reprolinks("run", "--dry-run", papers(3))
    assert code == 0
    assert "github_graphql\t3\t1\t1" in output.splitlines()
    assert "web\t3\t3\t0" in output.splitlines()
    assert "nothing was asked" in errors
    assert not simulator.requests
    assert not Path("availability.db").exists()


def test_a_dry_check_counts_what_is_due_and_leaves_the_database_as_it_was(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    for number in range(3):
        world.github(f"octo/t{number}")
        world.page(f"https://example.org/p{number}")
    reprolinks("run", papers(3))
    asked, before = len(simulator.requests), Path("availability.db").read_bytes()
    assert reprolinks("check", "--dry-run")[1].splitlines()[1:] == []
    assert "web\t3\t3\t0" in reprolinks("check", "--dry-run", "--max-age", "0")[1].splitlines()
    assert "web\t3\t3\t0" in reprolinks("run", "papers.jsonl", "--dry-run", "--max-age", "0")[1].splitlines()
    assert (len(simulator.requests), Path("availability.db").read_bytes()) == (asked, before)


def test_a_live_source_can_not_be_read_dry(reprolinks: Command) -> None:
    code, _, errors = reprolinks("run", "--dry-run", "hf-papers:2026-03-11")
    assert (code, "--dry-run" in errors) == (2, True)


@pytest.mark.usefixtures("simulator")
@pytest.mark.parametrize(("allowed", "code"), [(0, 3), (2, 3), (19, 0)])
def test_what_a_budget_leaves_could_not_be_looked_at(
    world: World, reprolinks: Command, allowed: int, code: int
) -> None:
    for number in range(20):
        world.hub("model", f"owner{number}/model")
    lines = [{"title": f"P {n}", "abstract": f"At https://huggingface.co/owner{n}/model ."} for n in range(20)]
    Path("models.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    ended, _, errors = reprolinks("run", "models.jsonl", "--budget", str(allowed))
    assert (ended, f"{20 - allowed} of 20 artifacts could not be looked at (budget {20 - allowed})" in errors) == (
        code,
        True,
    )
    assert "is it right?" not in errors, "nobody was asked in vain"
    assert reprolinks("check")[0] == 0
    assert reprolinks("check", "--budget", "0")[0] == 0, "nothing is due"


def test_a_spent_budget_leaves_the_rest_unknown_and_due(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    for number in range(5):
        world.page(f"https://example.org/p{number}")
    lines = [{"title": f"P {n}", "abstract": f"Page: https://example.org/p{n} ."} for n in range(5)]
    Path("pages.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    code, _, _ = reprolinks("run", "pages.jsonl", "--budget", "2")
    assert (code, len(simulator.requests)) == (0, 2)
    with sqlite3.connect("availability.db") as database:
        said = database.execute("SELECT availability, reason, count(*) FROM artifact_status GROUP BY 1, 2").fetchall()
    database.close()
    assert said == [("available", "ok", 2), ("unknown", "budget", 3)]
    assert "web\t3\t3\t0" in reprolinks("check", "--dry-run")[1].splitlines()
