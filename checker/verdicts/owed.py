"""Axes of an artifact that exists which services were asked about and did not report: these are asked about again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import UNANSWERED, Availability, Axis, Hidden, Outcome, Reason, ServiceName
from checker.verdicts.identity import MAINTAINED_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.model import Facts, Kind, Observation

    Untold = tuple[tuple[Axis, Hidden], ...]


def untold(before: Untold, observations: Sequence[Observation], kind: Kind, availability: Availability) -> Untold:
    """
    The axes that are untold after a run with these observations and this availability: each with the reason, and for
    how many runs in a row.

    An axis that was untold before stays so where the artifact exists, or could not be seen, and no service was asked
    about the axis. Nothing is untold of what is gone or blocked.
    """
    if kind not in MAINTAINED_KINDS or availability in (Availability.GONE, Availability.BLOCKED):
        return ()
    if not any(one.outcome is Outcome.PRESENT for one in observations):
        return before
    earlier, now = dict(before), {}
    for axis in _AXES:
        asked = [one for one in observations if axis in dict(_DUTIES.get(one.service, ()))]
        reason = _why_untold(axis, asked, observations)
        if reason:
            now[axis] = Hidden(reason=reason, runs=earlier[axis].runs + 1 if axis in earlier else 1)
        elif not asked and axis in earlier:
            now[axis] = earlier[axis]
    return tuple(now.items())


def _why_untold(axis: Axis, asked: Sequence[Observation], observations: Sequence[Observation]) -> Reason | None:
    """
    Why the last of these services that report this axis did not, where no observation reports it; None where one
    does.
    """
    reasons = [
        reason
        for one in asked
        for reported, is_reported in _DUTIES[one.service]
        if reported is axis
        and not any(is_reported(other.facts) for other in observations)
        and (reason := _trouble(one))
    ]
    return reasons[-1] if reasons else None


def _trouble(observation: Observation) -> Reason | None:
    """
    Why a service did not report, where a later request may succeed; None for a service that has nothing
    to report.
    """
    tried = observation.outcome in (Outcome.PRESENT, Outcome.UNKNOWN)
    if tried and observation.reason in UNANSWERED:  # also of an answer in which a failure hid a part
        return observation.reason
    incomplete = observation.outcome is Outcome.PRESENT and observation.service in _ALWAYS_REPORT
    return Reason.BAD_RESPONSE if incomplete else None


# -- which service reports which axis, and by which facts ---------------------------------------------


def _names_it(facts: Facts) -> bool:
    return bool(facts.platform_id or facts.name)


def _has_id(facts: Facts) -> bool:
    return bool(facts.platform_id)


def _tells_of_old_owner(facts: Facts) -> bool:
    return facts.old_owner_free is not None


def _dates_it(facts: Facts) -> bool:
    return bool(facts.last_commit_at or facts.archived or facts.archived_at or facts.empty)


def _lists_files(facts: Facts) -> bool:
    return facts.files is not None or bool(facts.empty)


def _leads_to_files(facts: Facts) -> bool:
    """The commit at the head is enough: it shows whether the content is known already."""
    return bool(facts.head) or _lists_files(facts)


#: Services whose full answers report all of their axes, so that one without is a bad answer; other services may
#: have nothing to report.
_ALWAYS_REPORT = frozenset({ServiceName.GITHUB_GRAPHQL, ServiceName.HUGGINGFACE})
_AXES = (Axis.IDENTITY, Axis.MAINTENANCE, Axis.CONTENT)
_DUTIES: dict[str, tuple[tuple[Axis, Callable[[Facts], bool]], ...]] = {
    ServiceName.GITHUB_GRAPHQL: (
        (Axis.IDENTITY, _names_it),
        (Axis.MAINTENANCE, _dates_it),
        (Axis.CONTENT, _leads_to_files),
    ),
    ServiceName.GITHUB_CONTENT: ((Axis.CONTENT, _lists_files),),
    ServiceName.GITHUB_TREE: ((Axis.CONTENT, _lists_files),),
    ServiceName.GITHUB_REST: ((Axis.IDENTITY, _names_it),),
    ServiceName.GITHUB_ANONYMOUS: ((Axis.IDENTITY, _names_it),),
    ServiceName.GITHUB_OWNERS: ((Axis.IDENTITY, _tells_of_old_owner),),
    ServiceName.GITHUB_OLD_OWNER: ((Axis.IDENTITY, _tells_of_old_owner),),
    ServiceName.GIT: (
        (Axis.MAINTENANCE, _dates_it),
        (Axis.CONTENT, _lists_files),
    ),
    ServiceName.FORGE: ((Axis.IDENTITY, _has_id),),
    ServiceName.HUGGINGFACE: (
        (Axis.IDENTITY, _names_it),
        (Axis.MAINTENANCE, _dates_it),
        (Axis.CONTENT, _lists_files),
    ),
}
