"""The figures and rows of a report, computed from rows of the database. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from sys import intern
from typing import TYPE_CHECKING, Any

from checker.model import (
    Availability,
    Content,
    Identity,
    Item,
    Maintenance,
    PaperStatus,
    Preservation,
    Reason,
)
from checker.statistics.advice import ADVICE, is_sure, misplaced
from checker.statistics.candidates import cross_checked
from checker.statistics.intervals import Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from enum import StrEnum

    from checker.model.rows import ArtifactRow, CandidateSummary, CopyRow, PaperRow, RunRow
    from checker.statistics.candidates import CrossChecked


@dataclass(frozen=True, slots=True)
class KindLine:
    """Artifacts of one kind: counts by availability, and the share of the known that is available."""

    kind: str
    counts: dict[str, int]
    available: Share


@dataclass(frozen=True, slots=True)
class Attention:
    """An artifact that needs attention, and why."""

    row: ArtifactRow
    verdict: str
    advice: str
    rescue: tuple[Copy, ...]  # archived copies of an artifact that is gone or blocked
    copies: str  # why there are none


@dataclass(frozen=True, slots=True)
class Copy:
    """An archived copy: `what` is `code` or `page`; its address; the day of the copy."""

    what: str
    url: str
    day: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report shows. Counts are of artifacts unless said otherwise."""

    total: int
    availability: dict[str, int]
    available: Share  # of those known
    confirmed_gone: int
    identity: dict[str, int]
    hijackable: int
    maintenance: dict[str, int]
    maintained: Share  # of those that a maintenance policy could judge
    content: dict[str, int]
    checklist: dict[str, int]  # of those with code: item of the ML code completeness checklist → how many show it
    kinds: tuple[KindLine, ...]
    attention: tuple[Attention, ...]
    preservation: dict[str, int]
    papers: dict[str, int]
    papers_total: int
    claims_without_link: tuple[PaperRow, ...]
    cross_checks: CrossChecked
    run: RunRow | None
    unseen: tuple[str, ...]  # what could not be found out, and how to change that
    bases: tuple[str, ...]  # services that are not the public ones


def build(
    artifacts: Iterable[ArtifactRow],
    papers: Iterable[PaperRow],
    run: RunRow | None,
    copies: Mapping[int, CopyRow],
    crossed: CandidateSummary,
) -> Report:
    """
    The report on these rows; a row counts as often as its `times` says. `run` is the newest run, None where there is
    none; `copies` are by artifact, of all that archives were asked about; `crossed` are the results of cross-checks.
    """
    rows = [row if _needs_attention(row) else _slim(row) for row in artifacts]
    statuses: Counter[str] = Counter()
    without_link = []
    for paper in papers:
        statuses[intern(paper.status)] += paper.times
        if paper.status in (PaperStatus.CLAIMED_WITHOUT_LINK, PaperStatus.PROMISED_WITHOUT_LINK):
            without_link.append(paper)
    total = sum(row.times for row in rows)
    availability = _count(((row.availability, row.times) for row in rows), Availability)
    maintenance = _count(((row.maintenance, row.times) for row in rows), Maintenance)
    known = total - availability[Availability.UNKNOWN]
    judged = sum(maintenance.values()) - maintenance[Maintenance.UNKNOWN]
    return Report(
        total=total,
        availability=availability,
        available=Share(availability[Availability.AVAILABLE], known),
        confirmed_gone=sum(row.times for row in rows if row.confirmed and row.availability == Availability.GONE),
        identity=_count(((row.identity, row.times) for row in rows), Identity),
        hijackable=sum(row.times for row in rows if row.hijackable),
        maintenance=maintenance,
        maintained=Share(maintenance[Maintenance.ACTIVE], judged),
        content=_count(((row.content, row.times) for row in rows), Content),
        checklist=_checklist(rows),
        kinds=tuple(_kinds(rows)),
        attention=tuple(attention(rows, copies)),
        preservation=_preservation(total, copies),
        papers=_count(statuses.items(), PaperStatus),
        papers_total=statuses.total(),
        claims_without_link=tuple(without_link),
        cross_checks=cross_checked(crossed, without_link),
        run=run,
        unseen=tuple(_unseen(rows, run)),
        bases=tuple(run.options.get("bases", ())) if run else (),
    )


def _slim(row: ArtifactRow) -> ArtifactRow:
    """A row reduced to what figures need, to save memory."""
    words: dict[str, Any] = {name: intern(getattr(row, name)) for name in _COUNTED}
    unread: dict[str, Any] = dict.fromkeys(_UNCOUNTED, "")
    return replace(
        row,
        **words,
        **unread,
        ticks={intern(item): "" for item in row.ticks},
        policies={},
        named_by=(),
    )


def _checklist(rows: Iterable[ArtifactRow]) -> dict[str, int]:
    code = (Content.CODE, Content.CODE_WITH_DEPENDENCIES, Content.RUNNABLE)
    return _count(((item, row.times) for row in rows if row.content in code for item in row.ticks), Item)


def _count(values: Iterable[tuple[str, int]], words: type[StrEnum]) -> dict[str, int]:
    """How often each word of the enum occurs in (word, times), in the order of the enum, zeros included."""
    found: Counter[str] = Counter()
    for value, times in values:
        found[value] += times
    return {str(word): found[str(word)] for word in words}


