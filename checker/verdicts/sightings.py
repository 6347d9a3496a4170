"""What was seen of one artifact, run by run: observations, their facts merged, and what it holds by them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from checker.content.ladder import Holding, holding
from checker.model import DUE_AGAIN, Content, Facts, Outcome, Reason, ServiceName

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from checker.model import Kind, Observation

CONTENT = frozenset({ServiceName.GITHUB_CONTENT, ServiceName.GITHUB_TREE})  # who are asked what a repository holds
_BY_REST = frozenset({ServiceName.GITHUB_REST, ServiceName.GITHUB_ANONYMOUS})


@dataclass(frozen=True, slots=True)
class Sighting:
    """All that one run saw of one artifact: its observations, their facts merged, and what it holds by them."""

    observations: tuple[Observation, ...]
    facts: Facts
    holding: Holding
    block: Reason | None = None  # the last that was told, of a thing that has stayed disabled since
    hidden: tuple[Reason, ...] = ()  # why its content could not be had, in this run and those just before it

    @property
    def at(self) -> datetime:
        """When the last of its observations was made."""
        return max(one.at for one in self.observations)

    def first(self, *outcomes: Outcome) -> Observation | None:
        """The first observation with one of these outcomes, in the order they were made."""
        return next((one for one in self.observations if one.outcome in outcomes), None)


def sightings_of(history: Iterable[tuple[int, Observation]], kind: Kind) -> list[Sighting]:
    """The sightings of one artifact of a kind, oldest first, from its observations as (run, observation)."""
    groups: dict[int, list[Observation]] = {}
    for run, observation in history:
        groups.setdefault(run, []).append(observation)
    sightings: list[Sighting] = []
    seen: Observation | None = None
    block: Reason | None = None
    for group in groups.values():
        facts = _merged(group)
        if facts.files is None and seen and _still_holds(seen, group, facts):
            facts = replace(facts, files=seen.facts.files, readme=seen.facts.readme, assets=seen.facts.assets)
        seen = next((one for one in group if one.facts.files is not None), seen)
        told = next((one.reason for one in group if one.outcome is Outcome.BLOCKED), None)
        block = told or (block if facts.disabled or _nothing_said(group) else None)
        holds = holding(facts, kind)
        why = _hidden(group) if holds.content is Content.UNKNOWN else None
        before = sightings[-1].hidden if sightings else ()
        hidden = (*before, why) if why else (before if _nothing_said(group) else ())
        sightings.append(Sighting(tuple(group), facts, holds, block, hidden))
    return sightings


def _hidden(group: Iterable[Observation]) -> Reason | None:
    """Why the weather kept the content of a thing that is there from us, by the last who was asked; or None."""
    there = any(one.outcome is Outcome.PRESENT for one in group)
    # REST can't tell an empty repository; where it was asked anonymously it is git that does.
    telling = CONTENT | ({ServiceName.GIT} if any(one.service in _BY_REST for one in group) else set())
    unread = [one.reason for one in group if one.service in telling and one.outcome is Outcome.UNKNOWN]
    return unread[-1] if there and unread and unread[-1] in DUE_AGAIN else None


def _nothing_said(group: Iterable[Observation]) -> bool:
    return all(one.outcome is Outcome.UNKNOWN for one in group)


def _still_holds(seen: Observation, group: Iterable[Observation], facts: Facts) -> bool:
    """
    Whether content seen earlier speaks for now: the same commit is at the head, or the new one's content could
    not be had, and what was known of it last is the best that is known.
    """
    if facts.platform_id and seen.facts.platform_id and facts.platform_id != seen.facts.platform_id:
        return False
    same = facts.head is not None and facts.head == seen.facts.head
    return same or any(one.service == seen.service and one.outcome is Outcome.UNKNOWN for one in group)


def _merged(group: Iterable[Observation]) -> Facts:
    """One set of facts: of each fact the first that was told."""
    told: dict[str, object] = {}
    for observation in group:
        for one in fields(Facts):
            value = getattr(observation.facts, one.name)
            if value is not None:
                told.setdefault(one.name, value)
    return replace(Facts(), **told)  # type: ignore[arg-type]  # names and values come from Facts
