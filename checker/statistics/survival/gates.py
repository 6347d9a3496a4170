"""When a curve may be shown: limits from simulations, below which the bands do not hold (docs/statistics.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from checker.statistics.survival.spells import Real, Spells, Whole

LOSSES = 30
LOSSES_ALL_LATE = 100
AT_RISK = 50


def too_few(spells: Spells) -> str:
    """Why there is no curve of these links, as a sentence for readers; empty where there may be one."""
    entered = len(spells) - spells.never_there
    needed = LOSSES_ALL_LATE if entered and spells.late == entered else LOSSES
    if spells.losses >= needed:
        return ""
    lost = f"{spells.losses} of {entered} links {'is' if spells.losses == 1 else 'are'} lost"
    why = " where all were first seen after their paper" if needed == LOSSES_ALL_LATE else ""
    return f"No curve yet: {lost}, and a curve needs {needed}{why}."


def shown(risk: Real, months: Whole) -> Whole:
    """
    The ages (in order) up to the first at which fewer than 50 links are at risk; `risk` are the links at risk, one
    for each age.
    """
    enough = risk >= AT_RISK
    return months if enough.all() else months[: int(np.argmin(enough))]
