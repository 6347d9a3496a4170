"""Links at risk, and losses per 100 link-years: expected values, given an estimate."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from checker.statistics.survival.spells import ALIVE, sums

if TYPE_CHECKING:
    from checker.statistics.survival.spells import Real, Spells, Whole
    from checker.statistics.survival.turnbull import Fit

_YEAR = 12  # months
_Z = 1.959964


def at_risk(spells: Spells, fit: Fit, last: int) -> Real:
    """The expected number of links under observation and not yet lost, for each month of age from 1 to `last`."""

    def by_age(ages: Whole, weights: Real) -> Real:
        return sums(np.minimum(ages, last), weights, last + 1)

    weight = spells.count.astype(float)
    certain = by_age(spells.entry, weight) - by_age(spells.left, weight)
    left, right, lives = _lost(spells)
    gone = 1 - fit.survival_at(np.arange(last + 1))[0]
    by_right, by_left = (1 - fit.survival_at(ages)[0] for ages in (right, left))
    share = lives / np.maximum(by_right - by_left, 1e-300)
    density = np.cumsum(by_age(left, share) - by_age(right, share))
    ends = np.cumsum(by_age(left, share * by_right) - by_age(right, share * by_right))
    return np.asarray((np.cumsum(certain) + ends)[:last] - gone[:-1] * density[:last])


def _lost(spells: Spells) -> tuple[Whole, Whole, Real]:
    """
    The distinct intervals in which links were lost, in order, with their counts: so sums are the same to the last
    bit.
    """
    lost = (spells.right != 0) & (spells.right != ALIVE)
    left, right = spells.left[lost].astype(np.int64), spells.right[lost].astype(np.int64)
    width = int(right.max(initial=0)) + 1
    count = sums(left * width + right, spells.count[lost].astype(float))
    there = np.flatnonzero(count)
    return there // width, there % width, count[there]


@dataclass(frozen=True, slots=True)
class Rate:
    """Losses per 100 link-years, with the 95 % interval (Byar's for counts, widened by the design effect)."""

    losses: float
    years: float
    low: float
    high: float

    @property
    def per_hundred(self) -> float | None:
        """The rate; None where no link was under observation."""
        return 100 * self.losses / self.years if self.years else None


def rate(spells: Spells, fit: Fit, last: int) -> Rate:
    """The rate of loss at ages up to `last` months, over the link-years expected under observation at these ages."""
    risk = at_risk(spells, fit, last)
    years = float(risk.sum()) / _YEAR
    steps = -np.diff(fit.survival_at(np.arange(last + 1))[0])
    before = fit.survival_at(np.arange(last))[0]
    losses = float((risk * np.divide(steps, before, out=np.zeros_like(steps), where=before > 0)).sum())
    return Rate(
        losses, years, *(100 * end / years if years else 0.0 for end in _byar(losses, _overdispersion(spells)))
    )


def _overdispersion(spells: Spells) -> float:
    """How many times the variance of the losses exceeds that of independent links, at least 1."""
    here = spells.right != 0
    _, number = np.unique(spells.cluster[here], return_inverse=True)
    count = spells.count[here].astype(float)
    lost = sums(number, count * (spells.right[here] != ALIVE))
    size = sums(number, count)
    part, whole = lost.sum(), size.sum()
    if part in (0, whole):
        return 1.0
    share = part / whole
    return max(1.0, float(((lost - share * size) ** 2).sum() / (part * (1 - share))))


def _byar(count: float, effect: float) -> tuple[float, float]:
    """Byar's approximation to the exact 95 % limits of a Poisson count whose variance is `effect` times as large."""
    number = count / effect
    low = number * (1 - 1 / (9 * number) - _Z / (3 * math.sqrt(number))) ** 3 if number else 0.0
    above = number + 1
    high = above * (1 - 1 / (9 * above) + _Z / (3 * math.sqrt(above))) ** 3
    return effect * max(low, 0.0), effect * high
