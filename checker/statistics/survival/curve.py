"""A survival curve for print: the estimate, its band, the links at risk, and the words where there is no curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from checker.statistics.survival.bands import band
from checker.statistics.survival.gates import shown, too_few
from checker.statistics.survival.risk import Rate, at_risk, rate
from checker.statistics.survival.spells import ALIVE
from checker.statistics.survival.turnbull import fit

if TYPE_CHECKING:
    from checker.statistics.survival.spells import Real, Spells, Whole

METHOD = (
    "Turnbull's estimate with late entry, ages in whole months; simultaneous 95 % band by sup-t on log(-log S),"
    " 200 draws of owners and hosts"
)
_DATED = 10  # losses known to lie before an age: with fewer the estimate is biased down, which no band allows for


@dataclass(frozen=True, slots=True)
class Point:
    """
    The curve at one age: the share still there, the band (None at ages with too few losses for one), and links at
    risk.
    """

    months: int
    survival: float
    low: float | None
    high: float | None
    at_risk: float


@dataclass(frozen=True, slots=True)
class Curve:
    """
    A survival curve; or no points, and `text` says why.

    `links` were there at first and `losses` of them were lost. `never_there` were lost at the first look, within a
    month of their paper, and are not part of the curve. `late` came under observation after their paper; `censoring`
    counts the other ways of observation. `median` is in months, None where it is not reached.
    """

    links: int
    losses: int
    never_there: int
    late: int
    censoring: dict[str, int]
    text: str = ""
    points: tuple[Point, ...] = ()
    median: int | None = None
    hazard: Rate | None = None

    def at(self, months: int) -> Point | None:
        """The point at an age; None where the curve does not reach so far."""
        return next((one for one in self.points if one.months == months), None)


def curve(spells: Spells, generator: np.random.Generator) -> Curve:
    """The curve of these links, by month of age; `generator` draws the clusters of the band."""
    kinds = _censoring(spells)
    counted = (len(spells) - spells.never_there, spells.losses, spells.never_there, spells.late, kinds)
    if text := too_few(spells):
        return Curve(*counted, text)
    estimate = fit(spells)
    here = spells.right != 0
    last = int(np.where(spells.right == ALIVE, spells.left, spells.right)[here].max())
    risk = at_risk(spells, estimate, last)
    months = shown(risk, np.arange(1, last + 1))
    if not len(months):
        return Curve(*counted, "No curve yet: fewer than 50 links are at risk in the first month of age.")
    alive = estimate.survival_at(months)[0]
    reached = banded(spells, months)
    ends = band(spells, estimate, reached, generator)
    first = len(months) - len(reached)
    points = tuple(
        Point(int(age), float(alive[place]), *_ends(ends, place - first), float(risk[place]))
        for place, age in enumerate(months)
    )
    half = months[alive <= 1 / 2]
    median = int(half[0]) if len(half) else None
    return Curve(*counted, "", points, median, rate(spells, estimate, int(months[-1])))


def banded(spells: Spells, months: Whole) -> Whole:
    """Those of these ages (in order) at which a band can be drawn: by which ten losses are known to have happened."""
    lost = (spells.right != ALIVE) & (spells.right > 0)
    order = np.sort(np.repeat(spells.right[lost], spells.count[lost]))
    return months[np.searchsorted(order, months, side="right") >= _DATED]


def _ends(ends: Real, place: int) -> tuple[float | None, float | None]:
    """The ends of the band at a place; None before its first place."""
    return (float(ends[0, place]), float(ends[1, place])) if place >= 0 else (None, None)


def _censoring(spells: Spells) -> dict[str, int]:
    """How many links are observed in each way."""
    lost = (spells.right != ALIVE) & (spells.right != 0)
    first = lost & (spells.left == spells.entry)
    groups = {
        "still there": spells.right == ALIVE,
        "lost at the first look": first,
        "lost between looks": lost & ~first,
    }
    return {name: int(spells.count[chosen].sum()) for name, chosen in groups.items()}
