"""Lines about the conditions of --fail-on that hold: at most ten artifacts for each, then how many more there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reports.contents.words import counted
from checker.reports.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.model.rows import AlarmRow, ConditionMatches

SHOWN = 10


def lines(holding: Mapping[str, ConditionMatches]) -> Iterator[str]:
    """A line that names the conditions that hold, with counts; then a line for each artifact, with its papers."""
    counts = ", ".join(f"{name} ({found.count})" for name, found in holding.items())
    yield f"reprolinks: --fail-on holds: {counts}"
    for name, found in holding.items():
        for alarm in found.rows[:SHOWN]:
            yield f"  {name}: {_named(alarm)}"
        if found.count > SHOWN:
            yield f"  {name}: and {found.count - SHOWN} more"


def _named(alarm: AlarmRow) -> str:
    titles = "; ".join(plain(title) for title in alarm.papers)
    more = alarm.count - len(alarm.papers)
    also = f" and {counted(more, 'more paper')}" if more > 0 else ""
    return f"{alarm.kind} {plain(alarm.target)}, {alarm.what}: {titles}{also}"
