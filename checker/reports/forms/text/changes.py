"""
What changed, as lines for readers: the day, the sign and word of the report, the artifact, and what it
was before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console

from checker.reports.contents.words import short_date
from checker.reports.escaping import plain
from checker.reports.forms.text.layout import Screen, columns, on
from checker.reports.signs import COLOURS, sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TextIO

    from rich.text import Text

    from checker.model.rows import ChangeRow

_DAY, _WORD, _TARGET = 11, 16, 44
_LOST = ("gone", "blocked")


def show(rows: Iterable[ChangeRow], stream: TextIO, width: int) -> None:
    """Write the changes to a stream, `width` columns wide."""
    screen = Screen(width, getattr(stream, "encoding", None) or "utf-8")
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    for line in lines(rows, screen):
        console.print(on(line, screen), soft_wrap=True)


def lines(rows: Iterable[ChangeRow], screen: Screen) -> Iterator[Text]:
    """The changes in columns that fold; the state before an event stands last."""
    target = min(_TARGET, max((screen.width - _DAY - _WORD - 6) // 2, 12))
    rest = max(screen.width - _DAY - _WORD - target - 6, 12)
    for row in rows:
        event, word, words = described(row)
        marked = f"{sign(event, screen.encoding)} {word}"
        cells = (short_date(row.at), ""), (marked, COLOURS.get(event, "")), (plain(row.target, 300), ""), (words, "")
        yield from columns(cells, (_DAY, _WORD, target, rest))


def described(row: ChangeRow) -> tuple[str, str, str]:
    """The event of a change (a key with a sign), its word, and further words about it."""
    before, after = (
        plain(one.replace("_", " ") if row.axis != "resolved_target" else one) for one in (row.before, row.after)
    )
    if row.axis == "availability":
        if row.before in _LOST and row.after not in _LOST:
            return "back", "back", f"{after}; was {before}"
        return row.after, after, f"was {before}"
    if row.axis == "confirmed":
        return ("gone", "gone", "confirmed" if row.after == "yes" else "not confirmed yet")
    if row.axis == "resolved_target":
        return "moved", "moved", f"now {after}; was {before}"
    if row.axis == "identity":
        return (
            ("reused", "another repo", f"was {before}")
            if row.after == "reused"
            else ("moved", after, f"was {before}")
        )
    return row.axis, row.axis, f"{after}; was {before}"
