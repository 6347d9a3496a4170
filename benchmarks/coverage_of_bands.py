"""
How often the simultaneous band of a survival curve holds the true curve at all ages, over many invented sets of
links; and how biased estimates are that read the same looks in a wrong way. Ends with 1 where a band that passes the
gates holds the true curve in less than 93 % of the sets.

Links live by a Weibull law with a frailty that their owner shares (gamma, variance 1): links of one owner live and
die together. They are first looked at at an age of 0 to 12 years (0 to 2 where all enter late), then every three
months for two years.

    python -m benchmarks.coverage_of_bands [DRAWS] [DESIGN]...
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from checker.statistics.survival.bands import band
from checker.statistics.survival.curve import banded
from checker.statistics.survival.gates import shown, too_few
from checker.statistics.survival.risk import at_risk
from checker.statistics.survival.spells import ALIVE, Spells
from checker.statistics.survival.turnbull import fit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.statistics.survival.spells import Real, Whole

LEAST = 0.93
_SCALE, _SHAPE, _VARIANCE = 150.0, 0.9, 1.0  # months; of the Weibull law; of the frailty
_BETWEEN, _FOLLOWED = 3, 24  # months
_LAST = 170
_AT = 36  # months: the age at which the bias is printed


@dataclass(frozen=True)
class Design:
    """
    A design of invented sets: its name, how many links each set has, the share of links whose source lists only
    living links, and the age in months up to which links are first looked at.
    """

    name: str
    links: int
    late: float
    oldest: int = 144


DESIGNS = (
    Design("dead recorded, 1,000 links", 1_000, 0.0),
    Design("dead recorded, 300 links", 300, 0.0),
    Design("half enter late, 1,000 links", 1_000, 0.5),
    Design("all enter late and young, 3,000 links", 3_000, 1.0, 24),
)
#: A common mistake → the looks as it reads them.
MISTAKES: dict[str, Callable[[Spells], Spells]] = {
    "death dated at first seen dead": lambda spells: replace(
        spells, left=np.where((spells.right != ALIVE) & (spells.right > 0), spells.right - 1, spells.left)
    ),
    "late entry ignored": lambda spells: replace(spells, entry=np.zeros_like(spells.entry)),
    "links taken as independent": lambda spells: replace(spells, cluster=np.arange(len(spells.cluster))),
}


class Outcome(NamedTuple):
    """
    For one set: whether the band held the true curve (None: the gates let no curve pass), and the error at three
    years.
    """

    held: bool | None
    error: float


def main(arguments: list[str]) -> int:
    """Print the table for all designs, or for those named; returns 1 where a band holds the true curve too seldom."""
    draws = int(arguments[0]) if arguments else 1_000
    wanted = [one for one in DESIGNS if not arguments[1:] or any(word in one.name for word in arguments[1:])]
    print(f"| design | read as | curves | band holds the truth | error at 3 years, points |\n|{'---|' * 5}")
    poor = False
    for design in wanted:
        held = _line(design, "it is", lambda spells: spells, draws)
        poor |= held < LEAST
        for name, misread in MISTAKES.items():
            if name != "late entry ignored" or design.late:
                _line(design, name, misread, max(50, draws // 20))
    return int(poor)


def _line(design: Design, name: str, read: Callable[[Spells], Spells], draws: int) -> float:
    found = list(outcomes(design, read, draws))
    decided = [one.held for one in found if one.held is not None]
    held = sum(decided) / len(decided) if decided else float("nan")
    error = 100 * float(np.mean([one.error for one in found]))
    share = f"{100 * held:.1f} %" if decided else "no curve passes the gates"
    print(f"| {design.name} | {name} | {len(decided)} of {len(found)} | {share} | {error:+.1f} |", flush=True)
    return held if decided else 1.0


def outcomes(design: Design, read: Callable[[Spells], Spells], draws: int) -> Iterator[Outcome]:
    """The outcomes of so many sets; the same design gives the same sets."""
    for number in range(draws):
        generator = np.random.default_rng([design.links, int(100 * design.late), number])
        spells = read(looked_at(design, generator))
        estimate = fit(spells)
        error = float(estimate.survival_at([_AT])[0, 0] - truth(np.array([_AT]))[0])
        if too_few(spells):
            yield Outcome(None, error)
            continue
        months = banded(spells, shown(at_risk(spells, estimate, _LAST), np.arange(1, _LAST + 1)))
        if not len(months):
            yield Outcome(None, error)
            continue
        low, high = band(spells, estimate, months, generator)
        there = truth(months)
        yield Outcome(bool(((low <= there) & (there <= high)).all()), error)


def truth(months: Whole) -> Real:
    """The share of links still there at these ages, frailty averaged out."""
    return np.asarray((1 + _VARIANCE * (months / _SCALE) ** _SHAPE) ** (-1 / _VARIANCE))


def looked_at(design: Design, generator: np.random.Generator) -> Spells:
    """One set of links, as looks observe them."""
    links = design.links
    owner = np.repeat(np.arange(links), generator.geometric(0.5, links))[:links]
    frailty = generator.gamma(1 / _VARIANCE, _VARIANCE, owner.max() + 1)[owner]
    lost = np.ceil(_SCALE * (generator.exponential(1, links) / frailty) ** (1 / _SHAPE)).astype(np.int64)
    first = np.round(generator.uniform(0, design.oldest, links)).astype(np.int64)
    entry = np.where(generator.random(links) < design.late, first, 0)
    looks = first[:, None] + np.arange(0, _FOLLOWED + 1, _BETWEEN)
    seen = (looks < lost[:, None]).sum(axis=1)
    ends = np.concatenate([entry[:, None], looks, np.full((links, 1), ALIVE)], axis=1)
    left, right = ends[np.arange(links), seen], ends[np.arange(links), seen + 1]
    kept = (lost > entry) & (right > left)
    return Spells.of_columns(np.stack([entry, left, right, np.zeros_like(owner), owner], axis=1)[kept])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
