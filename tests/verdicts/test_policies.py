"""Maintenance by named policies: dated evidence, the bounds of each, and what is too young to judge."""

from __future__ import annotations

import pytest

from checker.model import Facts, Kind, Outcome
from checker.verdicts.maintenance import POLICIES, maintenance
from tests.verdicts.test_judge import DAY, NOW, REPO, declared, facts, said, verdict


@pytest.mark.parametrize(
    ("policy", "fact", "days"),
    [
        ("recent-commit", "last_commit_at", 365),
        ("scorecard-90d", "last_commit_at", 90),
        ("recent-release", "latest_release_at", 365),
        ("commit-or-release", "last_commit_at", 365),
        ("commit-or-release", "latest_release_at", 365),
    ],
)
def test_a_policys_span_ends_with_its_last_day(policy: str, fact: str, days: int) -> None:
    told = [maintenance(facts(**{fact: ago}), NOW, policy) for ago in (0, days - 1, days, days + 1, 9 * days)]
    assert told == ["active", "active", "active", "inactive", "inactive"]
    assert maintenance(Facts(), NOW, policy) == "unknown"


def test_the_later_of_commit_and_release_counts() -> None:
    assert maintenance(facts(last_commit_at=10, latest_release_at=800), NOW, "commit-or-release") == "active"
    assert maintenance(facts(last_commit_at=800, latest_release_at=10), NOW, "commit-or-release") == "active"
    assert maintenance(facts(last_commit_at=800, latest_release_at=900), NOW, "commit-or-release") == "inactive"


@pytest.mark.parametrize(
    ("told", "value"),
    [(Facts(), "unknown"), (Facts(archived=False), "active"), (Facts(archived=True), "archived")],
)
def test_the_flag_of_the_host_is_its_own_word(told: Facts, value: str) -> None:
    assert maintenance(told, NOW, "archived-flag") == value


@pytest.mark.parametrize("policy", list(POLICIES))
def test_what_is_archived_is_so_by_every_policy_with_a_date_or_without(policy: str) -> None:
    assert maintenance(Facts(archived=True, last_commit_at=NOW), NOW, policy) == "archived"
    assert maintenance(facts(archived_at=1), NOW, policy) == "archived"


@pytest.mark.parametrize(("age", "value"), [(0, "unknown"), (89, "unknown"), (90, "active"), (91, "active")])
def test_no_policy_is_applied_to_what_is_younger_than_90_days(age: int, value: str) -> None:
    told = facts(created_at=age, last_commit_at=0, latest_release_at=0)
    assert maintenance(told, NOW, "recent-commit") == value


@pytest.mark.parametrize("state", ["inactive", "unsupported", "abandoned", "suspended", "moved"])
def test_a_declared_end_is_an_end(state: str) -> None:
    assert maintenance(declared(f"#{state}"), NOW, "declared") == "inactive"


@pytest.mark.parametrize("state", ["active", "wip", "concept"])
def test_a_declared_beginning_is_life(state: str) -> None:
    assert maintenance(declared(f"#{state}"), NOW, "declared") == "active"


def test_a_description_that_calls_it_unmaintained_declares_it() -> None:
    assert maintenance(Facts(description="UNMAINTAINED: a tool"), NOW, "declared") == "inactive"
    assert maintenance(Facts(description="A tool"), NOW, "declared") == "unknown"
    assert maintenance(Facts(), NOW, "declared") == "unknown"


def test_a_policy_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(KeyError):
        maintenance(Facts(), NOW, "by-heart")


@pytest.mark.parametrize("kind", [Kind.GITHUB_ORG, Kind.OTHER, Kind.ARCHIVE, Kind.GITHUB_PAGES, Kind.HF_ORG])
def test_only_what_is_developed_is_maintained(kind: Kind) -> None:
    page = type(REPO)(kind, "octo", "https://example.org/octo")
    found = verdict([said(Outcome.PRESENT, last_commit_at=NOW - DAY)], artifact=page)
    assert (found.maintenance, found.policies) == ("unknown", ())


@pytest.mark.parametrize("kind", [Kind.GITHUB_REPO, Kind.OTHER_FORGE, Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE])
def test_all_that_is_developed_is_judged(kind: Kind) -> None:
    thing = type(REPO)(kind, "octo/tool", "https://example.org/octo/tool")
    commit, release = NOW - 9 * DAY, NOW - 3 * DAY
    found = verdict([said(Outcome.PRESENT, last_commit_at=commit, latest_release_at=release)], artifact=thing)
    assert (found.maintenance, found.last_activity_at) == ("active", release)
    assert dict(found.policies) == {
        "recent-commit": "active",
        "scorecard-90d": "active",
        "recent-release": "active",
        "archived-flag": "unknown",
        "commit-or-release": "active",
        "declared": "unknown",
    }
