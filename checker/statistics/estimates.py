"""Shares with intervals that know of clusters, and the rule that chooses between them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from checker.statistics.clusters import by_cluster, design_effect
from checker.statistics.intervals import Share, score_interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: What draws the ends of an interval, in percent, from the (hits, size) of clusters.
Resample: TypeAlias = "Callable[[list[tuple[int, int]]], tuple[float, float]] | None"
#: From this design effect on an interval is drawn from clusters: below it Wilson's is right (docs/statistics.md).
DESIGN_EFFECT = 1.5
#: Of fewer clusters than these draws tell too little: the number of links over the design effect is taken instead.
CLUSTERS = 20


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval in percent, and how it was made."""

    low: float
    high: float
    method: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """
    A part of a whole in whole numbers, its percent and interval (None where the whole is 0), and the design effect
    of its clusters (None where it was not asked for).
    """

    part: int
    whole: int
    percent: float | None
    interval: Interval | None
    design_effect: float | None = None


def wilson(part: int, whole: int) -> Estimate:
    """A share with Wilson's interval."""
    share = Share(part, whole)
    ends = share.interval
    return Estimate(part, whole, share.percent, Interval(*ends, "Wilson") if ends else None)


def clustered(hits: Iterable[tuple[str, bool]], resample: Resample = None) -> Estimate:
    """The share of those hit among pairs of (cluster, hit), as `estimated` has it."""
    return estimated(by_cluster(hits), resample)


def estimated(sizes: list[tuple[int, int]], resample: Resample = None) -> Estimate:
    """
    The share of those hit in clusters of (hits, size): with Wilson's interval where the design effect is under 1.5,
    else with one that `resample` draws; without that, or of fewer than 20 clusters, with Wilson's of as many links as
    the effect leaves.
    """
    part, whole = sum(hit for hit, _ in sizes), sum(size for _, size in sizes)
    plain = wilson(part, whole)
    effect = design_effect(sizes)
    if effect is None or effect < DESIGN_EFFECT:
        return Estimate(part, whole, plain.percent, plain.interval, effect)
    if resample and len(sizes) >= CLUSTERS:
        interval = Interval(*resample(sizes), "bootstrap by owner or host")
    else:
        interval = effective(part / whole, whole / effect, "Wilson of the number over the design effect")
    return Estimate(part, whole, plain.percent, interval, effect)


def effective(share: float, number: float, method: str) -> Interval:
    """Wilson's interval of a share as if it were of so many independent links, which need not be whole."""
    return Interval(*score_interval(share, number), method)
