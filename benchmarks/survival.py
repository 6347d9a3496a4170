"""
Seconds and MiB of the survival estimate on 10,000 to 1,000,000 invented links by month: making the columns, the
estimate, and the whole curve with its band of 200 draws.
"""

from __future__ import annotations

import resource
import sys
import time
from typing import TYPE_CHECKING

import numpy as np

from checker.statistics.survival.curve import curve
from checker.statistics.survival.spells import ALIVE, Spells
from checker.statistics.survival.turnbull import fit

if TYPE_CHECKING:
    from checker.statistics.survival.spells import Whole

SIZES = (10_000, 100_000, 1_000_000)
_AT_ONCE = 50_000


def main(arguments: list[str]) -> int:
    """Print a line for each size; with --no-band the estimate alone."""
    bands = "--no-band" not in arguments
    sizes = [int(one) for one in arguments if one.isdecimal()] or SIZES
    print(f"| links | aggregated, s | estimate, s | curve with band, s | peak, MiB |\n|{'---|' * 5}")
    for size in sizes:
        table = links(size, np.random.default_rng(size))
        begun = time.process_time()
        spells = Spells.of_columns(table)
        del table
        made = time.process_time()
        fit(spells)
        done = time.process_time()
        if bands:
            curve(spells, np.random.default_rng(1))
        whole = f"{time.process_time() - done:.2f}" if bands else ""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {size:,} | {made - begun:.2f} | {done - made:.2f} | {whole} | {peak:.0f} |", flush=True)
    return 0


def links(number: int, generator: np.random.Generator) -> Whole:
    """Links of papers from 15 years, looked at three times; the source of three in ten lists only living links."""
    return np.concatenate(
        [_some(min(_AT_ONCE, number - made), number, generator) for made in range(0, number, _AT_ONCE)]
    )


def _some(number: int, all_links: int, generator: np.random.Generator) -> Whole:
    """A part of the links: made in parts, so that the peak of memory is that of the estimate."""
    lost = np.ceil(generator.exponential(150, number)).astype(np.int32)
    entry = np.where(generator.random(number) < 0.3, generator.integers(1, 60, number), 0)
    looks = entry[:, None] + np.cumsum(generator.integers(1, 60, (number, 3)), axis=1)
    seen = (looks < lost[:, None]).sum(axis=1)
    ends = np.concatenate([entry[:, None], looks, np.full((number, 1), ALIVE)], axis=1)
    left, right = ends[np.arange(number), seen], ends[np.arange(number), seen + 1]
    owner = generator.integers(0, all_links // 2, number)
    return np.stack([entry, left, right, 0 * entry, owner], axis=1)[lost > entry].astype(np.int32)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
