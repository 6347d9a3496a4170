"""Survival from one look at links of every age (current status data): lost in (0, age], or there at that age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.statistics.survival.spells import ALIVE, Spells
from checker.statistics.survival.turnbull import fit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def current_status(looks: Iterable[tuple[int, bool]]) -> Callable[[int], float]:
    """
    From one (age in months, lost) for each link, a function: age in months → the share still there. An age of 0
    carries no information.
    """
    rows = ((0, 0, age, 0, 0) if lost else (0, age, ALIVE, 0, 0) for age, lost in looks if age > 0)
    estimate = fit(Spells.of(rows))
    return lambda months: estimate.survival_at([months]).item()
