"""The fold: a standing and the evidence of one run make the next standing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from checker.model import Absence, Availability, Facts, Known, Outcome, ServiceName, Standing, Topic
from checker.verdicts.availability import Ruling, availability_of
from checker.verdicts.evidence import RunEvidence, evidence_of
from checker.verdicts.owed import untold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from checker.model import Kind, Observation
    from checker.model.observations import Places

#: Facts that a standing keeps, because rules derive later verdicts from them.
_LASTING = (
    *("platform_id", "name", "created_at", "last_commit_at", "latest_release_at", "archived_at", "archived"),
    *("license", "old_owner_free", "description", "broken_forms", "works_as"),
)
#: The service whose answer alone never confirms an absence: it may report blocked repositories as missing.
_GRAPHQL = ServiceName.GITHUB_GRAPHQL


@dataclass(frozen=True, slots=True)
class Step:
    """One run's part of the fold: its evidence, what the rules say of availability, and the standing after it."""

    evidence: RunEvidence
    ruling: Ruling
    standing: Standing


def fold(history: Iterable[tuple[int, Observation]], kind: Kind) -> Standing:
    """The standing after a whole history, given as (run id, observation) ordered by run; `kind` is the artifact's."""
    standing = Standing()
    for _, group in groupby(history, key=itemgetter(0)):
        standing = step(standing, [observation for _, observation in group], kind).standing
    return standing


def step(standing: Standing, observations: Sequence[Observation], kind: Kind) -> Step:
    """Fold one run's observations, at least one and in the order they were made, into the standing before it."""
    evidence = evidence_of(observations, standing, kind)
    ruling = availability_of(evidence)
    after = Standing(
        first_id=standing.first_id or evidence.facts.platform_id or "",
        known=standing.known if ruling.availability is Availability.UNKNOWN else _known(evidence, ruling, standing),
        absence=_absence(standing.absence, evidence, ruling),
        inventory=evidence.inventory,
        hidden=evidence.hidden,
        untold=untold(standing.untold, evidence.observations, kind, ruling.availability),
        block=evidence.block,
        absent_at=_absent_at(standing.absent_at, observations),
        blocked_at=_blocked_at(standing.blocked_at, observations),
    )
    return Step(evidence, ruling, after)


def _known(evidence: RunEvidence, ruling: Ruling, before: Standing) -> Known:
    places = None if ruling.availability is Availability.GONE else _places(before.known, evidence.facts)
    return Known(
        availability=ruling.availability,
        at=evidence.at,
        facts=replace(_lasting(evidence.facts), places=places),
        content=evidence.contents.content,
        ticks=evidence.contents.ticks,
    )


def _places(before: Known | None, facts: Facts) -> Places | None:
    """
    The last answer about each place inside the repository that links point to: no run need ask about
    all of them.
    """
    earlier = before.facts if before else Facts()
    replaced = earlier.platform_id and facts.platform_id and earlier.platform_id != facts.platform_id
    kept = {} if replaced else dict(earlier.places or ())
    return tuple((kept | dict(facts.places or ())).items()) or None


def _lasting(facts: Facts) -> Facts:
    """The facts that a standing keeps: those of `_LASTING`, and lines of the README that declare a status."""
    kept = {name: getattr(facts, name) for name in _LASTING}
    declared = tuple(one for one in facts.readme or () if one.topic is Topic.STATUS)
    return Facts(**kept, readme=declared or None)


def _absence(before: Absence | None, evidence: RunEvidence, ruling: Ruling) -> Absence | None:
    """
    The absence after this run: begun, continued or ended. A run that could not tell neither begins nor
    ends one.
    """
    if ruling.availability not in (Availability.GONE, Availability.UNKNOWN) or evidence.first(Outcome.PRESENT):
        return None
    if ruling.availability is Availability.GONE:
        since = min(before.since, evidence.at) if before else evidence.at
        before = replace(before, since=since) if before else Absence(since=since)
    absent = {one.service for one in evidence.observations if one.outcome is Outcome.ABSENT}
    return replace(before, attested_since=before.since) if before and absent - {_GRAPHQL} else before


def _absent_at(before: datetime | None, observations: Iterable[Observation]) -> datetime | None:
    """
    When GitHub's REST API, which is asked after GraphQL, last did not find it; None once a service has found it
    since.
    """
    for one in observations:
        if one.outcome is Outcome.PRESENT:
            before = None
        elif one.service == ServiceName.GITHUB_REST and one.outcome is Outcome.ABSENT:
            before = max(before, one.at) if before else one.at
    return before


def _blocked_at(before: datetime | None, observations: Iterable[Observation]) -> datetime | None:
    """When a block was last reported."""
    moments = [one.at for one in observations if one.outcome is Outcome.BLOCKED]
    return max([*moments, *([before] if before else [])], default=None)
