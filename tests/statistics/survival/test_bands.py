"""Bands of a curve, and the estimate under other weights that they are made from."""

from __future__ import annotations

import numpy as np
import pytest

from checker.statistics.survival import turnbull
from checker.statistics.survival.bands import band, resampled
from checker.statistics.survival.spells import ALIVE, Spells
from checker.statistics.survival.turnbull import fit, refit
from tests.statistics.survival.spells import looked_at, table

#: A hundred links of their own: ten a time are lost in months 2, 4, 6 and 8, the others are there at 9.
DATED = Spells.of(
    [(0, 2 * (n // 10) + 1, 2 * (n // 10) + 2, 0, n) if n < 40 else (0, 9, ALIVE, 0, n) for n in range(100)]
)


def log_log(survival: float) -> float:
    return float(np.log(-np.log(survival)))


@pytest.mark.parametrize("month", [2, 6, 8])
def test_at_one_age_a_band_of_links_of_their_own_is_that_of_a_binomial_share(month: int) -> None:
    """On the scale of log(-log S) the error of a share s of n is that of s over s·|log s|; 97 % are 2.17 of it."""
    estimate = fit(DATED)
    there = estimate.survival_at([month]).item()
    low, high = band(DATED, estimate, np.array([month]), np.random.default_rng(1), draws=800).ravel().tolist()
    half = 2.17 * np.sqrt(there * (1 - there) / 100) / (there * -np.log(there))
    assert low < there < high
    assert log_log(there) - log_log(high) == pytest.approx(half, rel=0.15)
    assert log_log(low) - log_log(there) == pytest.approx(log_log(there) - log_log(high)), "as far on either side"


def test_at_all_ages_at_once_a_band_is_wider_than_at_one() -> None:
    estimate, months = fit(DATED), np.array([2, 4, 6, 8])
    together = band(DATED, estimate, months, np.random.default_rng(1))
    alone = [band(DATED, estimate, months[[place]], np.random.default_rng(1)) for place in range(4)]
    widths, narrower = together[1] - together[0], [float(one[1, 0] - one[0, 0]) for one in alone]
    assert (widths > np.array(narrower)).all()
    assert (widths < 1.5 * np.array(narrower)).all()


def test_owners_that_fall_whole_make_a_band_as_wide_as_of_so_many_links() -> None:
    """Each of the hundred stands for nine more of its owner: the band stays; were they alone, it would be a third."""
    rows = np.repeat(table(DATED), 10, axis=0)
    many = Spells.of_columns(rows)
    counted = Spells(DATED.entry, DATED.left, DATED.right, DATED.cause, DATED.cluster, 10 * DATED.count)
    alone = Spells(many.entry, many.left, many.right, many.cause, np.arange(1000), many.count)
    ends = [
        band(one, fit(one), np.array([6]), np.random.default_rng(2))[:, 0] for one in (DATED, many, counted, alone)
    ]
    width = [float(high - low) for low, high in ends]
    assert width[:3] == pytest.approx([width[0]] * 3)
    assert width[3] == pytest.approx(width[0] / np.sqrt(10), rel=0.2)


def test_where_some_draws_lose_none_or_all_a_band_stays_between_nothing_and_one() -> None:
    rare = Spells.of([(0, 1, 2, 0, 0), *[(0, 5, ALIVE, 0, number) for number in range(1, 30)]])
    usual = Spells.of([(0, 5, ALIVE, 0, 0), *[(0, 1, 2, 0, number) for number in range(1, 30)]])
    for one in (rare, usual):
        low, high = band(one, fit(one), np.array([1, 2]), np.random.default_rng(1))
        assert (low >= 0).all()
        assert (high <= 1).all()
        assert low[1] < high[1]


def test_a_draw_takes_whole_owners_as_many_as_there_are() -> None:
    """Three owners of one, two and three rows, the rows standing for 5 links each."""
    owners = np.array([0, 1, 1, 2, 2, 2])
    rows = np.stack([0 * owners, 0 * owners + 3, 0 * owners + ALIVE, 0 * owners, owners], axis=1)
    spells = Spells.of_columns(rows, np.full(6, 5))
    draws = list(resampled(spells, np.random.default_rng(4), 50))
    assert len(draws) == 50
    for weights in draws:
        times = weights / 5
        assert times[0] + times[1] + times[3] == 3
        assert (times[1], times[3], times[3]) == (times[2], times[4], times[5])
    assert np.mean([weights[0] for weights in draws]) == pytest.approx(5, rel=0.3)


@pytest.mark.parametrize("causes", [1, 2])
def test_under_other_weights_it_comes_near_the_estimate_of_links_so_weighted(causes: int) -> None:
    spells = looked_at(300, late=0.3, step=6, causes=causes, seed=7)
    random = np.random.default_rng(3)
    weightings = [random.poisson(1, len(spells)) for _ in range(12)]
    again = refit(spells, [one.astype(float) for one in weightings], fit(spells, causes=causes))
    assert again.converged
    assert again.hazards.shape[:2] == (12, causes)
    ages = np.arange(1, 150)
    for place, weights in enumerate(weightings):
        drawn = Spells(spells.entry, spells.left, spells.right, spells.cause, spells.cluster, weights)
        exact = fit(drawn, causes=causes)
        assert np.abs(again.survival_at(ages)[place] - exact.survival_at(ages)[0]).mean() < 0.003
        assert np.abs(again.incidence_at(ages)[place] - exact.incidence_at(ages)[0]).mean() < 0.003


def test_what_some_lost_by_can_be_what_all_were_lost_by_in_a_draw() -> None:
    """An age at which the whole estimate has nearly nothing may have all that a draw loses."""
    spells = Spells.of([(0, 3, 4, 0, 0), *[(0, 5, 6, 0, number) for number in range(1, 500)]])
    again = refit(spells, [np.append([1.0], np.zeros(499))], fit(spells))
    assert again.survival_at([3, 4, 6])[0] == pytest.approx([1, 0, 0], abs=1e-3)


def test_weightings_are_alone_what_they_are_together(monkeypatch: pytest.MonkeyPatch) -> None:
    spells = looked_at(200, late=0.3, step=6, seed=7)
    weightings = list(resampled(spells, np.random.default_rng(5), 7))
    together = refit(spells, weightings, fit(spells))
    monkeypatch.setattr(turnbull, "_TOGETHER", 2)
    assert refit(spells, weightings, fit(spells)).hazards == pytest.approx(together.hazards, abs=1e-9)
