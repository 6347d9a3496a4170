"""Links at risk by age, and losses per 100 link-years, beside figures by hand and the exact limits of a count."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2

from checker.statistics.survival.curve import banded, curve
from checker.statistics.survival.gates import AT_RISK, LOSSES, LOSSES_ALL_LATE, shown, too_few
from checker.statistics.survival.risk import at_risk, rate
from checker.statistics.survival.spells import ALIVE, Spells
from checker.statistics.survival.turnbull import fit
from tests.statistics.survival.spells import looked_at, table

Row = tuple[int, int, int, int, int]
WHERE_ALL_CAME_LATE = " where all were first seen after their paper."


def risk_of(rows: list[Row], last: int) -> list[float]:
    spells = Spells.of(rows)
    return [float(one) for one in at_risk(spells, fit(spells), last)]


@pytest.mark.parametrize(
    ("rows", "risk"),
    [
        # there at 3: at risk in months 1 to 3
        ([(0, 3, ALIVE, 0, 0)], [1, 1, 1, 0, 0]),
        # under observation from age 2 on
        ([(2, 4, ALIVE, 0, 0)], [0, 0, 1, 1, 0]),
        # lost in month 3: at risk in it, and no more
        ([(0, 2, 3, 0, 0), (0, 5, ALIVE, 0, 1)], [2, 2, 2, 1, 1]),
        ([(1, 2, 3, 0, 0), (0, 5, ALIVE, 0, 1)], [1, 2, 2, 1, 1]),
        # never there: at risk in none
        ([(0, 0, 0, 0, 0), (0, 5, ALIVE, 0, 1)], [1, 1, 1, 1, 1]),
        # there for longer than is asked about
        ([(0, 90, ALIVE, 0, 0), (7, 90, ALIVE, 0, 1)], [1, 1, 1, 1, 1]),
    ],
)
def test_a_link_is_at_risk_from_its_first_look_to_its_loss_or_its_last(rows: list[Row], risk: list[int]) -> None:
    assert risk_of(rows, 5) == pytest.approx(risk, abs=1e-9)


def test_between_two_looks_a_lost_link_is_at_risk_as_long_as_the_estimate_expects() -> None:
    """Others were lost in months 2 and 4, as many in each: so one lost from 1 to 4 was there in 3 by half."""
    rows = [(0, 1, 2, 0, 0), (0, 3, 4, 0, 1), (0, 1, 4, 0, 2), (0, 5, ALIVE, 0, 3), (0, 5, ALIVE, 0, 4)]
    assert risk_of(rows, 5) == pytest.approx([5, 5, 3.5, 3.5, 2], abs=1e-6)


def test_equal_links_may_be_counted_or_listed() -> None:
    spells = looked_at(200, late=0.4, seed=4, step=6)
    twice = Spells(spells.entry, spells.left, spells.right, spells.cause, spells.cluster, 2 * spells.count)
    estimate = fit(spells)
    assert at_risk(twice, estimate, 90) == pytest.approx(2 * at_risk(spells, estimate, 90))


def links(lost: int, there: int, *, owned: int = 1) -> Spells:
    """Links of owners of so many each: those lost were lost in their 12th month, the others are there at 12."""
    rows = [(0, 11, 12, 0, number // owned) for number in range(lost)]
    return Spells.of([*rows, *((0, 12, ALIVE, 0, (lost + number) // owned) for number in range(there))])


@pytest.mark.parametrize(("lost", "there"), [(5, 95), (10, 90), (40, 360)])
def test_losses_per_hundred_link_years_have_the_limits_of_a_count(lost: int, there: int) -> None:
    """A year of each link; the exact limits of a Poisson count differ from Byar's in the third digit."""
    spells = links(lost, there)
    found = rate(spells, fit(spells), 12)
    assert (found.losses, found.years) == pytest.approx((lost, lost + there))
    assert found.per_hundred == pytest.approx(100 * lost / (lost + there))
    exact = (chi2.ppf(0.025, 2 * lost) / 2, chi2.ppf(0.975, 2 * lost + 2) / 2)
    assert (found.low, found.high) == pytest.approx([100 * one / (lost + there) for one in exact], rel=0.01)


def test_of_owners_that_fall_whole_the_limits_are_those_of_as_many_losses_as_owners() -> None:
    """Forty links of four owners are lost together: as sure as four losses, times ten."""
    spells = links(40, 3_960, owned=10)
    found = rate(spells, fit(spells), 12)
    exact = (10 * chi2.ppf(0.025, 8) / 2, 10 * chi2.ppf(0.975, 10) / 2)
    assert (found.low, found.high) == pytest.approx([100 * one / 4_000 for one in exact], rel=0.02)


def test_owners_whose_links_fall_evenly_make_the_limits_no_narrower() -> None:
    even = Spells.of(
        [(0, 11, 12, 0, number % 10) if number < 10 else (0, 12, ALIVE, 0, number % 10) for number in range(100)]
    )
    alone = links(10, 90)
    found, beside = rate(even, fit(even), 12), rate(alone, fit(alone), 12)
    assert (found.low, found.high) == pytest.approx((beside.low, beside.high))


def test_where_none_is_lost_the_lower_limit_is_nothing_and_the_upper_is_that_of_no_event() -> None:
    spells = links(0, 100)
    found = rate(spells, fit(spells), 12)
    assert (found.losses, found.low) == (0, 0)
    assert found.high == pytest.approx(chi2.ppf(0.975, 2) / 2, rel=0.01)


def test_where_none_was_under_observation_there_is_no_rate() -> None:
    spells = Spells.of([(0, 0, 0, 0, 0)])
    found = rate(spells, fit(spells), 12)
    assert (found.losses, found.years, found.low, found.high, found.per_hundred) == (0, 0, 0, 0, None)


