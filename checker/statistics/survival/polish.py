"""
The last digits of the estimate: Newton's steps on the masses, with those that come to 0 left out, until the gradient
says that no mass may rise (Karush, Kuhn & Tucker). EM alone comes near fast and arrives slowly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from checker.statistics.survival.spells import sums

if TYPE_CHECKING:
    from checker.statistics.survival.spells import Real, Whole

_STEPS = 100
_SMALL = 1e-9  # of a gradient, per link
_SEED = 1e-4  # of mass, where the gradient says that there is too little
_TINY = 1e-5
_LEAST = 1e-140  # in the place of 0 where it divides, and its square


class Lives(NamedTuple):
    """
    Distinct lives on a grid of ages: the lost by the places of their ends and their cause, with their weights; and
    by place the number that outlived it less the number that entered there.
    """

    left: Whole
    right: Whole
    cause: Whole
    weight: Real
    survivors: Real


def polished(lives: Lives, hazards: Real) -> tuple[Real, bool]:
    """Hazards by cause and age at the maximum of the likelihood near these, and whether they are."""
    masses = _masses(hazards)
    total = max(1.0, float(lives.weight.sum() + np.abs(lives.survivors).sum()))
    for _ in range(_STEPS):
        gradient, curvature = _slopes(lives, masses, hazards.shape)
        free = masses > 0
        fading = free & (masses < _TINY) & (gradient < -_SMALL * total)
        if fading.any():  # what is next to nothing, and should be less
            masses = np.where(fading, 0.0, masses)
            masses /= masses.sum()
        elif (np.abs(gradient[free]) > _SMALL * total).any():
            masses = _climbed(lives, masses, gradient, curvature, hazards.shape)
        elif (gradient[~free] > 10 * _SMALL * total).any():
            masses = np.where(~free & (gradient > _SMALL * total), _SEED, masses)
            masses /= masses.sum()
        else:
            return _hazards(masses, hazards.shape), True
    return _hazards(masses, hazards.shape), False


def _masses(hazards: Real) -> Real:
    """The masses by cause and age, and last what is never lost."""
    alive = np.cumprod(1 - hazards.sum(axis=0))
    before = np.concatenate([[1.0], alive[:-1]])
    masses = np.concatenate([(hazards * before).ravel(), alive[-1:]])
    masses[masses < 1e-12] = 0.0
    return np.asarray(masses / masses.sum())


def _hazards(masses: Real, shape: tuple[int, ...]) -> Real:
    lost = masses[:-1].reshape(shape)
    before = 1 - np.concatenate([[0.0], np.cumsum(lost.sum(axis=0))[:-1]])
    return np.asarray(np.divide(lost, before, out=np.zeros(shape), where=before > 1e-14))


def _tails(masses: Real, shape: tuple[int, ...]) -> Real:
    """What is still there at each place."""
    lost = np.concatenate([masses[:-1].reshape(shape).sum(axis=0), masses[-1:]])
    return np.asarray(np.maximum(np.cumsum(lost[::-1])[::-1], _LEAST))


def _chances(lives: Lives, masses: Real, shape: tuple[int, ...]) -> Real:
    lost = np.concatenate([np.zeros((shape[0], 1)), np.cumsum(masses[:-1].reshape(shape), axis=1)], axis=1)
    return np.asarray(np.maximum(lost[lives.cause, lives.right] - lost[lives.cause, lives.left], _LEAST))


def _value(lives: Lives, masses: Real, shape: tuple[int, ...]) -> float:
    of_lost = (lives.weight * np.log(_chances(lives, masses, shape))).sum()
    return float(of_lost + (lives.survivors * np.log(_tails(masses, shape))).sum())


def _slopes(lives: Lives, masses: Real, shape: tuple[int, ...]) -> tuple[Real, Real]:
    """The gradient of the likelihood by mass, and its matrix of second derivatives."""
    causes, size = shape
    chances, tails = _chances(lives, masses, shape), _tails(masses, shape)
    of_survivors = np.cumsum(lives.survivors / tails)
    gradient = np.concatenate([np.tile(of_survivors[:-1], causes), of_survivors[-1:]])
    bent = np.cumsum(lives.survivors / tails**2)
    place = np.concatenate([np.tile(np.arange(size), causes), [size]])
    curvature = -bent[np.minimum(place[:, None], place[None, :])]
    for cause in range(causes):
        here = slice(cause * size, (cause + 1) * size)
        mine = lives.cause == cause
        gradient[here] += _covering(lives, mine, lives.weight / chances, size).diagonal()
        curvature[here, here] -= _covering(lives, mine, lives.weight / chances**2, size)
    return gradient, curvature


def _covering(lives: Lives, mine: Whole, values: Real, size: int) -> Real:
    """For each two ages the sum of values over the lives (of `mine`) that may be lost at either."""
    places = lives.left[mine] * (size + 1) + lives.right[mine]
    table = sums(places, values[mine], (size + 1) ** 2).reshape(size + 1, size + 1)
    begun = np.cumsum(table, axis=0)
    both = np.cumsum(begun[:, ::-1], axis=1)[:, ::-1]  # [j, k]: left <= j and right >= k
    low = np.arange(size)
    first, last = np.minimum(low[:, None], low), np.maximum(low[:, None], low)
    return np.asarray(both[first, last + 1])


def _solution(matrix: Real, aim: Real) -> Real:
    try:
        return np.asarray(np.linalg.solve(matrix, aim))
    except np.linalg.LinAlgError:  # singular: the shortest way
        return np.asarray(np.linalg.lstsq(matrix, aim, rcond=None)[0])


def _climbed(lives: Lives, masses: Real, gradient: Real, curvature: Real, shape: tuple[int, ...]) -> Real:
    """The masses after one Newton step among those that are not 0, as long as it climbs."""
    free = np.flatnonzero(masses > 0)
    inner = curvature[np.ix_(free, free)]
    ridge = 1e-12 * np.abs(inner.diagonal()).max()
    bordered = np.ones((len(free) + 1, len(free) + 1))
    bordered[:-1, :-1] = inner - ridge * np.eye(len(free))
    bordered[-1, -1] = 0.0
    aim = np.concatenate([-gradient[free], [0.0]])
    way = _solution(bordered, aim)[:-1]
    if (way @ gradient[free]) <= 0:  # no way up: along the gradient, by the size of the masses
        way = masses[free] * gradient[free] / max(1.0, float(np.abs(gradient).max()))
    falling = way < 0
    with np.errstate(over="ignore"):  # what hardly falls can fall for ever
        limits = -masses[free][falling] / way[falling]
    limit = np.min(limits, initial=np.inf)
    before, length = _value(lives, masses, shape), min(1.0, float(limit))
    while length > 1e-12:
        after = masses.copy()
        after[free] = np.maximum(masses[free] + length * way, 0.0)
        if length == limit:
            after[free[falling][np.argmin(limits)]] = 0.0
        after /= after.sum()
        if _value(lives, after, shape) >= before:
            return after
        length /= 2
    return masses
