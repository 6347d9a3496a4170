"""
Tables: CSV and TSV with a header row, as spreadsheets, Zotero and Scopus write them. The delimiter is a comma,
semicolon, tab or bar. Columns have the same names as fields of JSON; links are read in every column.
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
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.paper import Unreadable
from checker.papers.shapes.names import NAMES, WEAK, plain_name
from checker.papers.shapes.record import Records, holds_address, named
from checker.papers.streams.decoding import decoded, text_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Paper
    from checker.papers.protocol import Record

_DELIMITERS = ",;\t|"
_HEAD = 65_536  # first bytes, by which a table is recognised
_LONGEST = 10_000  # characters of a header row
_NAME = 60  # characters of a column's name
_PREAMBLE = 20  # lines above the header row, in which programs describe their export
_ALIKE = 2  # the least number of rows with as many cells as the header row, in a table without known columns
_DATA = ("{", "[", "<", "@")  # beginnings of other formats
_TEXTS = frozenset((*NAMES["title"], *NAMES["abstract"]))
_ADVICE = "Name them by hand: --columns title=NAME,abstract=NAME,code=NAME."


@dataclass(frozen=True, slots=True)
class _Beginning:
    """The header row of a table, and the first rows below it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    above: int = 0  # lines above the header row

    def names(self) -> set[str]:
        """The names of the columns in the form of `plain_name`."""
        return {plain_name(column) for column in self.columns}

    def is_regular(self) -> bool:
        """Whether all rows have as many cells as the header row, whose cells are short names."""
        short = all(0 < len(one.strip()) <= _NAME and not holds_address(one) for one in self.columns)
        return short and len(self.rows) >= _ALIKE and all(len(row) == len(self.columns) for row in self.rows)

    def holds_papers(self, reading: Reading) -> bool:
        """Whether a column is a title, an abstract or one that the user named, or a cell holds an address."""
        given = {plain_name(column) for _, column in reading.columns}
        return bool(self.names() & (_TEXTS | given)) or any(holds_address(cell) for row in self.rows for cell in row)


class Table:
    """The reader of CSV and TSV."""

    name = "table"
    what = "rows below a header row: comma, semicolon, tab or bar; columns as of `jsonl`, in nine languages"
    how = "exported by spreadsheets, Zotero, Scopus: CSV or TSV"

    def recognises(self, head: bytes) -> Evidence:
        """Two columns or more; one is a title or an abstract, or rows have as many cells as the first line."""
        begins = _beginning(head)
        if len(begins.columns) < 2:
            return Evidence.NONE
        if begins.names() & _TEXTS - WEAK:
            return Evidence.SHAPE
        if not begins.is_regular():
            return Evidence.NONE
        return Evidence.SHAPE if begins.holds_papers(DEFAULT_READING) else Evidence.ANYTHING

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """
        One paper for each row. A row with more cells than the header row, or without a paper, is a BadRecord. Raises
        InputError, which names the columns, if none of them is a paper's.
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
    """The header row and the first rows in the first bytes of a table, without a last line that may be cut."""
    every = decoded(head).split("\n")
    above = _above(every)
    lines = [line for line in every[above:] if _is_header(line)]
    if not lines or len(lines[0]) > _LONGEST or lines[0].lstrip().startswith(_DATA) or _is_drawn(lines):
        return _Beginning((), ())
    delimiter = _delimiter(lines[0])
    try:
        rows = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter)
        columns, *some = (tuple(row) for row in islice(rows, 100))
    except csv.Error:
        return _Beginning((), ())
    return _Beginning(columns, tuple(some[:-1] if len(head) >= _HEAD and len(some) > 1 else some), above)


def _above(lines: Sequence[str]) -> int:
    """The number of lines above the header row: all have fewer cells than it, and it has known names."""
    widest = 0
    for number, line in enumerate(lines[:_PREAMBLE]):
        if len(line) > _LONGEST or line.lstrip().startswith(_DATA):
            return 0
        try:
            cells = next(csv.reader([line], delimiter=_delimiter(line)), [])
        except csv.Error:
            return 0
        known = {plain_name(cell) for cell in cells} & _TEXTS - WEAK
        if len(cells) > widest and widest and known and all(len(cell) <= _NAME for cell in cells):
            return number
        widest = max(widest, len(cells))
    return 0


def _is_drawn(lines: Sequence[str]) -> bool:
    """Whether the second line draws a rule, as in tables of Markdown: not a CSV file."""
    return len(lines) > 1 and re.fullmatch(r"[\s|:+=-]+", lines[1]) is not None


def _rows(stream: BinaryIO, begins: int) -> Iterator[tuple[int, Sequence[str], Sequence[str] | BadRecord]]:
    """(line number, columns, cells) of every row that is not empty; a BadRecord for a row that can't be parsed."""
    lines = text_lines(stream)
    above, header = next(((n, line) for n, line in enumerate(lines, 1) if n > begins and _is_header(line)), (0, ""))
    delimiter = _delimiter(header)
    names = next(csv.reader([header.strip("\r\n")], delimiter=delimiter), []) if len(header) <= _LONGEST else []
    columns = [name.strip() for name in names]
    rows = csv.reader(lines, delimiter=delimiter)
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
    """Whether a line is not empty and not the `sep=;` that tells Excel the delimiter."""
    return bool(line.strip()) and not re.fullmatch(r"sep=.", line.strip(), re.IGNORECASE)


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _paper(records: Records, columns: Sequence[str], row: Sequence[str], source: str, line: int) -> Paper | BadRecord:
    if any(row[len(columns) :]):
        return BadRecord(source, line, f"{len(row)} columns, and the header has {len(columns)}")
    try:
        paper = records.paper(dict(zip(columns, row, strict=False)), source)
    except Unreadable as error:
        return BadRecord(source, line, str(error))
    return paper.on_line(line)
