"""The ledger of promises as a drawing: a circle for the paper, a line until it was kept, a sign where it was kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from checker.reports.contents.figures.ledger import GRACE
from checker.reports.contents.words import MONTHS
from checker.reports.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.reports.contents.figures.values import Promise

_WIDTH, _LEFT, _RIGHT, _ROW, _TOP = 984, 150, 820, 26, 28
_TICKS = 5
_LINE = Markup('<line x1="{}" x2="{}" y1="{}" y2="{}" {}/>')
_CIRCLE = Markup('<circle cx="{}" cy="{}" r="4" fill="var(--bg)" class="axis" stroke-width="1.6"/>')
_KEPT = Markup('<svg x="{}" y="{}" width="14" height="14" class="kept"><use href="#s-kept"/></svg>')
_TEXT = Markup('<text x="{}" y="{}"{}>{}</text>')


def timeline(promises: Sequence[Promise], today: str) -> Markup:
    """The drawing of these promises; `today` is the last day on it (ISO 8601)."""
    if not promises:
        return Markup("")
    first, last = _day(min(one.begun for one in promises)), _day(today)
    span = max((last - first).days, 1)

    def across(day: date) -> float:
        return round(_LEFT + 6 + (_RIGHT - _LEFT - 12) * (day - first).days / span, 1)

    height = _TOP + _ROW * len(promises) + 4
    drawn = [*_months(first, span, height, across)]
    for place, one in enumerate(promises):
        drawn += _row(one, _TOP + _ROW * place + _ROW // 2, last, across)
    spoken = "; ".join(f"{one.name}: {one.words}" for one in promises)
    return Markup('<svg class="ledger" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        _WIDTH, height, plain(f"Promises. {spoken}", 2_000), Markup("").join(drawn)
    )


def _months(first: date, span: int, height: int, across: object) -> Iterator[Markup]:
    """Vertical lines at the beginning of some months, each with its name."""
    step = max(span // _TICKS, 1)
    for number in range(_TICKS):
        day = (first + timedelta(days=step * number)).replace(day=1)
        day = max(day, first)
        x = across(day)  # type: ignore[operator]  # a function of this module
        yield _LINE.format(x, x, _TOP - 6, height, Markup('class="grid" stroke-width="1"'))
        yield _TEXT.format(x, 14, Markup(' text-anchor="middle"'), f"{MONTHS[day.month - 1][:3]} {day.year}")


def _row(one: Promise, y: int, last: date, across: object) -> Iterator[Markup]:
    begun, end = _day(one.begun), _day(one.kept) if one.kept else last
    grace = min(begun + timedelta(days=GRACE), end)
    start, middle, stop = (across(day) for day in (begun, grace if not one.kept else end, end))  # type: ignore[operator]  # as above
    yield _TEXT.format(_LEFT - 14, y + 4, Markup(' class="title"'), plain(one.name))
    yield _LINE.format(start, middle, y, y, Markup('class="axis" stroke-width="3"'))
    if not one.kept and end > grace:
        dashed = Markup('class="amber-fill" stroke="currentColor" stroke-width="3.5" stroke-dasharray="6 3"')
        yield _LINE.format(middle, stop, y, y, dashed)
    yield _CIRCLE.format(start, y)
    if one.kept:
        yield _KEPT.format(stop - 7, y - 7)
    yield _TEXT.format(_RIGHT + 18, y + 4, "", one.words)


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
