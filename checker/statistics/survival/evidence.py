"""Lives of links, as the database has them, made into spells for the estimator."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from checker.statistics.clusters import cluster_of
from checker.statistics.survival.spells import ALIVE, Spells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.model.subjects import Life
    from checker.statistics.survival.spells import Whole

GONE, BLOCKED = 0, 1


def spells_of(lives: Iterable[Life], *, unconfirmed: bool = True) -> Spells:
    """
    The spells of these lives. A link that was never known to be there nor to be lost is left out. With `unconfirmed`
    off, a loss that was seen once counts as still there when it was last seen there.
    """
    return grouped(lives, lambda _: "", unconfirmed=unconfirmed).get("") or Spells.of([])


def grouped(lives: Iterable[Life], group: Callable[[Life], str], *, unconfirmed: bool = True) -> dict[str, Spells]:
    """
    The spells by group, read in one pass; `group` names the group of a life. Clusters have the same numbers in all
    groups.
    """
    numbers: dict[str, int] = {}
    columns: dict[str, array[int]] = {}
    for life in lives:
        found = _spell(life, unconfirmed=unconfirmed)
        if found:
            cluster = numbers.setdefault(cluster_of(life.kind, life.target), len(numbers))
            row = (*found, BLOCKED if life.blocked else GONE, cluster)
            columns.setdefault(group(life), array("i")).extend(row)
    # Clusters are numbered by name, so that the order of lives does not change the random draws.
    rank = np.empty(len(numbers), np.int32)
    rank[[numbers[name] for name in sorted(numbers)]] = np.arange(len(numbers))
    return {name: _spells(rows, rank) for name, rows in columns.items()}


def _spells(rows: array[int], rank: Whole) -> Spells:
    table = np.array(rows, dtype=np.int32).reshape(len(rows) // 5, 5)
    table[:, 4] = rank[table[:, 4]]
    return Spells.of_columns(table)


def _spell(life: Life, *, unconfirmed: bool) -> tuple[int, int, int] | None:
    """(entry, left, right) of one life, in months of age; None where nothing is known of it."""
    lost = life.lost if unconfirmed or life.confirmed else None
    if lost is not None and life.never_there:
        return 0, 0, 0
    if lost is None and life.last_alive is None:
        return None
    left = max(life.entry, life.last_alive or life.entry)
    if lost is None:
        return life.entry, left, ALIVE
    # Seen there and seen lost within the same month of age: it was lost in the month that ends there.
    return (
        (life.entry, left, lost)
        if lost > left
        else (min(life.entry, max(lost, 1) - 1), max(lost, 1) - 1, max(lost, 1))
    )
