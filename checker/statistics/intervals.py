"""Shares and their intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass

_Z = 1.959964  # 95 %
WILSON = "Wilson"


@dataclass(frozen=True, slots=True)
class Share:
    """
    A part of a whole, in whole numbers, with its 95 % interval in percent: Wilson's, or `ends` where another `method`
    made them (see `checker.statistics.estimates`).
    """

    part: int
    whole: int
    ends: tuple[float, float] | None = None
    method: str = WILSON

    @property
    def percent(self) -> float | None:
        """The part in percent; None where the whole is 0."""
        return 100 * self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval at 95 %, in percent; None where the whole is 0."""
        return self.ends or score(self.part, self.whole)


def score(part: float, whole: float, effect: float = 1.0) -> tuple[float, float] | None:
    """
    Wilson's score interval at 95 % (1927), in percent, as if the whole were `whole / effect` independent links; None
    of nothing.
    """
    if not whole:
        return None
    n, p = whole / effect, part / whole
    middle = (p + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
    half = _Z * math.sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n)) / (1 + _Z * _Z / n)
    low, high = 100 * max(middle - half, 0.0), 100 * min(middle + half, 1.0)
    return (low if part else 0.0), (high if part < whole else 100.0)  # exact, where floats are not
