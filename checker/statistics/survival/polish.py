"""
Newton's method for the last digits of the estimate: steps on the masses of probability, without those that become 0,
until the conditions of Karush, Kuhn and Tucker hold. EM comes near fast and converges slowly; where Newton's steps
diverge, EM has to come nearer first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from checker.statistics.survival.spells import sums

if TYPE_CHECKING:
    from checker.statistics.survival.spells import Real, Whole

_STEPS = 30
_SMALL = 1e-9  # a gradient per link that counts as 0
_TINY = 1e-5  # a mass that may be set to 0
_LEAST = 1e-140  # replaces 0 in divisions; its square must not underflow
_RIDGE = 1e-12  # of the largest second derivative: where the likelihood is flat, the shortest step is taken


class Lives(NamedTuple):
    """
    Distinct lives on a grid of ages: for lost links the places of their interval's ends, their cause and their
    weight; and by place the number of links that outlived it, less the number that entered there.
    """

    left: Whole
    right: Whole
    cause: Whole
    weight: Real
    survivors: Real


def polished(lives: Lives, hazards: Real) -> tuple[Real, bool]:
    """
    The hazards by cause and age at the maximum of the likelihood near `hazards`, and True; or `hazards` unchanged,
    and False where the steps did not get there.
    """
    masses = _masses(hazards)
    small = _SMALL * float(lives.weight.sum() + np.abs(lives.survivors).sum())
    for _ in range(_STEPS):
        gradient, curvature = _slopes(lives, masses, hazards.shape)
        fading = (masses > 0) & (masses < _TINY) & (gradient < -small)
        if fading.any():  # tiny, and the gradient would make it smaller
            masses = np.where(fading, 0.0, masses)
        elif (np.abs(gradient[masses > 0]) > small).any():
            masses = _newton_step(masses, gradient, curvature)
        else:
            best = bool((gradient <= small).all())
            return (_hazards(masses, hazards.shape) if best else hazards), best
        masses /= masses.sum()
    return hazards, False


def _masses(hazards: Real) -> Real:
    """The masses of loss by cause and age, and last the mass of links that are never lost."""
    alive = np.cumprod(1 - hazards.sum(axis=0))
    before = np.concatenate([[1.0], alive[:-1]])
    return np.concatenate([(hazards * before).ravel(), alive[-1:]])


def _hazards(masses: Real, shape: tuple[int, ...]) -> Real:
    return np.asarray(masses[:-1].reshape(shape) / _tails(masses, shape)[:-1])


def _tails(masses: Real, shape: tuple[int, ...]) -> Real:
    """The mass that is not lost before each place."""
    lost = np.concatenate([masses[:-1].reshape(shape).sum(axis=0), masses[-1:]])
    return np.asarray(np.maximum(np.cumsum(lost[::-1])[::-1], _LEAST))


def _probabilities(lives: Lives, masses: Real, shape: tuple[int, ...]) -> Real:
    """The probability of each lost life: its mass between its two ends."""
    lost = np.concatenate([np.zeros((shape[0], 1)), np.cumsum(masses[:-1].reshape(shape), axis=1)], axis=1)
    return np.asarray(np.maximum(lost[lives.cause, lives.right] - lost[lives.cause, lives.left], _LEAST))


def _slopes(lives: Lives, masses: Real, shape: tuple[int, ...]) -> tuple[Real, Real]:
    """The gradient of the likelihood by mass, and its matrix of second derivatives."""
    causes, size = shape
    probabilities, tails = _probabilities(lives, masses, shape), _tails(masses, shape)
    of_survivors = np.cumsum(lives.survivors / tails)
    gradient = np.concatenate([np.tile(of_survivors[:-1], causes), of_survivors[-1:]])
    second = np.cumsum(lives.survivors / tails**2)
    place = np.concatenate([np.tile(np.arange(size), causes), [size]])
    curvature = -second[np.minimum(place[:, None], place[None, :])]
    for cause in range(causes):
        here = slice(cause * size, (cause + 1) * size)
        mine = lives.cause == cause
        gradient[here] += _covering(lives, mine, lives.weight / probabilities, size).diagonal()
        curvature[here, here] -= _covering(lives, mine, lives.weight / probabilities**2, size)
    return gradient, curvature


def _covering(lives: Lives, mine: Whole, values: Real, size: int) -> Real:
    """For each two ages the sum of values over the lives (of `mine`) that may have been lost at either."""
    places = lives.left[mine] * (size + 1) + lives.right[mine]
    table = sums(places, values[mine], (size + 1) ** 2).reshape(size + 1, size + 1)
    begun = np.cumsum(table, axis=0)
    both = np.cumsum(begun[:, ::-1], axis=1)[:, ::-1]  # [j, k]: left <= j and right >= k
    low = np.arange(size)
    first, last = np.minimum(low[:, None], low), np.maximum(low[:, None], low)
    return np.asarray(both[first, last + 1])


def _newton_step(masses: Real, gradient: Real, curvature: Real) -> Real:
    """
    The masses after one Newton step among those that are not 0; their sum stays the same, and none
    falls below 0.
    """
    free = masses > 0
    inner = curvature[np.ix_(free, free)]
    bordered = np.ones((len(inner) + 1, len(inner) + 1))
    bordered[:-1, :-1] = inner - _RIDGE * np.abs(inner.diagonal()).max() * np.eye(len(inner))
    bordered[-1, -1] = 0.0
    change = np.linalg.solve(bordered, np.append(-gradient[free], 0.0))[:-1]
    after = np.zeros(len(masses))
    after[free] = np.maximum(masses[free] + change, 0.0)
    return after
