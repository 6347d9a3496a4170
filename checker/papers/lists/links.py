"""The links of an entry with their labels, places in the file, and roles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from checker.papers.lists.addresses import Role, paper_id, role_of
from checker.papers.lists.labels import is_label

if TYPE_CHECKING:
    from checker.papers.lists.markup.blocks import Block, Run
    from checker.papers.lists.titles import Title

_ANNOUNCES = re.compile(
    r"([^\W\d_][\w -]{0,30}?)\s*(?:[(\uff08][^()\uff08\uff09]{0,20}[)\uff09]\s*)?[:\uff1a]?[\s(\[*|]*\Z"
)  # `Code: https://…`
_BEFORE_LINK = frozenset("_-:\uff1a)\uff09")  # last characters of such words, beside letters and digits
_REACH = 80  # characters before a link that may announce it
_VAGUE = frozenset({"link", "links", "url", "urls", "here", "this", "yes", "✓", "✔", "web"})
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_ID = re.compile(r"\barxiv[:\s]+(?:abs/)?(\d{4}\.\d{4,5})|\b(10\.\d{4,9}/[^\s\"<>,;]+)", re.IGNORECASE)


class Mention(NamedTuple):
    """One link of an entry: its address, its label, its role, its place in the file (0: not known)."""

    address: str
    label: str
    is_paper: bool
    is_known: bool  # it leads to a forge, the Hub or an archive
    is_title: bool  # its text holds the title
    is_surely_paper: bool  # the address or the label says so
    line: int
    column: int


def mentions(block: Block, title: Title | None) -> list[Mention]:
    """The links of a block to its paper or to artifacts; others are left out."""
    found = []
    for name, runs in block.cells or (("", block.runs),):
        before = ""
        for run in runs:
            if not run.address:
                before = run.text
                continue
            if mention := _mention(run, name, before, title):
                found.append(mention)
            before = before if not run.text.strip() else ""
    return found


def _mention(run: Run, column: str, before: str, title: Title | None) -> Mention | None:
    """The link in a run; None for an image, a badge or a chat."""
    label = _label(run, column, before)
    titled = title is not None and _holds(run.text, title.text)
    role = role_of(run.address, "" if titled else label)
    if role is Role.NOTHING:
        return None
    return Mention(
        address=run.address,
        label=label,
        is_paper=role is Role.PAPER or (role is Role.PAGE and titled),  # the title of a paper leads to the paper
        is_known=role is Role.ARTIFACT,
        is_title=titled,
        is_surely_paper=role is Role.PAPER,
        line=run.line,
        column=run.column,
    )


def _holds(text: str, title: str) -> bool:
    """Whether the text of a link, on one line, holds the title."""
    return len(text) > 3 and len(text) >= len(title) and title in " ".join(text.split())


def _label(run: Run, column: str, before: str) -> str:
    """The label of a link: its own text, else the word before it, else the name of its column."""
    own = _AROUND.sub("", run.text) if run.text != run.address else ""
    if own and not (own.lower() in _VAGUE or own[0].isdigit()):
        return own
    announced = _ANNOUNCES.search(before[-_REACH:]) if _may_announce(before) else None
    word = announced[1] if announced and is_label(announced[1]) else ""
    return word or column.strip() or own or "link"


def _may_announce(before: str) -> bool:
    """Whether a text may end with words that announce a link: a cheap test before a slow search."""
    last = before.rstrip(" \n\t([*|")[-1:]
    return last.isalnum() or last.isspace() or last in _BEFORE_LINK


def id_in(links: list[Mention]) -> str:
    """The arXiv id or DOI in the first link to the paper that has one; empty if none has."""
    for link in links:
        if link.is_paper and (found := paper_id(link.address)):
            return found
    return ""


def id_in_text(text: str) -> str:
    """The first arXiv id or DOI in the text of an entry; empty if there is none."""
    written = _ID.search(text)
    return paper_id(written[1] or written[2].rstrip(".)]")) if written else ""
