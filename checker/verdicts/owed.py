"""What services were asked about a thing that is there and did not tell: axis by axis, run by run."""

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
    What is untold after a run that made these observations and came to this availability, axis by axis.

    What was untold before stays so where the thing is there, or could not be seen, and nobody was asked about it.
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
    """Why what the last of these services owes of an axis was told by none of them; None where it was."""
    reasons = [
        reason
        for one in asked
        for owes, told in _DUTIES[one.service]
        if owes is axis and not any(told(other.facts) for other in observations) and (reason := _trouble(one))
    ]
    return reasons[-1] if reasons else None


def _trouble(observation: Observation) -> Reason | None:
    """Why a service that did not tell may tell another time; None for one that has no such thing to show."""
    tried = observation.outcome in (Outcome.PRESENT, Outcome.UNKNOWN)
    if tried and observation.reason in UNANSWERED:  # of an answer, too, of which trouble hid a part
        return observation.reason
    hole = observation.outcome is Outcome.PRESENT and observation.service in _TELL_ALL
    return Reason.BAD_RESPONSE if hole else None


# -- who owes what, and by which facts it is told -----------------------------------------------------


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
    """The commit at the head is enough: whether its content is known already is seen by it."""
    return bool(facts.head) or _lists_files(facts)


#: Services of which each answer tells all that they owe; others answer in full and have no such thing to show.
_TELL_ALL = frozenset({ServiceName.GITHUB_GRAPHQL, ServiceName.HUGGINGFACE})
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
