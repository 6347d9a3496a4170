"""A plain table of link statuses: columns for the address, the date and the status, whatever else there is."""

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
_WORDS = {
    **dict.fromkeys(("ok", "up", "alive", "available", "accessible", "present", "true", "yes", "1"), "present"),
    **dict.fromkeys(("gone", "absent", "not found", "not_found", "deleted"), "absent"),
    **dict.fromkeys(
        ("", "-1", "0", "dead", "down", "broken", "false", "no", "error", "timeout", "unknown", "none", "na"),
        "unknown",
    ),
}


class Plain:
    """A table with columns url, date, status (or what others call these)."""

    name = "checks"

    def recognises(self, content: Content) -> bool:
        """By its columns; the date may come with the command."""
        return bool(_column(content, "url") and _column(content, "status"))

    def looks(self, content: Content) -> Iterator[Look]:
        """A look a row; InputError, naming the row, for a date or status that is none."""
        url, date, status = (_column(content, what) for what in _COLUMNS)
        published = next((one for one in content.columns if one.casefold() in _PUBLISHED), "")
        for number, row in enumerate(content.rows, 2):
            if row[url].strip():
                place = f"{content.source}, row {number}"
                at = _moment(row[date].strip(), place) if date else ""
                outcome, code = _status(row[status].strip(), place)
                yield Look(row[url].strip(), at, outcome == "present", outcome, code, row.get(published, "").strip())

    def derived(self, _content: Content, _tools: Tools) -> Iterator[Derived]:
        """No study, no figures."""
        yield from ()


def _column(content: Content, what: str) -> str:
    """The name of the column that holds something; empty where none does."""
    there = {one.casefold(): one for one in content.columns}
    return next((there[name] for name in _COLUMNS[what] if name in there), "")


def _moment(text: str, place: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"{place}: {text!r} is no date.", "Write dates as 2026-05-06.") from None
    return text


def _status(text: str, place: str) -> tuple[str, int | None]:
    """(outcome, HTTP status) of a status in figures or in a word."""
    if text.isdecimal() and 100 <= int(text) <= 999:
        return outcome_of(int(text)), int(text)
    if (word := text.casefold()) in _WORDS:
        return _WORDS[word], None
    raise InputError(f"{place}: {text!r} is no status.", "Write HTTP statuses (200, 404), or ok, gone, dead.")
