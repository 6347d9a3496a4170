"""Figures derived again from the files of published studies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.statistics.estimates import Estimate


@dataclass(frozen=True, slots=True)
class Derived:
    """
    A figure derived again from a study's file: its `name` (as `mangul2018.github`), what it is of, its definition,
    and the estimate. One that is not a share has a `value` in `unit`: `S` for a survival (0 to 1), `%` for a weighted
    share.
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
        """The figure in the form in which it is recorded: `part/whole`, a survival, or a share."""
        if self.estimate:
            return f"{self.estimate.part}/{self.estimate.whole}"
        return f"{self.value:.3f}" if self.unit == "S" else f"{self.value:.2f}"
