"""Bootstrap intervals that resample whole clusters; needs numpy (extra `stats`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.statistics.clusters import Sizes

DRAWS = 2_000


def resampler(seed: int) -> Callable[[Sizes], tuple[float, float]]:
    """
    A function from the sizes of clusters to the percentile interval in percent: 2,000 resamples, each of as many
    clusters as there are. The same seed and clusters give the same interval.
    """

    def ends(sizes: Sizes) -> tuple[float, float]:
        # Clusters of equal size are drawn together: how often each size is drawn is multinomial.
        kinds, count = (np.array(column, dtype=np.int64) for column in zip(*sorted(sizes.items()), strict=True))
        times = np.random.default_rng(seed).multinomial(count.sum(), count / count.sum(), size=DRAWS)
        hits, size = (times @ kinds).T
        low, high = np.quantile(100 * hits / size, (0.025, 0.975))
        return float(low), float(high)

    return ends
