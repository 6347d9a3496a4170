"""
Whether a repository is maintained: named policies over dated evidence; the current time is an argument.

No study found one rule that fits paper code: research code is normally finished when it is published. So each policy
is one stated rule with its source, `recent-commit` is the default, and none is applied to a repository younger than
90 days (OpenSSF Scorecard's `createdRecently`). `pushed_at` is never evidence: anybody's pull request changes it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from checker.content.readme import declared, status_in
from checker.model import Maintenance

if TYPE_CHECKING:
    from checker.model import Facts

YOUNG = timedelta(days=90)
RECENT = timedelta(days=365)
SCORECARD_WINDOW = timedelta(days=90)


class Policy(Protocol):
    """One policy: facts and the current time → a maintenance value. It is not called for an archived repository."""

    def __call__(self, facts: Facts, now: datetime) -> Maintenance:
        """The maintenance of a repository that exists and is not archived."""


def recent_commit(facts: Facts, now: datetime) -> Maintenance:
    """A commit on the default branch within 365 days (github/stale-repos; hecat warns at 365)."""
    return _within(facts.last_commit_at, now, RECENT)


def scorecard_90d(facts: Facts, now: datetime) -> Maintenance:
    """A commit on the default branch within 90 days (OpenSSF Scorecard `Maintained`, its commit half)."""
    return _within(facts.last_commit_at, now, SCORECARD_WINDOW)


def recent_release(facts: Facts, now: datetime) -> Maintenance:
    """A release within 365 days; unknown where there never was one, for most paper code has none."""
    return _within(facts.latest_release_at, now, RECENT)


def archived_flag(facts: Facts, now: datetime) -> Maintenance:  # noqa: ARG001  (a policy's signature)
    """The archived flag alone: what is not archived is active; unknown where the host does not report the flag."""
    return Maintenance.UNKNOWN if facts.archived is None else Maintenance.ACTIVE


def commit_or_release(facts: Facts, now: datetime) -> Maintenance:
    """The later of last commit and last release within 365 days."""
    moments = [at for at in (facts.last_commit_at, facts.latest_release_at) if at]
    return _within(max(moments, default=None), now, RECENT)


_STATES = {
    "active": Maintenance.ACTIVE,
    "wip": Maintenance.ACTIVE,
    "concept": Maintenance.ACTIVE,
    **dict.fromkeys(
        ("inactive", "unsupported", "abandoned", "suspended", "moved", "unmaintained"), Maintenance.INACTIVE
    ),
}


def declared_status(facts: Facts, now: datetime) -> Maintenance:  # noqa: ARG001  (a policy's signature)
    """
    The status that authors declare in README or description: a badge of repostatus.org or unmaintained.tech, or
    words; unknown where they declare none, as most do. repostatus.org's `inactive` means usable, but not developed.
    """
    state = declared(facts.readme or ()) or status_in(facts.description or "")
    return _STATES.get(state or "", Maintenance.UNKNOWN)


#: Policies by the name that users give.
POLICIES: dict[str, Policy] = {
    "recent-commit": recent_commit,
    "scorecard-90d": scorecard_90d,
    "recent-release": recent_release,
    "archived-flag": archived_flag,
    "commit-or-release": commit_or_release,
    "declared": declared_status,
}


def maintenance(facts: Facts, now: datetime, policy: str) -> Maintenance:
    """
    The maintenance value by the named policy; KeyError for a name that is none.

    An archived repository is `archived` by every policy, because its host reports so. One younger than 90 days is
    `unknown` by every policy: it is too early to tell.
    """
    rule = POLICIES[policy]
    if facts.archived or facts.archived_at:
        return Maintenance.ARCHIVED
    young = facts.created_at is not None and now - facts.created_at < YOUNG
    return Maintenance.UNKNOWN if young else rule(facts, now)


def side_by_side(facts: Facts, now: datetime) -> tuple[tuple[str, Maintenance], ...]:
    """The value of every policy for one repository, as (policy, value)."""
    return tuple((name, maintenance(facts, now, name)) for name in POLICIES)


def _within(moment: datetime | None, now: datetime, span: timedelta) -> Maintenance:
    """`active` for a moment at most `span` ago, `inactive` for an earlier one, `unknown` for none."""
    if moment is None:
        return Maintenance.UNKNOWN
    return Maintenance.ACTIVE if now - moment <= span else Maintenance.INACTIVE
