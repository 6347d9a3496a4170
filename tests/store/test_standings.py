"""A standing survives being stored, and says what the store's own questions say."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model import (
    Absence,
    Artifact,
    Availability,
    Axis,
    Claim,
    Content,
    Facts,
    Hidden,
    Inventory,
    Item,
    Kind,
    Known,
    Link,
    Observation,
    Outcome,
    Paper,
    Reason,
    Remark,
    Standing,
    Tick,
    Topic,
)
from checker.store.encoding import iso, standing_from_json, standing_to_json
from checker.store.store import Store
from checker.verdicts.fold import fold
from checker.verdicts.judge import judge
from tests.verdicts.histories import artifacts, runs

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FULL = Standing(
    first_id="1",
    known=Known(
        availability=Availability.AVAILABLE,
        at=NOW,
        facts=Facts(name="octo/tool", last_commit_at=NOW, archived=False, readme=(Remark(Topic.STATUS, 3, "dead"),)),
        content=Content.CODE,
        ticks=(Tick(Item.TRAINING, "train.py"),),
    ),
    absence=Absence(since=NOW, attested_since=NOW - timedelta(days=1)),
    inventory=Inventory(service="github_content", files=("train.py",), readme=(), head="a", platform_id="1"),
    hidden=Hidden(reason=Reason.TIMEOUT, runs=2),
    untold=((Axis.MAINTENANCE, Hidden(reason=Reason.BAD_RESPONSE)),),
    block=Reason.DMCA,
    absent_at=NOW,
    blocked_at=NOW,
)


@pytest.mark.parametrize("standing", [Standing(), FULL, Standing(absence=Absence(since=NOW))])
def test_it_is_read_back_as_it_was(standing: Standing) -> None:
    assert standing_from_json(standing_to_json(standing)) == standing


@pytest.mark.slow
@given(artifacts, runs())
def test_whatever_was_seen_is_read_back_to_the_second(artifact: Artifact, seen: list[list[Observation]]) -> None:
    standing = fold([(number, one) for number, run in enumerate(seen) for one in run], artifact.kind)
    again = standing_from_json(standing_to_json(standing))
    assert again is not None
    assert standing_from_json(standing_to_json(again)) == again
    assert (again.first_id, again.hidden, again.untold, again.block) == (
        standing.first_id,
        standing.hidden,
        standing.untold,
        standing.block,
    )


def test_what_was_never_looked_at_takes_no_room() -> None:
    assert json.loads(standing_to_json(Standing())) == {"version": 1}


def test_one_of_another_version_is_to_be_folded_again() -> None:
    assert standing_from_json('{"version": 999, "first_id": ["of", "another", "shape"]}') is None


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z"),
        ("9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z"),
        ("2026-01-01T00:00:00+01:00", "2025-12-31T23:00:00Z"),
    ],
)
def test_moments_at_the_ends_of_the_calendar_can_be_kept(moment: str, text: str) -> None:
    assert iso(datetime.fromisoformat(moment)) == text


REPO = Artifact(Kind.GITHUB_REPO, "octo/tool", "https://github.com/octo/tool")
LINK = Link(REPO.kind, REPO.target, REPO.url, "github.com/octo/tool", 0, 20)
SPOKEN = st.one_of(
    st.builds(
        lambda service, outcome, hours: Observation(
            key=REPO.key,
            service=service,
            at=NOW + timedelta(hours=hours),
            outcome=outcome,
            reason=Reason.OK,
            facts=Facts(platform_id="1", name="octo/tool") if outcome is Outcome.PRESENT else Facts(),
        ),
        st.sampled_from(("github_graphql", "github_rest")),
        st.sampled_from(Outcome),
        st.integers(0, 99),
    ),
    st.builds(
        lambda head, number: Observation(
            key=REPO.key,
            service="github_content",
            at=NOW,
            outcome=Outcome.PRESENT,
            reason=Reason.OK,
            facts=Facts(platform_id=number, head=head, files=("a.py",)),
        ),
        st.sampled_from("ab"),
        st.sampled_from("12"),
    ),
)
STORIES = st.lists(st.lists(SPOKEN, min_size=1, max_size=3, unique_by=lambda one: one.service), max_size=4)


@pytest.mark.slow
@settings(deadline=None, max_examples=50)
@given(STORIES)
def test_it_says_what_the_store_reads_from_the_whole_history(seen: list[list[Observation]]) -> None:
    standing = Standing()
    with Store.open(":memory:") as store:
        for run in seen:
            number = store.runs.begin(command="test", inputs=[], options={}, at=NOW)
            store.papers.record(number, [(Paper("p", "P", ""), Claim.LINKED, [LINK])], at=NOW)
            store.evidence.record(number, run)
            verdict, standing = judge(REPO, standing, run, now=NOW, policy="recent-commit")
            store.evidence.conclude(number, [verdict])
        due = list(store.due.artifacts(now=NOW, max_age=timedelta(0)))
        assert len(due) == bool(seen)
        for artifact in due:
            content = standing.inventory or Inventory(service="", files=())
            assert artifact.platform_id == standing.first_id
            assert (artifact.content_head, artifact.content_id) == (content.head or "", content.platform_id or "")
            assert (artifact.absent_at, artifact.blocked_at) == (standing.absent_at, standing.blocked_at)
            assert artifact.blocked == standing.blocked
