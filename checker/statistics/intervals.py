"""Shares and their 95 % intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass

_Z = 1.959964  # 95 %
WILSON = "Wilson"


@dataclass(frozen=True, slots=True)
class Share:
    """
    `part` of `whole`, with a 95 % interval in percent: Wilson's (1927), or `ends`, made by another `method` (see
    `checker.statistics.estimates`).
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
        """The 95 % interval in percent; None where the whole is 0."""
        if not self.whole:
            return None
        return self.ends or score_interval(self.part / self.whole, self.whole)


def score_interval(share: float, number: float) -> tuple[float, float]:
    """
    Wilson's score interval at 95 %, in percent, for a share (0 to 1) of `number` independent things; `number` need
    not be whole.
    """
    n, p = number, share
    middle = (p + _Z * _Z / (2 * n)) / (1 + _Z * _Z / n)
    half = _Z * math.sqrt(p * (1 - p) / n + _Z * _Z / (4 * n * n)) / (1 + _Z * _Z / n)
    low, high = 100 * (middle - half), 100 * (middle + half)
    return (low if p else 0.0), (high if p < 1 else 100.0)  # exactly 0 and 100, where rounding would miss them
