"""Survival from one look at links of every age (current status): lost in (0, age], or there at that age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.statistics.survival.spells import ALIVE, Spells
from checker.statistics.survival.turnbull import fit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def current_status(looks: Iterable[tuple[int, bool]]) -> Callable[[int], float]:
    """Pairs of (age in months, lost) → the share still there at an age. An age of 0 tells nothing."""
    rows = ((0, 0, age, 0, 0) if lost else (0, age, ALIVE, 0, 0) for age, lost in looks if age > 0)
    estimate = fit(Spells.of(rows))
    return lambda months: estimate.survival_at([months]).item()
