"""
The verdict on an artifact: pure rules with names, of which the first that applies decides; the current time is an
argument.

A verdict is a fold: the standing before a run and the run's observations make the verdict and the next standing. The
newest run decides; the standing confirms an absence, tells identity by the platform's id, and keeps the last known
verdict beside an `unknown`. Where a platform's behaviour is not documented, the cautious reading is taken: what is
not known is never absent.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.model import Availability, Identity, Maintenance, Reason, Verdict
from checker.verdicts.availability import is_confirmed
from checker.verdicts.fold import step
from checker.verdicts.identity import MAINTAINED_KINDS, identity_of, is_hijackable
from checker.verdicts.maintenance import maintenance, side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from checker.model import Artifact, Facts, Observation, Standing

#: Raised whenever a rule changes its meaning; stored with each verdict, so that older ones can be recognised.
RULES_VERSION = 9


def judge(
    artifact: Artifact, standing: Standing, observations: Sequence[Observation], *, now: datetime, policy: str
) -> tuple[Verdict, Standing]:
    """
    The verdict on one artifact, and its standing after a run that made these observations, in their order.

    `standing` is what earlier runs have left, `now` an aware datetime, `policy` the name of a maintenance policy
    (KeyError if it is none). A run without an observation leaves the standing as it was: `unknown`, not checked.
    """
    if not observations:
        verdict = _unknown(artifact, Reason.NOT_CHECKED, "never_checked", now)
        return replace(_with_known(verdict, artifact, standing, policy), owed=standing.owed), standing
    done = step(standing, observations, artifact.kind)
    verdict = _unknown(artifact, done.ruling.reason, done.ruling.rule, now)
    verdict = replace(_with_known(verdict, artifact, done.standing, policy), owed=done.standing.owed)
    if done.ruling.availability is not Availability.UNKNOWN:
        confirmed = is_confirmed(done.standing.absence, done.evidence.at)
        verdict = replace(
            verdict, availability=done.ruling.availability, confirmed=confirmed, known=None, known_at=None
        )
    return verdict, done.standing


def _unknown(artifact: Artifact, reason: Reason, rule: str, now: datetime) -> Verdict:
    return Verdict(
        key=artifact.key, at=now, availability=Availability.UNKNOWN, reason=reason, rule=rule, rules=RULES_VERSION
    )


def _with_known(verdict: Verdict, artifact: Artifact, standing: Standing, policy: str) -> Verdict:
    """
    The verdict with what was last known beside it: availability and its date, and the other axes by the facts of that
    date.
    """
    known = standing.known
    if known is None:
        return verdict
    facts, there = known.facts, known.availability is not Availability.GONE
    has_maintenance = there and artifact.kind in MAINTAINED_KINDS
    return replace(
        verdict,
        known=known.availability,
        known_at=known.at,
        identity=identity_of(artifact, facts, standing.first_id) if there or facts.name else Identity.UNKNOWN,
        resolved_target=facts.name or "",
        broken_forms=facts.broken_forms or (),
        works_as=facts.works_as or "",
        dead_places=tuple((printed, missing) for printed, missing in facts.places or () if missing),
        hijackable=is_hijackable(artifact, facts) if there else None,
        maintenance=maintenance(facts, verdict.at, policy) if has_maintenance else Maintenance.UNKNOWN,
        last_activity_at=_last_activity(facts),
        archived_at=facts.archived_at,
        content=known.content,
        ticks=known.ticks,
        policies=side_by_side(facts, verdict.at) if has_maintenance else (),
        license=facts.license or "",
    )


def _last_activity(facts: Facts) -> datetime | None:
    moments = [at for at in (facts.last_commit_at, facts.latest_release_at) if at]
    return max(moments, default=None)
