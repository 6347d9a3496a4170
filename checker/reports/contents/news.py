"""
What is new since the run before: events such as newly gone, back, kept or moved, each with a sentence
and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.reports.contents.context import Context
from checker.reports.contents.findings import finding
from checker.reports.contents.seen import Deed, deed
from checker.reports.contents.values import News
from checker.reports.contents.words import counted, days_between, is_day, long_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.reports.contents.context import Figures
    from checker.reports.contents.values import Finding, RunState

FIRST = "Nothing to compare with yet. News starts with the next run."
QUIET = "Nothing new: every link is as it was."
#: Event → its word, and the words of the news line for one and for many.
WORDS = {
    "newly_gone": ("Newly gone", "newly gone", "newly gone"),
    "blocked": ("Blocked", "newly blocked", "newly blocked"),
    "reused": ("Another repository", "name re-used", "names re-used"),
    "emptied": ("Emptied", "emptied", "emptied"),
    "back": ("Back", "back", "back"),
    "kept": ("Promise kept", "promise kept", "promises kept"),
    "opened": ("Opened", "opened", "opened"),
    "moved": ("Moved", "moved", "moved"),
    "gated": ("Gated", "gated", "gated"),
}


def news(figures: Figures, run: RunState | None, shown: int) -> News:
    """
    The news of a run, at most `shown` events; where there is none, `sentence` says so, or that the run
    is incomplete.
    """
    if run is None or not run.previous:
        return News(since="", line=(), events=(), total=0, sentence=FIRST)
    rows = list(figures.rows("news", before=run.previous, shown=shown))
    counts = {row["event"]: row["of_event"] for row in rows}
    if len(rows) == shown:  # some kinds of events may not be among those shown
        rows_of_all = figures.rows("news", before=run.previous, shown=-1)
        counts = {row["event"]: row["of_event"] for row in rows_of_all}
    line = tuple((event, counts[event], _counted(event, counts[event])) for event in WORDS if event in counts)
    context = Context.of(figures, rows)
    return News(
        since=run.previous_at,
        line=line,
        events=tuple(_event(row, context) for row in rows),
        total=sum(counts.values()),
        sentence="" if rows else QUIET if run.complete else run.sentence,
    )


def _counted(event: str, number: int) -> str:
    return counted(number, *WORDS[event][1:])


def line(counts: Sequence[tuple[str, int, str]]) -> str:
    """The news line as one text: `2 newly gone, 1 back`."""
    return ", ".join(words for _, _, words in counts)


def _event(row: Mapping[str, Any], context: Context) -> Finding:
    seen, what = _seen_and_deed(row, context)
    return finding(
        row,
        context,
        event=row["event"],
        word=WORDS[row["event"]][0],
        seen=seen,
        deed=what,
        since=row["at"] or "",
        last_good=(row["was_at"] or "") if row["event"] in ("newly_gone", "blocked") else (row["checked_at"] or ""),
    )


def _seen_and_deed(row: Mapping[str, Any], context: Context) -> tuple[str, Deed]:
    """What was seen and what to do, by the event."""
    event, at, was = row["event"], long_date(row["at"]), long_date(row["was_at"])
    if event in ("newly_gone", "blocked"):
        return _lost(row), deed(row, context.copies.get(row["artifact_id"]))
    if event == "back":
        once = "" if row["sure"] else ", seen once"
        seen = f"There again on {at}. It was gone from {was}{once}."
        return seen, Deed("Nothing to do.", " The loss is closed and does not count.")
    if event == "kept":
        return _kept(row, context), Deed("Nothing to do.", f" {_holds(row['content'])}")
    if event == "moved":
        what = "new owner" if row["identity"] == "transferred" else "new name"
        return f"Same repository, {what}, first seen {at}.", deed({**row, "deed": "update"}, None)
    return _TURNS[event].format(at=at), deed(row, None)


_TURNS = {
    "reused": "The address leads to another repository, first seen on {at}.",
    "emptied": "Seen without its content on {at}.",
    "opened": "Open to everybody, first seen on {at}.",
    "gated": "Behind a form, a login or a request, first seen on {at}.",
}


def _lost(row: Mapping[str, Any]) -> str:
    at, last = long_date(row["at"]), long_date(row["was_at"])
    seen = f" Last seen working on {last}." if last else " That was the first look."
    if row["event"] == "blocked":
        return f"First seen blocked on {at}.{seen}"
    return f"First seen gone on {at}, {'confirmed since' if row['sure'] else 'not confirmed yet'}.{seen}"


def _kept(row: Mapping[str, Any], context: Context) -> str:
    """The promise and how long it took: from the paper's date where it is known, else from the first look."""
    papers = context.papers.get(row["artifact_id"], ())
    at = long_date(row["at"])
    begun, words = row["was_at"] or "", f"Empty when first looked at, on {long_date(row['was_at'])}"
    if papers and is_day(papers[0].published) and papers[0].published <= (row["was_at"] or row["at"]):
        begun, words = papers[0].published, f"Promised in the paper of {long_date(papers[0].published)}"
    days = days_between(begun, row["at"] or "")
    later = f", {counted(days, 'day')} later" if days is not None else ""
    return f"{words}; filled by {at}{later}."


def _holds(content: str) -> str:
    return {
        "code": "It holds code.",
        "code_with_dependencies": "It holds code and its dependencies.",
        "runnable": "It holds code that can be run.",
        "data_only": "It holds data.",
    }.get(content, "It holds content now.")
