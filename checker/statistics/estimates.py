"""Shares with intervals that allow for clusters, and the rule that chooses the interval. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from checker.statistics.clusters import by_cluster, design_effect
from checker.statistics.intervals import WILSON, Share, score_interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.statistics.clusters import Sizes

#: Makes an interval from clusters (see `bootstrapped`), or gives None where it can't.
Resample: TypeAlias = "Callable[[Sizes], tuple[float, float] | None] | None"
#: The seed of every random draw, so that the same database gives the same figures.
SEED = 20_261_130

#: The design effect from which on an interval is bootstrapped: below it Wilson's holds (docs/statistics.md).
DESIGN_EFFECT = 1.5
#: With fewer clusters a bootstrap is not reliable: Wilson's for the effective number of links is taken instead.
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
    `part` of `whole` links, the percent and the interval (None where `whole` is 0), and the design effect of the
    clusters (None where it was not computed).
    """

    part: int
    whole: int
    percent: float | None
    interval: Interval | None
    design_effect: float | None = None

    @property
    def share(self) -> Share:
        """The same as a Share."""
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
    """
    The share of hits among (cluster, whether it is a hit) of each link, with the interval that
    `estimated` chooses.
    """
    return estimated(by_cluster(hits), resample)


def estimated(sizes: Sizes, resample: Resample = None) -> Estimate:
    """
    The share of hits in clusters of these sizes, with its interval: Wilson's where the design effect is under 1.5;
    else the one that `resample` draws; without `resample`, or with fewer than 20 clusters, Wilson's for the number of
    links divided by the design effect.
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


def bootstrapped(sizes: Sizes) -> tuple[float, float] | None:
    """The bootstrap interval in percent: 2,000 resamples of whole clusters, with a fixed seed. None without numpy."""
    try:
        from checker.statistics.resampling import resampler  # noqa: PLC0415  (an extra)
    except ImportError:
        return None
    return resampler(SEED)(sizes)


def effective(share: float, number: float, method: str) -> Interval:
    """Wilson's interval for a share (0 to 1) of `number` independent links, which need not be whole."""
    return Interval(*score_interval(share, number), method)
