"""The promise of a report format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.rows import LinkRow
    from checker.statistics.summary import Report


class Format(Protocol):
    """One form of the availability report."""

    name: str

    def render(self, report: Report, links: Iterable[LinkRow]) -> str:
        """The whole report as text, from its figures and (read only by who needs them) its rows."""
