"""Invented links that are looked at now and then, as ours are, some only from an age on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from checker.statistics.survival.spells import ALIVE, Spells

if TYPE_CHECKING:
    from checker.statistics.survival.spells import Whole

Row = tuple[int, int, int, int, int]


def looked_at(number: int, *, late: float = 0.0, seed: int = 1, step: int = 1, causes: int = 1) -> Spells:
    """
    Links with exponential lives, looked at three times; the share `late` enters late. Ages are
    multiples of `step`.
    """
    random = np.random.default_rng(seed)
    lost = np.ceil(random.exponential(120, number) / step).astype(int) * step
    entry = np.where(random.random(number) < late, random.integers(1, 60 // step, number) * step, 0)
    looks = entry[:, None] + np.cumsum(random.integers(1, 60 // step, (number, 3)), axis=1) * step
    seen = (looks < lost[:, None]).sum(axis=1)
    ends = np.concatenate([entry[:, None], looks], axis=1)
    left = ends[np.arange(number), seen]
    right = np.append(looks, np.full((number, 1), ALIVE), axis=1)[np.arange(number), seen]
    table = np.stack([entry, left, right, np.arange(number) % causes, np.arange(number) // 3], axis=1)
    return Spells.of_columns(table[lost > entry])


def table(spells: Spells) -> Whole:
    """The spells as a table of rows."""
    return np.asarray(np.stack([spells.entry, spells.left, spells.right, spells.cause, spells.cluster], axis=1))


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """One link: (entry, left, right, cause, cluster)."""
    entry = draw(st.integers(0, 40))
    left = entry + draw(st.integers(0, 60))
    right = draw(st.one_of(st.just(ALIVE), st.integers(1, 30).map(lambda more: left + more)))
    return entry, left, right, draw(st.integers(0, 1)), draw(st.integers(0, 9))


many = st.lists(rows(), min_size=1, max_size=40)
