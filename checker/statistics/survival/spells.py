"""What is known of the lives of many links, as columns: ages in whole months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable

Whole: TypeAlias = NDArray[np.signedinteger[Any]]
Real: TypeAlias = NDArray[np.floating[Any]]

#: The right end of a spell whose link is not lost.
ALIVE = 10**6
_FIELDS = 5


@dataclass(frozen=True, slots=True)
class Spells:
    """
    Links by what is known of their lives: a place in every column for each link, or for `count` equal ones.

    Ages are whole months. A link is under observation from the age `entry` on (0 where its source records links that
    were lost too), was there at the age `left`, and was lost by the age `right` (`ALIVE`: it is not lost): it was
    lost in (left, right]. `cause` numbers the cause of loss, from 0. A `right` of 0 is a link that was never there.
    `cluster` numbers its owner or host.
    """

    entry: Whole
    left: Whole
    right: Whole
    cause: Whole
    cluster: Whole
    count: Whole

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, int, int, int]]) -> Spells:
        """Spells from one (entry, left, right, cause, cluster) for each link; ValueError for ages out of order."""
        return cls.of_columns(np.array([*rows], dtype=np.int64).reshape(-1, _FIELDS))

    @classmethod
    def of_columns(cls, table: Whole, count: Whole | None = None) -> Spells:
        """The same from a table of five columns; `count` says how many links each row stands for (1 by default)."""
        entry, left, right = table[:, 0], table[:, 1], table[:, 2]
        if ((entry < 0) | (left < entry) | ((right <= left) & (right != 0)) | ((right == 0) & (left != 0))).any():
            raise ValueError("a spell runs 0 <= entry <= left < right")
        columns = [np.ascontiguousarray(table[:, number], dtype=np.int32) for number in range(_FIELDS)]
        entry, left, right, cause, cluster = columns
        times = np.ones(len(table), np.int32) if count is None else count
        return cls(entry, left, right, cause, cluster, times)

    @classmethod
    def together(cls, some: Iterable[Spells]) -> Spells:
        """At least one set of spells as one; their clusters must have been numbered together."""
        columns = zip(
            *((one.entry, one.left, one.right, one.cause, one.cluster, one.count) for one in some), strict=True
        )
        return cls(*map(np.concatenate, columns))

    def __len__(self) -> int:
        return int(self.count.sum())

    @property
    def losses(self) -> int:
        """How many links were lost after they had been there."""
        return int(self.count[(self.right != ALIVE) & (self.right > 0)].sum())

    @property
    def never_there(self) -> int:
        """How many links were already lost at their first look, within a month of their paper."""
        return int(self.count[self.right == 0].sum())

    @property
    def late(self) -> int:
        """How many links came under observation after their paper."""
        return int(self.count[self.entry > 0].sum())

    def only(self, chosen: NDArray[np.bool_]) -> Spells:
        """The rows at which `chosen` is true."""
        columns = (self.entry, self.left, self.right, self.cause, self.cluster, self.count)
        return Spells(*(column[chosen] for column in columns))


def sums(places: Whole, weights: Real, size: int = 0) -> Real:
    """The sums of weights by place; at least `size` places."""
    return np.asarray(np.bincount(places, weights, size), dtype=float)
