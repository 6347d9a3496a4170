"""
Plain text and Markdown: one file, one paper. The first line (a heading's marks taken off) is the title, everything
after it the abstract, as it stands. A first line that is too long for a title, or holds an address, belongs to the
abstract, whose first words then stand for the title: a sentence, a list of links.
"""

from __future__ import annotations

import re
from textwrap import shorten
from typing import TYPE_CHECKING, BinaryIO

from checker.model import BadRecord
from checker.model.paper_ids import title_id
from checker.papers.protocol import AS_IT_COMES, Evidence, Reading
from checker.papers.records.paper import Unreadable, made
from checker.papers.streams.decoding import decoded
from checker.papers.streams.lines import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.papers.protocol import Record

_TITLE = 300  # characters: no title is longer
_FIRST_WORDS = 80  # characters
_WORDS = 8  # in what follows the title: less is no abstract
_FRONT = re.compile(r"\A---\n(.*?\n)(?:---|\.\.\.)\n", re.DOTALL)
_NAMED = re.compile(r"^title:[ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")
_ADDRESS = re.compile(r"://|\w\.[a-z]{2,10}/\w", re.IGNORECASE)
_ROW = re.compile(r"\t|[,;]\S")  # of a table
_DATA = ("{", "[", "<", "@", "%PDF", "TY  -", "PK")


class Prose:
    """The reader of plain text and Markdown."""

    name = "text"
    what = "one file, one paper: a first line that can be a title, and what follows it; or a text without title"
    how = "written by hand"

    def recognises(self, head: bytes) -> Evidence:
        """A title and words after it, only words, or links; nothing that begins as data does."""
        text = decoded(head)
        if _NO_TEXT.search(text) or text.lstrip().startswith(_DATA):
            return Evidence.NONE
        title, abstract = _parts(text)
        first = abstract.partition("\n")[0]
        linked = not title and _ADDRESS.search(first) and not _ROW.search(first)
        known = linked or len(abstract.split(maxsplit=_WORDS)) >= _WORDS
        return Evidence.ANYTHING if known else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = AS_IT_COMES) -> Iterator[Record]:
        """The one paper; a BadRecord if there is none, or the file is too long for one."""
        content = stream.read(LONGEST + 1)
        if len(content) > LONGEST:
            yield BadRecord(source, 0, f"longer than {LONGEST} bytes")
            return
        title, abstract = _parts(decoded(content))
        name, paper_id = (title, "") if title else (_first_words(abstract), title_id(abstract))
        try:
            yield made(source, paper_id=paper_id, title=name, abstract=abstract)
        except Unreadable as error:
            yield BadRecord(source, 0, str(error))


def _parts(text: str) -> tuple[str, str]:
    """Title and abstract, an empty title where there is none; Markdown's front matter may hold it."""
    front = _FRONT.match(text)
    body = (text[front.end() :] if front else text).strip("\n")
    if front and (named := _NAMED.search(front[1])):
        return named[1].strip().strip("\"'"), body
    title, _, abstract = body.partition("\n")
    if len(title) > _TITLE or _ADDRESS.search(title):
        return "", body
    underline, _, below = abstract.partition("\n")
    if re.fullmatch(r"[=-]{3,}\s*", underline):  # the other form of a heading
        abstract = below
    return re.sub(r"^#{1,6}[ \t]+|[ \t]+#+$", "", title).strip(), abstract.strip("\n")


def _first_words(text: str) -> str:
    words = shorten(text[:_TITLE], _FIRST_WORDS, placeholder="…")
    return words if words != "…" else f"{text[: _FIRST_WORDS - 1]}…"
