"""The main job as a user meets it: papers in, database and exit code out, in worlds of the simulator."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.simulator import Fault, Lure, Simulator, World

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]


def papers(*links: str) -> str:
    """A file of papers, one for each link."""
    lines = [json.dumps({"title": f"Paper {i}", "abstract": f"Code: {link} ."}) for i, link in enumerate(links)]
    Path("papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return "papers.jsonl"


def rows(query: str) -> list[Any]:
    """What the database says."""
    with sqlite3.connect("availability.db") as database:
        found = database.execute(query).fetchall()
    database.close()
    return found


def verdicts() -> dict[str, tuple[str, ...]]:
    """Target → availability, reason."""
    return {row[0]: row[1:] for row in rows("SELECT target, availability, reason FROM artifact_status")}


@pytest.fixture
def token(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> str:
    """The good token, set."""
    monkeypatch.setenv("GITHUB_TOKEN", simulator.token)
    return simulator.token


@pytest.mark.usefixtures("token")
def test_every_fate_of_a_repository_is_told_apart(world: World, reprolinks: Command) -> None:
    world.github("octo/alive", license="MIT")
    world.github("octo/bare", empty=True)
    world.github("octo/size-zero", size=0)
    world.github("octo/struck", blocked="dmca")
    world.github("octo/banned", blocked="tos")
    world.github("octo/sanctioned", blocked="sanctions")
    world.github("octo/secret", private=True)
    world.github("octo/walled", saml="path")
    world.github("octo/walled-too", saml="pathless")
    world.github("octo/walled-in", private=True, saml="path")
    names = (
        "alive",
        "bare",
        "size-zero",
        "struck",
        "banned",
        "sanctioned",
        "secret",
        "walled",
        "walled-too",
        "walled-in",
        "never",
    )
    code, _, _ = reprolinks("run", papers(*(f"https://github.com/octo/{name}" for name in names)))
    assert code == 0
    assert verdicts() == {
        "octo/alive": ("available", "ok"),
        "octo/bare": ("empty", "no_commits"),
        "octo/size-zero": ("available", "ok"),
        "octo/struck": ("blocked", "dmca"),
        "octo/banned": ("blocked", "tos"),
        "octo/sanctioned": ("blocked", "blocked"),
        "octo/secret": ("gone", "not_found_or_private"),
        "octo/walled": ("available", "ok"),
        "octo/walled-too": ("available", "ok"),
        "octo/walled-in": ("restricted", "login"),
        "octo/never": ("gone", "not_found_or_private"),
    }


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize("answer", ["disabled", "NOT_FOUND", "FORBIDDEN", "SERVICE_UNAVAILABLE", "null"])
def test_a_block_is_told_however_graphql_answers(world: World, reprolinks: Command, answer: str) -> None:
    """What GraphQL says of blocked repositories is documented nowhere."""
    for reason in ("tos", "dmca", "unavailable", "sanctions"):
        world.github(f"octo/{reason}", blocked=reason, blocked_in_graphql=answer)
    reprolinks(
        "run", papers(*(f"https://github.com/octo/{name}" for name in ("tos", "dmca", "unavailable", "sanctions")))
    )
    assert verdicts() == {
        "octo/tos": ("blocked", "tos"),
        "octo/dmca": ("blocked", "dmca"),
        "octo/unavailable": ("blocked", "blocked"),
        "octo/sanctions": ("blocked", "blocked"),
    }


def moved(world: World) -> str:
    """Papers that link to a renamed repository and to two that went to another owner; one old name is free."""
    world.github("octo/old", moved_to="octo/new")
    world.github("octo/new")
    world.github("lab/tool", moved_to="team/tool", owner_free=True)
    world.github("kept/tool", moved_to="team/tool")
    world.github("team/tool")
    return papers(*(f"https://github.com/{name}" for name in ("octo/old", "lab/tool", "kept/tool")))


@pytest.mark.usefixtures("token")
def test_moves_are_followed_and_a_free_owner_name_is_a_danger(world: World, reprolinks: Command) -> None:
    reprolinks("run", moved(world))
    assert rows("SELECT target, identity, resolved_target, hijackable FROM artifact_status ORDER BY target") == [
        ("kept/tool", "transferred", "team/tool", 0),
        ("lab/tool", "transferred", "team/tool", 1),
        ("octo/old", "renamed", "octo/new", 0),
    ]


def test_so_it_is_without_a_token(world: World, simulator: Simulator, reprolinks: Command) -> None:
    reprolinks("run", moved(world))
    assert rows("SELECT target, identity, hijackable FROM artifact_status ORDER BY target") == [
        ("kept/tool", "transferred", 0),
        ("lab/tool", "transferred", 1),
        ("octo/old", "renamed", 0),
    ]
    owners = [one.path for one in simulator.sent_to("github_rest") if "/users/" in one.path]
    assert sorted(path.rpartition("/")[2] for path in owners) == ["kept", "lab"]


@pytest.mark.usefixtures("token")
def test_a_name_taken_by_another_repository_is_reused_not_still_there(world: World, reprolinks: Command) -> None:
    world.github("octo/tool", id=1)
    reprolinks("run", papers("https://github.com/octo/tool"))
    world.github("octo/tool", id=2)
    reprolinks("check", "--max-age", "0")
    assert rows("SELECT identity FROM artifact_status") == [("reused",)]
    assert rows("SELECT axis, before, after FROM changes") == [("identity", "same", "reused")]
    assert rows("SELECT content FROM artifact_status") == [("code",)], "the same commits, in another repository"


def test_the_hub_speaks_its_own_language(world: World, simulator: Simulator, reprolinks: Command) -> None:
    world.hub("model", "org/open")
    world.hub("model", "org/gated", gated="manual")
    world.hub("model", "org/off", disabled=True)
    world.hub("model", "gpt2", moved_to="org/open")
    world.hub("dataset", "squad", moved_to="org/data")
    world.hub("dataset", "org/data", files=("README.md", "train.csv"))
    world.hub("space", "org/demo", stage="RUNTIME_ERROR", files=("app.py",))
    world.hub_owner("org")
    base = "https://huggingface.co"
    links = (
        "org/open",
        "org/gated",
        "org/off",
        "gpt2/tree/main",
        "gpt2",
        "datasets/squad",
        "datasets/org/data",
        "spaces/org/demo",
        "org",
        "nobody",
        "org/no",
    )
    code, _, _ = reprolinks("run", papers(*(f"{base}/{link}" for link in links)))
    assert code == 0
    found = rows("SELECT kind, target, availability, reason FROM artifact_status ORDER BY kind, target")
    assert found == [
        ("hf_dataset", "org/data", "available", "ok"),
        ("hf_model", "gpt2", "available", "ok"),
        ("hf_model", "org/gated", "restricted", "gated"),
        ("hf_model", "org/no", "gone", "not_found_or_private"),
        ("hf_model", "org/off", "blocked", "disabled"),
        ("hf_model", "org/open", "available", "ok"),
        ("hf_org", "gpt2", "available", "ok"),
        ("hf_org", "nobody", "gone", "not_found_or_private"),
        ("hf_org", "org", "available", "ok"),
        ("hf_org", "squad", "available", "ok"),
        ("hf_space", "org/demo", "available", "space_not_running"),
    ]
    assert not any("authorization" in request.headers for request in simulator.sent_to("hub"))


def test_without_a_token_git_dates_what_the_api_shows(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.github("octo/alive", last_commit="2024-03-02T10:00:00Z")
    world.github("octo/bare", empty=True)
    code, output, _ = reprolinks(
        "run", papers("https://github.com/octo/alive", "github.com/octo/bare", "github.com/o/no")
    )
    assert code == 0
    assert verdicts() == {
        "octo/alive": ("available", "ok"),
        "octo/bare": ("empty", "no_commits"),
        "o/no": ("gone", "not_found_or_private"),
    }
    assert rows("SELECT last_activity_at FROM artifact_status WHERE target = 'octo/alive'") == [
        ("2024-03-02T10:00:00Z",)
    ]
    assert "Set GITHUB_TOKEN" in output
    assert not simulator.sent_to("github_graphql")


def test_beyond_sixty_requests_an_hour_git_goes_on_alone(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    simulator.core[False].limit = 0
    world.github("octo/alive")
    world.owner("octo")
    code, _, _ = reprolinks("run", papers("https://github.com/octo/alive", "https://github.com/octo/none"))
    assert code == 0
    assert verdicts() == {"octo/alive": ("available", "ok"), "octo/none": ("gone", "not_found_or_private")}


@pytest.mark.usefixtures("simulator")
def test_other_forges_pages_and_archives(world: World, reprolinks: Command) -> None:
    world.git("https://gitlab.example.org/group/tool")
    world.page("https://project.example.org/there")
    world.page("https://project.example.org/walled", status=403)
    world.page("https://loop.example.org/a", status=302, location="https://loop.example.org/a")
    hosts = ("gitlab.example.org/group/tool", "project.example.org/there", "project.example.org/walled")
    more = ("project.example.org/not", "loop.example.org/a", "lost.example.org/x")
    code, _, _ = reprolinks("run", papers(*(f"https://{place}" for place in hosts + more)))
    assert code == 0
    found = verdicts()
    assert found["gitlab.example.org/group/tool"] == ("available", "ok")
    assert found["project.example.org/there"] == ("available", "ok")
    assert found["project.example.org/walled"] == ("unknown", "refused")
    assert found["project.example.org/not"] == ("gone", "not_found_or_private")
    assert found["loop.example.org/a"][0] == "unknown"
    assert found["lost.example.org/x"][0] == "unknown"


def test_a_wrong_token_ends_the_run_and_judges_nothing(
    world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "wrong")
    world.github("octo/alive")
    code, _, errors = reprolinks("run", papers("https://github.com/octo/alive"))
    assert code == 2
    assert "GITHUB_TOKEN" in errors
    assert errors.count("\n") == 1
    assert rows("SELECT count(*) FROM verdicts") == [(0,)]
    assert rows("SELECT status FROM runs") == [("failed",)]
    assert len(simulator.sent_to("github_graphql")) == 1


def test_without_a_network_nothing_is_called_gone(reprolinks: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REPROLINKS_GITHUB_API", "REPROLINKS_GITHUB_WEB", "HF_ENDPOINT"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    code, _, errors = reprolinks("run", papers("https://github.com/octo/alive", "https://huggingface.co/org/model"))
    assert code == 3
    assert "could not be looked at" in errors
    assert {row[0] for row in verdicts().values()} == {"unknown"}
    assert rows("SELECT count(*) FROM links") == [(2,)]


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize("fault", [Fault.SERVER_ERROR, Fault.BAD_GATEWAY, Fault.TRUNCATED, Fault.HTML, Fault.RESET])
def test_bad_weather_is_never_death_and_heals(
    fault: Fault, world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asyncio.sleep", _no_sleep)
    world.github("octo/alive")
    world.hub("model", "org/model")
    simulator.weather("all", fault)
    code, _, _ = reprolinks("run", papers("https://github.com/octo/alive", "https://huggingface.co/org/model"))
    assert code == 3
    assert {row[0] for row in verdicts().values()} == {"unknown"}
    simulator.clear()
    code, _, _ = reprolinks("check")
    assert code == 0
    assert {row[0] for row in verdicts().values()} == {"available"}


@pytest.mark.parametrize("fault", [Lure.AWAY, Fault.SECONDARY])
def test_an_answer_that_is_not_gits_hides_that_a_repository_is_empty(
    fault: Lure | Fault, world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.github("octo/bare", empty=True)
    simulator.weather("github_rest", Fault.SECONDARY)
    simulator.weather("github_web", fault, times=1)  # git's; the page is there
    reprolinks("run", papers("https://github.com/octo/bare"), "--max-wait", "0")
    assert verdicts()["octo/bare"][0] == "unknown"
    simulator.clear()
    reprolinks("check")
    assert verdicts() == {"octo/bare": ("empty", "no_commits")}


async def _no_sleep(_: float) -> None:
    """Time passes at once."""


@pytest.mark.usefixtures("token")
def test_what_is_fresh_is_not_asked_again(world: World, simulator: Simulator, reprolinks: Command) -> None:
    world.github("octo/alive")
    source = papers("https://github.com/octo/alive", "https://github.com/Octo/Alive/tree/main")
    reprolinks("run", source)
    asked = len(simulator.requests)
    assert asked == 2  # whether it is there, and what it holds
    reprolinks("run", source)
    assert len(simulator.requests) == asked
    assert rows("SELECT papers FROM artifact_status") == [(2,)]


@pytest.mark.usefixtures("token")
def test_the_token_goes_to_the_api_and_nowhere_else(world: World, simulator: Simulator, reprolinks: Command) -> None:
    world.github("octo/alive")
    world.page("https://project.example.org/x")
    links = ("https://github.com/octo/alive", "https://github.com/octo/none", "https://project.example.org/x")
    _, output, errors = reprolinks("run", papers(*links), "--report", "r.md")
    carriers = {service for service, request in simulator.requests if simulator.token in str(request)}
    assert carriers == {"github_graphql", "github_rest"}
    kept = Path("availability.db").read_bytes() + Path("r.md").read_bytes() + (output + errors).encode()
    assert simulator.token.encode() not in kept


@pytest.mark.slow
@pytest.mark.usefixtures("token")
def test_a_batch_too_heavy_is_halved_and_nothing_is_lost(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    names = [f"octo/r{i}" for i in range(60)]
    for name in names:
        world.github(name, heavy=name == "octo/r7")
    code, _, _ = reprolinks("run", papers(*(f"https://github.com/{name}" for name in names)))
    assert code == 0
    assert set(verdicts().values()) == {("available", "ok")}
    assert len(simulator.sent_to("github_graphql")) < 25


@pytest.mark.usefixtures("token")
def test_fail_on_turns_a_finding_into_exit_1(world: World, reprolinks: Command) -> None:
    world.owner("octo")
    code, _, errors = reprolinks("run", papers("https://github.com/octo/none"), "--fail-on", "gone")
    assert code == 1
    assert "gone (1)" in errors


@pytest.mark.usefixtures("token")
def test_one_alias_refused_for_its_weight_is_seen_by_rest(world: World, reprolinks: Command) -> None:
    world.github("octo/alive")
    world.github("octo/weighty", limited=True)
    world.github("octo/lost", limited=True, lost=True)
    names = ("octo/alive", "octo/weighty", "octo/lost")
    reprolinks("run", papers(*(f"https://github.com/{name}" for name in names)))
    assert verdicts()["octo/alive"] == verdicts()["octo/weighty"] == ("available", "ok")
    assert verdicts()["octo/lost"][0] == "unknown"


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize("fault", [Fault.SECONDARY, Fault.SECONDARY_BARE, Fault.RATE_LIMITED])
def test_a_limit_is_waited_out_or_left_for_later_but_is_no_death(
    fault: Fault, world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.github("octo/alive")
    simulator.weather("github_graphql", fault)
    code, _, _ = reprolinks("run", papers("https://github.com/octo/alive"), "--max-wait", "0")
    assert code == 3
    assert verdicts() == {"octo/alive": ("unknown", "rate_limited")}


@pytest.mark.usefixtures("token")
def test_what_is_too_heavy_for_graphql_is_looked_into_by_rest(
    world: World, simulator: Simulator, reprolinks: Command
) -> None:
    world.github("octo/promise", heavy=True, files={"README.md": "# Title\nCode coming soon.\n"})
    world.github("octo/bare", heavy=True, empty=True)
    world.github("octo/code", heavy=True)
    names = ("promise", "bare", "code")
    code, _, _ = reprolinks("run", papers(*(f"https://github.com/octo/{name}" for name in names)))
    assert code == 0
    assert verdicts() == {
        "octo/promise": ("placeholder", "coming_soon"),
        "octo/bare": ("empty", "no_commits"),
        "octo/code": ("available", "ok"),
    }
    assert len([one for one in simulator.sent_to("github_rest") if one.path.count("/") > 4]) <= 2 * len(names)


@pytest.mark.usefixtures("token")
def test_what_a_release_holds_is_seen_by_rest_too(world: World, reprolinks: Command) -> None:
    files = {"README.md": "# Title\n"}
    world.github("octo/weights", heavy=True, files=files, release="2024-05-01T00:00:00Z", assets=("model.pt",))
    world.github("octo/bare", heavy=True, files=files)
    reprolinks("run", papers("https://github.com/octo/weights", "https://github.com/octo/bare"))
    assert verdicts() == {"octo/weights": ("available", "ok"), "octo/bare": ("placeholder", "readme_only")}


@pytest.mark.usefixtures("token")
def test_an_absence_is_put_to_rest_once(world: World, simulator: Simulator, reprolinks: Command) -> None:
    world.owner("octo")
    reprolinks("run", papers("https://github.com/octo/never"))
    asked = len(simulator.sent_to("github_rest"))
    reprolinks("check", "--max-age", "0")
    assert (asked, len(simulator.sent_to("github_rest"))) == (1, 1)
    assert verdicts() == {"octo/never": ("gone", "not_found_or_private")}
