"""What several witnesses say in one run: whose word counts, and what counts as no answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from checker.model import Artifact, Kind, Observation, Outcome, Reason
from tests.verdicts.test_judge import DAY, GONE, NOW, REPO, said, verdict

FORBIDDEN = said(Outcome.REFUSED, Reason.FORBIDDEN, service="github_graphql")
PROJECT = Artifact(Kind.OTHER_FORGE, "git.example.org/lab/tool", "https://git.example.org/lab/tool")


@pytest.mark.parametrize(
    ("strangers", "availability", "reason"),
    [
        ([said(*GONE, service="github_anonymous")], "restricted", "login"),
        ([said(Outcome.PRESENT, service="github_anonymous")], "available", "ok"),
        ([said(Outcome.UNKNOWN, Reason.RATE_LIMITED, service="github_anonymous")], "unknown", "rate_limited"),
        ([], "unknown", "forbidden"),
    ],
)
def test_what_is_kept_from_our_token_is_restricted_only_if_strangers_see_nothing(
    strangers: list[Observation], availability: str, reason: str
) -> None:
    found = verdict([FORBIDDEN, *strangers])
    assert (found.availability, found.reason) == (availability, reason)


@pytest.mark.parametrize(
    ("status", "availability"),
    [
        (401, "gone"),  # git asks everybody who they are where nothing is to be seen: its page decides
        (403, "unknown"),  # it turned us away, and may know of something
        (429, "unknown"),
        (None, "unknown"),
    ],
)
def test_a_git_server_that_turns_us_away_leaves_a_missing_page_undecided(
    status: int | None, availability: str
) -> None:
    git = replace(said(Outcome.REFUSED, Reason.REFUSED, service="git"), status=status)
    assert verdict([git, said(*GONE, service="web")], artifact=PROJECT).availability == availability


def test_of_what_two_witnesses_tell_differently_the_first_ones_word_stands() -> None:
    first = said(Outcome.PRESENT, service="github_graphql", name="octo/new", license="MIT")
    second = said(Outcome.PRESENT, name="octo/tool", license="GPL-3.0", last_commit_at=NOW - DAY)
    found = verdict([first, second])
    assert (found.identity, found.resolved_target, found.license) == ("renamed", "octo/new", "MIT")
    assert found.last_activity_at == NOW - DAY, "and what it does not tell is the second's to tell"


@pytest.mark.parametrize(
    ("created", "identity"),
    [
        (datetime(2014, 12, 1, tzinfo=UTC), "same"),
        (datetime(2015, 3, 1, tzinfo=UTC), "same"),  # papers and their code come out together
        (datetime(2018, 1, 1, tzinfo=UTC), "unknown"),
        (datetime(2024, 1, 1, tzinfo=UTC), "unknown"),
    ],
)
def test_a_repository_made_long_after_its_paper_may_be_another_one(created: datetime, identity: str) -> None:
    named_in_2015 = replace(REPO, published="2015-01-01")
    seen = said(Outcome.PRESENT, name="octo/tool", platform_id="1", created_at=created)
    assert verdict([seen], artifact=named_in_2015).identity == identity


def test_what_was_known_beside_an_unknown_is_what_the_last_sighting_told() -> None:
    first = said(Outcome.PRESENT, at=NOW - 3 * DAY, name="octo/tool", platform_id="1")
    reused = said(Outcome.PRESENT, at=NOW - 2 * DAY, name="octo/tool", platform_id="2")
    weather = said(Outcome.UNKNOWN, Reason.TIMEOUT, at=NOW - timedelta(hours=1), platform_id="3")
    found = verdict([first], [reused], [weather], [said(Outcome.UNKNOWN, Reason.TIMEOUT)])
    assert (found.availability, found.identity) == ("unknown", "reused")
    assert (found.known, found.known_at) == ("available", NOW - 2 * DAY)
