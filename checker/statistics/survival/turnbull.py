"""
The nonparametric maximum likelihood estimate of survival under interval censoring and late entry (Turnbull 1976,
doi 10.1111/j.2517-6161.1976.tb01597.x), by EM on the hazards of each cause, accelerated by SQUAREM (Varadhan & Roland
2008, doi 10.1111/j.1467-9469.2007.00585.x).

Late entry is a later start of the risk set. Mass can lie only between the last age at which some link is known to be
there and the first at which some is known lost or enters (Frydman 1994, J. R. Stat. Soc. B 56:71; Alioum & Commenges
1996, Biometrics 52:512); where in such a gap the likelihood does not say: here it is at its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from checker.statistics.survival.polish import Lives, polished
from checker.statistics.survival.spells import ALIVE, sums

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from checker.statistics.survival.spells import Real, Spells, Whole

_CLOSE = (1e-6, 1e-7, 1e-9, 1e-11)  # changes of the survival in a step below which Newton's method is tried
_NEAR = 3e-5  # the same for a bootstrap
_STEPS = 500  # at most
_LEAST = 1e-150  # replaces 0 in divisions
_FARTHEST = 1e4  # steps that one extrapolation may stand for
_TOGETHER = 10  # weightings at once, to bound the memory


@dataclass(frozen=True, slots=True)
class Fit:
    """
    Estimates for one or more weightings of the same links.

    `ages` are the ages, in months, at which a loss may happen; `hazards` are by weighting, cause and age. `converged`
    says whether all weightings did.
    """

    ages: Whole
    hazards: Real
    converged: bool

    @property
    def survival(self) -> Real:
        """The share still there after each of `ages`: by weighting and age."""
        return np.cumprod(1 - self.hazards.sum(axis=1), axis=1)

    @property
    def incidence(self) -> Real:
        """The share lost by each cause up to each of `ages` (Aalen & Johansen): by weighting, cause and age."""
        before = _after(self.survival, 1.0)[:, :-1]
        return np.cumsum(self.hazards * before[:, None, :], axis=2)

    def incidence_at(self, months: Whole | list[int]) -> Real:
        """The share lost by each cause up to these ages: by weighting, cause and age."""
        padded = _after(self.incidence, 0.0)
        return padded[:, :, np.searchsorted(self.ages, months, side="right")]

    def survival_at(self, months: Whole | list[int]) -> Real:
        """The share still there at these ages: by weighting and age."""
        padded = _after(self.survival, 1.0)
        return padded[:, np.searchsorted(self.ages, months, side="right")]


class _Grid(NamedTuple):
    """
    The distinct lives of the links of one fit, as places on the grid of ages, and the life of each row
    of spells.
    """

    ages: Whole
    causes: int
    life: Whole  # row of spells → life
    left: Whole
    right: Whole
    cause: Whole
    lost: NDArray[np.bool_]
    entry: Whole  # by row of spells


def fit(spells: Spells, *, causes: int = 1) -> Fit:
    """
    The estimate for these links. With `causes` of 1 all losses count alike; else causes are numbered from 0 to
    `causes` - 1. Links that were never there take no part.
    """
    grid = _grid(spells, causes)
    start = np.full((1, causes, len(grid.ages)), 0.5 / max(1, causes * len(grid.ages)))
    problem = _Problem(grid, *_gathered(grid, [spells.count.astype(float)]))
    hazards, done = start, not len(grid.ages)
    for tolerance in _CLOSE:
        if not done:
            hazards = problem.solved(hazards, tolerance, _STEPS)[0]
            better, done = polished(problem.lives(), hazards[0])
            hazards = better[None]
    return Fit(grid.ages, hazards, done)


def refit(spells: Spells, weightings: Iterable[Real], around: Fit) -> Fit:
    """
    The estimate again for each of the weightings (a weight for each row of `spells`), starting from the estimate
    `around` of the same links; only as precise as a bootstrap needs.
    """
    causes = around.hazards.shape[1]
    grid = _grid(spells, causes)
    start = np.maximum(around.hazards, 0.1 / max(1, causes * len(grid.ages)) ** 2)
    stream, parts = iter(weightings), []
    while len((gathered := _gathered(grid, islice(stream, _TOGETHER)))[0]):
        parts.append(_Problem(grid, *gathered).solved(start, _NEAR, _STEPS))
    return Fit(grid.ages, np.concatenate([hazards for hazards, _ in parts]), all(done for _, done in parts))


def _gathered(grid: _Grid, weightings: Iterable[Real]) -> tuple[Real, Real]:
    """For each weighting the weights by life, and the weights of those that enter by age."""
    lives, entered = [], []
    for weights in weightings:
        lives.append(sums(grid.life, weights, len(grid.left)))
        entered.append(sums(grid.entry, weights, len(grid.ages) + 1))
    return np.array(lives), np.array(entered)


def _grid(spells: Spells, causes: int) -> _Grid:
    """The grid of ages at which mass can lie, and the distinct lives on it."""
    here = spells.right != 0
    lost = here & (spells.right != ALIVE)
    ends = np.unique(np.concatenate([spells.right[lost], spells.entry[here]]))
    starts = np.unique(spells.left[here])
    points = np.unique(np.concatenate([ends, starts]))
    kept = np.isin(points[1:], ends) & np.isin(points[:-1], starts)
    ages = points[1:][kept]
    left, entry = (np.searchsorted(ages, column, side="right") for column in (spells.left, spells.entry))
    right = np.where(lost, np.searchsorted(ages, spells.right, side="right"), len(ages) + 1)
    cause = np.where(lost, spells.cause % causes, 0)
    # A link that was never there counts as one of which nothing is known: there at 0, and not seen to be lost.
    shape = (causes, len(ages) + 2, len(ages) + 1)
    key = np.ravel_multi_index((cause, right, left), shape)
    there = np.bincount(key) > 0
    cause, right, left = np.unravel_index(np.flatnonzero(there), shape)
    return _Grid(ages, causes, np.cumsum(there)[key] - 1, left, right, cause, right <= len(ages), entry)


class _Step(NamedTuple):
    """The hazards after a step of EM, and the log-likelihood before it."""

    hazards: Real
    likelihood: Real


class _Problem:
    """The likelihood of some weightings of the lives of one grid, and the EM steps that raise it."""

    def __init__(self, grid: _Grid, lives: Real, entered: Real) -> None:
        size = len(grid.ages)
        self._shape = (len(lives), grid.causes, size)
        self._left, self._right = grid.left[grid.lost], grid.right[grid.lost]
        self._cause = grid.cause[grid.lost]
        self._weights = lives[:, grid.lost]
        left = _sums(grid.left, lives, size + 1)
        # At risk whatever the hazards are: entered, and not past the age of the last sighting there.
        self._certain = np.cumsum(entered - left, axis=1)[:, :size]
        self._survivors = _sums(grid.left[~grid.lost], lives[:, ~grid.lost], size + 1) - entered
        self._begins = _order(self._cause * (size + 1) + self._left)
        self._finishes = _order(self._cause * (size + 1) + self._right)

    def solved(self, start: Real, tolerance: float, steps: int) -> tuple[Real, bool]:
        """
        The hazards after at most `steps` accelerated steps from `start`, and whether all weightings came within
        `tolerance`.
        """
        hazards = np.repeat(start, self._shape[0], axis=0)
        going = np.arange(len(hazards))
        for _ in range(steps):
            if not len(going):
                break
            now = hazards[going]
            once = self._step(now, going)
            twice = self._step(once.hazards, going)
            further = self._step(_extrapolated(now, once.hazards, twice.hazards), going)
            better = (further.likelihood >= twice.likelihood)[:, None, None]
            hazards[going] = np.where(better, further.hazards, twice.hazards)
            moved = np.abs(_survival(hazards[going]) - _survival(now)).max(axis=1) >= tolerance
            going = going[moved]
        return hazards, not len(going)

    def lives(self) -> Lives:
        """The lives of the first weighting."""
        return Lives(self._left, self._right, self._cause, self._weights[0], self._survivors[0])

    def _step(self, hazards: Real, which: Whole) -> _Step:
        """One step of EM for some of the weightings: the expected losses over the expected numbers at risk."""
        alive = _after(_survival(hazards), 1.0)
        lost = _after(np.cumsum(hazards * alive[:, None, :-1], axis=2), 0.0)
        by_end = lost[:, self._cause, self._right]
        chance = np.maximum(by_end - lost[:, self._cause, self._left], _LEAST)
        weight = self._weights[which]
        share = weight / chance
        density = self._spread(share)
        at_risk = self._certain[which] + (self._spread(share * by_end) - lost[:, :, :-1] * density).sum(axis=1)
        losses = hazards * alive[:, None, :-1] * density
        return _Step(
            np.clip(losses / np.maximum(at_risk, _LEAST)[:, None, :], 0.0, 1.0),
            (weight * np.log(chance)).sum(axis=1)
            + (self._survivors[which] * np.log(np.maximum(alive, _LEAST))).sum(axis=1),
        )

    def _spread(self, values: Real) -> Real:
        """
        By cause and age, the sums of values (one for each lost life) over the lives that may have been lost at that
        age.
        """
        draws, (_, causes, size) = len(values), self._shape
        total = np.zeros((draws, causes * (size + 1)))
        total[:, self._begins[0]] = np.add.reduceat(values[:, self._begins[1]], self._begins[2], axis=1)
        total[:, self._finishes[0]] -= np.add.reduceat(values[:, self._finishes[1]], self._finishes[2], axis=1)
        return np.cumsum(total.reshape(draws, causes, size + 1), axis=2)[:, :, :size]


def _extrapolated(start: Real, once: Real, twice: Real) -> Real:
    """
    The extrapolation of two EM steps (scheme S3 of SQUAREM). No hazard falls below a hundredth of its value after the
    second step: from 0 it could not rise again.
    """
    first, second = once - start, twice - 2 * once + start
    sizes = [np.sqrt((one**2).sum(axis=(1, 2), keepdims=True)) for one in (first, second)]
    length = np.clip(sizes[0] / np.maximum(sizes[1], _LEAST), 1.0, _FARTHEST)
    extrapolated = np.maximum(start + 2 * length * first + length**2 * second, twice / 100)
    return np.asarray(extrapolated / np.maximum(extrapolated.sum(axis=1, keepdims=True), 1.0))


def _after(values: Real, first: float) -> Real:
    """The values along the last axis, with `first` before them."""
    return np.concatenate([np.full((*values.shape[:-1], 1), first), values], axis=-1)


def _order(places: Whole) -> tuple[Whole, Whole, Whole]:
    """The distinct places, the order of the lives by place, and where in it each place begins."""
    order = np.argsort(places)
    distinct, begins = np.unique(places[order], return_index=True)
    return np.asarray(distinct), order, begins


def _survival(hazards: Real) -> Real:
    return np.cumprod(1 - hazards.sum(axis=1), axis=1)


def _sums(places: Whole, weights: Real, size: int) -> Real:
    """The sums of weights by place, for each row of weights."""
    return np.stack([sums(places, one, size) for one in weights])
