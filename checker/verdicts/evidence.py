"""The evidence of one run on one artifact: its observations, and what they tell together with the standing."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from checker.content.ladder import Contents, contents_of
from checker.model import UNANSWERED, Content, Facts, Hidden, Inventory, Kind, Outcome, Reason, ServiceName

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from checker.model import Observation, Standing

CONTENT_SERVICES = frozenset({ServiceName.GITHUB_CONTENT, ServiceName.GITHUB_TREE})
#: Witnesses who know a thing by its address alone: of its name of today a platform's own word counts before theirs.
_BY_ADDRESS = frozenset({ServiceName.GIT, ServiceName.WEB})
_REST_SERVICES = frozenset({ServiceName.GITHUB_REST, ServiceName.GITHUB_ANONYMOUS})


@dataclass(frozen=True, slots=True)
class RunEvidence:
    """
    All that one run saw of one artifact: its observations in the order they were made, their facts merged, and what
    the artifact holds by them.

    `inventory`, `hidden` and `block` are those of the standing, brought up to date by this run.
    """

    observations: tuple[Observation, ...]
    facts: Facts
    contents: Contents
    inventory: Inventory | None = None
    hidden: Hidden | None = None
    block: Reason | None = None

    @property
    def at(self) -> datetime:
        """When the last of its observations was made."""
        return max(one.at for one in self.observations)

    def first(self, outcome: Outcome) -> Observation | None:
        """The first observation with this outcome."""
        return next((one for one in self.observations if one.outcome is outcome), None)


def evidence_of(observations: Sequence[Observation], standing: Standing, kind: Kind) -> RunEvidence:
    """The evidence of one run on an artifact of a kind, from at least one observation, as the standing was before."""
    facts, earlier = _merged(observations), standing.inventory
    if facts.files is None and earlier and _still_holds(earlier, observations, facts):
        facts = replace(facts, files=earlier.files, readme=earlier.readme, assets=earlier.assets)
    contents = contents_of(facts, kind)
    unread = contents.content is Content.UNKNOWN
    return RunEvidence(
        observations=tuple(observations),
        facts=facts,
        contents=contents,
        inventory=_inventory(observations) or earlier,
        hidden=_hidden(_why_unread(observations, kind) if unread else None, observations, standing.hidden),
        block=_block(observations, facts, standing.block),
    )


def _merged(observations: Iterable[Observation]) -> Facts:
    """
    One set of facts: of each fact the first that was told, by a platform's API before all others. A date of a commit
    is what its author writes: one later than the answer, or than the last push, tells nothing, and so does a release
    of days to come.
    """
    merged: dict[str, Any] = {}
    for observation in sorted(observations, key=lambda one: one.service in _BY_ADDRESS):
        for one in fields(Facts):
            value = getattr(observation.facts, one.name)
            if value is not None and not (one.name in _PAST and value > observation.at):
                merged.setdefault(one.name, value)
    facts = Facts(**merged)
    forged = facts.last_commit_at and facts.pushed_at and facts.last_commit_at > facts.pushed_at
    return replace(facts, last_commit_at=None) if forged else facts


_PAST = frozenset({"last_commit_at", "latest_release_at"})


# -- what it holds ------------------------------------------------------------------------------------


def _still_holds(earlier: Inventory, observations: Iterable[Observation], facts: Facts) -> bool:
    """
    Whether an earlier inventory speaks for now: the same commit is at the head, or the service that made it could
    not read the new one's content, and what was known last is the best that is known.
    """
    if facts.platform_id and earlier.platform_id and facts.platform_id != earlier.platform_id:
        return False
    same = facts.head is not None and facts.head == earlier.head
    return same or any(one.service == earlier.service and _could_not_read(one) for one in observations)


def _inventory(observations: Iterable[Observation]) -> Inventory | None:
    """The first list of files that one of these observations has."""
    for one in observations:
        if one.facts.files is not None:
            return Inventory(
                service=one.service,
                files=one.facts.files,
                readme=one.facts.readme,
                assets=one.facts.assets,
                head=one.facts.head,
                platform_id=one.facts.platform_id,
            )
    return None


def _hidden(reason: Reason | None, observations: Sequence[Observation], before: Hidden | None) -> Hidden | None:
    """Why its content can't be read, and for how many runs in a row; a run without any answer adds nothing."""
    if reason:
        return Hidden(reason=reason, runs=before.runs + 1 if before else 1)
    return before if _is_silent(observations) else None


def _why_unread(observations: Sequence[Observation], kind: Kind) -> Reason | None:
    """The passing trouble for which the last service that was asked about content could not tell; or None."""
    seeing = {one.service for one in observations if one.outcome is Outcome.PRESENT}
    owing = CONTENT_SERVICES | ({ServiceName.GIT} if _is_left_to_git(observations, kind) else set())
    if seeing == {ServiceName.WEB}:  # of what its interface can't tell today a page tells no more
        owing |= {ServiceName.FORGE}
    asked = [one for one in observations if one.service in owing or one.outcome is Outcome.PRESENT]
    unread = [one.reason for one in asked if _could_not_read(one)]
    if ServiceName.FORGE in seeing and any(map(_denies, observations)):
        unread.append(Reason.BAD_RESPONSE)
    return unread[-1] if seeing and unread and unread[-1] in UNANSWERED else None


def _denies(observation: Observation) -> bool:
    """Whether git shows no repository; one that says who we must be for it may have it."""
    none = observation.outcome in (Outcome.ABSENT, Outcome.REFUSED) and observation.status not in (401, 403)
    return none and observation.service == ServiceName.GIT


def _is_left_to_git(observations: Iterable[Observation], kind: Kind) -> bool:
    """
    Whether it is git that tells what a repository holds. REST can't tell an empty one, nor can the API of a forge; of
    a page alone nobody knows whether any git is spoken beside it, if what was asked by git is no answer of git's.
    """
    said = {one.service: one for one in observations}
    git, api = said.get(ServiceName.GIT), said.get(ServiceName.FORGE)
    if kind is Kind.OTHER_FORGE and git and (git.reason is not Reason.BAD_RESPONSE or git.status is None):
        return True
    return bool(api and api.reason is not Reason.NOT_CHECKED) or not _REST_SERVICES.isdisjoint(said)


def _could_not_read(observation: Observation) -> bool:
    """Whether it has no answer, or one of which passing trouble hid a part: its reason stands in place of `ok`."""
    partial = observation.outcome is Outcome.PRESENT and observation.reason in UNANSWERED
    return partial or observation.outcome is Outcome.UNKNOWN


# -- whether it is taken down -------------------------------------------------------------------------


def _block(observations: Sequence[Observation], facts: Facts, before: Reason | None) -> Reason | None:
    """Why it was taken down: as is reported now, or as it was before of a thing that has stayed disabled since."""
    now = next((one.reason for one in observations if one.outcome is Outcome.BLOCKED), None)
    return now or (before if facts.disabled or _is_silent(observations) else None)


def _is_silent(observations: Iterable[Observation]) -> bool:
    """Whether no service could tell anything."""
    return all(one.outcome is Outcome.UNKNOWN for one in observations)
