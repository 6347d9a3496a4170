"""
Simultaneous confidence bands of a survival curve. Clusters (owners or hosts) are resampled, and the band is as wide
as is needed to hold the curves of 97 % of the resamples at all ages at once (sup-t; Montiel Olea & Plagborg-Møller
2019, doi 10.1002/jae.2656), on the scale log(-log S), which keeps it between 0 and 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from checker.statistics.survival.turnbull import refit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.statistics.survival.spells import Real, Spells, Whole
    from checker.statistics.survival.turnbull import Fit

DRAWS = 200
#: The share of draws that the band holds. At 95 % it would cover the true curve in 93 % of sets with few losses:
#: links known at one age only carry less information than their bootstrap suggests (benchmarks/coverage_of_bands.py).
LEVEL = 0.97


def band(spells: Spells, fit: Fit, months: Whole, generator: np.random.Generator, draws: int = DRAWS) -> Real:
    """
    The lower and the upper end of the band at these ages (`months`), one row each, as shares from 0 to 1; `generator`
    draws the clusters.
    """
    again = refit(spells, resampled(spells, generator, draws), fit)
    least = 0.25 / len(spells)  # keeps the curve of a draw without losses finite
    here, drawn = (_log_log(one.survival_at(months), least) for one in (fit, again))
    spread = np.maximum(drawn.std(axis=0, ddof=1), 1e-12)
    widest = np.abs((drawn - here) / spread).max(axis=1, initial=0.0)
    half = float(np.quantile(widest, LEVEL, method="higher")) * spread
    return np.asarray(np.exp(-np.exp(np.concatenate([here + half, here - half]))))


def resampled(spells: Spells, generator: np.random.Generator, draws: int) -> Iterator[Real]:
    """For each draw, the weights of the rows after whole clusters were drawn with replacement."""
    clusters, number = np.unique(spells.cluster, return_inverse=True)
    for _ in range(draws):
        times = np.bincount(generator.integers(0, len(clusters), len(clusters)), minlength=len(clusters))
        yield (times[number] * spells.count).astype(float)


def _log_log(survival: Real, least: float) -> Real:
    return np.asarray(np.log(-np.log(np.clip(survival, least, 1 - least))))
