"""Figures by group (year, host, venue, source or kind), as rows of a table that every form prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.reports.contents.words import KINDS, count, percent, share
from checker.statistics.groups import lines

if TYPE_CHECKING:
    from checker.reports.contents.context import Figures
    from checker.statistics.groups import Line

#: What a report may list, and what figures may be grouped by.
LISTED = ("paper", "artifact")
TABLES = ("year", "host", "venue", "source", "kind")
_OF_PAPERS = frozenset({"venue", "source"})
_NONE = {"year": "no year", "host": "no host", "venue": "no venue", "source": "no source", "kind": "no kind"}


@dataclass(frozen=True, slots=True)
class Table:
    """The columns that define the groups, and a line for each group; `figure` names the SQL behind them."""

    by: tuple[str, ...]
    lines: tuple[Line, ...]
    figure: str

    @property
    def methods(self) -> str:
        """The methods behind the intervals, each once."""
        return "; ".join(dict.fromkeys(one.method for one in self.lines if one.interval))


def table(figures: Figures, by: tuple[str, ...]) -> Table:
    """The groups of the artifacts that `figures` selects."""
    figure = "groups-of-papers" if _OF_PAPERS & set(by) else "groups-of-kinds" if by == ("kind",) else "groups"
    return Table(by, tuple(lines(figures.rows(figure), by)), figure)


def cells(line: Line, by: tuple[str, ...]) -> tuple[str, ...]:
    """A group as texts: its values, `13 of 20`, `65 %`, `43 % to 82 %`, how many are unknown."""
    usable = line.usable
    shown = share(usable) if usable.whole >= 10 else ""
    interval = ""
    if line.interval and usable.whole >= 10:
        low, high = (percent(bound, usable.whole) for bound in line.interval)
        interval = f"{low} to {high}"
    known = f"{count(usable.part)} of {count(usable.whole)}" if usable.whole else "none known"
    return (*named(line.values, by), known, shown, interval, count(line.unknown))


def named(values: tuple[str, ...], by: tuple[str, ...]) -> tuple[str, ...]:
    """The values of a group in the words of readers."""
    return tuple(
        (KINDS.get(one, one) if name == "kind" else one) or _NONE[name] for one, name in zip(values, by, strict=True)
    )
