"""Direct standardisation: the share that a group would have, were its papers of another group's years. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.statistics.estimates import Interval, effective

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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
    """
    Pairs of (year, hit), weighted to the years of `weights` (year → number of links); None where they share no year.

    Years in which the group has no link are left out, and `covered` says how much that is.
    """
    parts: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for year, hit in hits:
        parts[year] += hit
        sizes[year] += 1
    return weighted(parts, sizes, weights)


def weighted(parts: Mapping[str, int], sizes: Mapping[str, int], weights: Mapping[str, int]) -> Standardised | None:
    """The same of counts by year: `parts` of `sizes`."""
    shared = sum(number for year, number in weights.items() if sizes.get(year))
    if not shared:
        return None
    shares = {year: number / shared for year, number in weights.items() if sizes.get(year) and number}
    percent = sum(share * parts[year] / sizes[year] for year, share in shares.items())
    spread = sum((share**2) * _variance(parts[year], sizes[year]) for year, share in shares.items())
    middle = min(max(percent, 1e-9), 1 - 1e-9)
    number = middle * (1 - middle) / spread if spread else float(sum(sizes[year] for year in shares))
    interval = effective(percent, number, "Wilson of the number that the variance leaves")
    return Standardised(100 * percent, interval, shared / sum(weights.values()))


def _variance(part: int, whole: int) -> float:
    """The variance of a share; of one that is 0 or 1 as if half a link were otherwise."""
    share = part / whole if 0 < part < whole else (part + 0.5) / (whole + 1)
    return share * (1 - share) / whole
