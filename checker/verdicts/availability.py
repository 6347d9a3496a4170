"""
The availability of an artifact: rules in order, of which the first that applies decides; and when an absence is
confirmed.
"""

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


#: `gone` is confirmed once two observations at least this far apart agree.
CONFIRMED_AFTER = timedelta(hours=24)

#: Stages of a Hub space in which a visitor finds nothing to use; a sleeping one wakes up on a visit.
IDLE_STAGES = frozenset(
    {"NO_APP_FILE", "CONFIG_ERROR", "BUILD_ERROR", "RUNTIME_ERROR", "PAUSED", "STOPPED", "DELETING"}
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule concludes about availability, and the rule's name."""

    availability: Availability
    reason: Reason
    rule: str


# -- availability: rules in order, the first that applies decides -------------------------------------


def availability_of(evidence: RunEvidence) -> Ruling:
    """What the first rule that applies to the evidence of one run concludes."""
    for rule in _RULES:
        if conclusion := rule(evidence):
            availability, reason = conclusion
            return Ruling(availability, reason, rule.__name__.strip("_"))
    return Ruling(Availability.UNKNOWN, _why_unanswered(evidence), "unanswered")


_GRAPHQL = {ServiceName.GITHUB_GRAPHQL, ServiceName.GITHUB_OWNERS}
_BESIDE_API = {ServiceName.GIT, ServiceName.WEB}
_ASKED_BEFORE_WEB = {ServiceName.GIT, ServiceName.FORGE}
_Conclusion = tuple[Availability, Reason] | None


def _blocked(evidence: RunEvidence) -> _Conclusion:
    """The host took it down or disabled it, as one service at least reports: that counts before all else."""
    if block := evidence.first(Outcome.BLOCKED):
        return Availability.BLOCKED, block.reason
    return (Availability.BLOCKED, evidence.block or Reason.DISABLED) if evidence.facts.disabled else None


def _private(evidence: RunEvidence) -> _Conclusion:
    """It is private: shown to our token alone, or listed by its archive and not shown; other readers see nothing."""
    present = evidence.first(Outcome.PRESENT)
    return (Availability.RESTRICTED, Reason.LOGIN) if present and evidence.facts.private else None


def _gated(evidence: RunEvidence) -> _Conclusion:
    """The Hub or an archive shows that it exists; its content is embargoed, or needs a login or a request."""
    present = evidence.first(Outcome.PRESENT)
    return (Availability.RESTRICTED, Reason.GATED) if present and evidence.facts.gated else None


def _empty(evidence: RunEvidence) -> _Conclusion:
    """It exists, but there is no commit and no file in it."""
    present = evidence.first(Outcome.PRESENT)
    empty = evidence.contents.content is Content.EMPTY
    return (Availability.EMPTY, Reason.NO_COMMITS) if present and empty else None


def _coming_soon(evidence: RunEvidence) -> _Conclusion:
    """It exists, holds no content, and its README says that it is still to come."""
    present = evidence.first(Outcome.PRESENT)
    promised = evidence.contents.content is Content.PLACEHOLDER
    return (Availability.PLACEHOLDER, Reason.COMING_SOON) if present and promised else None


def _readme_only(evidence: RunEvidence) -> _Conclusion:
    """It exists, but holds nothing beside a README, a licence and the like."""
    bare = evidence.first(Outcome.PRESENT) and evidence.contents.content is Content.README_ONLY
    return (Availability.PLACEHOLDER, Reason.README_ONLY) if bare else None


def _idle_space(evidence: RunEvidence) -> _Conclusion:
    """A Hub space that is there, but does not run: the files can be read, the demo can't be used."""
    idle = evidence.first(Outcome.PRESENT) and evidence.facts.stage in IDLE_STAGES
    return (Availability.AVAILABLE, Reason.SPACE_NOT_RUNNING) if idle else None


def _unread(evidence: RunEvidence) -> _Conclusion:
    """
    It exists, but a temporary failure hid its content: it may be empty or a placeholder. Where services answer and
    only the content can't be read in two runs in a row, this rule no longer applies: that it exists is all that can
    be known.
    """
    hidden = evidence.hidden
    return (Availability.UNKNOWN, hidden.reason) if hidden and not hidden.untellable else None


def _present(evidence: RunEvidence) -> _Conclusion:
    """A service found it, which outweighs every service that did not."""
    return (Availability.AVAILABLE, Reason.OK) if evidence.first(Outcome.PRESENT) else None


def _walled(evidence: RunEvidence) -> _Conclusion:
    """GraphQL refuses our token (single sign-on, an IP allow list), and requests without a token find nothing."""
    token_refused = any(one.service in _GRAPHQL and one.reason is Reason.FORBIDDEN for one in evidence.observations)
    return (Availability.RESTRICTED, Reason.LOGIN) if token_refused and evidence.first(Outcome.ABSENT) else None


def _absent(evidence: RunEvidence) -> _Conclusion:
    """
    A service that can tell says that it does not exist. Two answers are not enough on their own where another service
    that was asked could not answer, or refused: that of GraphQL, which is not documented for blocked repositories;
    and that of a web page of a git server, or of a forge with an API, which need not show pages. While the API of a
    forge fails, its git does not suffice either: a gateway that stands before it says "not found" for everything.
    """
    absent = [one for one in evidence.observations if one.outcome is Outcome.ABSENT]
    undecided = {one.service for one in evidence.observations if _is_undecided(one)}
    saying = {one.service for one in absent}
    page_alone = saying == {ServiceName.WEB} and not undecided.isdisjoint(_ASKED_BEFORE_WEB)
    api_fails = any(one.service == ServiceName.FORGE and _could_not(one) for one in evidence.observations)
    gateway = api_fails and saying <= _BESIDE_API
    if not absent or page_alone or gateway or (undecided and saying <= _GRAPHQL):
        return None
    return Availability.GONE, absent[-1].reason


def _is_undecided(one: Observation) -> bool:
    """
    Whether a service left open whether the artifact exists: it could not answer, or it refused, as a service that
    hides a private repository does. A git server that asks for a login, or shows a page that says "not found", does
    so for missing repositories too: such a refusal does not count.
    """
    says_missing = one.service == ServiceName.GIT and (one.status == 401 or one.reason is Reason.NOT_FOUND_OR_PRIVATE)
    return _could_not(one) or (one.outcome is Outcome.REFUSED and not says_missing)


def _could_not(one: Observation) -> bool:
    return one.outcome is Outcome.UNKNOWN and one.reason is not Reason.NOT_CHECKED


def _why_unanswered(evidence: RunEvidence) -> Reason:
    """
    The reason where no service answered whether it exists: of the first that was asked and failed, else of the last
    observation.
    """
    unknown = (one for one in evidence.observations if one.outcome is Outcome.UNKNOWN)
    failed = next((one for one in unknown if one.reason is not Reason.NOT_CHECKED), evidence.observations[-1])
    return Reason.REFUSED if failed.reason is Reason.NOT_FOUND_OR_PRIVATE else failed.reason


_RULES: tuple[Callable[[RunEvidence], _Conclusion], ...] = (
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
)


def is_confirmed(absence: Absence | None, at: datetime) -> bool:
    """
    Whether an absence seen at this moment is confirmed by one seen at least a day before, with nothing but `gone` and
    `unknown` between them. On GitHub a service other than GraphQL must have reported it too, because GraphQL does not
    distinguish gone from blocked repositories.
    """
    return bool(absence and absence.attested_since and at - absence.attested_since >= CONFIRMED_AFTER)
