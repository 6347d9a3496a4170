"""Blocks of Markdown: the news, what needs attention, artifacts and papers as links. All foreign text is escaped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.reports.contents.words import short_date, shorter
from checker.reports.escaping import address, markdown
from checker.reports.signs import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.reports.contents.values import Cited, Copy, Finding, Group

_TITLE = 120  # characters of a title in a table
_ONCE = ("newly_gone", "gone")
_CODE = re.compile(r"[a-z0-9_]+")  # a reason's code: a damaged database may hold any text


def link(text: str, url: str, width: int = 200) -> str:
    """A link with this text; the text alone where `url` is not a web address."""
    shown, place = markdown(text, width) or "(no name)", address(url).replace("&", "&amp;")
    return f"[{shown}]({place})" if place else shown


def artifact(one: Finding) -> str:
    """An artifact as a link to it."""
    return link(one.target, one.url)


def paper(one: Cited) -> str:
    """A paper as a link to where it is read."""
    return link(one.title, one.url, _TITLE)


def papers(one: Finding) -> str:
    """The papers that name an artifact, at most three of them, and how many more there are."""
    shown = "; ".join(map(paper, one.papers))
    more = one.paper_count - len(one.papers)
    return f"{shown} and {more:,} more" if more > 0 else shown


def marked(one: Finding) -> str:
    """The sign and the word of a finding; `seen once` where it is not confirmed."""
    mark = SIGNS[one.event][0] if one.event in SIGNS else "·"
    once = ", seen once" if one.event in _ONCE and not one.confirmed else ""
    return f"{mark} {one.word.lower()}{once}"


def deed(one: Finding) -> str:
    """What to do, with the copy or the current name as a link."""
    if one.copy:
        return f"{link(f'Use the copy of {short_date(one.copy.day)}', one.copy.url)}, tell the authors"
    if one.today and one.deed.startswith(("Update", "Correct")):
        risk = ": anybody may take the old name" if "anybody" in one.more else ""
        return f"{one.deed} to {link(one.today, one.today_url)}{risk}"
    return markdown(f"{one.deed}{one.more}".removesuffix("."))


def news(events: Sequence[Finding]) -> Iterator[str]:
    """The table of the news."""
    yield "| | Artifact | Paper | Last good | What to do |"
    yield "|---|---|---|---|---|"
    for one in events:
        yield f"| {marked(one)} | {artifact(one)} | {papers(one)} | {short_date(one.last_good)} | {deed(one)} |"


def group(one: Group, rows: Iterable[Finding], rescue: Mapping[int, Sequence[Copy]]) -> Iterator[str]:
    """An attention group as a table of these rows; `rescue` are all copies of lost artifacts, by artifact."""
    yield f"| | Artifact | Paper | What was seen | {one.column} |"
    yield "|---|---|---|---|---|"
    for row in rows:
        helps = _copies(rescue.get(row.artifact_id, ())) or (link(row.helps, row.helps_url) if row.helps else "")
        reason = f" `{row.reason}`" if row.reason != "ok" and _CODE.fullmatch(row.reason) else ""
        yield f"| {marked(row)} | {artifact(row)} | {papers(row)} | {markdown(row.seen)}{reason} | {helps} |"


def _copies(found: Sequence[Copy]) -> str:
    return "; ".join(link(shorter(one.name.partition(" at ")[0]), one.url) for one in found)
