"""An alarm is never lost, and never raised again at the next schedule: one occasion tells of each incident."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple, cast
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.cli.ending import exit_code
from checker.config import Settings
from checker.errors import OutOfReach
from checker.jobs.context.judging import Judge
from checker.jobs.context.run import Run
from checker.model import Artifact, Claim, Kind, Link, Observation, Outcome, Paper, Reason
from checker.store.store import Store
from tests.simulator import Fault, Simulator, World

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.jobs.context.services import Services
    from checker.jobs.context.world import World as JobWorld
    from checker.model.rows import AlarmRow

    Command = Callable[..., tuple[int, str, str]]

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
NAMES = ("a", "b", "c")
ANSWERS = {
    "there": (Outcome.PRESENT, Reason.OK),
    "gone": (Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE),
    "blocked": (Outcome.BLOCKED, Reason.DMCA),
    "silent": (Outcome.UNKNOWN, Reason.TIMEOUT),
}


class Day(NamedTuple):
    """One run of a schedule: how long after the last one, what the world answers, and what becomes of the run."""

    after: int
    world: tuple[str, str, str]
    papers: frozenset[str]  # read by `run`; none: `check`
    fate: str  # ends, killed before it judges, killed after
    fail_on: bool


DAYS = st.builds(
    Day,
    st.sampled_from((1, 6, 11, 13, 24, 30)),
    st.tuples(*[st.sampled_from(("there", "there", "gone", "gone", "blocked", "silent"))] * 3),
    st.frozensets(st.sampled_from(NAMES)),
    st.sampled_from(("ends", "ends", "ends", "killed early", "killed late")),
    st.booleans(),
)


def artifact(name: str) -> Artifact:
    return Artifact(Kind.GITHUB_REPO, f"o/{name}", f"https://github.com/o/{name}")


@dataclass
class Clock:
    """The settings and the clock of a run, moved by hand."""

    now_: datetime = BEGIN
    settings: Settings = field(default_factory=Settings)

    def now(self) -> datetime:
        return self.now_


class Deaf:
    """Hears of answers, and makes nothing of them."""

    def record(self, observations: Sequence[Observation]) -> None:
        """Nothing."""


class Told(NamedTuple):
    """A run that raised an alarm: when it began, and which incidents it named."""

    at: datetime
    incidents: tuple[int | None, ...]


class Schedule:
    """Runs one after another on one database."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = Clock()
        self.told: list[Told] = []

    def run(self, day: Day) -> None:
        self.clock.now_ += day.after * HOUR
        at = self.clock.now_
        number = self.store.runs.begin(command="run", inputs=[], options={}, at=at)
        world, nobody = cast("JobWorld", self.clock), cast("Services", SimpleNamespace(base_monitor=Deaf()))
        run = Run(id=number, store=self.store, world=world, scope=number if day.papers else None, services=nobody)
        rows = [
            (Paper(name, name, ""), Claim.LINKED, [Link(Kind.GITHUB_REPO, f"o/{name}", "", f"o/{name}", 0, 3)])
            for name in sorted(day.papers or (NAMES if number == 1 else ()))
        ]
        self.store.papers.record(number, rows, at=at)
        self.look(run, day)

    def look(self, run: Run, day: Day) -> None:
        judge, now = Judge(run), self.clock.now_
        self.store.evidence.adopt(run.id, since=now - 24 * HOUR)
        due = list(self.store.due.artifacts(now=now, max_age=timedelta(0), run=run.scope))
        for one in due:
            outcome, reason = ANSWERS[day.world["abc".index(one.target[-1])]]
            judge.record([Observation(key=one.key, service="github_rest", at=now, outcome=outcome, reason=reason)])
        if day.fate == "killed early":
            return
        judge.conclude(due)
        if day.fate == "killed late":
            return
        self.store.runs.finish(run.id, status=run.tally.status(), at=now, counts={}, costs={})
        self.end(run, ["newly-gone"] if day.fail_on else [])

    def end(self, run: Run, conditions: Sequence[str]) -> None:
        named: list[AlarmRow] = []
        told = self.store.alarms.mark_told

        def heard(run: int, alarms: Sequence[AlarmRow]) -> None:
            named.extend(alarms)
            told(run, alarms)

        with patch.object(self.store.alarms, "mark_told", heard):
            try:
                code = exit_code(run, conditions)
            except OutOfReach:
                code = 3
        assert (code == 1) == bool(named)
        if named:
            self.told.append(Told(self.clock.now_, tuple(one.incident for one in named)))


