"""
Shares by group (year, host, venue …), with intervals that allow for clusters: links to one owner or host are often
lost together, so that ten of them carry less information than one link to each of ten owners.

The interval is Wilson's for the effective sample size: the known links divided by the design effect, which is the
variance of the share over owners divided by that over single links (Kish 1965; Korn and Graubard 1998). It is never
narrower than without clusters, and is Wilson's alone where every link has an owner of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.statistics.clusters import design_effect as clusters_effect
from checker.statistics.intervals import Share, score_interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CLUSTERED = "Wilson, clustered by owner and host"
PLAIN = "Wilson"
ONE = "Wilson, one owner or host"


@dataclass(frozen=True, slots=True)
class Line:
    """
    One group: its values, the share usable of those known, how many are unknown, the 95 % interval in percent (None
    where nothing is known), its method, and the number of owners with known links.
    """

    values: tuple[str, ...]
    usable: Share
    unknown: int
    interval: tuple[float, float] | None
    method: str
    owners: int


@dataclass(slots=True)
class _Owner:
    """The counts of one owner's links in one group."""

    usable: int = 0
    known: int = 0
    unknown: int = 0

    def add(self, state: str, number: int) -> None:
        """Count artifacts in a state."""
        if state == "unknown":
            self.unknown += number
        else:
            self.known += number
            self.usable += number if state == "available" else 0


def lines(rows: Iterable[Mapping[str, object]], by: tuple[str, ...]) -> list[Line]:
    """
    The groups of rows with columns `by`, `owner`, `state` and `artifacts` (1 where it is missing), sorted by their
    values. Rows with an `artifact_id` count each artifact once in a group.
    """
    groups: dict[tuple[str, ...], dict[str, _Owner]] = defaultdict(lambda: defaultdict(_Owner))
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        values = tuple(str(row[name] or "") for name in by)
        one = (*values, row["artifact_id"]) if "artifact_id" in row else ()
        if one and one in seen:
            continue
        seen.update([one] if one else [])
        groups[values][str(row["owner"])].add(str(row["state"]), int(str(row.get("artifacts", 1))))
    return [_line(values, list(owners.values())) for values, owners in sorted(groups.items())]


def _line(values: tuple[str, ...], owners: list[_Owner]) -> Line:
    share = Share(sum(one.usable for one in owners), sum(one.known for one in owners))
    effect = design_effect([(one.usable, one.known) for one in owners])
    count = sum(one.known > 0 for one in owners)
    return Line(
        values=values,
        usable=share,
        unknown=sum(one.unknown for one in owners),
        interval=wilson(share.part, share.whole, effect),
        method=CLUSTERED if effect > 1 else ONE if count == 1 and share.whole > 1 else PLAIN,
        owners=count,
    )


def design_effect(clusters: Iterable[tuple[int, int]]) -> float:
    """
    The design effect of clusters of (part, whole), at least 1. Where every link has the same outcome it follows from
    the sizes of the clusters (Kish); of one cluster nothing is known: 1.
    """
    known = Counter((part, whole) for part, whole in clusters if whole)
    if known.total() < 2:
        return 1.0
    effect = clusters_effect(known)
    if effect is None:
        total = sum(whole * times for (_, whole), times in known.items())
        return sum(whole**2 * times for (_, whole), times in known.items()) / total
    return max(1.0, effect)


def wilson(part: int, whole: int, effect: float = 1.0) -> tuple[float, float] | None:
    """Wilson's 95 % interval in percent, for a sample of `whole / effect`; None where `whole` is 0."""
    return score_interval(part / whole, whole / effect) if whole else None
