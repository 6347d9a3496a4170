"""All evidence judged again: nothing changes unless the rules do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.jobs.rejudge import Change, changes, rejudge
from checker.model import Artifact, Claim, Kind, Link, Observation, Outcome, Paper, Reason
from checker.store.store import Store
from checker.verdicts import judge as rules
from checker.verdicts.judge import judge
from tests.verdicts.histories import artifacts, runs

if TYPE_CHECKING:
    import pytest

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def paper_of(artifact: Artifact) -> tuple[Paper, Claim, list[Link]]:
    link = Link(artifact.kind, artifact.target, artifact.url, artifact.target, 0, 9)
    return Paper("p", "P", "", published=artifact.published), Claim.LINKED, [link]


def looked(store: Store, artifact: Artifact, said: list[Observation], at: datetime, *, ends: bool) -> None:
    """One run as the job makes it; one that does not end leaves what it was told, and judges nothing."""
    run = store.runs.begin(command="check", inputs=[], options={}, at=at)
    store.papers.record(run, [paper_of(artifact)], at=at)
    store.evidence.adopt(run, since=at - timedelta(hours=24))
    store.evidence.record(run, said)
    if ends:
        opened = store.evidence.opened(run, [artifact])[artifact.key]
        verdict, standing = judge(artifact, *opened, now=at, policy="recent-commit")
        store.evidence.conclude(run, [verdict], {artifact.key: standing})
        store.runs.finish(run, status="done", at=at, counts={}, costs={})


@settings(max_examples=60)
@given(artifacts.filter(lambda one: one.kind is not Kind.PAPER), runs(), st.data())
def test_what_was_judged_step_by_step_is_what_all_evidence_comes_to(
    artifact: Artifact, seen: list[list[Observation]], data: st.DataObject
) -> None:
    with Store.open(":memory:") as store:
        for number, heard in enumerate(seen):
            said = [replace(one, key=artifact.key) for one in heard]
            ends = number == len(seen) - 1 or data.draw(st.booleans())
            looked(store, artifact, said, NOW + number * timedelta(hours=13), ends=ends)
        assert list(changes(store)) == []


def gone(at: datetime) -> Observation:
    reason = Reason.NOT_FOUND_OR_PRIVATE
    return Observation(key="github_repo:o/n", service="github_rest", at=at, outcome=Outcome.ABSENT, reason=reason)


def test_rules_that_changed_are_told_and_written_as_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    artifact = Artifact(Kind.GITHUB_REPO, "o/n", "https://github.com/o/n")
    with Store.open(":memory:") as store:
        looked(store, artifact, [gone(NOW)], NOW, ends=True)
        monkeypatch.setattr(rules, "is_confirmed", lambda *_: True)
        told: list[Change] = []
        assert rejudge(store, told.append) == 1
        assert told[0].columns == {"confirmed": (0, 1)}
        assert store.query("SELECT count(*) FROM verdicts")[1] == [(1,)], "nothing is written unless asked"
        run = store.runs.begin(command="rejudge", inputs=[], options={}, at=NOW)
        assert rejudge(store, told.append, run=run) == 1
        assert [(row.run_id, row.axis, row.after) for row in store.status.changes()] == [(run, "confirmed", "yes")]
        assert list(changes(store)) == []
