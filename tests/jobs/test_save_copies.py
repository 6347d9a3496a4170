"""`reprolinks archive`: never by itself, shown before it is done, and never more than the archive allows."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.jobs.save_copies import hours_needed
from checker.model import Artifact, Kind, Reason
from checker.network.rate_limits import counted_rule
from checker.services.archives.save_code_now import SaveCodeNow
from tests.services.scripted import Hosts, Scripted, answer, settings
from tests.simulator import Fault, Simulator, World

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.network.answer import Answer

    Command = Callable[..., tuple[int, str, str]]

HUB = "https://github.com"


def rows(query: str) -> list[Any]:
    with closing(sqlite3.connect("availability.db")) as database:
        return database.execute(query).fetchall()


@pytest.fixture
def checked(
    world: World, simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    """Have these repositories checked: they are there."""
    monkeypatch.setenv("GITHUB_TOKEN", simulator.token)

    def run(*names: str) -> None:
        for name in names:
            world.github(name)
        lines = [json.dumps({"title": name, "abstract": f"Code: {HUB}/{name} ."}) for name in names]
        Path("papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
        assert reprolinks("run", "papers.jsonl")[0] == 0

    return run


def test_a_dry_run_prints_what_would_be_asked_and_asks_nobody(
    checked: Callable[..., None], simulator: Simulator, reprolinks: Command
) -> None:
    checked(*(f"octo/r{i:02}" for i in range(25)))
    before = len(simulator.requests)
    code, output, errors = reprolinks("archive", "--dry-run")
    assert code == 0
    assert output.splitlines() == [f"{HUB}/octo/r{i:02}" for i in range(25)]
    assert "25 to save, which takes about 2 h." in errors
    assert len(simulator.requests) == before
    assert rows("SELECT count(*) FROM archives") == [(0,)]


@pytest.mark.usefixtures("simulator")
def test_nothing_but_this_command_asks_for_a_copy(
    checked: Callable[..., None], simulator: Simulator, reprolinks: Command
) -> None:
    checked("octo/rare")
    reprolinks("check", "--max-age", "0", "--archives")
    assert not simulator.swh.asked_to_save


def test_what_is_there_and_not_archived_is_asked_for_once(
    checked: Callable[..., None], world: World, simulator: Simulator, reprolinks: Command
) -> None:
    checked("octo/kept", "octo/rare")
    world.archived(f"{HUB}/octo/kept")
    code, output, _ = reprolinks("archive")
    assert code == 0
    assert output.split() == ["accepted", f"{HUB}/octo/rare"]
    assert simulator.swh.asked_to_save == [f"{HUB}/octo/rare"]
    found = rows("SELECT target, preservation, save_request FROM archive_status ORDER BY target")
    assert found == [("octo/kept", "replicated", None), ("octo/rare", "vulnerable", "accepted")]
    assert reprolinks("archive")[1] == ""
    assert len(simulator.swh.asked_to_save) == 1, "not asked again while the request is young"
    world.archived(f"{HUB}/octo/rare")
    reprolinks("check", "--archives")
    assert rows("SELECT preservation FROM archive_status WHERE target = 'octo/rare'") == [("replicated",)]
    assert simulator.token not in str(simulator.sent_to("swh"))


def test_the_eleventh_request_within_an_hour_is_not_sent(
    checked: Callable[..., None], simulator: Simulator, reprolinks: Command
) -> None:
    checked(*(f"octo/r{i:02}" for i in range(13)))
    code, output, errors = reprolinks("archive")
    assert code == 0
    assert output.count("accepted") == 10
    assert "3 repositories are left" in errors
    posts = [received for received in simulator.sent_to("swh") if received.method == "POST"]
    assert len(posts) == 10, "none of them was met by a 429"
    assert rows("SELECT status FROM runs ORDER BY id DESC LIMIT 1") == [("incomplete",)]
    assert len(reprolinks("archive", "--dry-run")[1].splitlines()) == 3


def test_limit_bounds_what_is_asked(checked: Callable[..., None], simulator: Simulator, reprolinks: Command) -> None:
    checked("octo/a", "octo/b", "octo/c")
    assert reprolinks("archive", "--limit", "2")[0] == 0
    assert len(simulator.swh.asked_to_save) == 2


@pytest.mark.parametrize("status", ["pending", "rejected"])
def test_what_the_archive_says_is_recorded(
    status: str, checked: Callable[..., None], world: World, reprolinks: Command
) -> None:
    checked("octo/a")
    world.save_policy["github.com"] = status
    code, output, _ = reprolinks("archive")
    assert (code, output.split("\t")[0]) == (0, status)
    assert rows("SELECT outcome FROM archives WHERE question = 'save'") == [(status,)]


@pytest.mark.parametrize("names", [["octo/a"], ["octo/a", "octo/b"]])
def test_an_archive_out_of_reach_is_exit_3_and_asked_again_next_time(
    names: list[str],
    checked: Callable[..., None],
    simulator: Simulator,
    reprolinks: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked(*names)

    async def no_sleep(_: float) -> None:
        """Time passes at once."""

    monkeypatch.setattr("asyncio.sleep", no_sleep)
    simulator.weather("swh", Fault.SERVER_ERROR)
    code, output, errors = reprolinks("archive")
    assert (code, output) == (3, "")
    assert "Software Heritage" in errors
    simulator.clear()
    assert reprolinks("archive")[0] == 0
    assert len(simulator.swh.asked_to_save) == len(names)


REPO = Artifact(Kind.GITHUB_REPO, "octo/a", f"{HUB}/octo/a", other_names=("octo/A",))


@pytest.mark.parametrize(
    ("told", "status", "reason"),
    [
        (answer(200, {"save_request_status": "accepted", "note": None}), "accepted", Reason.OK),
        (answer(403, {"exception": "ForbiddenExc", "reason": "blocked"}), "rejected", Reason.REFUSED),
        (answer(400, {"exception": "BadInputExc", "reason": "no"}), "rejected", Reason.REFUSED),
        (answer(403, b"<html>", content_type="text/html"), "unknown", Reason.BAD_RESPONSE),
        (answer(200, {"save_request_status": "maybe"}), "unknown", Reason.BAD_RESPONSE),
        (answer(200, [{"save_request_status": "accepted"}]), "unknown", Reason.BAD_RESPONSE),  # type: ignore[arg-type]  # a list
        (answer(500), "unknown", Reason.SERVER_ERROR),
    ],
)
def test_answers_to_a_request(told: Answer, status: str, reason: Reason) -> None:
    transport = Scripted(lambda _: told)
    config = settings(REPROLINKS_SWH_API="https://swh.test/api/1")
    saver = SaveCodeNow(config, transport, Hosts(counted_rule)("swh.test"))
    saved = asyncio.run(saver.save(REPO))
    assert (saved.status, saved.reason) == (status, reason)
    request = transport.requests[0]
    assert (request.method, request.url) == ("POST", f"https://swh.test/api/1/origin/save/git/url/{HUB}/octo/A/")
    assert "authorization" not in {name.lower() for name in request.headers}


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 0), (10, 0), (11, 1), (20, 1), (21, 2)])
def test_ten_go_out_at_once_and_each_ten_more_take_an_hour(count: int, expected: int) -> None:
    assert hours_needed(count) == expected


def test_one_request_that_fails_does_not_hide_the_others(
    checked: Callable[..., None], simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked("octo/a", "octo/b", "octo/c")
    assert reprolinks("check", "--archives")[0] == 0  # now it is known that there is no copy

    async def no_sleep(_: float) -> None:
        """Time passes at once."""

    monkeypatch.setattr("asyncio.sleep", no_sleep)
    simulator.weather("swh", Fault.SERVER_ERROR, times=3)  # as often as one request is tried
    code, output, errors = reprolinks("archive")
    assert code == 3
    assert [line.split("\t")[0] for line in output.splitlines()] == ["unknown", "accepted", "accepted"]
    assert "(1 left out)" in errors
    assert len(reprolinks("archive", "--dry-run")[1].splitlines()) == 1, "the failed one is asked for again"


def test_an_archive_that_stays_silent_is_given_up(
    checked: Callable[..., None], simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(*(f"octo/r{i}" for i in range(8)))
    reprolinks("check", "--archives")

    async def no_sleep(_: float) -> None:
        """Time passes at once."""

    monkeypatch.setattr("asyncio.sleep", no_sleep)
    simulator.weather("swh", Fault.RESET)
    before = len(simulator.sent_to("swh"))
    code, output, _ = reprolinks("archive")
    assert (code, output.count("unknown")) == (3, 3)
    assert len(simulator.sent_to("swh")) - before == 9


def test_a_budget_bounds_this_command_too(
    checked: Callable[..., None], simulator: Simulator, reprolinks: Command
) -> None:
    checked("octo/a", "octo/b", "octo/c")
    reprolinks("check", "--archives")
    assert reprolinks("archive", "--budget", "2")[0] == 0
    assert len(simulator.swh.asked_to_save) == 2
