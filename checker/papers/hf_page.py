"""
A Hugging Face papers page, selected in a browser and copied: furniture of the page, then title, blank line,
abstract, blank line, for every paper.

Paragraphs are told apart by what they look like: an abstract is long or ends as a sentence does, a title is
neither, and furniture is a short line of a known form.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from checker.model import BadRecord, Paper
from checker.papers.identity import title_id

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_FURNITURE = re.compile(
    rf"""
      new | trending | daily | weekly | monthly | papers | subscribe | upvote | prev(ious)? | next | search | hot
    | today | log\ ?in | sign\ ?up | github | arxiv(\ page)? | pdf | view\ (?:arxiv\ page|pdf) | by\s?ak.*
    | authors?\s*:.*
    | .*research\ community | get\ trending\ papers.* | submitted\ by.* | published\ on.*
    | {_MONTH}\s+\d{{1,2}}(,?\ \d{{4}})? | \d{{1,2}}\s+{_MONTH}.*
    | [·•]?\s*\+?\d+(\.\d+)?k?(\s+(authors?|comments?|upvotes?|likes?|stars?))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MARKERS = (b"trending papers", b"research community", b"Submitted by", b"upvote", b"Daily Papers")
_LONG = 200  # characters: no title is longer than this and few abstracts are shorter


class HuggingFacePage:
    """The reader of a copied papers page."""

    name = "hf-page"

    def recognises(self, head: bytes) -> bool:
        """Plain text with the page's own furniture near its top."""
        return not head.lstrip().startswith((b"{", b"[", b"<", b"@")) and any(mark in head for mark in _MARKERS)

    def read(self, stream: BinaryIO, source: str) -> Iterator[Paper | BadRecord]:
        """One paper for each title with an abstract; a title without one is a BadRecord."""
        title, where = "", 0
        abstract: list[str] = []
        for line, paragraph in _paragraphs(stream):
            if _is_abstract(paragraph, title=title, begun=bool(abstract)):
                abstract.append(paragraph)
            elif not _FURNITURE.fullmatch(paragraph):
                yield from _paper(title, abstract, source, where)
                title, where, abstract = paragraph, line, []
        yield from _paper(title, abstract, source, where)


def _paragraphs(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    """(line number, paragraph) for every run of lines without a blank one between them."""
    start, lines = 1, list[str]()
    for number, raw in enumerate(stream, 1):
        line = raw.decode("utf-8", "replace").strip().removeprefix("\ufeff")
        if line:
            start = start if lines else number
            lines.append(line)
        elif lines:
            yield start, "\n".join(lines)
            lines = []
    if lines:
        yield start, "\n".join(lines)


def _is_abstract(paragraph: str, *, title: str, begun: bool) -> bool:
    if not title:
        return False
    ends_as_sentence = paragraph.rstrip(")]}\"'\u2019\u201d ").endswith((".", "!", "?", "…", ":", ";"))
    return len(paragraph) > _LONG or (ends_as_sentence and (not begun or len(paragraph) > _LONG // 2))


def _paper(title: str, abstract: list[str], source: str, line: int) -> Iterator[Paper | BadRecord]:
    if title and abstract:
        yield Paper(id=title_id(title), title=title, abstract="\n\n".join(abstract), source=source)
    elif title:
        yield BadRecord(source, line, f"no abstract after {title[:60]!r}")
