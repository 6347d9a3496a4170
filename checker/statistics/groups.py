"""
Shares told apart by something (a year, a host, a venue), with intervals that know of clusters: links to one owner or
one host are lost together, so that ten of them tell less than ten of ten owners.

The interval is Wilson's on the effective sample size: the known ones divided by the design effect, which is the
variance of the share over owners by that of single links (Kish 1965; Korn and Graubard 1998). It is never narrower
than without clusters, and falls back to Wilson's alone where every link has an owner of its own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.statistics.intervals import Share, score_interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CLUSTERED = "Wilson, clustered by owner and host"
PLAIN = "Wilson"
ONE = "Wilson, one owner or host"


@dataclass(frozen=True, slots=True)
class Line:
    """
    One group: its values, the share that is usable of those known, how many are unknown, its interval in percent
    (None where nothing is known), and the method behind it. `owners` counts the clusters that are known.
    """

    values: tuple[str, ...]
    usable: Share
    unknown: int
    interval: tuple[float, float] | None
    method: str
    owners: int


@dataclass(slots=True)
class _Owner:
    """What is known of one owner's links in one group."""

    usable: int = 0
    known: int = 0
    unknown: int = 0

    def add(self, state: str, number: int) -> None:
        """Count so many artifacts in a state."""
        if state == "unknown":
            self.unknown += number
        else:
            self.known += number
            self.usable += number if state == "available" else 0


def lines(rows: Iterable[Mapping[str, object]], by: tuple[str, ...]) -> list[Line]:
    """
    The groups of rows of (columns of `by`, owner, state, artifacts), by their values. Rows with `artifact_id` count
    each artifact once in a group.
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
    How much more a share varies over clusters of (part, whole) than over single things; at least 1. Where all of them
    agree it is that of the sizes of the clusters (Kish), and of a single cluster nothing can be told: 1.
    """
    known = [(part, whole) for part, whole in clusters if whole]
    total, count = sum(whole for _, whole in known), len(known)
    if count < 2:
        return 1.0
    share = sum(part for part, _ in known) / total
    single = share * (1 - share) / (total - 1)
    if not single:
        return sum(whole**2 for _, whole in known) / total
    residuals = sum((part - share * whole) ** 2 for part, whole in known)
    return max(1.0, count / (count - 1) * residuals / total**2 / single)


def wilson(part: int, whole: int, effect: float = 1.0) -> tuple[float, float] | None:
    """Wilson's score interval at 95 % in percent, on `whole / effect`; None of nothing."""
    return score_interval(part / whole, whole / effect) if whole else None
