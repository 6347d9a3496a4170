"""
Plain text and Markdown: one file, one paper. The first line (without the marks of a heading) is the title, all text
after it is the abstract, unchanged. If the first line is too long for a title or holds an address, the whole text is
the abstract, and its first words are shown as title.

Front matter (YAML or TOML) is the paper's record, as in JSON; the text below it is the abstract if the record has
none. Control characters, which text from PDFs has, are dropped.
"""

from __future__ import annotations

import re
from textwrap import shorten
from typing import TYPE_CHECKING, BinaryIO

from checker.links import find_links
from checker.model import BadRecord, Paper
from checker.model.paper_ids import title_id
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.paper import Unreadable, made
from checker.papers.shapes.front_matter import front_matter
from checker.papers.shapes.names import NAMES, plain_name
from checker.papers.shapes.record import Records
from checker.papers.streams.decoding import decoded
from checker.papers.streams.lines import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.papers.protocol import Record

_TITLE = 300  # characters of a title
_FIRST_WORDS = 80  # characters of the first words that are shown as title
_WORDS = 8  # the least number of words of an abstract
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\s\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.02  # share of control characters in a text
#: Lines of images only at the top of a page: badges.
_BADGES = re.compile(r"\A(?:[ \t]*(?:\[!\[[^\]\n]*\]\([^)\n]*\)\]\([^)\n]*\)|!\[[^\]\n]*\]\([^)\n]*\))[ \t]*\n*)+")
_ADDRESS = re.compile(r"://|\w\.[a-z]{2,10}/\w", re.IGNORECASE)
_ROW = re.compile(r"\t|[,;]\S")  # a row of a table
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
        """`SHAPE` for front matter of a paper, `ANYTHING` for words or links that do not begin like data."""
        text = decoded(head)
        if "\0" in text or len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text) or _DATA.match(text):
            return Evidence.NONE
        front, body = front_matter(text)
        if _holds_paper(front):
            return Evidence.SHAPE
        title, abstract = _parts(body)
        linked = not title and _ADDRESS.search(first := abstract.partition("\n")[0]) and not _ROW.search(first)
        known = linked or (title and find_links(abstract)) or len(_WORD.findall(abstract[:10_000])) >= _WORDS
        return Evidence.ANYTHING if known else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """The one paper; a BadRecord if there is none or the file is too long."""
        content = stream.read(LONGEST + 1)
        if len(content) > LONGEST:
            yield BadRecord(source, 0, f"longer than {LONGEST} bytes")
            return
        records = Records(reading)
        try:
            yield _paper(_CONTROL.sub("", decoded(content)).replace("\f", "\n"), source, records)
        except Unreadable as error:
            yield BadRecord(source, 0, str(error))
        yield from records.notices(source)


def _holds_paper(front: Mapping[str, object]) -> bool:
    names = {plain_name(str(name)) for name in front}
    return not names.isdisjoint((*NAMES["title"], *NAMES["abstract"]))


def _paper(text: str, source: str, records: Records) -> Paper:
    front, body = front_matter(text)
    if _holds_paper(front):
        has_abstract = not {plain_name(name) for name in front}.isdisjoint(NAMES["abstract"])
        return records.paper({**front, ("text" if has_abstract else "abstract"): body.strip("\n")}, source)
    title, abstract = _parts(body)
    name, paper_id = (title, "") if title else (_first_words(abstract), title_id(abstract))
    return made(Paper(source=source, id=paper_id, title=name, abstract=abstract))


def _parts(text: str) -> tuple[str, str]:
    """(title, abstract); the title is empty if the first line can't be one."""
    body = _BADGES.sub("", text.strip("\n")).strip("\n")
    title, _, abstract = body.partition("\n")
    if len(title) > _TITLE or _ADDRESS.search(title):
        return "", body
    underline, _, below = abstract.partition("\n")
    if re.fullmatch(r"[=-]{3,}\s*", underline):  # a heading that is underlined
        abstract = below
    return re.sub(r"^#{1,6}[ \t]+|[ \t]+#+$", "", title).strip(), abstract.strip("\n")


def _first_words(text: str) -> str:
    words = shorten(text[:_TITLE], _FIRST_WORDS, placeholder="…")
    return words if words != "…" else f"{text[: _FIRST_WORDS - 1]}…"
