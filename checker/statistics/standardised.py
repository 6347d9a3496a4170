"""Direct standardisation: the share that a group would have, were its papers of another group's years. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.statistics.estimates import Interval, effective

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ALIKE = 1e-9  # nearer to 0 or 1 a share is of none or of all, but for rounding


@dataclass(frozen=True, slots=True)
class Standardised:
    """
    A share in percent weighted to other years, with Wilson's interval of the number that its variance leaves.
    `covered` is the share of the weights, 0 to 1, that fall on years in which the group has links at all.
    """

    percent: float
    interval: Interval
    covered: float


def by_year(hits: Iterable[tuple[str, bool]], weights: Mapping[str, int]) -> Standardised | None:
    """Pairs of (year, hit), weighted to the years of `weights`, as `standardised` has it."""
    sizes: Counter[str] = Counter()
    parts: Counter[str] = Counter()
    for year, hit in hits:
        sizes[year] += 1
        parts[year] += hit
    return standardised(parts, sizes, weights)


def standardised(
    parts: Mapping[str, int], sizes: Mapping[str, int], weights: Mapping[str, int]
) -> Standardised | None:
    """
    Links hit and all links of a group by year, weighted to the years of `weights` (year → number of links); None
    where they share no year.

    Years in which the group has no link are left out, and `covered` says how much that is.
    """
    shared = sum(number for year, number in weights.items() if sizes.get(year))
    if not shared:
        return None
    shares = {year: number / shared for year, number in weights.items() if sizes.get(year) and number}
    percent = sum(share * parts.get(year, 0) / sizes[year] for year, share in shares.items())
    likely = {year: _likely(parts.get(year, 0), sizes[year]) for year in shares}
    spread = sum(share**2 * likely[year] * (1 - likely[year]) / sizes[year] for year, share in shares.items())
    # Of none or of all the variance is that of the likely shares, and so must be what it is compared with.
    middle = percent if _ALIKE < percent < 1 - _ALIKE else sum(share * likely[year] for year, share in shares.items())
    number = middle * (1 - middle) / spread
    interval = effective(percent, number, "Wilson of the number that the variance leaves")
    return Standardised(100 * percent, interval, shared / sum(weights.values()))


def _likely(part: int, whole: int) -> float:
    """A share; where it is 0 or 1, as if half a link were otherwise."""
    return part / whole if 0 < part < whole else (part + 0.5) / (whole + 1)
