"""Groups of blocks → papers, by the evidence that each names one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.model import BadRecord, Paper
from checker.papers.lists.columns import authors_column, date_column, is_named, venue_column
from checker.papers.lists.dates import date_in
from checker.papers.lists.labels import is_label, without_label
from checker.papers.lists.links import id_in, id_said
from checker.papers.lists.markup.blocks import Form
from checker.papers.lists.names import names_in, venue_in
from checker.papers.records.paper import Unreadable, made

if TYPE_CHECKING:
    from checker.papers.lists.groups import Group
    from checker.papers.lists.links import Mention
    from checker.papers.lists.markup.blocks import Block, Run

_LONGEST = 4000  # characters of an entry's words that are kept
_NAMED = 4  # words: a title so long, with a link to code beside it, is a paper's
_EMPTY = re.compile(r"[(\[\uff08【{]\s*[|,/·\s-]*[)\]\uff09】}]|\s*\|\s*(?=\||\Z)|(?<=\s)[-\u2013—•·|](?=\s*\Z)")

#: What an item ends in, but for labels of links: `(VLDB 2021)`, `(2016)`.
_VENUE_LAST = re.compile(
    r"[(\uff08]([^()\uff08\uff09]{4,60})[)\uff09]\W*(?:\b(?:source |git ?hub )?(?:code|link)\b\W*)?\Z", re.IGNORECASE
)
_MAY_BE_EMPTY = re.compile(r"[(\[\uff08【{|\u2013—•·-]")
_REPEATED = re.compile(r"(?:\s*[,;|]){2,}")
_TWICE = re.compile(r"[,;|]\s*[,;|]")


def names_paper(group: Group) -> bool:
    """
    Whether a group names a paper: a title, and a link to the paper, or beside a link to an artifact a date, a venue
    or a label that tells it from the title.
    """
    if group.title is None:
        return False
    if group.leads_to_paper() and not _is_page(group):
        return True
    if _id(group):
        return True
    text = group.text()
    beside = any(not link.is_title and is_label(link.label) for link in group.links)
    head = group.blocks[0]
    if head.form is Form.ROW and is_named(head.cells) and any(link.is_known for link in group.links):
        return True
    listed = bool(group.links) and head.form in {Form.ITEM, Form.ROW}
    if _ends_in_venue(group, text):
        return True
    marked = head.form in {Form.ITEM, Form.TEXT} and head.runs[group.title.run].strong
    dated = (listed or marked) and bool(date_in(text.replace(group.title.text, "")))
    return dated or (
        beside and any(link.is_known for link in group.links) and len(group.title.text.split()) >= _NAMED
    )


def _id(group: Group) -> str:
    """The arXiv number or DOI of the paper that a group names: in a link, else in its words; empty if in neither."""
    return id_in(group.links) or id_said(group.text())


def _ends_in_venue(group: Group, text: str) -> bool:
    """Whether an item is a title, and after it in brackets the year, or a venue with its year: `… (VLDB 2021)`."""
    found = _VENUE_LAST.search(text)
    title = group.title.text if group.title else ""
    is_item = group.blocks[0].form is Form.ITEM and len(title.split()) >= _NAMED - 2
    return is_item and found is not None and len(date_in(found[1])) == len("2021")


def _is_page(group: Group) -> bool:
    """Whether all that is known of the paper is a page that its title leads to, on a host that is no publisher's."""
    return all(link.is_title for link in group.links if link.is_paper) and not any(
        link.is_surely_paper for link in group.links
    )


def names_artifact(group: Group) -> bool:
    """Whether a group names something that has an address of a forge, the Hub or an archive."""
    return group.title is not None and any(link.is_known for link in group.links)


def paper_of(group: Group, source: str) -> Paper | BadRecord:
    """
    The paper that a group names: `abstract` is what else the entry says, each link to an artifact a field under its
    label, with its place.
    """
    title = group.title.text if group.title else ""
    beside = list(map(_words_beside_links, group.blocks))
    said = " ".join(filter(None, beside))[: 2 * _LONGEST]
    abstract = _said(said, title)
    artifacts = [link for link in group.links if not link.is_paper]
    fields = _fields(artifacts)
    places = ((name, link.line, link.column) for (name, _), link in zip(fields, artifacts, strict=True) if link.line)
    try:
        return made(
            Paper(
                source=source,
                id=_id(group),
                title=title,
                abstract=abstract,
                published=_published(group, said, title),
                fields=fields,
                places=tuple(places),
                authors=_authors(group, abstract),
                venue=_venue(group, beside[0]),
            )
        )
    except Unreadable as error:
        return BadRecord(source, 0, str(error))


def _fields(artifacts: list[Mention]) -> tuple[tuple[str, str], ...]:
    """(label, address) of each link; labels that repeat are numbered."""
    times: dict[str, int] = {}
    found = []
    for link in artifacts:
        times[link.label] = number = times.get(link.label, 0) + 1
        found.append((link.label if number == 1 else f"{link.label} {number}", link.address))
    return tuple(found)


def _said(said: str, title: str) -> str:
    """What an entry says beside its title, without what is left of its links."""
    plain = " ".join(said.replace(title, " ", 1).split())
    for _ in range(3 if _MAY_BE_EMPTY.search(plain) else 0):
        fuller, plain = plain, _EMPTY.sub("", plain)
        if plain == fuller:
            break
    plain = _REPEATED.sub(",", plain) if _TWICE.search(plain) else plain
    return " ".join(plain.replace("`", "").strip(" .,;:|·•\u2013—-").split())[:_LONGEST]


def _words_beside_links(block: Block) -> str:
    if not block.cells:
        return _unlinked(block.runs)
    return " ".join(filter(None, [_unlinked(runs) for _, runs in block.cells]))


def _unlinked(runs: tuple[Run, ...]) -> str:
    """The text of runs without labels of links, and without what only announces a link."""
    kept: list[str] = []
    for text, address, *_ in runs:
        if not address or not (text == address or is_label(text)):  # a label without words is one
            kept.append(text)
        elif kept:
            kept[-1] = without_label(kept[-1])
    return " ".join("".join(kept).split())


def _published(group: Group, said: str, title: str) -> str:
    head = group.blocks[0]
    if head.form is Form.ROW and (found := date_in(date_column(head.cells))):
        return found
    return date_in(said[:_LONGEST].replace(title, " ", 1)) or group.section.date


def _authors(group: Group, said: str) -> str:
    head = group.blocks[0]
    if head.form is Form.ROW:
        return authors_column(head.cells)
    return names_in(said.partition(venue_in(said) or "\n")[0])


def _venue(group: Group, beside: str) -> str:
    head = group.blocks[0]
    own = venue_column(head.cells) if head.form is Form.ROW else venue_in(beside)
    return own or _heading_venue(group.section.words)


@lru_cache(64)  # all entries below it ask for it
def _heading_venue(heading: str) -> str:
    """The heading above, where it is nothing but a venue with its year."""
    found = venue_in(heading)
    return found if len(found) >= len(heading.strip()) - 2 else ""
