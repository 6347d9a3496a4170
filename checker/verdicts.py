"""
What the evidence adds up to: pure rules by name, first match wins, the clock handed in.

`judge` takes all observations of one artifact, groups them by run, and lets the newest group speak. Older
groups confirm an absence, tell identity by the platform's id, and keep the last known verdict beside an
`unknown`. The table from answer to verdict is that of the contract; where the platforms' behaviour is not
documented the careful reading is taken: not knowing is never absence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from checker.model import (
    Availability,
    Content,
    Identity,
    Kind,
    Maintenance,
    Outcome,
    Reason,
    Verdict,
)
from checker.policies import maintenance, side_by_side
from checker.sightings import sightings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.model import Artifact, Facts, Observation
    from checker.sightings import Sighting

#: Grows whenever a rule changes its meaning, so that stored verdicts can be told apart.
RULES_VERSION = 5

#: `gone` is confirmed once two sightings at least this far apart agree.
CONFIRMED_AFTER = timedelta(hours=24)

#: A thing created so much later than the paper that names it is probably not what the paper meant.
CREATED_AFTER_PAPER = timedelta(days=90)

#: The Hub dates what is older than its records to this day: such a date says "not later".
HUB_RECORDS_BEGIN = datetime(2022, 3, 3, tzinfo=UTC)

_HUB_REPOSITORIES = frozenset({Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE})
_HUB_NAMES = _HUB_REPOSITORIES | {Kind.HF_ORG}  # an old model's name has no owner before it

#: Stages of a Hub space in which a visitor finds nothing to use; a sleeping one wakes up on a visit.
IDLE_STAGES = frozenset(
    {"NO_APP_FILE", "CONFIG_ERROR", "BUILD_ERROR", "RUNTIME_ERROR", "PAUSED", "STOPPED", "DELETING"}
)

_MAINTAINED_KINDS = frozenset({Kind.GITHUB_REPO, Kind.OTHER_FORGE}) | _HUB_REPOSITORIES
_MOVING_KINDS = _MAINTAINED_KINDS | _HUB_NAMES | {Kind.HF_COLLECTION}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule says about availability, and the rule's name."""

    availability: Availability
    reason: Reason
    rule: str


def judge(artifact: Artifact, history: Sequence[tuple[int, Observation]], *, now: datetime, policy: str) -> Verdict:
    """
    The verdict on one artifact from all its observations as (run, observation), oldest first.

    `now` is an aware datetime, `policy` the name of a maintenance policy (KeyError if it is none).
    """
    sightings = sightings_of(history, artifact.kind)
    rulings = [_availability(one) for one in sightings]
    if not sightings:
        return _unseen(artifact, now)
    current, ruling = sightings[-1], rulings[-1]
    verdict = Verdict(
        key=artifact.key,
        at=now,
        availability=ruling.availability,
        reason=ruling.reason,
        rule=ruling.rule,
        confirmed=_confirmed(sightings, rulings),
    )
    if ruling.availability is Availability.UNKNOWN:
        return _with_last_known(verdict, artifact, sightings[:-1], rulings[:-1], now=now, policy=policy)
    return _with_facts(verdict, artifact, current, _first_id(sightings), policy)


# -- availability: rules in order, the first that speaks wins -----------------------------------------


def _availability(sighting: Sighting) -> Ruling:
    for rule in _RULES:
        if spoken := rule(sighting):
            availability, reason = spoken
            return Ruling(availability, reason, rule.__name__.strip("_"))
    return Ruling(Availability.UNKNOWN, Reason.BAD_RESPONSE, "nothing_said")


_GRAPHQL = {"github_graphql", "github_owners"}
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
    if not said or (silent and alone <= _GRAPHQL) or ("git" in silent and alone == {"web"}):
        return None
    return Availability.GONE, said[-1].reason


def _is_silent(one: Observation) -> bool:
    """
    Whether a witness did not answer the question: one that refuses, but for a git server that asks who we are, knows
    of something.
    """
    asks_who = one.service == "git" and one.status == 401
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


def _confirmed(sightings: Sequence[Sighting], rulings: Sequence[Ruling]) -> bool:
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
        if old and witnesses != {"github_graphql"}:
            return True
    return False


# -- the other axes -----------------------------------------------------------------------------------


def _with_facts(verdict: Verdict, artifact: Artifact, sighting: Sighting, first_id: str, policy: str) -> Verdict:
    facts = sighting.facts
    there = verdict.availability not in (Availability.GONE, Availability.UNKNOWN)
    kept = there and artifact.kind in _MAINTAINED_KINDS
    return replace(
        verdict,
        identity=_identity(artifact, facts, first_id) if there or facts.name else Identity.UNKNOWN,
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


def _identity(artifact: Artifact, facts: Facts, first_id: str) -> Identity:
    """By the platform's id, never by the path; by name only where the platform tells no id."""
    if first_id and facts.platform_id and facts.platform_id != first_id:
        return Identity.REUSED
    moved = _moved(artifact, facts.name)
    late = _created_late(artifact, facts)
    if moved is Identity.SAME:
        return Identity.UNKNOWN if late else Identity.SAME
    if late and artifact.kind in _HUB_NAMES:
        return Identity.REUSED  # a Hub redirect may lead to another repository; a true move keeps its age
    return moved


def _moved(artifact: Artifact, name: str | None) -> Identity:
    if not name or artifact.kind not in _MOVING_KINDS:
        return Identity.SAME
    asked, today = artifact.target.casefold(), name.casefold()
    if "/" not in name:
        return Identity.RENAMED if artifact.kind is Kind.HF_ORG and asked != today else Identity.SAME
    if asked == today or artifact.kind in (Kind.OTHER_FORGE, Kind.HF_COLLECTION):
        return Identity.SAME if asked == today or artifact.kind is Kind.HF_COLLECTION else Identity.RENAMED
    return Identity.RENAMED if asked.split("/")[0] == today.split("/")[0] else Identity.TRANSFERRED


def _created_late(artifact: Artifact, facts: Facts) -> bool:
    published, created = _day(artifact.published), facts.created_at
    if not published or not created or (artifact.kind in _HUB_NAMES and created < HUB_RECORDS_BEGIN):
        return False
    return created - published > CREATED_AFTER_PAPER


def _day(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.astimezone()


def _first_id(sightings: Sequence[Sighting]) -> str:
    """The platform's id at the first sighting that had one: what the link was made for, as far as we know."""
    return next((one.facts.platform_id for one in sightings if one.facts.platform_id), "")


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
        first_id = _first_id(sightings[: index + 1])
        aged = _with_facts(known, artifact, sightings[index], first_id, policy)
        return replace(
            aged,
            at=now,
            availability=Availability.UNKNOWN,
            known=rulings[index].availability,
            known_at=sightings[index].at,
        )
    return verdict
