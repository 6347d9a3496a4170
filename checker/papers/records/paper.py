"""What all readers share: a paper made of what a record says, and the error of a record that says none."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from checker.model import Paper
from checker.model.paper_ids import canonical_id, title_id

if TYPE_CHECKING:
    from collections.abc import Iterable


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MAIL_DATE = re.compile(rf"\w{{3}}, (\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}}) (\d\d:\d\d:\d\d) GMT", re.ASCII)


class Unreadable(ValueError):  # noqa: N818  (says of a record what it is)
    """A record that gives no paper; the message says why. Readers make it a BadRecord."""


def made(
    source: str,
    *,
    paper_id: str = "",
    title: str = "",
    abstract: str = "",
    comments: str = "",
    published: str = "",
    fields: tuple[tuple[str, str], ...] = (),
) -> Paper:
    """
    A paper, its id in the one form that ids have, made from its title where it has none; Unreadable if nothing is to
    be read in it.
    """
    if not (title.strip() or abstract.strip() or comments or fields):
        raise Unreadable("neither title nor abstract")
    known = canonical_id(paper_id) or title_id(title or abstract or fields[0][1])
    return Paper(known, title, abstract, comments, published, source, fields)


def one_line(text: str) -> str:
    """The text with every run of blanks and line ends as one blank: for titles that were wrapped."""
    return " ".join(text.split())


def beside(*links: str) -> str:
    """Links that a source gives beside the abstract, one a line, each once: what `comments` then holds."""
    return "\n".join(dict.fromkeys(filter(None, map(str.strip, links))))


def date_of(parts: Iterable[object]) -> str:
    """(year, month, day), as many as are known and as numbers or digits, as an ISO 8601 date: `2024-03-11`."""
    found = ""
    for part, low, high, form in zip(parts, (1000, 1, 1), (9999, 12, 31), ("{}", "-{:02}", "-{:02}"), strict=False):
        digits = str(part).strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) < 5 and low <= int(digits) <= high):
            break
        found += form.format(int(digits))
    return found


def moment_of(seconds: float) -> str:
    """Seconds since 1970 as an ISO 8601 moment in UTC; empty for a number that is no moment."""
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        return ""


def mail_date(text: str) -> str:
    """A date in the form of mail (`Mon, 2 Apr 2007 19:18:42 GMT`) as an ISO 8601 moment in UTC; or empty."""
    try:
        return _usual_mail_date(text) or moment_of(parsedate_to_datetime(text).timestamp())
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _usual_mail_date(text: str) -> str:
    """The same for the form that servers write, a tenth of the work; empty for every other. ValueError: no date."""
    usual = _MAIL_DATE.fullmatch(text)
    if usual is None:
        return ""
    day, month, year, time = usual.groups()
    moment = f"{year}-{_MONTHS.index(month) + 1:02}-{day:0>2}T{time}"
    datetime.fromisoformat(moment)
    return f"{moment}Z"
