"""The promise of a report format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from checker.reports.summary import Report


class Format(Protocol):
    """One form of the availability report."""

    name: str

    def render(self, report: Report) -> str:
        """The whole report as text, ending in a line end."""
