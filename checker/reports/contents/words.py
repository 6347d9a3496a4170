"""Numbers, dates and names as sentences of a report print them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from checker.reports.escaping import plain

if TYPE_CHECKING:
    from checker.model.rows import IgnoredRow
    from checker.statistics.intervals import Share

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_THIN = "\N{NARROW NO-BREAK SPACE}"
_LONG_DATE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b")
_FEW, _MANY = 10, 100  # below the first a share is printed as counts; from the second on with a decimal

KINDS = {
    "github_repo": "GitHub",
    "github_org": "GitHub account",
    "github_gist": "Gist",
    "github_pages": "GitHub Pages",
    "hf_model": "HF model",
    "hf_dataset": "HF dataset",
    "hf_space": "HF space",
    "hf_collection": "HF collection",
    "hf_org": "HF account",
    "other_forge": "Other forge",
    "archive": "Archive",
    "other": "Web page",
}
#: State of an artifact → its word, in the order of the composition bar.
STATES = {
    "available": "Available",
    "reused": "Another repository",
    "restricted": "Restricted",
    "placeholder": "Placeholder",
    "empty": "Empty",
    "blocked": "Blocked",
    "gone": "Gone",
    "unknown": "Unknown",
}


def count(number: int) -> str:
    """Thousands with a comma."""
    return f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number and its noun, in the singular or the plural."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def percent(value: float, whole: int) -> str:
    """A percentage: one decimal from 100 known on, none below; 100 and 0 only where it is all or none."""
    digits = 1 if whole >= _MANY else 0
    step = 10.0**-digits
    if 0 < value < 100:
        value = min(max(round(value, digits), step), 100 - step)
    return f"{100 if value == 100 else format(value, f'.{digits}f')}{_THIN}%"


def share(one: Share) -> str:
    """`89.5 %`; counts alone where fewer than ten are known; `?` where nothing is."""
    if not one.whole or one.percent is None:
        return "?"
    return percent(one.percent, one.whole) if one.whole >= _FEW else f"{one.part:,} of {one.whole:,}"


def behind(one: Share) -> str:
    """The counts behind a percentage; empty where `share` prints the counts themselves."""
    return f"{one.part:,} of {one.whole:,}" if one.whole >= _FEW and one.percent is not None else ""


def interval(one: Share) -> str:
    """`88.2 % to 90.7 %`; empty where there is no interval."""
    if one.interval is None:
        return ""
    low, high = one.interval
    return f"{percent(low, one.whole)} to {percent(high, one.whole)}"


def points(change: float) -> str:
    """`down 4.1 points`, for a difference of two percentages."""
    size = f"{abs(change):.1f}"
    if size == "0.0":
        return "unchanged"
    return f"{'down' if change < 0 else 'up'} {size} {'point' if size == '1.0' else 'points'}"


def long_date(moment: str | None) -> str:
    """
    `30 November 2026` for an ISO date or moment; only the month or year where no more is given; empty
    for nothing.
    """
    parts = (moment or "")[:10].split("-")
    if len(parts) == 3 and all(part.isdecimal() for part in parts) and 1 <= int(parts[1]) <= 12:
        return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2 and all(part.isdecimal() for part in parts) and 1 <= int(parts[1]) <= 12:
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return parts[0]


def short_date(moment: str | None) -> str:
    """`30 Nov 2026`, for tables."""
    return shorter(long_date(moment))


def shorter(text: str) -> str:
    """A sentence with its dates in the short form of tables."""
    return _LONG_DATE.sub(lambda found: f"{found[1]} {found[2][:3]} {found[3]}", text)


def days_between(first: str, last: str) -> int | None:
    """Whole days from one ISO date or moment to another; None where one of them is not a full date."""
    try:
        return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days
    except ValueError:
        return None


def is_day(text: str) -> bool:
    """Whether a text is a full ISO date."""
    return len(text) == 10 and days_between(text, text) == 0


def first_author(authors: str) -> str:
    """`Kowalczyk et al.` for a list of authors, as inputs write them; empty for none."""
    names = [one.strip() for one in re.split(r";| and |\n", authors) if one.strip()]
    if not names:
        return ""
    if len(names) == 1 and names[0].count(",") > 1:  # `A. One, B. Two, C. Three`
        names = [one.strip() for one in names[0].split(",")]
    first = names[0]
    family = first.partition(",")[0] if "," in first else first.split()[-1]
    return f"{family} et al." if len(names) > 1 else family


def ignoring(one: IgnoredRow) -> str:
    """A sentence on a target that raises no alarm."""
    lost = f", {count(one.lost)} of them lost now" if one.lost else ""
    which = f"{counted(one.artifacts, 'artifact')}{lost}" if one.artifacts else "nothing that is listed"
    return f"No alarm until {long_date(one.until)} for {plain(one.target)} ({which}): {plain(one.reason)}"
