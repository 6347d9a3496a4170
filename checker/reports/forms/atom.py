"""
The report as an Atom feed (RFC 4287): an entry when a loss is first seen, and another when it is over. Ids never
change, so that a reader shows each entry once; a confirmation updates the entry.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from checker import __version__
from checker.reports.contents.words import counted, long_date
from checker.reports.escaping import address, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model.losses import IncidentRow
    from checker.reports.protocol import Account

ENTRIES = 100  # the newest: readers keep the older ones
_NAMESPACE = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"  # a feed must have an update time, also before the first run
_AUTHORITY = "reprolinks,2026"  # of tag URIs (RFC 4151)


class Atom:
    """A feed of losses, first seen and over, the newest first."""

    name = "atom"

    def render(self, account: Account) -> Iterator[str]:
        """The feed. Its id holds the moment of the first run, so that feeds of two databases differ."""
        first = next((row["started_at"] for row in account.figures.rows("runs")), _NEVER)
        entries = _newest(account.rows.incidents())
        updated = entries[0][0] if entries else first
        feed = f"tag:{_AUTHORITY}:feed:{first}"
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield f'<feed xmlns="{_NAMESPACE}" xml:lang="en">\n'
        yield f"  <id>{escape(feed)}</id>\n  <title>{_text(account.contents.title)}</title>\n"
        yield f"  <updated>{updated}</updated>\n"
        yield "  <author><name>reprolinks</name></author>\n"
        yield f'  <generator version="{__version__}">reprolinks</generator>\n'
        for _, entry in entries:
            yield entry
        yield "</feed>\n"


def _newest(incidents: Iterable[IncidentRow]) -> list[tuple[str, str]]:
    """The newest entries as (moment, XML of the entry)."""
    kept: list[tuple[str, str]] = []
    for one in incidents:
        kept += [(one.confirmed_at or one.opened_at, _opened(one))]
        kept += [(one.closed_at, _closed(one))] if one.closed_at else []
        if len(kept) > 10 * ENTRIES:
            kept = _sorted(kept)
    return _sorted(kept)


def _sorted(entries: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(entries, key=lambda entry: entry[0], reverse=True)[:ENTRIES]


def _opened(one: IncidentRow) -> str:
    sure = f", confirmed on {long_date(one.confirmed_at)}" if one.confirmed_at else ", not confirmed yet"
    last = (
        f" Last seen working on {long_date(one.last_good_at)}." if one.last_good_at else " That was the first look."
    )
    if one.closed_at:
        over = f" There again on {long_date(one.closed_at)}."
        return _entry(one, "opened", f"Gone: {one.target}", f"Gone from {long_date(one.opened_at)}.{last}{over}")
    state = "Blocked" if one.availability == "blocked" else "Gone"
    summary = f"{state} since {long_date(one.opened_at)}{sure}.{last}{_named(one)}"
    return _entry(one, "opened", f"{state}: {one.target}", summary)


def _closed(one: IncidentRow) -> str:
    days = (date.fromisoformat((one.closed_at or "")[:10]) - date.fromisoformat(one.opened_at[:10])).days
    summary = f"There again on {long_date(one.closed_at)}, {counted(days, 'day')} after it was first seen gone."
    return _entry(one, "closed", f"There again: {one.target}", f"{summary}{_named(one)}")


def _named(one: IncidentRow) -> str:
    titles = "; ".join(plain(title) for title in one.named_by)
    more = one.papers - len(one.named_by)
    also = f" and {counted(more, 'more paper')}" if more > 0 else ""
    return f" Named by {titles}{also}." if titles else ""


def _entry(one: IncidentRow, what: str, title: str, summary: str) -> str:
    published = one.opened_at if what == "opened" else one.closed_at
    updated = (one.confirmed_at or one.opened_at) if what == "opened" else one.closed_at
    link = address(one.url)
    alternate = f'    <link rel="alternate" href={quoteattr(link)}/>\n' if link else ""
    name = quote(f"{one.kind}:{one.target}:{one.opened_at}", safe=":", errors="replace")
    return (
        f"  <entry>\n    <id>tag:{_AUTHORITY}:{what}:{name}</id>\n"
        f"    <title>{_text(title)}</title>\n    <updated>{updated}</updated>\n"
        f"    <published>{published}</published>\n{alternate}"
        f"    <summary>{_text(summary)}</summary>\n  </entry>\n"
    )


def _text(text: str) -> str:
    return escape(plain(text, 2_000))
