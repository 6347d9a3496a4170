"""
Tables: CSV and TSV with a header line, whatever separates the columns (comma, semicolon, tab, bar), as spreadsheets,
Zotero and Scopus write them. Columns go by the names that fields of JSON Lines have, in any case.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, BinaryIO

from checker.model import BadRecord
from checker.papers.protocol import AS_IT_COMES, Evidence, Reading
from checker.papers.records.paper import Unreadable, made
from checker.papers.streams.decoding import decoded, text_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model import Paper
    from checker.papers.protocol import Record

_SEPARATORS = ",;\t|"
#: Field → the columns it may stand in, the first that holds something wins.
COLUMNS = {
    "paper_id": ("id", "paper_id", "arxiv_id", "doi", "key"),
    "title": ("title", "paper_title", "article_title", "document_title"),
    "abstract": ("abstract", "summary", "abstract_note"),
    "comments": ("comments", "comment"),
    "published": (
        *("published", "date", "publishedat", "published_at", "publication_date", "update_date"),
        *("publication_year", "year"),
    ),
}
_KNOWN = frozenset((*COLUMNS["title"], *COLUMNS["abstract"]))


class Table:
    """The reader of CSV and TSV."""

    name = "table"
    what = "rows under a header: comma, semicolon, tab or bar; links in every column"
    how = "exported by spreadsheets, Zotero, Scopus: CSV or TSV"

    def recognises(self, head: bytes) -> Evidence:
        """A first line of at least two columns, one of them a title or an abstract."""
        line = next(filter(_is_header, decoded(head).split("\n")), "")
        columns = _columns(line, _separator(line))
        return Evidence.SHAPE if len(columns) > 1 and not _KNOWN.isdisjoint(columns) else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = AS_IT_COMES) -> Iterator[Record]:
        """One paper a row. A row with more columns than the header, and one that gives no paper, is a BadRecord."""
        lines = text_lines(stream)
        above, header = next(((n, line) for n, line in enumerate(lines, 1) if _is_header(line)), (0, ""))
        separator = _separator(header)
        columns, rows = _columns(header, separator), csv.reader(lines, delimiter=separator)
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield BadRecord(source, above + rows.line_num, f"no row: {error}")
                continue
            if any(cell.strip() for cell in row):
                yield _paper(columns, row, source, above + rows.line_num)


def _is_header(line: str) -> bool:
    """Whether a line holds something, and not only tells a spreadsheet the separator."""
    return bool(line.strip()) and not re.fullmatch(r"sep=.", line.strip(), re.IGNORECASE)


def _separator(line: str) -> str:
    return max(_SEPARATORS, key=line.count)


def _columns(line: str, separator: str) -> list[str]:
    if len(line) > 10_000:
        return []
    cells = next(csv.reader([line.strip("\r\n")], delimiter=separator), [])
    return [re.sub(r"[\s_]+", "_", cell.strip().lower()) for cell in cells]


def _paper(columns: Sequence[str], row: Sequence[str], source: str, line: int) -> Paper | BadRecord:
    if any(cell.strip() for cell in row[len(columns) :]):
        return BadRecord(source, line, f"{len(row)} columns, and the header has {len(columns)}")
    try:
        return made(source, **_fields(dict(zip(columns, row, strict=False))))
    except Unreadable as error:
        return BadRecord(source, line, str(error))


def _fields(row: Mapping[str, str]) -> dict[str, str]:
    return {
        field: next((value for name in names if (value := row.get(name, "")).strip()), "")
        for field, names in COLUMNS.items()
    }
