"""Figures derived again from the files of published studies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.statistics.estimates import Estimate


@dataclass(frozen=True, slots=True)
class Derived:
    """
    A figure derived again from a file: which (`name`, as `mangul2018.github`), of what, its definition, and the
    estimate; for one that is no share `value` in `unit` (a survival, a share weighted to other years).
    """

    name: str
    of: str
    definition: str
    estimate: Estimate | None = None
    value: float | None = None
    unit: str = "%"
    interval: tuple[float, float] | None = None
    method: str = ""

    @property
    def text(self) -> str:
        """It in the form in which it is recorded: part and whole, a survival, or a share."""
        if self.estimate:
            return f"{self.estimate.part}/{self.estimate.whole}"
        return f"{self.value:.3f}" if self.unit == "S" else f"{self.value:.2f}"
