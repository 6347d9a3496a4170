"""Findings: an artifact, what was seen of it, and what to do about it; from a row of `reported` and its context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.reports.contents.context import Context, address_of, papers_of
from checker.reports.contents.seen import Deed, deed, seen
from checker.reports.contents.values import Finding
from checker.reports.contents.words import STATES, is_day, shorter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.reports.contents.values import Cited, Copy

_MOVED = "Moved"


def needing(row: Mapping[str, Any], context: Context) -> Finding:
    """A row of `reported` as a finding of what needs attention."""
    copy = context.copies.get(row["artifact_id"])
    event = "moved" if row["deed"] == "update" else row["state"]
    helps, address = _helps(row, copy)
    return finding(
        row,
        context,
        event=event,
        word=_MOVED if event == "moved" else STATES.get(row["state"], row["state"]),
        seen=seen(row, promised=promise_date(row, context)),
        deed=deed(row, copy),
        since=row["since"] or "",
        last_good=row["last_good_at"] or row["known_at"] or "",
        helps=helps,
        helps_url=address,
    )


def finding(row: Mapping[str, Any], context: Context, *, deed: Deed, **values: Any) -> Finding:
    """A finding on a row of `reported`; `values` are the fields that differ between news and attention."""
    moved = bool(row["moved"] and row["today"])
    today = row["today"] if moved else row["works_as"]
    return Finding(
        kind=row["kind"],
        target=row["target"],
        url=row["url"],
        whose=row["whose"],
        artifact_id=row["artifact_id"],
        papers=tuple(papers_of(context, row["artifact_id"])),
        paper_count=row["papers"],
        confirmed=bool(row["confirmed"]),
        reason=row["reason"],
        today=today,
        today_url=address_of(row["kind"], today, row["url"]) if today else "",
        copy=context.copies.get(row["artifact_id"]) if row["state"] in ("gone", "blocked") else None,
        deed=deed.do,
        more=deed.more,
        **values,
    )


def promise_date(row: Mapping[str, Any], context: Context) -> str:
    """
    The date of the paper that promises an artifact's content; empty where no paper promises it or the date is not
    known.
    """
    papers: tuple[Cited, ...] = tuple(papers_of(context, row["artifact_id"]))
    promises = row["reason"] == "coming_soon" or row["artifact_id"] in context.promised
    return papers[0].published if papers and promises and is_day(papers[0].published) else ""


def _helps(row: Mapping[str, Any], copy: Copy | None) -> tuple[str, str]:
    """The short answer in the column that a group names, and its address (or empty)."""
    if row["deed"] == "use_copy" and copy:
        return shorter(copy.name.partition(" at ")[0]), copy.url
    if row["deed"] == "ask":
        return ("none known" if row["copy"] == "none" else "not looked for"), ""
    if row["deed"] == "update":
        return row["today"], address_of(row["kind"], row["today"], row["url"])
    if row["deed"] == "correct" and row["works_as"]:
        return row["works_as"], address_of(row["kind"], row["works_as"], row["url"])
    if row["deed"] == "access":
        return "request form", row["url"]
    return _HELPS.get(row["deed"], ""), ""


_HELPS = {
    "fill": "letter drafted",
    "distrust": "compare the commit in the paper",
    "correct": "reprolinks query misprinted",
    "restart": "its owner",
    "wait": "automatic",
}
