"""All evidence judged again: nothing changes unless the rules do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.jobs.rejudge import Change, changes, rejudge
from checker.model import Artifact, Claim, Kind, Link, Observation, Outcome, Paper, Reason
from checker.store.store import Store
from checker.verdicts import judge as rules
from checker.verdicts.judge import judge
from checker.verdicts.maintenance import POLICIES
from tests.verdicts.histories import artifacts, runs

if TYPE_CHECKING:
    from collections.abc import Callable


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
        opened = store.evidence.judging_inputs(run, [artifact])[artifact.key]
        verdict, standing = judge(artifact, *opened, now=at, policy="recent-commit")
        store.evidence.conclude(run, [verdict], {artifact.key: standing})
        store.runs.finish(run, status="done", at=at, counts={}, costs={})


@pytest.mark.slow
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


#: What papers name in the months below, of kinds that are judged by different rules.
NAMED = (
    Artifact(Kind.GITHUB_REPO, "octo/tool", "https://github.com/octo/tool", published="2025-06-30"),
    Artifact(Kind.GITHUB_REPO, "octo/new", "https://github.com/octo/new", published=""),
    Artifact(Kind.HF_MODEL, "Team/tool", "https://huggingface.co/Team/tool", published="2026-01-01"),
    Artifact(Kind.OTHER_FORGE, "git.example.org/a/b", "https://git.example.org/a/b", published="2024-01-01"),
    Artifact(Kind.OTHER, "page.example.org/p", "https://page.example.org/p", published="2026-03-01"),
)


class Month(NamedTuple):
    """One run of several months: how long after the last one, by which policy, what it saw of each, if it ended."""

    hours: int
    policy: str
    seen: list[list[list[Observation]]]
    ends: bool


months = st.builds(
    Month,
    st.sampled_from((1, 13, 24, 24 * 7, 24 * 31, 24 * 31, 24 * 92)),
    st.sampled_from(sorted(POLICIES)),
    st.lists(runs(1), min_size=len(NAMED), max_size=len(NAMED)),
    st.booleans() | st.just(True),
)


def passes(store: Store, month: Month, at: datetime) -> None:
    """One run as a survey makes it, over what is due; the first one reads the papers."""
    run = store.runs.begin(command="run", inputs=[], options={"policy": month.policy}, at=at)
    if run == 1:
        rows = [
            (paper._replace(id=one.key), claim, links) for one in NAMED for paper, claim, links in [paper_of(one)]
        ]
        store.papers.record(run, rows, at=at)
    store.evidence.adopt(run, since=at - timedelta(hours=24))
    due = list(store.due.artifacts(now=at, max_age=timedelta(hours=12)))
    for one in due:
        heard = month.seen[[named.key for named in NAMED].index(one.key)][0]
        store.evidence.record(run, [replace(said, key=one.key) for said in heard])
    if month.ends:
        opened = store.evidence.judging_inputs(run, due)
        found = [judge(one, *opened[one.key], now=at, policy=month.policy) for one in due]
        standings = {one.key: standing for one, (_, standing) in zip(due, found, strict=True)}
        store.evidence.conclude(run, [verdict for verdict, _ in found], standings)
        store.runs.finish(run, status="done", at=at, counts={}, costs={})


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(months, min_size=3, max_size=9))
def test_the_command_changes_nothing_after_months(
    reprolinks: Callable[..., tuple[int, str, str]], history: list[Month]
) -> None:
    with TemporaryDirectory() as folder:
        path, at = Path(folder) / "a.db", NOW
        with Store.open(path) as store:
            for month in [*history, history[0]._replace(ends=True)]:
                at += timedelta(hours=month.hours)
                passes(store, month, at)
            judged, left = store.judged.count()
        code, changed, said = reprolinks("rejudge", "--db", str(path))
        assert (code, changed) == (0, "")
        assert said.startswith(f"0 of {judged} verdicts would change")
        assert ("no run has judged yet" in said) == (left > 0)
