"""
Tables: CSV and TSV with a header line, whatever separates the columns (comma, semicolon, tab, bar), as spreadsheets,
Zotero and Scopus write them. Columns go by the names that fields of JSON have; links are read in every column.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, cast

from checker.errors import InputError
from checker.model import BadRecord
from checker.papers.protocol import AS_IT_COMES, Evidence, Reading
from checker.papers.records.paper import Unreadable
from checker.papers.shapes.names import NAMES, WEAK, plain_name
from checker.papers.shapes.record import Records, holds_address, named
from checker.papers.streams.decoding import decoded, text_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Paper
    from checker.papers.protocol import Record

_SEPARATORS = ",;\t|"
_HEAD = 65_536  # bytes that tell what a table holds
_LONGEST = 10_000  # characters of a header
_NAME = 60  # characters of a column's name
_SAID = 20  # lines in which a program says what it exported
_ALIKE = 2  # rows of as many cells as the header, of which a table without known columns has at least so many
_DATA = ("{", "[", "<", "@")  # what begins so is other data
_TEXTS = frozenset((*NAMES["title"], *NAMES["abstract"]))
_ADVICE = "Name them by hand: --columns title=NAME,abstract=NAME,code=NAME."


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The header of a table, and the first rows under it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    above: int = 0  # lines above the header

    def names(self) -> set[str]:
        """The columns' names without case, blanks and accents."""
        return {plain_name(column) for column in self.columns}

    def is_regular(self) -> bool:
        """Whether all rows have the header's number of cells, and the header's cells are names."""
        short = all(0 < len(one.strip()) <= _NAME and not holds_address(one) for one in self.columns)
        return short and len(self.rows) >= _ALIKE and all(len(row) == len(self.columns) for row in self.rows)

    def holds_papers(self, reading: Reading) -> bool:
        """Whether a column is a title, an abstract or what the user named, or a cell holds an address."""
        given = {plain_name(column) for _, column in reading.columns}
        return bool(self.names() & (_TEXTS | given)) or any(holds_address(cell) for row in self.rows for cell in row)


class Table:
    """The reader of CSV and TSV."""

    name = "table"
    what = "rows under a header: comma, semicolon, tab or bar; columns as of `jsonl`, in nine languages"
    how = "exported by spreadsheets, Zotero, Scopus: CSV or TSV"

    def recognises(self, head: bytes) -> Evidence:
        """At least two columns: one of them a title or an abstract, or rows of as many cells as the first line."""
        begins = _beginning(head)
        if len(begins.columns) < 2:
            return Evidence.NONE
        if begins.names() & _TEXTS - WEAK:
            return Evidence.SHAPE
        if not begins.is_regular():
            return Evidence.NONE
        return Evidence.SHAPE if begins.holds_papers(AS_IT_COMES) else Evidence.ANYTHING

    def read(self, stream: BinaryIO, source: str, reading: Reading = AS_IT_COMES) -> Iterator[Record]:
        """
        One paper a row. A row with more columns than the header, and one that gives no paper, is a BadRecord. Raises
        InputError, naming the columns, where none is a paper's.
        """
        buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_raw(stream), _HEAD)
        begins = _beginning(buffered.peek(_HEAD)[:_HEAD])
        if begins.columns and not begins.holds_papers(reading):
            what = named(begins.columns, "columns")
            raise InputError(f"{source} has {what}; none is a title, an abstract or holds an address.", _ADVICE)
        records = Records(reading)
        for line, columns, row in _rows(buffered, begins.above):
            yield (
                replace(row, source=source)
                if isinstance(row, BadRecord)
                else _paper(records, columns, row, source, line)
            )
        yield from records.notices(source)


def _raw(stream: BinaryIO) -> io.RawIOBase:
    return cast("io.RawIOBase", stream)


def _beginning(head: bytes) -> _Beginning:
    """What the first bytes of a table hold; the last line, which may be cut where there is more, is left out."""
    every = decoded(head).split("\n")
    above = _above(every)
    lines = [line for line in every[above:] if _is_header(line)]
    if not lines or len(lines[0]) > _LONGEST or lines[0].lstrip().startswith(_DATA) or _is_drawn(lines):
        return _Beginning((), ())
    separator = _separator(lines[0])
    try:
        rows = csv.reader((f"{line}\n" for line in lines), delimiter=separator)
        columns, *some = (tuple(row) for row in islice(rows, 100))
    except csv.Error:
        return _Beginning((), ())
    return _Beginning(columns, tuple(some[:-1] if len(head) >= _HEAD and len(some) > 1 else some), above)


def _above(lines: Sequence[str]) -> int:
    """How many lines stand above the header and only say what was exported: shorter rows than one of known names."""
    widest = 0
    for number, line in enumerate(lines[:_SAID]):
        if len(line) > _LONGEST or line.lstrip().startswith(_DATA):
            return 0
        try:
            cells = next(csv.reader([line], delimiter=_separator(line)), [])
        except csv.Error:
            return 0
        known = {plain_name(cell) for cell in cells} & _TEXTS - WEAK
        if len(cells) > widest and widest and known and all(len(cell) <= _NAME for cell in cells):
            return number
        widest = max(widest, len(cells))
    return 0


def _is_drawn(lines: Sequence[str]) -> bool:
    """Whether a line under the header draws the table, as in Markdown: that is no row."""
    return len(lines) > 1 and re.fullmatch(r"[\s|:+=-]+", lines[1]) is not None


def _rows(stream: BinaryIO, begins: int) -> Iterator[tuple[int, Sequence[str], Sequence[str] | BadRecord]]:
    """(line number, columns, cells) of every row that is not empty; a BadRecord for what is no row."""
    lines = text_lines(stream)
    above, header = next(((n, line) for n, line in enumerate(lines, 1) if n > begins and _is_header(line)), (0, ""))
    separator = _separator(header)
    names = next(csv.reader([header.strip("\r\n")], delimiter=separator), []) if len(header) <= _LONGEST else []
    columns = [name.strip() for name in names]
    rows = csv.reader(lines, delimiter=separator)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield 0, columns, BadRecord("", above + rows.line_num, f"not a table row: {error}")
            continue
        cells = [cell if cell.strip() else "" for cell in row]
        if any(cells):
            yield above + rows.line_num, columns, cells


def _is_header(line: str) -> bool:
    """Whether a line holds something, and not only tells a spreadsheet the separator."""
    return bool(line.strip()) and not re.fullmatch(r"sep=.", line.strip(), re.IGNORECASE)


def _separator(line: str) -> str:
    return max(_SEPARATORS, key=line.count)


def _paper(records: Records, columns: Sequence[str], row: Sequence[str], source: str, line: int) -> Paper | BadRecord:
    if any(row[len(columns) :]):
        return BadRecord(source, line, f"{len(row)} columns, and the header has {len(columns)}")
    try:
        paper = records.paper(dict(zip(columns, row, strict=False)), source)
    except Unreadable as error:
        return BadRecord(source, line, str(error))
    return paper.on_line(line)
