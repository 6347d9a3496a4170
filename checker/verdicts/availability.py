"""Can a reader get at it? Rules by name, the first that speaks wins; and when an absence is confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from checker.model import Availability, Content, Outcome, Reason, ServiceName

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from checker.model import Absence, Observation
    from checker.verdicts.evidence import RunEvidence


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


def availability_of(evidence: RunEvidence) -> Ruling:
    """What the first rule that speaks says of what one run saw."""
    for rule in _RULES:
        if spoken := rule(evidence):
            availability, reason = spoken
            return Ruling(availability, reason, rule.__name__.strip("_"))
    return Ruling(Availability.UNKNOWN, Reason.BAD_RESPONSE, "nothing_said")


_GRAPHQL = {ServiceName.GITHUB_GRAPHQL, ServiceName.GITHUB_OWNERS}
_Spoken = tuple[Availability, Reason] | None


def _blocked(evidence: RunEvidence) -> _Spoken:
    """The host took it down, or disabled it: any witness's word for that counts before all others."""
    if said := evidence.first(Outcome.BLOCKED):
        return Availability.BLOCKED, said.reason
    return (Availability.BLOCKED, evidence.block or Reason.DISABLED) if evidence.facts.disabled else None


def _private(evidence: RunEvidence) -> _Spoken:
    """Our token sees it, and nobody else does: readers are shown nothing without a login that has the right to it."""
    present = evidence.first(Outcome.PRESENT)
    return (Availability.RESTRICTED, Reason.LOGIN) if present and evidence.facts.private else None


def _gated(evidence: RunEvidence) -> _Spoken:
    """The Hub shows that it exists, and asks for a login or a request before it hands out the content."""
    present = evidence.first(Outcome.PRESENT)
    return (Availability.RESTRICTED, Reason.GATED) if present and evidence.facts.gated else None


def _empty(evidence: RunEvidence) -> _Spoken:
    """It exists, but there is no commit and no file in it."""
    present = evidence.first(Outcome.PRESENT)
    empty = evidence.contents.content is Content.EMPTY
    return (Availability.EMPTY, Reason.NO_COMMITS) if present and empty else None


def _coming_soon(evidence: RunEvidence) -> _Spoken:
    """It exists, holds no content, and its README says that it is still to come."""
    present = evidence.first(Outcome.PRESENT)
    promised = evidence.contents.content is Content.PLACEHOLDER
    return (Availability.PLACEHOLDER, Reason.COMING_SOON) if present and promised else None


def _readme_only(evidence: RunEvidence) -> _Spoken:
    """It exists, but holds nothing beside a README, a licence and the like."""
    bare = evidence.first(Outcome.PRESENT) and evidence.contents.content is Content.README_ONLY
    return (Availability.PLACEHOLDER, Reason.README_ONLY) if bare else None


def _idle_space(evidence: RunEvidence) -> _Spoken:
    """A Hub space that is there, but does not run: the files can be read, the demo can't be used."""
    idle = evidence.first(Outcome.PRESENT) and (evidence.facts.stage or "") in IDLE_STAGES
    return (Availability.AVAILABLE, Reason.SPACE_NOT_RUNNING) if idle else None


def _unread(evidence: RunEvidence) -> _Spoken:
    """
    It exists, but the weather hid what it holds: it may be empty, or a promise. Where its content alone can't be
    had time and again, that is its nature, and that it exists is what can be known.
    """
    hidden = evidence.hidden
    return (Availability.UNKNOWN, hidden.reason) if hidden and not hidden.untellable else None


def _present(evidence: RunEvidence) -> _Spoken:
    """A witness saw it: that outweighs any that did not."""
    return (Availability.AVAILABLE, Reason.OK) if evidence.first(Outcome.PRESENT) else None


def _walled(evidence: RunEvidence) -> _Spoken:
    """GraphQL keeps our token out of what it knows (single sign-on, a list of addresses); strangers see nothing."""
    known = any(one.service in _GRAPHQL and one.reason is Reason.FORBIDDEN for one in evidence.observations)
    return (Availability.RESTRICTED, Reason.LOGIN) if known and evidence.first(Outcome.ABSENT) else None


def _absent(evidence: RunEvidence) -> _Spoken:
    """
    What GraphQL answers for a blocked repository is not documented, and a server of git repositories need not show
    pages: neither's word counts alone as long as the other witness that was asked could not answer, or refused to.
    """
    said = [one for one in evidence.observations if one.outcome is Outcome.ABSENT]
    silent = {one.service for one in evidence.observations if _is_silent(one)}
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


def _unanswered(evidence: RunEvidence) -> _Spoken:
    """Nobody said anything on existence: the last reason why."""
    said = evidence.observations[-1]
    weather = evidence.first(Outcome.UNKNOWN)
    reason = weather.reason if weather else said.reason
    return Availability.UNKNOWN, Reason.REFUSED if reason is Reason.NOT_FOUND_OR_PRIVATE else reason


_RULES: tuple[Callable[[RunEvidence], _Spoken], ...] = (
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


def is_confirmed(absence: Absence | None, at: datetime) -> bool:
    """
    Whether an absence seen at this moment is confirmed by one that was seen at least a day before, with nothing but
    `gone` and `unknown` between them; on GitHub not before a witness other than GraphQL has said so too, for only
    that one tells what is gone from what is blocked.
    """
    return bool(absence and absence.attested_since and at - absence.attested_since >= CONFIRMED_AFTER)
