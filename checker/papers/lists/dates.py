"""The date of a paper in a list: a date, a month or a year, alone or in the name of a venue."""

from __future__ import annotations

import re

from checker.papers.lists.names import short_year
from checker.papers.records.dates import date_of, month_of

_NAMED = r"([^\W\d_]{3,10})\.?"
_YEAR = r"((?:19[5-9]|20[0-4])\d)"
#: (pattern, order of its groups) of each form of a date, the surest first.
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
_MONTH_BEFORE, _DAY_BEFORE = frozenset({2, 3}), 1  # numbers of the forms with month or day right before the year
_YEARS = re.compile(r"(?:19[5-9]|20[0-4])\d(?!\d)", re.ASCII)
_WORD_LAST = re.compile(r"([a-z]{3,10})\.?,?\Z", re.IGNORECASE)
_TWO_DIGITS = re.compile(r"\d\d")
_APOSTROPHE = re.compile(r"[A-Za-z]\s?['\u2019]\s?(\d{2})(?!\d)", re.ASCII)
_BEFORE, _AFTER = 40, 12  # characters of a date before its year, and from its year on


def date_in(text: str) -> str:
    """The first date of the surest form, in ISO 8601: `2021-10-14`, `2021-10` or `2021`; empty if there is none."""
    if not _TWO_DIGITS.search(text):
        return ""
    years = [(at, _forms_near(text, at)) for at in map(re.Match.start, _YEARS.finditer(text))]
    for number, (form, order) in enumerate(_FORMS if years else ()):
        for at in [at for at, near in years if number in near]:
            for match in form.finditer(text, max(0, at - _BEFORE), at + _AFTER):
                if match.start() <= at < match.end() and (
                    found := _date(dict(zip(order, match.groups(), strict=False)))
                ):
                    return found
    for match in _APOSTROPHE.finditer(text) if "'" in text or "\u2019" in text else ():
        if found := _date({"s": match[1]}):
            return found
    return short_year(text)


def _forms_near(text: str, at: int) -> set[int]:
    """The numbers of the forms that fit the text before and after the year at this position."""
    near = {5}
    if text[at + 4 : at + 5] in {"-", ".", "/", "年"}:
        near.add(0)
    before = text[max(0, at - _BEFORE) : at]
    if before[-1:] == "/":
        near.add(4)
    elif before[-1:].isspace() and (last := before.split()[-1:]):
        word = _WORD_LAST.search(last[0])
        if word and month_of(word[1]):
            near |= _MONTH_BEFORE
        elif last[0][0].isdigit():
            near.add(_DAY_BEFORE)
    return near


def _date(parts: dict[str, str | None]) -> str:
    short = parts.get("s")
    year = f"{'19' if int(short) > 60 else '20'}{short}" if short else parts["y"]
    month = parts.get("m") or ""
    found = date_of((year, month, parts.get("d") or ""))
    return found if len(found) > 4 or not month else ""
