"""Can a reader get at it? Rules by name, the first that speaks wins; and when an absence is confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from checker.model import Availability, Content, Outcome, Reason, ServiceName

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.model import Observation
    from checker.verdicts.sightings import Sighting


#: `gone` is confirmed once two sightings at least this far apart agree.
CONFIRMED_AFTER = timedelta(hours=24)

#: Stages of a Hub space in which a visitor finds nothing to use; a sleeping one wakes up on a visit.
IDLE_STAGES = frozenset(
    {"NO_APP_FILE", "CONFIG_ERROR", "BUILD_ERROR", "RUNTIME_ERROR", "PAUSED", "STOPPED", "DELETING"}
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule says about availability, and the rule's name."""

    availability: Availability
    reason: Reason
    rule: str


# -- availability: rules in order, the first that speaks wins -----------------------------------------


def availability_of(sighting: Sighting) -> Ruling:
    """What the first rule that speaks says of what one run saw."""
    for rule in _RULES:
        if spoken := rule(sighting):
            availability, reason = spoken
            return Ruling(availability, reason, rule.__name__.strip("_"))
    return Ruling(Availability.UNKNOWN, Reason.BAD_RESPONSE, "nothing_said")


_GRAPHQL = {ServiceName.GITHUB_GRAPHQL, ServiceName.GITHUB_OWNERS}
_Spoken = tuple[Availability, Reason] | None


def _blocked(sighting: Sighting) -> _Spoken:
    """The host took it down, or disabled it: any witness's word for that counts before all others."""
    if said := sighting.first(Outcome.BLOCKED):
        return Availability.BLOCKED, said.reason
    return (Availability.BLOCKED, sighting.block or Reason.DISABLED) if sighting.facts.disabled else None


def _private(sighting: Sighting) -> _Spoken:
    """Our token sees it, and nobody else does: readers are shown nothing without a login that has the right to it."""
    present = sighting.first(Outcome.PRESENT)
    return (Availability.RESTRICTED, Reason.LOGIN) if present and sighting.facts.private else None


def _gated(sighting: Sighting) -> _Spoken:
    """The Hub shows that it exists, and asks for a login or a request before it hands out the content."""
    present = sighting.first(Outcome.PRESENT)
    return (Availability.RESTRICTED, Reason.GATED) if present and sighting.facts.gated else None


def _empty(sighting: Sighting) -> _Spoken:
    """It exists, but there is no commit and no file in it."""
    present = sighting.first(Outcome.PRESENT)
    empty = sighting.holding.content is Content.EMPTY
    return (Availability.EMPTY, Reason.NO_COMMITS) if present and empty else None


def _coming_soon(sighting: Sighting) -> _Spoken:
    """It exists, holds no content, and its README says that it is still to come."""
    present = sighting.first(Outcome.PRESENT)
    promised = sighting.holding.content is Content.PLACEHOLDER
    return (Availability.PLACEHOLDER, Reason.COMING_SOON) if present and promised else None


def _readme_only(sighting: Sighting) -> _Spoken:
    """It exists, but holds nothing beside a README, a licence and the like."""
    bare = sighting.first(Outcome.PRESENT) and sighting.holding.content is Content.README_ONLY
    return (Availability.PLACEHOLDER, Reason.README_ONLY) if bare else None


def _idle_space(sighting: Sighting) -> _Spoken:
    """A Hub space that is there, but does not run: the files can be read, the demo can't be used."""
    idle = sighting.first(Outcome.PRESENT) and (sighting.facts.stage or "") in IDLE_STAGES
    return (Availability.AVAILABLE, Reason.SPACE_NOT_RUNNING) if idle else None


def _unread(sighting: Sighting) -> _Spoken:
    """
    It exists, but the weather hid what it holds: it may be empty, or a promise. Where its content alone can't be
    had time and again, that is its nature, and that it exists is what can be known.
    """
    hidden = sighting.hidden[-1] if sighting.hidden else None
    nature = len(sighting.hidden) > 1 and hidden in (Reason.SERVER_ERROR, Reason.BAD_RESPONSE)
    return (Availability.UNKNOWN, hidden) if hidden and not nature else None


def _present(sighting: Sighting) -> _Spoken:
    """A witness saw it: that outweighs any that did not."""
    return (Availability.AVAILABLE, Reason.OK) if sighting.first(Outcome.PRESENT) else None


def _walled(sighting: Sighting) -> _Spoken:
    """GraphQL keeps our token out of what it knows (single sign-on, a list of addresses); strangers see nothing."""
    known = any(one.service in _GRAPHQL and one.reason is Reason.FORBIDDEN for one in sighting.observations)
    return (Availability.RESTRICTED, Reason.LOGIN) if known and sighting.first(Outcome.ABSENT) else None


def _absent(sighting: Sighting) -> _Spoken:
    """
    What GraphQL answers for a blocked repository is not documented, and a server of git repositories need not show
    pages: neither's word counts alone as long as the other witness that was asked could not answer, or refused to.
    """
    said = [one for one in sighting.observations if one.outcome is Outcome.ABSENT]
    silent = {one.service for one in sighting.observations if _is_silent(one)}
    alone = {one.service for one in said}
    if not said or (silent and alone <= _GRAPHQL) or (ServiceName.GIT in silent and alone == {ServiceName.WEB}):
        return None
    return Availability.GONE, said[-1].reason


def _is_silent(one: Observation) -> bool:
    """
    Whether a witness did not answer the question: one that refuses, but for a git server that asks who we are, knows
    of something.
    """
    asks_who = one.service == ServiceName.GIT and one.status == 401
    return one.outcome is Outcome.UNKNOWN or (one.outcome is Outcome.REFUSED and not asks_who)


def _unanswered(sighting: Sighting) -> _Spoken:
    """Nobody said anything on existence: the last reason why."""
    said = sighting.observations[-1]
    weather = sighting.first(Outcome.UNKNOWN)
    reason = weather.reason if weather else said.reason
    return Availability.UNKNOWN, Reason.REFUSED if reason is Reason.NOT_FOUND_OR_PRIVATE else reason


_RULES: tuple[Callable[[Sighting], _Spoken], ...] = (
    _blocked,
    _private,
    _gated,
    _empty,
    _coming_soon,
    _readme_only,
    _idle_space,
    _unread,
    _present,
    _walled,
    _absent,
    _unanswered,
)


def is_confirmed(sightings: Sequence[Sighting], rulings: Sequence[Ruling]) -> bool:
    """
    Whether the newest ruling `gone` is confirmed by an earlier one at least a day older, with nothing but
    `gone` and `unknown` between them; on GitHub not before a witness other than GraphQL has said so too, for only
    that one tells what is gone from what is blocked.
    """
    if rulings[-1].availability is not Availability.GONE:
        return False
    witnesses: set[str] = set()
    for sighting, ruling in zip(reversed(sightings), reversed(rulings), strict=True):
        if ruling.availability not in (Availability.GONE, Availability.UNKNOWN):
            return False
        witnesses |= {one.service for one in sighting.observations if one.outcome is Outcome.ABSENT}
        old = ruling.availability is Availability.GONE and sightings[-1].at - sighting.at >= CONFIRMED_AFTER
        if old and witnesses != {ServiceName.GITHUB_GRAPHQL}:
            return True
    return False