def test_those_never_there_are_no_part_of_the_rate() -> None:
    spells = links(10, 90)
    dead = Spells.of_columns(np.concatenate([table(spells), np.tile([0, 0, 0, 0, 777], (50, 1))]))
    assert rate(dead, fit(dead), 12) == rate(spells, fit(spells), 12)


# -- what may be shown ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lost", "entry", "never", "said"),
    [
        (LOSSES, 0, 0, ""),
        (LOSSES - 1, 0, 0, "No curve yet: 29 of 229 links are lost, and a curve needs 30."),
        (1, 0, 0, "No curve yet: 1 of 201 links is lost, and a curve needs 30."),
        (1, 0, 500, "No curve yet: 1 of 201 links is lost, and a curve needs 30."),
        (LOSSES_ALL_LATE, 3, 0, ""),
        (
            LOSSES_ALL_LATE - 1,
            3,
            0,
            "No curve yet: 99 of 299 links are lost, and a curve needs 100" + WHERE_ALL_CAME_LATE,
        ),
    ],
)
def test_a_curve_needs_thirty_losses_and_a_hundred_where_all_came_late(
    lost: int, entry: int, never: int, said: str
) -> None:
    rows = [(entry, entry + 1, entry + 2, 0, 0)] * lost + [(entry, 90, ALIVE, 0, 0)] * 200 + [(0, 0, 0, 0, 0)] * never
    assert too_few(Spells.of(rows)) == said


def test_one_that_was_there_from_its_paper_on_is_enough_for_thirty() -> None:
    rows = [(3, 4, 5, 0, 0)] * LOSSES + [(0, 90, ALIVE, 0, 0)]
    assert too_few(Spells.of(rows)) == ""


@pytest.mark.parametrize(
    ("risk", "months"),
    [
        ([AT_RISK, AT_RISK, AT_RISK], [1, 2, 3]),
        ([90, AT_RISK, AT_RISK - 0.1], [1, 2]),
        ([90, 49, 90], [1]),  # it ends there, even where more come in later
        ([49, 90, 90], []),
    ],
)
def test_a_curve_ends_where_fewer_than_fifty_are_at_risk(risk: list[float], months: list[int]) -> None:
    assert shown(np.array(risk), np.arange(1, len(risk) + 1)).tolist() == months


def test_a_band_begins_where_ten_losses_are_known_to_lie_before() -> None:
    rows = [(0, 1, 2, 0, 0)] * 9 + [(0, 3, 5, 0, 0)] + [(0, 4, 7, 0, 0)] * 5 + [(0, 0, 0, 0, 0)] * 99
    spells = Spells.of([*rows, *[(0, 9, ALIVE, 0, 0)] * 99])
    assert banded(spells, np.arange(1, 9)).tolist() == [5, 6, 7, 8]


def test_a_curve_says_what_it_is_made_of() -> None:
    """Lost by halves at every third month: a hundred a time, and those that stay are there at 24."""
    rows = [(0, 3 * step, 3 * step + 1, 0, step) for step in range(1, 7) for _ in range(100)]
    late = [(5, 24, ALIVE, 0, 1_000 + number) for number in range(40)]
    first = [(2, 2, 9, 0, 2_000)]
    never = [(0, 0, 0, 0, 3_000)] * 3
    there = [(0, 24, ALIVE, 0, 4_000 + number) for number in range(360)]
    spells = Spells.of([*rows, *late, *first, *never, *there])
    found = curve(spells, np.random.default_rng(1))
    assert (found.links, found.losses, found.never_there, found.late) == (1_001, 601, 3, 41)
    assert found.censoring == {"still there": 400, "lost at the first look": 1, "lost between looks": 600}
    assert (found.text, [one.months for one in found.points]) == ("", list(range(1, 25)))
    one, four, last = found.at(1), found.at(4), found.points[-1]
    assert one
    assert four
    assert (one.survival, one.low, one.high) == (1.0, None, None), "before ten losses there is no band"
    assert one.at_risk == pytest.approx(960)
    assert four.low is not None
    assert four.high is not None
    assert four.low < four.survival < four.high
    assert four.survival == pytest.approx(1 - 100 / 960, abs=1e-3)
    assert last.survival == pytest.approx(400 / 1_001, abs=0.01)
    assert found.median == 16, "the first month at which no more than half are there"
    assert found.at(25) is None
    assert found.hazard
    assert found.hazard.losses == pytest.approx(601, abs=1)


def test_the_last_look_is_the_last_age_at_which_any_was_there_or_lost() -> None:
    there = [(0, 6, ALIVE, 0, number) for number in range(60)]
    lost = [(0, 7, 8, 0, 100 + number) for number in range(60)]
    assert [one.months for one in curve(Spells.of([*there, *lost]), np.random.default_rng(1)).points] == [
        *range(1, 9)
    ]


def test_with_few_at_risk_from_the_first_month_on_there_is_no_curve() -> None:
    found = curve(Spells.of([(0, 0, 1, 0, number) for number in range(40)]), np.random.default_rng(1))
    assert found.text == "No curve yet: fewer than 50 links are at risk in the first month of age."
    assert (found.points, found.median, found.hazard, found.losses) == ((), None, None, 40)


def test_after_the_last_loss_of_all_nothing_more_is_lost() -> None:
    """All hundred are lost in their 12th month; twelve months later it is a hundred losses in a hundred years."""
    spells = links(100, 0)
    found = rate(spells, fit(spells), 24)
    assert (found.losses, found.years) == pytest.approx((100, 100))
