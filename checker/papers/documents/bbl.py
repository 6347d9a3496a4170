"""Bibliographies that BibTeX and biber write for LaTeX (`.bbl`): each item is a paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.platforms.hosts import ARCHIVE_DOIS
from checker.model import BadRecord, Paper
from checker.papers.documents.latex import argument, in_words, without_comments
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.dates import written_date
from checker.papers.records.paper import Unreadable, made
from checker.papers.streams.decoding import decoded, text_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from checker.papers.protocol import Record

_BEGIN = re.compile(r"^[ \t]*\\begin\{thebibliography\}", re.MULTILINE)
_CLASS = re.compile(r"^[ \t]*\\document(?:class|style)\b", re.MULTILINE)
_BIBER = re.compile(r"\\datalist\[|\\refsection\{|^\s*% \$ biblatex|\\sortlist\[", re.MULTILINE)
_ITEM = re.compile(r"\\bibitem\b")
_ENTRY = re.compile(r"\\entry\{([^{}]*)\}\{[^{}]*\}\{[^{}]*\}")
_START = re.compile(rf"{_ITEM.pattern}|{_ENTRY.pattern}")
_FIELD = re.compile(r"\\(?:field|strng|list)\{(\w+)\}(?=\{)")
_VERB = re.compile(r"\\verb\{(\w+)\}\s*\\verb[ \t]+(.*?)\s*\\endverb", re.DOTALL)
#: How titles are marked: by a command, or by quotation marks.
_MARKED = (
    re.compile(r"\\(?:showarticletitle|bibinfo\s*\{title\}|Btitle|btxtitlefont|bibfield\s*\{title\})\s*(?=\{)"),
    re.compile(r"``(.{8,400}?)[,.]?''", re.DOTALL),
)
_BLOCK = re.compile(r"\\newblock\b|\\bibinfo\s*\{booktitle\}")
_ITALIC = re.compile(r"\\(?:emph|textit|textsl)\s*(?=\{)|\{\\(?:em|it)\s")
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s{}\"<>,]+)")
_ARXIV = re.compile(r"arxiv[:.\s/]+(?:abs/|preprint\s+(?:arxiv:)?)?(\d{4}\.\d{4,5})", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_LONGEST = 20_000  # characters of one item
_LINKS = ("url", "urlraw", "howpublished", "note", "addendum", "eprint")


class Bibliography:
    """The reader of `.bbl` files."""

    name = "bbl"
    what = "an item a paper: title, DOI, arXiv number or key as id, year; addresses of the whole item"
    how = "what BibTeX or biber writes beside a LaTeX document; arXiv: “TeX Source”"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for a bibliography environment or biber's entries, unless they are part of a LaTeX document."""
        text = without_comments(decoded(head)) if b"\\" in head else ""
        begun = _BEGIN.search(text)
        if begun and not _CLASS.search(text, 0, begun.start()):
            return Evidence.MARK
        return Evidence.MARK if _ENTRY.search(text) and _BIBER.search(decoded(head)) else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each item."""
        for line, text in _items(stream):
            paper_of = _of_biber if text.startswith("\\entry") else _of_item
            try:
                yield paper_of(text.partition("\\end{thebibliography}")[0], source)
            except Unreadable as error:
                yield BadRecord(source, line, str(error))


def _items(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    """(number of the first line, text without comments) of every item, up to the beginning of the next one."""
    starts, begun, item = _START, 0, ""
    for number, line in enumerate(map(without_comments, text_lines(stream)), 1):
        at = 0
        for found in starts.finditer(line):
            if begun:
                yield begun, f"{item}{line[at : found.start()]}"[:_LONGEST]
            starts = _ENTRY if found[0].startswith("\\entry") else _ITEM  # a file has items of one kind only
            begun, item, at = number, "", found.start()
        if begun and len(item) < _LONGEST:
            item += line[at:]
    if begun:
        yield begun, item[:_LONGEST]


def _of_item(text: str, source: str) -> Paper:
    key, content = _key(text)
    title = _title(content)
    years = _YEAR.findall(in_words(_DOI.sub(" ", content)))
    return made(
        Paper(
            source=source,
            id=_id(content) or key,
            title=title,
            abstract=content.strip(),
            published=years[-1] if years else "",
        )
    )


def _key(text: str) -> tuple[str, str]:
    """(key of an item, the text after it)"""
    at = text.find("{")
    if (label := re.match(r"\\bibitem\s*(?=\[)", text)) and (end := argument(text, label.end())[1]):
        at = text.find("{", end)
    if at < 0:
        return "", ""
    start, end = argument(text, at)
    return text[start:end].strip(), text[end + 1 :]


def _title(content: str) -> str:
    """The title of an item: marked by a command or quotation marks, the second block, italics, or its beginning."""
    if command := _MARKED[0].search(content):
        start, end = argument(content, command.end())
        return in_words(content[start:end]).rstrip(".,")
    if quoted := _MARKED[1].search(content):
        return in_words(quoted[1])
    blocks = _BLOCK.split(content)
    if len(blocks) > 1:
        return in_words(blocks[1]).rstrip(".,")
    if (italic := _ITALIC.search(content)) and content[italic.end() : italic.end() + 1] == "{":
        start, end = argument(content, italic.end())
        return in_words(content[start:end]).rstrip(".,")
    return in_words(content)[:200]


def _of_biber(text: str, source: str) -> Paper:
    entry = _ENTRY.match(text)
    fields = {found[1]: text[slice(*argument(text, found.end()))] for found in _FIELD.finditer(text)}
    fields |= {found[1]: found[2].strip() for found in _VERB.finditer(text)}
    addresses = tuple((name, fields[name]) for name in _LINKS if fields.get(name, "").strip())
    date = " ".join(fields.get(name, "") for name in ("year", "month", "day"))
    return made(
        Paper(
            source=source,
            id=_id(f"{fields.get('doi', '')} {fields.get('eprint', '')}") or (entry[1] if entry else ""),
            title=in_words(fields.get("title", "")),
            abstract=fields.get("abstract", ""),
            published=written_date(date.strip()),
            fields=addresses,
        )
    )


def _id(text: str) -> str:
    """The DOI of a paper, else its arXiv number; DOIs of archives are not counted, because they are artifacts'."""
    for doi in _DOI.findall(text):
        if not doi.lower().startswith(ARCHIVE_DOIS):
            return str(doi).rstrip(".;)").lower()
    number = _ARXIV.search(text)
    return number[1] if number else ""


BIBLIOGRAPHY = Bibliography()
