"""What services were asked about a thing that is there and did not tell: axis by axis, run by run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import DUE_AGAIN, Availability, Axis, Hidden, Outcome, Reason
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
    if observation.outcome is Outcome.PRESENT:
        return Reason.BAD_RESPONSE  # an answer with a hole in it
    passing = observation.outcome is Outcome.UNKNOWN and observation.reason in DUE_AGAIN
    return observation.reason if passing else None


# -- who owes what, and by which facts it is told -----------------------------------------------------


def _names_it(facts: Facts) -> bool:
    return bool(facts.platform_id or facts.name)


def _tells_of_old_owner(facts: Facts) -> bool:
    return facts.old_owner_free is not None


def _dates_it(facts: Facts) -> bool:
    return bool(facts.last_commit_at or facts.archived or facts.archived_at or facts.empty)


def _lists_files(facts: Facts) -> bool:
    return facts.files is not None or bool(facts.empty)


def _leads_to_files(facts: Facts) -> bool:
    """The commit at the head is enough: whether its content is known already is seen by it."""
    return bool(facts.head) or _lists_files(facts)


_AXES = (Axis.IDENTITY, Axis.MAINTENANCE, Axis.CONTENT)
_DUTIES: dict[str, tuple[tuple[Axis, Callable[[Facts], bool]], ...]] = {
    "github_graphql": (
        (Axis.IDENTITY, _names_it),
        (Axis.MAINTENANCE, _dates_it),
        (Axis.CONTENT, _leads_to_files),
    ),
    "github_content": ((Axis.CONTENT, _lists_files),),
    "github_tree": ((Axis.CONTENT, _lists_files),),
    "github_rest": ((Axis.IDENTITY, _names_it),),
    "github_anonymous": ((Axis.IDENTITY, _names_it),),
    "github_owners": ((Axis.IDENTITY, _tells_of_old_owner),),
    "github_old_owner": ((Axis.IDENTITY, _tells_of_old_owner),),
    "git": ((Axis.MAINTENANCE, _dates_it),),
    "huggingface": (
        (Axis.IDENTITY, _names_it),
        (Axis.MAINTENANCE, _dates_it),
        (Axis.CONTENT, _lists_files),
    ),
}
