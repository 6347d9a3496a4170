"""Shares with intervals that know of clusters, and the rule that chooses between them. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from checker.statistics.clusters import by_cluster, design_effect
from checker.statistics.intervals import WILSON, Share, score_interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.statistics.clusters import Sizes

#: What draws an interval from clusters (see `drawn`), or gives None where it can't.
Resample: TypeAlias = "Callable[[Sizes], tuple[float, float] | None] | None"
#: The seed of all that is drawn at random, so that the same database gives the same figures.
SEED = 20_261_130

#: From this design effect on an interval is drawn from clusters: below it Wilson's is right (docs/statistics.md).
DESIGN_EFFECT = 1.5
#: Of fewer clusters than these draws tell too little: the number of links over the design effect is taken instead.
CLUSTERS = 20
DRAWN = "bootstrap by owner or host"
REDUCED = "Wilson of the number over the design effect"


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

    @property
    def share(self) -> Share:
        """The same as a share."""
        interval = self.interval
        if interval is None or interval.method == WILSON:
            return Share(self.part, self.whole)
        return Share(self.part, self.whole, (interval.low, interval.high), interval.method)


def wilson(part: int, whole: int) -> Estimate:
    """A share with Wilson's interval."""
    share = Share(part, whole)
    ends = share.interval
    return Estimate(part, whole, share.percent, Interval(*ends, WILSON) if ends else None)


def clustered(hits: Iterable[tuple[str, bool]], resample: Resample = None) -> Estimate:
    """The share of those hit among pairs of (cluster, hit), with its interval by the rule of `estimated`."""
    return estimated(by_cluster(hits), resample)


def estimated(sizes: Sizes, resample: Resample = None) -> Estimate:
    """
    The share of the hits in clusters of these sizes: with Wilson's interval where the design effect is under 1.5,
    else with one that `resample` draws; without that, or of fewer than 20 clusters, with Wilson's of as many links
    as the effect leaves.
    """
    part = sum(hit * times for (hit, _), times in sizes.items())
    whole = sum(size * times for (_, size), times in sizes.items())
    plain = wilson(part, whole)
    effect = design_effect(sizes)
    if effect is None or effect < DESIGN_EFFECT:
        return replace(plain, design_effect=effect)
    ends = resample(sizes) if resample and sum(sizes.values()) >= CLUSTERS else None
    reduced = effective(part / whole, whole / effect, REDUCED)
    return replace(plain, interval=Interval(*ends, DRAWN) if ends else reduced, design_effect=effect)


def drawn(sizes: Sizes) -> tuple[float, float] | None:
    """The interval that 2,000 draws of clusters of these sizes give, by our seed; None without numpy."""
    try:
        from checker.statistics.resampling import resampler  # noqa: PLC0415  (an extra)
    except ImportError:
        return None
    return resampler(SEED)(sizes)


def effective(share: float, number: float, method: str) -> Interval:
    """Wilson's interval of a share as if it were of so many independent links, which need not be whole."""
    return Interval(*score_interval(share, number), method)