@settings(max_examples=60)
@given(st.lists(DAYS, min_size=1, max_size=8))
def test_every_incident_is_told_by_exactly_one_occasion(days: list[Day]) -> None:
    with Store.open(":memory:") as store:
        schedule = Schedule(store)
        for day in days:
            schedule.run(day)
        schedule.run(Day(48, ("there", "there", "there"), frozenset(), "ends", fail_on=True))
        schedule.run(Day(48, ("there", "there", "there"), frozenset(), "ends", fail_on=True))
        incidents = [number for (number,) in store.query("SELECT id FROM incidents")[1]]
        for incident in incidents:
            moments = [one.at for one in schedule.told if incident in one.incidents]
            assert moments, "none is lost"
            assert max(moments) - min(moments) <= 12 * HOUR, "none is told again"


def written(*names: str, file: str = "papers.jsonl") -> str:
    lines = [
        json.dumps({"id": one, "title": f"On {one}", "abstract": f"At https://github.com/o/{one} ."}) for one in names
    ]
    Path(file).write_text("\n".join(lines), encoding="utf-8")
    return file


def days_pass(hours: int) -> None:
    """All that is in the database happened so much earlier."""
    with closing(sqlite3.connect("availability.db")) as db, db:
        db.create_function("earlier", 1, lambda text: text and _earlier(text, hours))
        for table, columns in (
            ("runs", ("started_at", "finished_at")),
            ("artifacts", ("checked_at", "tried_at")),
            ("incidents", ("opened_at", "closed_at")),
        ):
            for column in columns:
                db.execute(f"UPDATE {table} SET {column} = earlier({column})")


def _earlier(text: str, hours: int) -> str:
    return f"{datetime.fromisoformat(text) - hours * HOUR:%Y-%m-%dT%H:%M:%SZ}"


WATCH = ("run", "papers.jsonl", "--max-age", "0s", "--fail-on", "newly-gone")


