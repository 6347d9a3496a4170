"""When a paper came out, as a list says it: a date, a month, a year, beside or in the name of a venue."""

from __future__ import annotations

import re

from checker.papers.lists.names import short_year
from checker.papers.records.dates import date_of

_NAMED = r"([^\W\d_]{3,10})\.?"
_YEAR = r"((?:19[5-9]|20[0-4])\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"(?<![\d./-]){_YEAR}[-./年](\d{{1,2}})(?:[-./月](\d{{1,2}}))?(?![\d-])",
        rf"\b{_NAMED}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b",
        rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_NAMED},?\s+{_YEAR}\b",
        rf"\b{_NAMED},?\s+{_YEAR}\b",
        rf"(?<![\d./-])(\d{{1,2}})/{_YEAR}\b",
        rf"(?<![\d./:-]){_YEAR}(?![\d/:-]|\.\d)",
        r"[A-Za-z]\s?['\u2019]\s?(\d{2})(?!\d)",
    )
)
_ORDER = ("ymd", "mdy", "dmy", "my", "my", "y", "s")


def date_in(text: str) -> str:
    """The first date of the surest form, in ISO 8601 as far as it is told: `2021-10-14`, `2021-10`, `2021`."""
    for form, order in zip(_FORMS, _ORDER, strict=True):
        for match in form.finditer(text):
            if found := _date(dict(zip(order, match.groups(), strict=False))):
                return found
    return short_year(text)


def _date(parts: dict[str, str | None]) -> str:
    short = parts.get("s")
    year = f"{'19' if int(short) > 60 else '20'}{short}" if short else parts["y"]
    month = parts.get("m") or ""
    found = date_of((year, month, parts.get("d") or ""))
    return found if len(found) > 4 or not month else ""
