"""What a standing keeps of what was told, and for how long: places in a repository, its README's word, an absence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from checker.model import Facts, Kind, Observation, Outcome, Reason, Remark, Standing, Topic
from checker.verdicts.fold import step
from tests.verdicts.histories import START

HOUR = timedelta(hours=1)
HERE, LOST = ("tree/dev", ""), ("blob/main/a.py", "a.py")
FOUND_AGAIN = ("blob/main/a.py", "")


def told(facts: Facts, outcome: Outcome = Outcome.PRESENT, hour: int = 0) -> Observation:
    reason = Reason.OK if outcome is Outcome.PRESENT else Reason.NOT_FOUND_OR_PRIVATE
    at = START + hour * HOUR
    return Observation(key="k", service="github_graphql", at=at, outcome=outcome, reason=reason, facts=facts)


def kept(*seen: Observation) -> Standing:
    """The standing after runs of one observation each."""
    standing = Standing()
    for one in seen:
        standing = step(standing, [one], Kind.GITHUB_REPO).standing
    return standing


def facts_of(*seen: Facts) -> Facts:
    known = kept(*map(told, seen)).known
    assert known
    return known.facts


def repo(*places: tuple[str, str], platform_id: str | None = "1") -> Facts:
    return Facts(name="octo/tool", platform_id=platform_id, places=places or None)


@pytest.mark.parametrize(
    ("seen", "known"),
    [
        ([repo()], None),
        ([repo(HERE)], (HERE,)),
        ([repo(HERE), repo()], (HERE,)),
        ([repo(HERE), repo(LOST)], (HERE, LOST)),
        ([repo(HERE, LOST), repo(FOUND_AGAIN)], (HERE, FOUND_AGAIN)),
        ([repo(HERE), repo(LOST, platform_id=None)], (HERE, LOST)),
        ([repo(HERE, platform_id=None), repo(LOST)], (HERE, LOST)),
        ([repo(HERE), repo(LOST, platform_id="2")], (LOST,)),
        ([repo(HERE), repo(platform_id="2")], None),
    ],
    ids=[
        *("none told", "told once", "not told again", "told piece by piece", "the last word counts"),
        *("told without an id", "first told without an id", "another repository", "another one without places"),
    ],
)
def test_of_each_place_the_last_word_is_known_while_the_repository_is_the_same(
    seen: list[Facts], known: tuple[tuple[str, str], ...] | None
) -> None:
    assert facts_of(*seen).places == known


def test_a_repository_that_is_gone_has_no_places() -> None:
    standing = kept(told(repo(HERE)), told(Facts(), Outcome.ABSENT, 1))
    assert standing.known
    assert standing.known.facts.places is None


def test_of_a_readme_its_word_on_maintenance_is_kept_and_nothing_else() -> None:
    ended, soon = Remark(Topic.STATUS, 1, "No longer maintained."), Remark(Topic.PROMISE, 2, "Code coming soon.")
    assert facts_of(Facts(name="octo/tool", readme=(soon, ended))).readme == (ended,)
    assert facts_of(Facts(name="octo/tool", readme=(soon,))).readme is None


def test_an_absence_began_at_its_earliest_sighting_in_whatever_order_they_are_told() -> None:
    absence = kept(told(Facts(), Outcome.ABSENT, 30), told(Facts(), Outcome.ABSENT, 2)).absence
    assert absence
    assert absence.since == START + 2 * HOUR


def by_rest(outcome: Outcome, hour: int) -> Observation:
    return replace(told(Facts(), outcome, hour), service="github_rest")


@pytest.mark.parametrize(
    ("seen", "hour"),
    [
        ([by_rest(Outcome.ABSENT, 1)], 1),
        ([by_rest(Outcome.ABSENT, 1), by_rest(Outcome.ABSENT, 5)], 5),
        ([by_rest(Outcome.ABSENT, 5), by_rest(Outcome.ABSENT, 1)], 5),
        ([by_rest(Outcome.ABSENT, 1), by_rest(Outcome.UNKNOWN, 2)], 1),
        ([by_rest(Outcome.ABSENT, 1), by_rest(Outcome.PRESENT, 2)], None),
        ([by_rest(Outcome.ABSENT, 1), told(Facts(), Outcome.PRESENT, 2)], None),
        ([told(Facts(), Outcome.ABSENT, 1)], None),
    ],
    ids=[
        *("found nothing", "found nothing twice", "told in another order", "silent since", "saw it since"),
        *("another saw it since", "not a second opinion"),
    ],
)
def test_when_rest_last_found_nothing_is_known_until_somebody_sees_it(
    seen: list[Observation], hour: int | None
) -> None:
    assert kept(*seen).absent_at == (None if hour is None else START + hour * HOUR)


def could_not_list(reason: Reason, hour: int) -> list[Observation]:
    """A run that saw a repository whose files could not be had."""
    unread = replace(told(Facts(), Outcome.UNKNOWN, hour), service="github_content", reason=reason)
    return [told(Facts(head="a"), hour=hour), unread]


def test_of_content_that_can_not_be_read_it_is_counted_for_how_many_runs_and_why_last() -> None:
    standing, counted = Standing(), []
    for hour, reason in enumerate((Reason.TIMEOUT, Reason.SERVER_ERROR, Reason.RATE_LIMITED)):
        standing = step(standing, could_not_list(reason, hour), Kind.GITHUB_REPO).standing
        assert standing.hidden
        counted.append((standing.hidden.runs, standing.hidden.reason))
    assert counted == [(1, "timeout"), (2, "server_error"), (3, "rate_limited")]
    listed = told(Facts(head="a", files=("a.py",)), hour=4)
    assert step(standing, [listed], Kind.GITHUB_REPO).standing.hidden is None