def _kinds(rows: Sequence[ArtifactRow]) -> Iterable[KindLine]:
    by_kind: dict[str, list[ArtifactRow]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row)
    totals = {kind: sum(row.times for row in members) for kind, members in by_kind.items()}
    for kind, members in sorted(by_kind.items(), key=lambda item: (-totals[item[0]], item[0])):
        counts = _count(((row.availability, row.times) for row in members), Availability)
        known = totals[kind] - counts[Availability.UNKNOWN]
        yield KindLine(kind, counts, Share(counts[Availability.AVAILABLE], known))


_COUNTED = ("kind", "availability", "reason", "identity", "maintenance", "content")
_UNCOUNTED = (
    *("target", "url", "resolved_target", "license", "rule"),
    *("last_activity_at", "archived_at", "first_seen_at", "checked_at", "last_known_at"),
)
LOST = (Availability.GONE, Availability.BLOCKED)
_ORDER = [
    Availability.GONE,
    Availability.BLOCKED,
    Availability.EMPTY,
    Availability.PLACEHOLDER,
    Availability.RESTRICTED,
    Availability.UNKNOWN,
    Availability.AVAILABLE,
]


def _preservation(total: int, copies: Mapping[int, CopyRow]) -> dict[str, int]:
    counts = _count(((one.preservation, 1) for one in copies.values()), Preservation)
    counts[Preservation.NOT_ASKED] += total - sum(counts.values())
    return counts


def _rescue(row: ArtifactRow, copy: CopyRow | None) -> Iterable[Copy]:
    """Archived copies of a lost artifact: the code first, then the page."""
    if copy is None or row.availability not in LOST:
        return
    if copy.code_url:
        yield Copy("code", copy.code_url, (copy.code_at or "")[:10])
    if copy.page_url:
        yield Copy("page", copy.page_url, (copy.page_at or "")[:10])


def _no_rescue(row: ArtifactRow, copy: CopyRow | None) -> str:
    """Why a lost artifact has no archived copy, as words; empty where it has one, or is not lost."""
    if row.availability not in LOST or (copy and (copy.code_url or copy.page_url)):
        return ""
    if copy is None:
        return "not looked up"
    return "none" if copy.preservation == Preservation.UNRECOVERABLE else "look-up failed"


def attention(rows: Iterable[ArtifactRow], copies: Mapping[int, CopyRow]) -> list[Attention]:
    """
    The artifacts that need attention, lost ones first. Rows without a target, which stand for many, are
    left out.
    """
    found = [
        Attention(row, _verdict(row), _advice(row), tuple(_rescue(row, copy)), _no_rescue(row, copy))
        for row in rows
        if row.target and _needs_attention(row)
        for copy in [copies.get(row.artifact_id)]
    ]
    return sorted(
        found, key=lambda one: (_ORDER.index(Availability(one.row.availability)), one.row.target.casefold())
    )


def _needs_attention(row: ArtifactRow) -> bool:
    moved = row.identity in (Identity.RENAMED, Identity.TRANSFERRED, Identity.REUSED)
    broken = bool(row.broken_forms or row.dead_places) or row.reason == Reason.SPACE_NOT_RUNNING
    return row.availability != Availability.AVAILABLE or moved or broken


def _verdict(row: ArtifactRow) -> str:
    if row.availability == Availability.GONE and row.works_as:
        return "gone as printed"
    if row.availability == Availability.GONE:
        return "gone (confirmed)" if row.confirmed else "gone (first sighting)"
    if row.availability == Availability.UNKNOWN and row.last_known_availability:
        return f"unknown (was {row.last_known_availability})"
    if row.availability == Availability.AVAILABLE and row.identity != Identity.SAME:
        return f"available, {row.identity}"
    if row.availability == Availability.AVAILABLE and row.dead_places:
        sure = is_sure(row.kind, row.dead_places)
        return "available, a link into it is dead" if sure else "available, a link into it may be dead"
    return row.availability


def _advice(row: ArtifactRow) -> str:
    if row.works_as:
        return f"The printed address does not work, but {row.works_as} does: correct the link."
    if row.broken_forms:
        return f"Some papers print {row.broken_forms[0]}, which does not work: correct the link."
    if row.identity == Identity.REUSED:
        return "The name now belongs to something else: do not use it, ask the authors."
    if row.hijackable:
        return f"Update the link to {row.resolved_target}: the old owner's name is free for anybody to register."
    if row.availability == Availability.AVAILABLE and (advice := _on_what_is_there(row)):
        return advice
    return ADVICE[Reason(row.reason)] if row.reason in set(Reason) else ""


def _on_what_is_there(row: ArtifactRow) -> str:
    if not row.dead_places:
        moved = row.identity in (Identity.RENAMED, Identity.TRANSFERRED)
        return f"Update the link to {row.resolved_target}." if moved else ""
    return f"{misplaced(row.kind, row.dead_places)}: find its place of today and correct the link."


def _unseen(rows: Sequence[ArtifactRow], run: RunRow | None) -> Iterable[str]:
    if run is None or run.options.get("github_token", True):
        return
    seen = (row for row in rows if row.kind == "github_repo" and row.availability != Availability.UNKNOWN)
    count = sum(row.times for row in seen)
    nouns = "repository" if count == 1 else "repositories"
    if count:
        yield (
            f"No GitHub token was set. For {count} {nouns}, releases and dates of archiving are unknown, and"
            " beyond 60 repositories an hour the archived flag and the licence too. Set GITHUB_TOKEN (a token"
            " without scopes is enough) and run again."
        )
