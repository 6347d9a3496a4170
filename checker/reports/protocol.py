"""The interface of a form of the report."""

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
        """The report as text. `links` are the rows for forms that list every link."""
