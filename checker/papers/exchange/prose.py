"""
Plain text and Markdown: one file, one paper. The first line (a heading's marks taken off) is the title, everything
after it the abstract, as it stands. A first line that is too long for a title, or holds an address, belongs to the
abstract, whose first words then stand for the title: a sentence, a list of links.

Front matter (YAML or TOML between fences) is the paper's record, as in JSON; the text under it is its abstract,
where it has none of its own. Control characters, which text out of PDFs holds, are dropped.
"""

from __future__ import annotations

import re
from textwrap import shorten
from typing import TYPE_CHECKING, BinaryIO

from checker.links import find_links
from checker.model import BadRecord, Paper
from checker.model.paper_ids import title_id
from checker.papers.protocol import AS_IT_COMES, Evidence, Reading
from checker.papers.records.paper import Unreadable, made
from checker.papers.shapes.front_matter import front_matter
from checker.papers.shapes.names import NAMES, plain_name
from checker.papers.shapes.record import Records
from checker.papers.streams.decoding import decoded
from checker.papers.streams.lines import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.papers.protocol import Record

_TITLE = 300  # characters: no title is longer
_FIRST_WORDS = 80  # characters
_WORDS = 8  # in what follows the title: less is no abstract
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\s\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MOST_ODD = 0.02  # of a text's characters
#: Lines of nothing but pictures at the top of a page: badges.
_BADGES = re.compile(r"\A(?:[ \t]*(?:\[!\[[^\]\n]*\]\([^)\n]*\)\]\([^)\n]*\)|!\[[^\]\n]*\]\([^)\n]*\))[ \t]*\n*)+")
_ADDRESS = re.compile(r"://|\w\.[a-z]{2,10}/\w", re.IGNORECASE)
_ROW = re.compile(r"\t|[,;]\S")  # of a table
_DATA = re.compile(r"\s*(?:[{<@]|%PDF|TY  -|PK|\[(?!!?\[[^\]\n]*\]\(|\d{1,4}\]\s+[^\s\[{]|[^\]\n\"{]{1,200}\]\())")


class Prose:
    """The reader of plain text and Markdown."""

    name = "text"
    what = (
        "one file, one paper: front matter; a first line that can be a title, and what follows it; or a text without"
        " title"
    )
    how = "written by hand; the text of a PDF: `pdftotext FILE.pdf`"

    def recognises(self, head: bytes) -> Evidence:
        """Front matter; or a title and words after it, only words, or links; nothing that begins as data does."""
        text = decoded(head)
        if "\0" in text or len(_NO_TEXT.findall(text)) > _MOST_ODD * len(text) or _DATA.match(text):
            return Evidence.NONE
        front, body = front_matter(text)
        if _holds_paper(front):
            return Evidence.SHAPE
        title, abstract = _parts(body)
        linked = not title and _ADDRESS.search(first := abstract.partition("\n")[0]) and not _ROW.search(first)
        known = linked or (title and find_links(abstract)) or len(_WORD.findall(abstract[:10_000])) >= _WORDS
        return Evidence.ANYTHING if known else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, reading: Reading = AS_IT_COMES) -> Iterator[Record]:
        """The one paper; a BadRecord if there is none, or the file is too long for one."""
        content = stream.read(LONGEST + 1)
        if len(content) > LONGEST:
            yield BadRecord(source, 0, f"longer than {LONGEST} bytes")
            return
        records = Records(reading)
        try:
            yield _paper(_NO_TEXT.sub("", decoded(content)).replace("\f", "\n"), source, records)
        except Unreadable as error:
            yield BadRecord(source, 0, str(error))
        yield from records.notices(source)


def _holds_paper(front: Mapping[str, object]) -> bool:
    names = {plain_name(str(name)) for name in front}
    return not names.isdisjoint((*NAMES["title"], *NAMES["abstract"]))


def _paper(text: str, source: str, records: Records) -> Paper:
    front, body = front_matter(text)
    if _holds_paper(front):
        own = not {plain_name(name) for name in front}.isdisjoint(NAMES["abstract"])
        return records.paper({**front, ("text" if own else "abstract"): body.strip("\n")}, source)
    title, abstract = _parts(body)
    name, paper_id = (title, "") if title else (_first_words(abstract), title_id(abstract))
    return made(Paper(source=source, id=paper_id, title=name, abstract=abstract))


def _parts(text: str) -> tuple[str, str]:
    """Title and abstract, an empty title where there is none."""
    body = _BADGES.sub("", text.strip("\n")).strip("\n")
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
