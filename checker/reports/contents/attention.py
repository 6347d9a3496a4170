"""What needs attention: artifacts in groups by what to do about them, most helpful first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reports.contents.context import Context
from checker.reports.contents.findings import needing
from checker.reports.contents.values import Attention, Group
from checker.reports.contents.words import counted

if TYPE_CHECKING:
    from checker.reports.contents.context import Figures
    from checker.reports.contents.values import Headline

#: What to do (deed) → the heading of its group, one sentence why, and the heading of the column that says what helps.
GROUPS = {
    "use_copy": (
        "Use the archived copy, then tell the authors",
        "Gone or made private, which looks the same from outside. An archive holds a copy.",
        "Copy",
    ),
    "ask": (
        "Ask the authors: no copy is known",
        "Gone or taken down, and neither Software Heritage nor the Wayback Machine is known to have a copy.",
        "Copy",
    ),
    "fill": (
        "Ask the authors to fill the repository",
        "It exists, with no code or data in it yet. Papers younger than 90 days are not listed here.",
        "Letter",
    ),
    "distrust": (
        "Do not trust the address: it is another repository today",
        "The name works, but a different repository stands there than was seen before.",
        "What helps",
    ),
    "update": (
        "Update the link",
        "The thing has moved. `reprolinks fix` writes the patch for Markdown, BibTeX, CSV and LaTeX files.",
        "Today's name",
    ),
    "correct": (
        "Correct the link",
        "The thing is there, but the address as the paper prints it, or a place in it, is not.",
        "What helps",
    ),
    "restart": ("Ask its owner to restart the demo", "The files are there, and the demo is not running.", "Who acts"),
    "access": ("Ask for access", "It exists behind a form or a request. This is no fault of the link.", "Where"),
    "wait": (
        "Nothing to do yet: it could not be found out",
        "The host did not give an answer to rely on. Not counted as gone; due again at the next run.",
        "Who acts",
    ),
}
#: What to do, in the few words that a column of a table has room for.
SHORT = {
    "use_copy": "Use the copy",
    "ask": "Ask the authors",
    "fill": "Ask to fill it",
    "distrust": "Do not trust it",
    "update": "Update the link",
    "correct": "Correct the link",
    "restart": "Ask to restart it",
    "access": "Ask for access",
    "wait": "Wait",
    "young": "Wait: a young paper",
    "none": "Nothing",
}
_NOBODY_ACTS = frozenset({"wait"})  # listed, and not counted in the heading


def attention(figures: Figures, headline: Headline, rows: int) -> Attention:
    """The groups that are not empty, each with its newest `rows` artifacts."""
    counts = {row["deed"]: row["artifacts"] for row in figures.rows("deeds")}
    found = list(figures.rows("attention", rows=rows))
    context = Context.of(figures, found)
    groups = tuple(
        Group(
            deed=deed,
            imperative=imperative,
            why=why,
            column=column,
            count=counts[deed],
            counted=deed not in _NOBODY_ACTS,
            rows=tuple(needing(row, context) for row in found if row["deed"] == deed),
        )
        for deed, (imperative, why, column) in GROUPS.items()
        if deed in counts
    )
    total = sum(group.count for group in groups if group.counted)
    return Attention(count=total, groups=groups, sentence="" if total else _none(headline))


def _none(headline: Headline) -> str:
    """The sentence where nothing needs attention."""
    known = headline.usable.whole
    if not known:
        nothing_found = "It is not known what needs attention: nothing could be found out."
        return nothing_found if headline.total else "Nothing needs attention."
    all_of = f"all {counted(known, 'own link')} that are known are usable"
    if known == 1:
        all_of = "the one own link that is known is usable"
    return f"Nothing needs attention: {all_of}." if headline.usable.part == known else "Nothing needs attention."
