"""Direct standardisation: the share that a group would have if its papers had the years of another group. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.statistics.estimates import Interval, effective

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ALIKE = 1e-9  # a share that is nearer to 0 or 1 differs from it by rounding alone


@dataclass(frozen=True, slots=True)
class Standardised:
    """
    A share in percent, weighted to other years, with Wilson's interval for the effective number that its variance
    implies. `covered` is the share of the weights (0 to 1) that falls on years in which the group has links.
    """

    percent: float
    interval: Interval
    covered: float


def by_year(hits: Iterable[tuple[str, bool]], weights: Mapping[str, int]) -> Standardised | None:
    """The standardised share of hits, from one (year, whether it is a hit) for each link; see `standardised`."""
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
    The share of hits in a group, weighted to the years of `weights` (year → number of links). `parts` are the hits by
    year, `sizes` the links by year. None where the group and the weights share no year.

    Years in which the group has no link are left out, and `covered` says how much of the weights is left.
    """
    shared = sum(number for year, number in weights.items() if sizes.get(year))
    if not shared:
        return None
    shares = {year: number / shared for year, number in weights.items() if sizes.get(year) and number}
    percent = sum(share * parts.get(year, 0) / sizes[year] for year, share in shares.items())
    likely = {year: _likely(parts.get(year, 0), sizes[year]) for year in shares}
    spread = sum(share**2 * likely[year] * (1 - likely[year]) / sizes[year] for year, share in shares.items())
    # At 0 or 1 the variance is that of the likely shares, so it must be compared with a likely share.
    middle = percent if _ALIKE < percent < 1 - _ALIKE else sum(share * likely[year] for year, share in shares.items())
    number = middle * (1 - middle) / spread
    interval = effective(percent, number, "Wilson of the number that the variance leaves")
    return Standardised(100 * percent, interval, shared / sum(weights.values()))


def _likely(part: int, whole: int) -> float:
    """A share; one that is 0 or 1 as if half a link had the other outcome, so that its variance is not 0."""
    return part / whole if 0 < part < whole else (part + 0.5) / (whole + 1)
