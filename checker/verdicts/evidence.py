"""
The evidence of one run on one artifact: its observations, and what follows from them together with the
standing.
"""

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
#: Services that know an artifact by its address alone: what a platform's API reports counts before their facts.
_BY_ADDRESS = frozenset({ServiceName.GIT, ServiceName.WEB})
_REST_SERVICES = frozenset({ServiceName.GITHUB_REST, ServiceName.GITHUB_ANONYMOUS})


@dataclass(frozen=True, slots=True)
class RunEvidence:
    """
    All that one run learned about one artifact: its observations in the order they were made, their facts merged, and
    the content that follows from them.

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
    """
    The evidence of one run: its observations, at least one, and the standing before it. `kind` is the
    artifact's.
    """
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
    One set of facts: for each fact the first value, with platforms' APIs before git and web pages. Dates after the
    observation are dropped, and so is a last commit later than the last push: authors set the dates of commits.
    """
    merged: dict[str, Any] = {}
    for observation in sorted(observations, key=lambda one: one.service in _BY_ADDRESS):
        for one in fields(Facts):
            value = getattr(observation.facts, one.name)
            if value is not None and not (one.name in _PAST_DATES and value > observation.at):
                merged.setdefault(one.name, value)
    facts = Facts(**merged)
    forged = facts.last_commit_at and facts.pushed_at and facts.last_commit_at > facts.pushed_at
    return replace(facts, last_commit_at=None) if forged else facts


_PAST_DATES = frozenset({"last_commit_at", "latest_release_at"})


# -- what it holds ------------------------------------------------------------------------------------


def _still_holds(earlier: Inventory, observations: Iterable[Observation], facts: Facts) -> bool:
    """
    Whether an earlier inventory is used for this run: the same commit is at the head, or the service that made the
    inventory could not read the content this time, so that the earlier one is the best that is known.
    """
    if facts.platform_id and earlier.platform_id and facts.platform_id != earlier.platform_id:
        return False
    same = facts.head is not None and facts.head == earlier.head
    return same or any(one.service == earlier.service and _could_not_read(one) for one in observations)


def _inventory(observations: Iterable[Observation]) -> Inventory | None:
    """The inventory by the first of these observations that lists files; None where none does."""
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
    """
    The temporary failure that kept the last service asked about content from reading it; None where it did not fail
    so.
    """
    seeing = {one.service for one in observations if one.outcome is Outcome.PRESENT}
    responsible = CONTENT_SERVICES | ({ServiceName.GIT} if _is_left_to_git(observations, kind) else set())
    if seeing == {ServiceName.WEB}:  # a page does not show what the forge's API could not
        responsible |= {ServiceName.FORGE}
    asked = [one for one in observations if one.service in responsible or one.outcome is Outcome.PRESENT]
    unread = [one.reason for one in asked if _could_not_read(one)]
    if ServiceName.FORGE in seeing and any(map(_denies, observations)):
        unread.append(Reason.BAD_RESPONSE)
    return unread[-1] if seeing and unread and unread[-1] in UNANSWERED else None


def _denies(observation: Observation) -> bool:
    """Whether git shows no repository; a server that asks for a login (401, 403) may have one."""
    missing = observation.outcome in (Outcome.ABSENT, Outcome.REFUSED) and observation.status not in (401, 403)
    return missing and observation.service == ServiceName.GIT


def _is_left_to_git(observations: Iterable[Observation], kind: Kind) -> bool:
    """
    Whether git must say what a repository holds: neither GitHub's REST API nor the API of a forge can tell an empty
    one. A page of an unknown forge counts only if its host did not answer git's request with something else than
    git's protocol.
    """
    by_service = {one.service: one for one in observations}
    git, api = by_service.get(ServiceName.GIT), by_service.get(ServiceName.FORGE)
    if kind is Kind.OTHER_FORGE and git and (git.reason is not Reason.BAD_RESPONSE or git.status is None):
        return True
    return bool(api and api.reason is not Reason.NOT_CHECKED) or not _REST_SERVICES.isdisjoint(by_service)


def _could_not_read(observation: Observation) -> bool:
    """
    Whether the service gave no answer, or one in which a temporary failure hid a part: the failure then stands as its
    reason, in place of `ok`.
    """
    partial = observation.outcome is Outcome.PRESENT and observation.reason in UNANSWERED
    return partial or observation.outcome is Outcome.UNKNOWN


# -- whether it is taken down -------------------------------------------------------------------------


def _block(observations: Sequence[Observation], facts: Facts, before: Reason | None) -> Reason | None:
    """
    Why it was taken down: as reported in this run, or as reported before where it is still disabled or no service
    answered.
    """
    now = next((one.reason for one in observations if one.outcome is Outcome.BLOCKED), None)
    return now or (before if facts.disabled or _is_silent(observations) else None)


def _is_silent(observations: Iterable[Observation]) -> bool:
    """Whether no service gave an answer."""
    return all(one.outcome is Outcome.UNKNOWN for one in observations)
