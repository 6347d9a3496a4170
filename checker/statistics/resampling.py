"""Intervals by drawing whole clusters anew; needs numpy (extra `stats`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

DRAWS = 2_000


def resampler(seed: int) -> Callable[[list[tuple[int, int]]], tuple[float, float]]:
    """
    A function of (hits, size) by cluster that gives the percentile interval of 2,000 draws of as many clusters, in
    percent. The same seed and clusters give the same interval.
    """

    def ends(sizes: list[tuple[int, int]]) -> tuple[float, float]:
        # Equal clusters are drawn together: how often each kind comes is multinomial.
        kinds, count = np.unique(np.array(sizes, dtype=np.int64), axis=0, return_counts=True)
        times = np.random.default_rng(seed).multinomial(len(sizes), count / len(sizes), size=DRAWS)
        hits, size = (times @ kinds).T
        low, high = np.quantile(100 * hits / size, (0.025, 0.975))
        return float(low), float(high)

    return ends
