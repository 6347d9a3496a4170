"""
Web of Science's exports: plain text (`PT J … ER`), and a tab-delimited table with the same tags as column names.

Source: the list of field tags in the help of Web of Science, Core Collection.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from checker.model import BadRecord, Paper
from checker.model.paper_ids import doi_in
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.addresses import addresses
from checker.papers.records.dates import written_date
from checker.papers.records.paper import Unreadable, made
from checker.papers.streams.decoding import decoded, text_lines
from checker.papers.tagged.lines import Shape, TaggedFormat, Tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.papers.protocol import Record

_KNOWN = re.compile(r"FN .+\n+VR \d|(?:.*\n){0,5}?PT [A-Z][ ]*\n[A-Z][A-Z0-9] \S")
_NOT_LINKS = ("TI", "AB", "AU", "AF", "UT", "DA")
_TAG = re.compile(r"[A-Z][A-Z0-9]")
_LINE = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|[ \n]*$)")  # continued lines are indented


def paper_of(tags: Tags, source: str) -> Paper:
    """The paper of one record of either export."""
    return made(
        Paper(
            source=source,
            id=doi_in(tags.first("DI", "D2")) or tags.first("UT"),
            title=tags.first("TI"),
            abstract=tags.first("AB"),
            published=_published(tags),
            fields=addresses(tags, _NOT_LINKS),
            authors=tags.people("AF", "AU"),
            venue=tags.first("SO", "CT"),
        )
    )


def _published(tags: Tags) -> str:
    """The date of the issue, else the month of early access."""
    return written_date(tags.first("PD"), tags.first("PY")) or written_date(tags.first("EA"))


class WebOfScienceTable:
    """The reader of the tab-delimited export: a header row of tags, one record a line, no quoting."""

    name = "web-of-science-tab"
    what = "the same, from its tab-delimited export"
    how = "Web of Science: Export, Tab delimited file"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for a header row of tags with tabs between them."""
        columns = decoded(head).partition("\n")[0].split("\t")
        tags = len(columns) > 3 and all(map(_TAG.fullmatch, columns[:-1]))
        return Evidence.MARK if tags and "TI" in columns and {"PT", "UT", "AU"} & {*columns} else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each line; a line with more columns than the header row is a BadRecord."""
        lines = text_lines(stream)
        columns = next(lines, "").rstrip("\n").split("\t")
        for number, line in enumerate(lines, 2):
            if line.strip():
                yield _row(columns, line.rstrip("\n").split("\t"), source, number)


def _row(columns: Sequence[str], cells: Sequence[str], source: str, line: int) -> Record:
    if any(map(str.strip, cells[len(columns) :])):
        return BadRecord(source, line, f"{len(cells)} columns, and the header has {len(columns)}")
    try:
        return paper_of(Tags({tag: [cell.strip()] for tag, cell in zip(columns, cells, strict=False)}), source)
    except Unreadable as error:
        return BadRecord(source, line, str(error))


WEB_OF_SCIENCE = TaggedFormat(
    "web-of-science",
    _KNOWN,
    Shape(_LINE, "PT", "ER", apart=frozenset({"AF", "AU"})),
    paper_of,
    what="records from `PT` to `ER`: `DI` or `UT`, `PD` with `PY`; links in every tag",
    how="Web of Science: Export, Plain text file",
)
