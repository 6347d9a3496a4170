"""Groups of blocks → papers, if there is evidence that a group names one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.model import BadRecord, Paper
from checker.papers.lists.columns import authors_column, date_column, is_named, venue_column
from checker.papers.lists.dates import date_in
from checker.papers.lists.labels import is_label, without_label
from checker.papers.lists.links import id_in, id_in_text
from checker.papers.lists.markup.blocks import Form
from checker.papers.lists.names import names_in, venue_in
from checker.papers.records.paper import Unreadable, made

if TYPE_CHECKING:
    from checker.papers.lists.groups import Group
    from checker.papers.lists.links import Mention
    from checker.papers.lists.markup.blocks import Block, Run

_LONGEST = 4000  # characters of an entry's text that are kept
_LONG_TITLE = 4  # words; such a title with a link to code beside it is a paper's
_EMPTY = re.compile(r"[(\[\uff08【{]\s*[|,/·\s-]*[)\]\uff09】}]|\s*\|\s*(?=\||\Z)|(?<=\s)[-\u2013—•·|](?=\s*\Z)")

#: The end of an item, before labels of links: `(VLDB 2021)`, `(2016)`.
_VENUE_LAST = re.compile(
    r"[(\uff08]([^()\uff08\uff09]{4,60})[)\uff09]\W*(?:\b(?:source |git ?hub )?(?:code|link)\b\W*)?\Z", re.IGNORECASE
)
_MAY_BE_EMPTY = re.compile(r"[(\[\uff08【{|\u2013—•·-]")
_REPEATED = re.compile(r"(?:\s*[,;|]){2,}")
_TWICE = re.compile(r"[,;|]\s*[,;|]")


def names_paper(group: Group) -> bool:
    """
    Whether a group names a paper: it has a title and a link to the paper or its id, or a title and another sign of a
    paper: a date, a venue, a table of papers, a labelled link to an artifact beside the title.
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
        beside and any(link.is_known for link in group.links) and len(group.title.text.split()) >= _LONG_TITLE
    )


def _id(group: Group) -> str:
    """The arXiv id or DOI of the paper that a group names, in a link or else in its text; empty if there is none."""
    return id_in(group.links) or id_in_text(group.text())


def _ends_in_venue(group: Group, text: str) -> bool:
    """Whether an item is a title followed by a year, or a venue with its year, in brackets: `… (VLDB 2021)`."""
    found = _VENUE_LAST.search(text)
    title = group.title.text if group.title else ""
    is_item = group.blocks[0].form is Form.ITEM and len(title.split()) >= _LONG_TITLE - 2
    return is_item and found is not None and len(date_in(found[1])) == len("2021")


def _is_page(group: Group) -> bool:
    """Whether the only links to the paper are links of its title to pages on hosts that are not known publishers."""
    return all(link.is_title for link in group.links if link.is_paper) and not any(
        link.is_surely_paper for link in group.links
    )


def names_artifact(group: Group) -> bool:
    """Whether a group has a title and a link to a forge, the Hub or an archive."""
    return group.title is not None and any(link.is_known for link in group.links)


def paper_of(group: Group, source: str) -> Paper | BadRecord:
    """
    The paper that a group names, or a BadRecord if it is empty. `abstract` is the text beside the title; each link to
    an artifact is a field under its label, with its place in the file.
    """
    title = group.title.text if group.title else ""
    beside = list(map(_words_beside_links, group.blocks))
    text = " ".join(filter(None, beside))[: 2 * _LONGEST]
    abstract = _text_beside(text, title)
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
                published=_published(group, text, title),
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


def _text_beside(text: str, title: str) -> str:
    """The text of an entry without its title and without brackets and marks that are left empty by removed links."""
    plain = " ".join(text.replace(title, " ", 1).split())
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
    """The text of runs without the labels of links and the words that announce them (`Code:`)."""
    kept: list[str] = []
    for text, address, *_ in runs:
        if not address or not (text == address or is_label(text)):  # an empty label is a label, too
            kept.append(text)
        elif kept:
            kept[-1] = without_label(kept[-1])
    return " ".join("".join(kept).split())


def _published(group: Group, text: str, title: str) -> str:
    head = group.blocks[0]
    if head.form is Form.ROW and (found := date_in(date_column(head.cells))):
        return found
    return date_in(text[:_LONGEST].replace(title, " ", 1)) or group.section.date


def _authors(group: Group, text: str) -> str:
    head = group.blocks[0]
    if head.form is Form.ROW:
        return authors_column(head.cells)
    return names_in(text.partition(venue_in(text) or "\n")[0])


def _venue(group: Group, beside: str) -> str:
    head = group.blocks[0]
    own = venue_column(head.cells) if head.form is Form.ROW else venue_in(beside)
    return own or _heading_venue(group.section.words)


@lru_cache(64)  # the same for all entries below a heading
def _heading_venue(heading: str) -> str:
    """The venue in a heading that consists of a venue with its year; else empty."""
    found = venue_in(heading)
    return found if len(found) >= len(heading.strip()) - 2 else ""
