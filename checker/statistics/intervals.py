"""Shares and their intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, in whole numbers, with its 95 % interval in percent (Wilson 1927)."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """The part in percent; None where the whole is 0."""
        return 100 * self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's score interval at 95 %, in percent; None where the whole is 0."""
        if not self.whole:
            return None
        z, n, p = 1.959964, self.whole, self.part / self.whole
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        low, high = 100 * max(middle - half, 0.0), 100 * min(middle + half, 1.0)
        return (low if self.part else 0.0), (high if self.part < n else 100.0)  # exact, where floats are not
