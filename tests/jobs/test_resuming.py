"""A run that ends early, and the one that goes on from there: what was answered is not asked for again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.errors import StoreError
from checker.model import Availability, Claim, Facts, Kind, Link, Observation, Outcome, Paper, Reason, Verdict
from checker.store.evidence import Evidence
from checker.store.store import Store
from tests.simulator import Fault, Simulator, World

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Command = Callable[..., tuple[int, str, str]]

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
KEY = "github_repo:octo/tool"
LINK = Link(Kind.GITHUB_REPO, "octo/tool", "https://github.com/octo/tool", "github.com/octo/tool", 0, 20)
SEEN = Observation(
    key=KEY, service="first", at=NOW, outcome=Outcome.PRESENT, reason=Reason.OK, facts=Facts(head="c1")
)
URLS = ("https://github.com/octo/alive", "https://github.com/octo/gone", "https://huggingface.co/lab/model")


def begin(store: Store, at: datetime = NOW) -> int:
    return store.runs.begin(command="test", inputs=[], options={}, at=at)


def killed_after(store: Store, *said: Observation) -> int:
    """A run that was told so much of one artifact, and never ended."""
    run = begin(store)
    store.papers.record(run, [(Paper("p", "P", ""), Claim.LINKED, [LINK])], at=NOW)
    store.evidence.record(run, said)
    return run


def test_what_a_killed_run_was_told_counts_for_the_next_and_stays_as_it_is() -> None:
    with Store.open(":memory:") as store:
        first = killed_after(store, SEEN)
        second = begin(store)
        store.evidence.adopt(second, since=NOW - DAY)
        assert store.evidence.adopted(second) == {KEY: [SEEN]}
        assert store.evidence.history(KEY) == [(second, SEEN)]
        assert store.query("SELECT run_id FROM observations")[1] == [(first,)]


def test_a_third_run_goes_on_from_both_before_it() -> None:
    with Store.open(":memory:") as store:
        killed_after(store, SEEN)
        second = begin(store)
        store.evidence.adopt(second, since=NOW - DAY)
        more = replace(SEEN, service="second")
        store.evidence.record(second, [more])
        third = begin(store)
        store.evidence.adopt(third, since=NOW - DAY)
        assert store.evidence.adopted(third) == {KEY: [SEEN, more]}
        assert store.evidence.adopted(second) == {}


def test_what_could_not_be_found_out_is_asked_again_and_speaks_before_what_comes_after() -> None:
    silence = replace(SEEN, service="second", outcome=Outcome.UNKNOWN, reason=Reason.TIMEOUT)
    with Store.open(":memory:") as store:
        first = killed_after(store, SEEN, silence)
        second = begin(store)
        store.evidence.adopt(second, since=NOW - DAY)
        assert store.evidence.adopted(second) == {KEY: [SEEN]}
        assert store.evidence.history(KEY) == [(first, silence), (second, SEEN)]


def test_what_is_too_old_or_was_judged_is_nobodys_beginning() -> None:
    with Store.open(":memory:") as store:
        killed_after(store, SEEN)
        late = begin(store, NOW + DAY)
        store.evidence.adopt(late, since=NOW)
        assert store.evidence.adopted(late) == {}
        store.evidence.adopt(late, since=NOW - DAY)
        store.evidence.conclude(
            late, [Verdict(key=KEY, at=NOW, availability=Availability.UNKNOWN, reason=Reason.TIMEOUT, rule="x")]
        )
        later = begin(store, NOW + DAY)
        store.evidence.adopt(later, since=NOW - DAY)
        assert store.evidence.adopted(later) == {}


def papers() -> str:
    lines = [json.dumps({"title": f"P {i}", "abstract": f"Code: {url} ."}) for i, url in enumerate(URLS)]
    Path("papers.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return "papers.jsonl"


def verdicts(db: str) -> list[tuple[object, ...]]:
    with Store.open(db, create=False) as store:
        columns = "kind, target, availability, reason, content, identity, last_activity_at"
        return store.query(f"SELECT {columns} FROM artifact_status ORDER BY 1, 2")[1]


def asked(simulator: Simulator) -> list[tuple[str, str, bytes]]:
    return [(service, received.path, received.body) for service, received in simulator.requests]


@pytest.fixture
def _inhabited(simulator: Simulator, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", simulator.token)
    world.github("octo/alive")
    world.hub("model", "lab/model")


@pytest.mark.slow
@pytest.mark.usefixtures("_inhabited")
@pytest.mark.parametrize("service", ["github_graphql", "github_rest", "github_content", "huggingface", "judgement"])
def test_a_run_that_ended_at_any_moment_is_gone_on_with(
    simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    """The disk is full just when a service's answer is to be kept: only that one is asked for again."""
    assert reprolinks("run", papers(), "--db", "whole.db")[0] == 0
    whole = asked(simulator)
    record = Evidence.record

    def full(self: Evidence, run: int, observations: Sequence[Observation]) -> None:
        if any(one.service == service for one in observations):
            raise StoreError("full")
        record(self, run, observations)

    def no_judgement(*_: object) -> None:
        if service == "judgement":
            raise StoreError("full")

    with monkeypatch.context() as trouble:
        trouble.setattr(Evidence, "record", full)
        trouble.setattr(Evidence, "conclude", no_judgement)
        assert reprolinks("run", papers())[0] == 2
    interrupted = len(simulator.requests)
    assert reprolinks("run", papers())[0] == 0
    assert verdicts("availability.db") == verdicts("whole.db")
    with Store.open("availability.db", create=False) as store:
        counts = store.query("SELECT count(*) FROM observations GROUP BY artifact_id, service HAVING count(*) > 1")
        assert counts[1] == []
    resumed = asked(simulator)[interrupted:]
    assert set(resumed) <= set(whole)


@pytest.mark.usefixtures("_inhabited")
def test_an_outage_that_was_recorded_is_no_answer(
    simulator: Simulator, reprolinks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator.weather("all", Fault.RESET)
    with monkeypatch.context() as trouble:

        def no_judgement(*_: object) -> None:
            raise StoreError("full")

        trouble.setattr(Evidence, "conclude", no_judgement)
        assert reprolinks("run", papers())[0] == 2
    simulator.clear()
    assert reprolinks("run", papers())[0] == 0
    assert [row[2] for row in verdicts("availability.db")] == ["available", "gone", "available"]


@pytest.mark.parametrize(("status", "reason"), [("interrupted", "interrupted"), ("done", "not_checked")])
def test_what_an_interrupted_run_never_came_to_is_told_so(status: str, reason: str) -> None:
    with Store.open(":memory:") as store:
        run = store.runs.begin(command="run", inputs=[], options={}, at=NOW)
        store.papers.record(run, [(Paper("p", "P", ""), Claim.LINKED, [LINK])], at=NOW)
        store.runs.finish(run, status=status, at=NOW, counts={}, costs={})
        (row,) = store.status.artifacts()
        assert (row.availability, row.reason) == ("unknown", reason)
