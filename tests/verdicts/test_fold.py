"""A verdict is a fold: what the standing carries is what the whole history would say."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model import Artifact, Availability, Facts, Kind, Observation, Outcome, Reason, Standing, Verdict
from checker.verdicts.fold import fold, step
from checker.verdicts.judge import RULES_VERSION, judge
from checker.verdicts.maintenance import POLICIES
from tests.verdicts.histories import START, artifacts, moments, runs, weather

if TYPE_CHECKING:
    from checker.verdicts.fold import Step

DAY = timedelta(days=1)
policies = st.sampled_from(sorted(POLICIES))

Runs = list[list[Observation]]


def history(seen: Runs) -> list[tuple[int, Observation]]:
    return [(number, one) for number, run in enumerate(seen) for one in run]


def steps(seen: Runs, kind: Kind) -> list[Step]:
    done: list[Step] = []
    for run in seen:
        done.append(step(done[-1].standing if done else Standing(), run, kind))
    return done


def judged(artifact: Artifact, seen: Runs, *, now: datetime, policy: str = "recent-commit") -> Verdict:
    standing = fold(history(seen[:-1]), artifact.kind)
    return judge(artifact, standing, seen[-1], now=now, policy=policy)[0]


@given(artifacts, runs(), moments, policies)
def test_run_by_run_is_the_same_as_all_at_once(artifact: Artifact, seen: Runs, now: datetime, policy: str) -> None:
    standing = Standing()
    for run in seen:
        verdict, standing = judge(artifact, standing, run, now=now, policy=policy)
    assert standing == fold(history(seen), artifact.kind)
    assert verdict == judged(artifact, seen, now=now, policy=policy)
    assert verdict.rules == RULES_VERSION


@given(artifacts, runs(), st.lists(weather, min_size=1, max_size=3), moments)
def test_a_run_with_nothing_but_weather_changes_no_standing(
    artifact: Artifact, seen: Runs, trouble: list[Observation], now: datetime
) -> None:
    before = fold(history(seen), artifact.kind)
    verdict, after = judge(artifact, before, trouble, now=now, policy="recent-commit")
    assert after == before
    assert verdict.availability is Availability.UNKNOWN
    assert (verdict.known, verdict.known_at) == (
        (before.known.availability, before.known.at) if before.known else (None, None)
    )


@given(artifacts, runs(), moments)
def test_a_run_that_did_not_look_changes_no_standing(artifact: Artifact, seen: Runs, now: datetime) -> None:
    before = fold(history(seen), artifact.kind)
    verdict, after = judge(artifact, before, [], now=now, policy="recent-commit")
    assert after == before
    assert (verdict.availability, verdict.reason) == (Availability.UNKNOWN, Reason.NOT_CHECKED)


# -- what the standing carries, beside its definition over the whole history --------------------------


@given(artifacts, runs())
def test_the_last_known_verdict_is_that_of_the_last_run_that_could_tell(artifact: Artifact, seen: Runs) -> None:
    done = steps(seen, artifact.kind)
    telling = [one for one in done if one.ruling.availability is not Availability.UNKNOWN]
    known = done[-1].standing.known
    assert (known is not None) == bool(telling)
    if known:
        assert (known.availability, known.at) == (telling[-1].ruling.availability, telling[-1].evidence.at)
        assert (known.content, known.facts.name) == (
            telling[-1].evidence.contents.content,
            telling[-1].evidence.facts.name,
        )


@given(artifacts, runs())
def test_the_first_id_is_the_first_that_was_told(artifact: Artifact, seen: Runs) -> None:
    told = [one.evidence.facts.platform_id for one in steps(seen, artifact.kind) if one.evidence.facts.platform_id]
    assert fold(history(seen), artifact.kind).first_id == (told[0] if told else "")


def spoken(service: str, outcome: Outcome) -> st.SearchStrategy[list[Observation]]:
    return st.integers(-100, 400).map(
        lambda hours: [
            Observation(
                key="k", service=service, at=START + timedelta(hours=hours), outcome=outcome, reason=Reason.TIMEOUT
            )
        ]
    )


SPOKEN_OF_ABSENCE = st.one_of(
    spoken("github_graphql", Outcome.ABSENT),
    spoken("github_graphql", Outcome.ABSENT),
    spoken("github_rest", Outcome.ABSENT),
    spoken("github_rest", Outcome.BLOCKED),
    spoken("github_rest", Outcome.UNKNOWN),
    spoken("github_rest", Outcome.PRESENT),
)


@given(st.lists(SPOKEN_OF_ABSENCE, min_size=1, max_size=8))
def test_gone_is_confirmed_as_the_whole_history_would_confirm_it(seen: Runs) -> None:
    """Some earlier `gone`, a day older, none but `gone` and `unknown` since, and not GraphQL's word alone."""
    expected = False
    since: list[Observation] = []
    for run in reversed(seen):
        if run[0].outcome in (Outcome.PRESENT, Outcome.BLOCKED):
            break
        since += run
        if run[0].outcome is Outcome.ABSENT:
            others = any(one.service == "github_rest" and one.outcome is Outcome.ABSENT for one in since)
            expected |= others and seen[-1][0].at - run[0].at >= DAY
    gone = seen[-1][0].outcome is Outcome.ABSENT
    repo = Artifact(Kind.GITHUB_REPO, "octo/tool", "https://github.com/octo/tool")
    assert judged(repo, seen, now=START + 900 * DAY).confirmed == (gone and expected)


