"""
arXiv's listings: a page of arxiv.org/list/… as a browser saves it, the text of one, and the daily mail.

A record begins with the line that has its arXiv number. Fields follow, each after its name. The line below the title
is the authors if it has no field name; all other lines without a field name are the abstract.

Source: https://info.arxiv.org/help/subscribe.html (the mail), and the pages themselves.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from checker.model import Paper
from checker.papers.lists.markup.html import html_blocks
from checker.papers.lists.markup.locating import Locator
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.dates import written_date
from checker.papers.records.paper import one_line
from checker.papers.streams.decoding import decoded, text_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from checker.papers.lists.markup.blocks import Run
    from checker.papers.protocol import Record

_NUMBER = r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}"
_BEGINS = re.compile(rf"\s*(?:\[\d+\]\s*)?arXiv:\s?({_NUMBER})(?:v\d+)?(?=$|[\s\[(])", re.IGNORECASE)
_FIELD = re.compile(
    r"\s*(Title|Authors?|Comments?|Subjects?|Categories|Journal-ref|DOI|Related DOI|Report-no|MSC-class|ACM-class"
    r"|Date|From|License|Abstract)\s*:\s*(.*)",
    re.IGNORECASE,
)
_DAY = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,\s+(\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4})")
#: Lines between records.
_BETWEEN = re.compile(
    r"\s*(?:Total of \d|Showing |Cross(?:-lists| submissions)\b|Replacement|New submissions\b|\[\d+\]\s*$|-{5,}|%-"
    r"|\((?:continued|showing)|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,\s+\d{1,2}\s)",
    re.IGNORECASE,
)
_MOST = 500_000  # lines of a page that are read
_RULE = "\\\\"  # in the mail, a line that begins with two backslashes stands above and below each part of a record
_REPLACEMENTS = re.compile(r"\s*Replacement", re.IGNORECASE)
_HTML = re.compile(rb"class\s*=\s*[\"']?list-title\b")
_TEXT = re.compile(
    rf"^[ \t]*(?:\[\d+\]\s*)?arXiv:\s?(?:{_NUMBER})\b[^\n]*\n(?:[^\n]*\n){{0,6}}?[ \t]*Title:", re.MULTILINE
)
_LINK_WORDS = re.compile(r"this (?:https?|ftp) URL", re.IGNORECASE)  # what arXiv shows in place of an address


class ArxivListing:
    """The reader of listings."""

    name = "arxiv-listing"
    what = "number, title, authors, comments, and the abstract where there is one; the day it stands under"
    how = "arxiv.org/list/cs.SE/new saved in a browser, or selected and copied; arXiv's daily mail"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for the CSS class of titles on such a page, or an arXiv number with a title below it."""
        known = (b"arxiv" in head and _HTML.search(head)) or _TEXT.search(decoded(head))
        return Evidence.MARK if known else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each record; lines before the first arXiv number are skipped."""
        lines: Iterator[str] = (line.rstrip("\n") for line in text_lines(stream))
        first = next((line for line in lines if line.strip()), "")
        if first.lstrip().startswith("<"):
            lines = _page_lines("\n".join([first, *islice(lines, _MOST)]))
        entry, day, replaced = _Entry("", ""), "", False
        for line in chain([first], lines):
            if begins := _BEGINS.match(line):
                yield from entry.papers(source)
                entry = _Entry(begins[1], "" if replaced else day)  # a replacement is older than the day says
            elif line.startswith(_RULE):
                entry.rule(line)
            elif _BETWEEN.match(line):
                begins_other = line.strip().startswith(("New", "Cross"))
                replaced = bool(_REPLACEMENTS.match(line)) or (replaced and not begins_other)
                day = written_date(found[1]) if (found := _DAY.search(line)) else day
                entry.closed = True
            else:
                entry.add(line)
        yield from entry.papers(source)


class _Entry:
    """The lines of one record. `closed`: lines that follow do not belong to it."""

    def __init__(self, number: str, day: str) -> None:
        self._number, self._day = number, day
        self.fields: dict[str, str] = {}
        self._field = ""  # which the last line belongs to
        self.closed = not number

    def add(self, line: str) -> None:
        """The next line of the page."""
        if self.closed:
            return
        if (field := _FIELD.match(line)) and (not self.fields.get("abstract") or not field[2]):
            self._field = field[1].lower().rstrip("s")
            self.fields[self._field] = field[2].strip()
        elif not line.strip():
            self._field = "abstract" if self._field == "abstract" else ""
        elif self._field and (not self.fields[self._field] or line.startswith("  ") or self._field == "abstract"):
            self.fields[self._field] = f"{self.fields[self._field]} {line.strip()}".strip()
        else:
            self._field = "author" if self._field == "title" and "author" not in self.fields else "abstract"
            self.fields[self._field] = f"{self.fields.get(self._field, '')}\n{line.strip()}".strip()

    def rule(self, line: str) -> None:
        """A line that begins with backslashes: above the abstract, or below it with the address in brackets."""
        self.closed = self.closed or "(" in line
        self._field = "abstract"
        self.fields.setdefault("abstract", "")

    def papers(self, source: str) -> Iterator[Paper]:
        """The paper, if there is one."""
        title = one_line(self.fields.get("title", ""))
        if self._number and title:
            yield Paper(
                self._number,
                title,
                self.fields.get("abstract", ""),
                self.fields.get("comment", ""),
                written_date(found[1]) if (found := _DAY.search(self.fields.get("date", ""))) else self._day,
                source,
                authors=one_line(self.fields.get("author", "")),
            )


def _page_lines(text: str) -> Iterator[str]:
    """The lines of a page of HTML, with addresses in place of "this https URL"."""
    for block in html_blocks(text, Locator(text)):
        yield " ".join("".join(_words(run) for run in block.runs).split())


def _words(run: Run) -> str:
    return run.address if run.address and _LINK_WORDS.fullmatch(run.text.strip()) else run.text


ARXIV_LISTING = ArxivListing()
