"""
That an estimate is the maximum of the likelihood, by its own certificate (Karush, Kuhn & Tucker): a little mass moved
to any age gains nothing, and moved from where there is mass it loses nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings

from checker.statistics.survival.spells import ALIVE, Spells
from checker.statistics.survival.turnbull import fit
from tests.statistics.survival.spells import looked_at, many

if TYPE_CHECKING:
    from checker.statistics.survival.spells import Real
    from checker.statistics.survival.turnbull import Fit
    from tests.statistics.survival.spells import Row


def gains(spells: Spells, estimate: Fit, causes: int) -> tuple[Real, Real]:
    """
    What the logarithm of the likelihood gains by a link when a little mass comes to each cause and age (last: to
    those never lost), less what the masses gain on the whole; and the masses.
    """
    ages, steps = estimate.ages, np.diff(estimate.incidence, axis=2, prepend=0.0)[0]
    alive = estimate.survival[0, -1] if len(ages) else 1.0
    masses, gain = np.append(steps.ravel(), alive), np.zeros(steps.size + 1)
    places = [*((cause, age) for cause in range(causes) for age in ages), (-1, ALIVE)]
    for entry, left, right, cause, _, count in zip(*columns(spells), strict=True):
        whole = np.array([age > entry for _, age in places])
        if right == ALIVE:
            mine = np.array([age > left for _, age in places])
        else:
            mine = np.array([left < age <= right and of == cause % causes for of, age in places])
        gain += count * (mine / (masses @ mine) - whole / (masses @ whole))
    return gain / len(spells), masses


def columns(spells: Spells) -> list[list[int]]:
    every = (spells.entry, spells.left, spells.right, spells.cause, spells.cluster, spells.count)
    return [column.tolist() for column in every]


def assert_maximum(spells: Spells, estimate: Fit, causes: int = 1, within: float = 1e-8) -> None:
    gain, masses = gains(spells, estimate, causes)
    assert gain.max(initial=0.0) <= within
    assert np.abs(gain[masses > 1e-12]).max(initial=0.0) <= within


@pytest.mark.parametrize("late", [0.0, 0.5, 1.0])
@pytest.mark.parametrize(("step", "causes"), [(1, 1), (6, 1), (6, 3), (12, 2)])
def test_no_age_would_gain_by_more_mass(late: float, step: int, causes: int) -> None:
    for seed in (3, 5):
        spells = looked_at(150, late=late, step=step, causes=causes, seed=seed)
        estimate = fit(spells, causes=causes)
        assert estimate.converged
        assert_maximum(spells, estimate, causes)


@settings(max_examples=40)
@given(many)
def test_of_any_few_links_it_is_the_maximum(links: list[Row]) -> None:
    spells = Spells.of(links)
    alive_to_the_end = fit(spells)
    if alive_to_the_end.survival_at([200])[0, 0] > 1e-9:  # else whoever enters later has no chance to compare with
        assert_maximum(spells, alive_to_the_end, within=1e-6)