@pytest.fixture
def _there(simulator: Simulator, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", simulator.token)
    for name in ("a", "b", "c"):
        world.github(f"o/{name}")


@pytest.mark.usefixtures("_there")
def test_a_link_that_is_dead_at_its_first_look_is_told_once_and_again_by_a_rerun(reprolinks: Command) -> None:
    written("a", "dead")
    code, _, said = reprolinks(*WATCH)
    assert (code, "newly-gone (1)" in said) == (1, True)
    assert "github_repo o/dead, gone since" in said
    assert "On dead" in said
    assert reprolinks(*WATCH)[0] == 1, "a rerun of the red job says the same"
    days_pass(24)
    assert reprolinks(*WATCH)[0] == 0, "the next day's is told nothing new"


@pytest.mark.usefixtures("_there")
def test_an_alarm_survives_runs_that_tell_nothing(simulator: Simulator, reprolinks: Command) -> None:
    written("a", "dead")
    assert reprolinks("run", "papers.jsonl")[0] == 0, "without --fail-on nothing is told"
    days_pass(24)
    simulator.weather("all", Fault.RESET)
    assert reprolinks(*WATCH)[0] == 1, "what is certain comes first, in an outage too"
    simulator.clear()


@pytest.mark.usefixtures("_there")
def test_both_are_said_where_an_alarm_and_an_outage_meet(simulator: Simulator, reprolinks: Command) -> None:
    written("a", "dead")
    reprolinks("run", "papers.jsonl")
    simulator.weather("all", Fault.RESET)
    code, _, said = reprolinks(*WATCH)
    assert (code, "newly-gone (1)" in said, "could not be looked at" in said) == (1, True, True)


@pytest.mark.usefixtures("_there")
def test_grace_and_ignored_targets_raise_no_alarm_until_their_time(reprolinks: Command) -> None:
    written("dead")
    assert reprolinks(*WATCH, "--grace", "2d")[0] == 0
    days_pass(49)
    tables = '[[ignore]]\ntarget = "O/dead"\nreason = "moved house"\nuntil = {}\n'
    Path("reprolinks.toml").write_text(tables.format("2999-01-01"), "utf-8")
    code, _, said = reprolinks(*WATCH, "--grace", "2d")
    assert (code, "1 loss is ignored" in said) == (0, True)
    code, rows, _ = reprolinks("query", "incidents-open")
    assert (code, "moved house" in rows) == (0, True)
    Path("reprolinks.toml").write_text(tables.format("2020-01-01"), "utf-8")
    assert reprolinks(*WATCH, "--grace", "2d")[0] == 1


@pytest.mark.usefixtures("_there")
@pytest.mark.parametrize("fail_on", ["newly-gone", "gone", None])
def test_a_loss_that_is_ignored_after_it_was_told_is_marked_so_for_its_time(
    fail_on: str | None, reprolinks: Command
) -> None:
    again = ("run", "papers.jsonl", *(("--fail-on", fail_on) if fail_on else ()))
    written("dead")
    assert reprolinks(*WATCH)[0] == 1
    table = '[[ignore]]\ntarget = "O/dead"\nreason = "moved house"\nuntil = 2999-01-01\n'
    Path("reprolinks.toml").write_text(table, "utf-8")
    assert reprolinks(*again)[0] == 0
    assert "moved house" in reprolinks("query", "ignored")[1]
    reprolinks("report", "--format", "letters", "--unconfirmed", "-o", "letters")
    assert not Path("letters").exists(), "nobody is written to about what is ignored"
    Path("reprolinks.toml").unlink()
    reprolinks(*again)
    assert "moved house" not in reprolinks("query", "ignored")[1]


@pytest.mark.usefixtures("_there")
def test_ten_are_named_and_how_many_more(reprolinks: Command) -> None:
    written(*(f"dead{number}" for number in range(13)))
    code, _, said = reprolinks(*WATCH)
    assert (code, said.count("newly-gone: github_repo"), "newly-gone: and 3 more" in said) == (1, 10, True)


@pytest.mark.usefixtures("_there")
def test_a_run_alarms_for_its_own_papers_and_check_for_all(reprolinks: Command) -> None:
    written("dead", file="other.jsonl")
    reprolinks("run", "other.jsonl")
    written("a")
    assert reprolinks(*WATCH, "--fail-on", "gone")[0] == 0
    code, _, said = reprolinks("check", "--fail-on", "newly-gone", "--fail-on", "gone")
    assert (code, "newly-gone (1), gone (1)" in said) == (1, True)


@pytest.mark.usefixtures("_there")
def test_a_paper_that_was_taken_off_the_list_counts_no_more_and_has_its_history_when_put_back(
    reprolinks: Command,
) -> None:
    written("a", "dead")
    assert reprolinks("run", "papers.jsonl")[0] == 0
    written("a")
    _, _, said = reprolinks("run", "papers.jsonl")
    assert "no source lists any more: 1" in said
    assert reprolinks("check", "--fail-on", "gone", "--fail-on", "newly-gone")[0] == 0
    assert "o/dead" not in reprolinks("report", "--format", "csv")[1]
    written("a", "dead")
    assert reprolinks("run", "papers.jsonl", "--fail-on", "newly-gone")[0] == 1
    assert reprolinks("query", "incidents")[1].count("o/dead") == 1


@pytest.mark.usefixtures("_there")
def test_a_little_that_could_not_be_looked_at_is_a_line_and_much_is_an_exit_code(
    simulator: Simulator, reprolinks: Command
) -> None:
    written("a", "b", "c")
    simulator.weather("all", Fault.RESET)
    assert reprolinks("run", "papers.jsonl", "--tolerate", "100")[0] == 3, "nothing at all could be reached"
