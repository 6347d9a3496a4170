"""Cells of a sheet → rows of texts, streaming: numbers as people write them, dates in ISO 8601, links kept."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from checker.papers.workbooks.parts import Parts, Sheet, names, text_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.papers.records.xml import Element

_WIDEST = 500  # columns that are read; no table of papers is wider
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")
_HYPERLINK = re.compile(r'HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_ROWS, _CELLS, _VALUE, _FORMULA = names("row"), names("c"), names("v"), names("f")


class Cell(NamedTuple):
    """A cell: its text, and the address that it links to, empty if that is its text."""

    text: str
    link: str = ""


class Context(NamedTuple):
    """What is needed to read the cells of a workbook: shared strings, styles that are dates, the day number 0."""

    texts: list[str]
    dates: frozenset[str]
    first_day: date


def context_of(parts: Parts) -> Context:
    """The context of a workbook's cells."""
    first = date(1904, 1, 1) if parts.from_1904() else date(1899, 12, 30)  # Excel takes 1900 for a leap year
    return Context(parts.texts(), parts.dates(), first)


def rows(parts: Parts, sheet: Sheet, context: Context) -> Iterator[tuple[int, dict[int, Cell]]]:
    """(number from 1, column from 0 → cell) of every row that is not empty."""
    links = parts.links(sheet)
    for count, row in enumerate(parts.elements(sheet.part, "row"), 1):
        cells = {column: cell for column, cell in _cells(row, context, links) if cell.text or cell.link}
        if cells:
            yield int(number) if (number := row.get("r", "")).isdigit() else count, cells


def _cells(row: Element, context: Context, links: dict[str, str]) -> Iterator[tuple[int, Cell]]:
    column = -1
    for cell in row.iterchildren(*_CELLS):
        place = cell.get("r", "")
        found = _PLACE.fullmatch(place)
        column = _column(found[1]) if found else column + 1
        if column < _WIDEST:
            text = _text(cell, context).strip()
            link = links.get(place) or _linked(cell)
            yield column, Cell(text, "" if link == text else link)


def _column(letters: str) -> int:
    """`A` → 0, `Z` → 25, `AA` → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _linked(cell: Element) -> str:
    """The address in a formula `HYPERLINK("…", "…")`."""
    formula = next(cell.iterchildren(*_FORMULA), None)
    found = _HYPERLINK.search(formula.text or "") if formula is not None else None
    return found[1] if found else ""


def _text(cell: Element, context: Context) -> str:
    """The text of a cell, by its type `t`: `s` a shared string, `n` a number, `e` an error."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return text_in(cell)
    held = next(cell.iterchildren(*_VALUE), None)
    value = "" if held is None else held.text or ""
    if kind == "s":
        number = int(value) if value.isdigit() and len(value) < 10 else len(context.texts)
        return context.texts[number] if number < len(context.texts) else ""
    if kind == "n":
        return _number(value, context.first_day if cell.get("s") in context.dates else None)
    return "" if kind == "e" else value


def _number(value: str, first_day: date | None) -> str:
    """A number as people write it, without `.0`; with `first_day` (the day 0), the date in ISO 8601."""
    try:
        number = float(value)
        if first_day is not None:
            return (first_day + timedelta(days=int(number))).isoformat()
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value
    except (ValueError, OverflowError):
        return value
