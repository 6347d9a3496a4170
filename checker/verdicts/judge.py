"""
What the evidence adds up to: pure rules by name, first match wins, the clock handed in.

`judge` takes all observations of one artifact, groups them by run, and lets the newest group speak. Older
groups confirm an absence, tell identity by the platform's id, and keep the last known verdict beside an
`unknown`. The table from answer to verdict is that of the contract; where the platforms' behaviour is not
documented the careful reading is taken: not knowing is never absence.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.model import Availability, Identity, Maintenance, Reason, Verdict
from checker.verdicts.availability import Ruling, availability_of, is_confirmed
from checker.verdicts.identity import MAINTAINED_KINDS, first_id, identity_of
from checker.verdicts.maintenance import maintenance, side_by_side
from checker.verdicts.sightings import sightings_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from checker.model import Artifact, Facts, Observation
    from checker.verdicts.sightings import Sighting

#: Grows whenever a rule changes its meaning, so that stored verdicts can be told apart.
RULES_VERSION = 5


def judge(artifact: Artifact, history: Sequence[tuple[int, Observation]], *, now: datetime, policy: str) -> Verdict:
    """
    The verdict on one artifact from all its observations as (run, observation), oldest first.

    `now` is an aware datetime, `policy` the name of a maintenance policy (KeyError if it is none).
    """
    sightings = sightings_of(history, artifact.kind)
    rulings = [availability_of(one) for one in sightings]
    if not sightings:
        return _unseen(artifact, now)
    current, ruling = sightings[-1], rulings[-1]
    verdict = Verdict(
        key=artifact.key,
        at=now,
        availability=ruling.availability,
        reason=ruling.reason,
        rule=ruling.rule,
        confirmed=is_confirmed(sightings, rulings),
    )
    if ruling.availability is Availability.UNKNOWN:
        return _with_last_known(verdict, artifact, sightings[:-1], rulings[:-1], now=now, policy=policy)
    return _with_facts(verdict, artifact, current, first_id(sightings), policy)


# -- the other axes -----------------------------------------------------------------------------------


def _with_facts(verdict: Verdict, artifact: Artifact, sighting: Sighting, first_id: str, policy: str) -> Verdict:
    facts = sighting.facts
    there = verdict.availability not in (Availability.GONE, Availability.UNKNOWN)
    kept = there and artifact.kind in MAINTAINED_KINDS
    return replace(
        verdict,
        identity=identity_of(artifact, facts, first_id) if there or facts.name else Identity.UNKNOWN,
        resolved_target=facts.name or "",
        hijackable=bool(facts.old_owner_free),
        maintenance=maintenance(facts, verdict.at, policy) if kept else Maintenance.UNKNOWN,
        last_activity_at=_last_activity(facts),
        archived_at=facts.archived_at,
        content=sighting.holding.content,
        ticks=sighting.holding.ticks,
        policies=side_by_side(facts, verdict.at) if kept else (),
        license=facts.license or "",
    )


def _last_activity(facts: Facts) -> datetime | None:
    moments = [at for at in (facts.last_commit_at, facts.latest_release_at) if at]
    return max(moments, default=None)


# -- where nothing could be found out -----------------------------------------------------------------


def _unseen(artifact: Artifact, now: datetime) -> Verdict:
    return Verdict(
        key=artifact.key,
        at=now,
        availability=Availability.UNKNOWN,
        reason=Reason.NOT_CHECKED,
        rule="never_checked",
    )


def _with_last_known(
    verdict: Verdict,
    artifact: Artifact,
    sightings: Sequence[Sighting],
    rulings: Sequence[Ruling],
    *,
    now: datetime,
    policy: str,
) -> Verdict:
    """An unknown keeps beside it what was last known: availability and when, and the facts of that time."""
    for index in range(len(sightings) - 1, -1, -1):
        if rulings[index].availability is Availability.UNKNOWN:
            continue
        known = replace(verdict, availability=rulings[index].availability)
        first = first_id(sightings[: index + 1])
        aged = _with_facts(known, artifact, sightings[index], first, policy)
        return replace(
            aged,
            at=now,
            availability=Availability.UNKNOWN,
            known=rulings[index].availability,
            known_at=sightings[index].at,
        )
    return verdict
