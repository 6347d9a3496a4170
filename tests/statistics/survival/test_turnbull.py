"""The survival estimate beside three others' programs, and what holds of every estimate."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from checker.statistics.survival.current_status import current_status
from checker.statistics.survival.spells import ALIVE, Spells
from checker.statistics.survival.turnbull import fit
from tests.statistics.survival.spells import looked_at, many, table

if TYPE_CHECKING:
    import random

    from checker.statistics.survival.spells import Real
    from checker.statistics.survival.turnbull import Fit
    from tests.statistics.survival.spells import Row

AGES = np.arange(1, 181)


def bounds(spells: Spells) -> tuple[Real, Real]:
    """Ends of the intervals; those of links that are there are infinite."""
    return spells.left.astype(float), np.where(spells.right == ALIVE, np.inf, spells.right).astype(float)


def likelihood(spells: Spells, estimate: Fit) -> float:
    alive = {age: float(estimate.survival_at([age])[0, 0]) for age in {*spells.left, *spells.right, *spells.entry}}
    alive[ALIVE] = 0.0
    chances = (
        (alive[left] - alive[right]) / alive[entry]
        for entry, left, right in zip(spells.entry, spells.left, spells.right, strict=True)
    )
    return float(sum(count * math.log(one) for count, one in zip(spells.count, chances, strict=True)))


@pytest.mark.slow
@pytest.mark.parametrize(("late", "step"), [(0.0, 1), (0.0, 6), (0.5, 12), (1.0, 12)])
def test_it_agrees_with_surpyval(late: float, step: int) -> None:
    """Its option Kaplan-Meier is the maximum of the likelihood; its default is another estimator."""
    import surpyval

    spells = looked_at(400, late=late, step=step, seed=3)
    low, high = bounds(spells)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = surpyval.Turnbull.fit(  # type: ignore[attr-defined]  # it has no hints
            xl=low,
            xr=high,
            tl=spells.entry.astype(float) if late else None,
            turnbull_estimator="Kaplan-Meier",
            tol=1e-13,
            max_iter=200_000,
        )
    estimate = fit(spells)
    assert estimate.converged
    assert estimate.survival_at(AGES)[0] == pytest.approx(theirs.sf(AGES.astype(float)), abs=1e-6)


@pytest.mark.slow
def test_it_agrees_with_lifelines_on_interval_censoring() -> None:
    """There intervals are closed: the left ends are moved a little to the right, and their ages with them."""
    import lifelines

    spells = looked_at(120, seed=5, step=6)
    low, high = bounds(spells)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = lifelines.KaplanMeierFitter().fit_interval_censoring(low + 1e-6, high, tol=1e-12)
        curve = theirs.survival_function_
    ages = np.unique(spells.right[spells.right != ALIVE])
    theirs_at = [float(curve["NPMLE_estimate_lower"][curve.index <= age + 1e-9].iloc[-1]) for age in ages]
    assert fit(spells).survival_at(ages)[0] == pytest.approx(theirs_at, abs=1e-6)


def test_it_is_kaplan_and_meiers_where_losses_are_dated_to_the_month() -> None:
    """With late entry too."""
    import lifelines

    random_ = np.random.default_rng(2)
    lost = random_.integers(1, 100, 300)
    entry = random_.integers(0, 30, 300)
    end = random_.integers(31, 120, 300)
    kept = lost > entry
    lost, entry, end = lost[kept], entry[kept], end[kept]
    seen = lost <= end
    left, right = np.where(seen, lost - 1, end), np.where(seen, lost, ALIVE)
    estimate = fit(Spells.of_columns(np.stack([entry, left, right, 0 * left, 0 * left], axis=1)))
    theirs = lifelines.KaplanMeierFitter().fit(np.minimum(lost, end), seen, entry=entry)
    assert estimate.survival_at(AGES)[0] == pytest.approx(theirs.predict(AGES).to_numpy(), abs=1e-9)


@pytest.mark.parametrize("late", [0.0, 0.5])
def test_no_other_curve_is_likelier(late: float) -> None:
    """Scipy climbs the same likelihood from elsewhere, comes as high but for its last step, and no higher."""
    spells = looked_at(80, late=late, seed=8, step=12)
    ages = np.unique(np.concatenate([spells.left, spells.right[spells.right != ALIVE], spells.entry]))
    ages = ages[ages > 0]

    def curve(free: Real) -> Real:
        parts = np.exp(free - free.max())
        return np.asarray(1 - np.cumsum(parts / parts.sum())[:-1])

    def cost(free: Real) -> float:
        alive = dict(zip(ages.tolist(), curve(free).tolist(), strict=True)) | {0: 1.0, ALIVE: 0.0}
        chances = (
            (alive[left] - alive[right]) / alive[entry]
            for entry, left, right in zip(
                spells.entry.tolist(), spells.left.tolist(), spells.right.tolist(), strict=True
            )
        )
        return -sum(math.log(max(one, 1e-12)) for one in chances)

    found = minimize(cost, np.zeros(len(ages) + 1), method="L-BFGS-B", options={"maxiter": 5_000, "maxfun": 10**6})
    estimate = fit(spells)
    assert likelihood(spells, estimate) >= -found.fun - 1e-9
    assert likelihood(spells, estimate) == pytest.approx(-found.fun, abs=0.02)


def test_incidence_is_aalens_and_johansens_where_losses_are_dated() -> None:
    import lifelines

    random_ = np.random.default_rng(6)
    lost, end = random_.permutation(np.arange(1, 201)), random_.integers(50, 250, 200)
    cause = random_.integers(0, 2, 200)
    seen = lost <= end
    left, right = np.where(seen, lost - 1, end), np.where(seen, lost, ALIVE)
    spells = Spells.of_columns(np.stack([0 * left, left, right, np.where(seen, cause, 0), 0 * left], axis=1))
    estimate = fit(spells, causes=2)
    for number in (0, 1):
        theirs = lifelines.AalenJohansenFitter(calculate_variance=False).fit(
            np.minimum(lost, end), np.where(seen, cause + 1, 0), event_of_interest=number + 1
        )
        assert estimate.incidence_at(AGES)[0, number] == pytest.approx(theirs.predict(AGES).to_numpy(), abs=1e-9)


def test_causes_add_up_to_what_is_lost() -> None:
    spells = looked_at(500, late=0.3, seed=9, causes=3, step=6)
    estimate = fit(spells, causes=3)
    assert estimate.converged
    assert estimate.incidence_at(AGES)[0].sum(axis=0) == pytest.approx(1 - estimate.survival_at(AGES)[0])
    assert (np.diff(estimate.incidence_at(AGES)[0], axis=1) >= -1e-12).all()


@settings(max_examples=40)
@given(many)
def test_a_curve_falls_from_one_and_never_below_nothing(links: list[Row]) -> None:
    survival = fit(Spells.of(links)).survival_at(np.arange(140))[0]
    assert survival[0] == 1.0
    assert (np.diff(survival) <= 1e-12).all()
    assert (survival >= -1e-12).all()


@settings(max_examples=40)
@given(many, st.randoms(use_true_random=False))
def test_the_order_of_links_is_nothing(links: list[Row], randomly: random.Random) -> None:
    shuffled = list(links)
    randomly.shuffle(shuffled)
    ages = np.arange(140)
    assert fit(Spells.of(links)).survival_at(ages) == pytest.approx(fit(Spells.of(shuffled)).survival_at(ages))


@settings(max_examples=40)
@given(many)
def test_equal_links_may_be_counted_or_listed(links: list[Row]) -> None:
    twice, counted = Spells.of(links * 2), Spells.of_columns(table(Spells.of(links)), np.full(len(links), 2))
    ages = np.arange(140)
    assert fit(twice).survival_at(ages) == pytest.approx(fit(counted).survival_at(ages), abs=1e-9)


@pytest.mark.parametrize("late", [0.0, 0.6])
def test_a_life_may_be_split_at_a_look(late: float) -> None:
    """Seen to be there until an age, and then followed from that age on: the same as one life."""
    spells = looked_at(300, late=late, seed=11, step=6)
    whole = table(spells)
    middle = (whole[:, 0] + whole[:, 1]) // 12 * 6
    split = (middle > whole[:, 0]) & (np.arange(len(whole)) % 2 == 0)
    before, after = whole[split].copy(), whole[split].copy()
    before[:, 1], before[:, 2] = middle[split], ALIVE
    after[:, 0] = middle[split]
    parts = Spells.of_columns(np.concatenate([whole[~split], before, after]))
    assert fit(parts).survival_at(AGES) == pytest.approx(fit(spells).survival_at(AGES), abs=1e-6)


def test_what_was_never_there_is_no_part_of_the_curve() -> None:
    spells = looked_at(200, seed=12)
    dead = np.tile([0, 0, 0, 0, 1], (50, 1))
    more = Spells.of_columns(np.concatenate([table(spells), dead]))
    assert more.never_there == 50
    assert fit(more).survival_at(AGES) == pytest.approx(fit(spells).survival_at(AGES))


def test_nothing_lost_is_a_flat_curve() -> None:
    estimate = fit(Spells.of([(0, 24, ALIVE, 0, 0), (12, 36, ALIVE, 0, 1)]))
    assert estimate.converged
    assert estimate.survival_at([1, 12, 120])[0].tolist() == [1.0, 1.0, 1.0]


def test_one_look_at_each_link_is_the_pooled_share_by_age() -> None:
    """Current status, by hand: 1 of 4 lost at 12 months, 1 of 2 at 24, and at 36 fewer than at 24, so both as one."""
    looks = [(12, True), *[(12, False)] * 3, (24, True), (24, False), (36, True), *[(36, False)] * 2]
    alive = current_status(looks)
    assert [alive(age) for age in (11, 12, 24, 36)] == pytest.approx([1.0, 0.75, 0.6, 0.6], abs=1e-6)


@pytest.mark.parametrize("row", [(5, 4, 9, 0, 0), (0, 4, 4, 0, 0), (0, 3, 0, 0, 0), (-1, 0, 2, 0, 0)])
def test_ages_out_of_order_are_refused(row: Row) -> None:
    with pytest.raises(ValueError, match="entry <= left < right"):
        Spells.of([row])