@given(artifacts, st.lists(SPOKEN_OF_ABSENCE | spoken("git", Outcome.PRESENT), min_size=1, max_size=8) | runs())
def test_a_second_opinion_is_remembered_until_somebody_sees_it(artifact: Artifact, seen: Runs) -> None:
    flat = [one for run in seen for one in run]
    last = max((index for index, one in enumerate(flat) if one.outcome is Outcome.PRESENT), default=-1)
    found_nothing = [
        one.at for one in flat[last + 1 :] if (one.service, one.outcome) == ("github_rest", Outcome.ABSENT)
    ]
    blocks = [one.at for one in flat if one.outcome is Outcome.BLOCKED]
    standing = fold(history(seen), artifact.kind)
    assert standing.absent_at == max(found_nothing, default=None)
    assert standing.blocked_at == max(blocks, default=None)


# -- moments ------------------------------------------------------------------------------------------


@pytest.fixture(params=["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


CREATED = datetime(2024, 3, 31, tzinfo=UTC)  # 90 days after the first of January 2024 begins in UTC


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(
    ("published", "created", "identity"),
    [
        ("2024-01-01", CREATED, "same"),
        ("2024-01-01", CREATED + timedelta(seconds=1), "unknown"),
        ("2024-01-01T00:00:00", CREATED + timedelta(seconds=1), "unknown"),
        ("2024-01-01T00:00:00-12:00", CREATED + timedelta(seconds=1), "same"),
        ("0001-01-01", CREATED, "unknown"),
        ("0001-01-01T00:00:00+14:00", CREATED, "unknown"),
        ("9999-12-31", CREATED, "same"),
        ("9999-12-31T23:59:59-12:00", CREATED, "same"),
        ("not a date", CREATED, "same"),
    ],
)
def test_a_paper_s_date_means_the_same_on_any_machine(published: str, created: datetime, identity: str) -> None:
    repo = Artifact(Kind.GITHUB_REPO, "octo/tool", "https://github.com/octo/tool", published=published)
    seen = Observation(
        key=repo.key,
        service="github_graphql",
        at=CREATED + 900 * DAY,
        outcome=Outcome.PRESENT,
        reason=Reason.OK,
        facts=Facts(name="octo/tool", platform_id="1", created_at=created),
    )
    assert judged(repo, [[seen]], now=CREATED + 900 * DAY).identity == identity
