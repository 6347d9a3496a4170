"""A plain table of link statuses, with columns for address, date and status, and any others."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from checker.errors import InputError
from checker.studies.protocol import Look, outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.statistics.published.derived import Derived
    from checker.studies.opening import Content
    from checker.studies.protocol import Tools

_COLUMNS = {
    "url": ("url", "link", "address", "uri"),
    "date": ("date", "checked_at", "checked", "at", "time", "timestamp"),
    "status": ("status", "code", "http_status", "status_code", "outcome"),
}
_PUBLISHED = ("published", "year", "paper_year")
#: Status in words → outcome.
_WORDS = {
    **dict.fromkeys(("ok", "up", "alive", "available", "accessible", "present", "true", "yes", "1"), "present"),
    **dict.fromkeys(("gone", "absent", "not found", "not_found", "deleted"), "absent"),
    **dict.fromkeys(
        ("", "-1", "0", "dead", "down", "broken", "false", "no", "error", "timeout", "unknown", "none", "na"),
        "unknown",
    ),
}


class Plain:
    """A table with columns url, date and status, or other common names of these."""

    name = "checks"

    def recognises(self, content: Content) -> bool:
        """Whether the table has a column for the address and one for the status; the date may be an option."""
        return bool(_column(content, "url") and _column(content, "status"))

    def looks(self, content: Content) -> Iterator[Look]:
        """One look for each row; InputError, naming the row, for a wrong date or status."""
        url, date, status = (_column(content, what) for what in _COLUMNS)
        published = next((one for one in content.columns if one.casefold() in _PUBLISHED), "")
        for number, row in enumerate(content.rows, 2):
            if row[url].strip():
                place = f"{content.source}, row {number}"
                at = _moment(row[date].strip(), place) if date else ""
                outcome, code = _status(row[status].strip(), place)
                yield Look(row[url].strip(), at, outcome == "present", outcome, code, row.get(published, "").strip())

    def derived(self, _content: Content, _tools: Tools) -> Iterator[Derived]:
        """Nothing: the table is of no study with figures."""
        yield from ()


def _column(content: Content, what: str) -> str:
    """The name of the column that holds `what` (a key of _COLUMNS); empty where there is none."""
    columns = {one.casefold(): one for one in content.columns}
    return next((columns[name] for name in _COLUMNS[what] if name in columns), "")


def _moment(text: str, place: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{place}: {text!r} is not a date.", "Write dates as 2026-05-06.") from None
    return text


def _status(text: str, place: str) -> tuple[str, int | None]:
    """(outcome, HTTP status or None) of a status, which is a number or a word."""
    if text.isdecimal() and 100 <= int(text) <= 999:
        return outcome_of(int(text)), int(text)
    if (word := text.casefold()) in _WORDS:
        return _WORDS[word], None
    raise InputError(f"{place}: {text!r} is not a status.", "Write HTTP statuses (200, 404), or ok, gone, dead.")
