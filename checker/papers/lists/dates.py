"""When a paper came out, as a list says it: a date, a month, a year, beside or in the name of a venue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.papers.lists.names import short_year
from checker.papers.records.dates import date_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMED = r"([^\W\d_]{3,10})\.?"
_YEAR = r"((?:19[5-9]|20[0-4])\d)"
#: The surest first, each with the order of its parts.
_FORMS = tuple(
    (re.compile(form, re.IGNORECASE | re.ASCII), order)
    for form, order in (
        (rf"(?<![\d./-]){_YEAR}[-./年](\d{{1,2}})(?:[-./月](\d{{1,2}}))?(?![\d-])", "ymd"),
        (rf"\b{_NAMED}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b", "mdy"),
        (rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_NAMED},?\s+{_YEAR}\b", "dmy"),
        (rf"\b{_NAMED},?\s+{_YEAR}\b", "my"),
        (rf"(?<![\d./-])(\d{{1,2}})/{_YEAR}\b", "my"),
        (rf"(?<![\d./:-]){_YEAR}(?![\d/:-]|\.\d)", "y"),
    )
)
_FOUR_DIGITS = re.compile(f"(?={_YEAR})", re.ASCII)
_APOSTROPHE = re.compile(r"[A-Za-z]\s?['\u2019]\s?(\d{2})(?!\d)", re.ASCII)
_BEFORE, _AFTER = 40, 12  # characters of a date before its year, and from its year on


def date_in(text: str) -> str:
    """The first date of the surest form, in ISO 8601 as far as it is told: `2021-10-14`, `2021-10`, `2021`."""
    years = [found.start() for found in _FOUR_DIGITS.finditer(text)]
    for form, order in _FORMS if years else ():
        for match in _around(form, text, years):
            if found := _date(dict(zip(order, match.groups(), strict=False))):
                return found
    for match in _APOSTROPHE.finditer(text):
        if found := _date({"s": match[1]}):
            return found
    return short_year(text)


def _around(form: re.Pattern[str], text: str, years: list[int]) -> Iterator[re.Match[str]]:
    """What has a form, in order: each holds a year, and is looked for near one alone."""
    for at in years:
        for match in form.finditer(text, max(0, at - _BEFORE), at + _AFTER):
            if match.start() <= at < match.end():
                yield match


def _date(parts: dict[str, str | None]) -> str:
    short = parts.get("s")
    year = f"{'19' if int(short) > 60 else '20'}{short}" if short else parts["y"]
    month = parts.get("m") or ""
    found = date_of((year, month, parts.get("d") or ""))
    return found if len(found) > 4 or not month else ""
