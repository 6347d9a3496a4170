"""Intervals by drawing whole clusters anew; needs numpy (extra `stats`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.statistics.clusters import Sizes

DRAWS = 2_000


def resampler(seed: int) -> Callable[[Sizes], tuple[float, float]]:
    """
    A function of the sizes of clusters that gives the percentile interval of 2,000 draws of as many clusters, in
    percent. The same seed and clusters give the same interval.
    """

    def ends(sizes: Sizes) -> tuple[float, float]:
        # Equal clusters are drawn together: how often each kind comes is multinomial.
        kinds, count = (np.array(column, dtype=np.int64) for column in zip(*sorted(sizes.items()), strict=True))
        times = np.random.default_rng(seed).multinomial(count.sum(), count / count.sum(), size=DRAWS)
        hits, size = (times @ kinds).T
        low, high = np.quantile(100 * hits / size, (0.025, 0.975))
        return float(low), float(high)

    return ends
