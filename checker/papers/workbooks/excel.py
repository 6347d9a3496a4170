"""Excel workbooks: every visible sheet is a table, whose header row is the first row with a known column name."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from checker.errors import InputError
from checker.model import BadRecord, Paper
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.paper import Unreadable
from checker.papers.shapes.names import known_as, plain_name
from checker.papers.shapes.record import Records, named
from checker.papers.streams.unpacking import BROKEN_ZIP, archive_of, on_disk
from checker.papers.workbooks.parts import Parts
from checker.papers.workbooks.rows import context_of, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.papers.protocol import Record
    from checker.papers.workbooks.rows import Cell

    Row = tuple[int, dict[int, Cell]]

_KNOWN = re.compile(rb"PK\x03\x04.{26}xl/", re.DOTALL)
_LONGEST = 80  # characters in the name of a column
_HEADER = 20  # rows from the top in which the header row is looked for


class Excel:
    """The reader of workbooks."""

    name = "excel"
    what = "rows of every visible sheet below its header row, as of a table; links of cells, too"
    how = "Excel, LibreOffice, Google Sheets: `.xlsx`"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for a zip with a file in the folder `xl` among the first ones."""
        return Evidence.MARK if head.startswith(b"PK\x03\x04") and _KNOWN.search(head) else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each row. Raises InputError if it is not a workbook or no sheet has a paper."""
        try:
            with on_disk(stream) as seekable, archive_of(seekable) as archive:
                yield from _papers(Parts(archive, source), source, Records(reading))
        except (RuntimeError, *BROKEN_ZIP) as error:
            raise InputError(f"{source} can't be read as an Excel workbook: {error}.", "Is it complete?") from error


def _papers(parts: Parts, source: str, records: Records) -> Iterator[Record]:
    """The papers of all sheets. Raises InputError, which names the columns, if there is none."""
    context, columns, found = context_of(parts), list[str](), False
    for sheet in parts.sheets():
        for one in _sheet_papers(rows(parts, sheet, context), source, records):
            if isinstance(one, list):
                columns += one
            else:
                found = found or isinstance(one, Paper)
                yield one
    if not found:
        why = f"{named(columns, 'columns')}; none is a title, an abstract or holds an address"
        raise InputError(f"{source} gives no paper: {why if columns else 'its sheets are empty'}.")
    yield from records.notices(source)


def _sheet_papers(cells: Iterator[Row], source: str, records: Records) -> Iterator[Record | list[str]]:
    """The names of the columns of one sheet as a list, then its papers."""
    top = list(islice(cells, _HEADER))
    if not top:
        return
    number, header = next((one for one in top if _is_header(one[1])), top[0])
    columns = {column: cell.text for column, cell in header.items() if cell.text}
    known = _is_header(header)
    yield list(columns.values())
    for line, row in chain((one for one in top if one[0] > number), cells):
        try:
            yield records.paper(_record(columns, row), source)
        except Unreadable as error:
            if known:
                yield BadRecord(source, line, str(error))


def _is_header(row: Mapping[int, Cell]) -> bool:
    """Whether a row is a header row: it names a column for titles or abstracts."""
    known = known_as(frozenset(plain_name(cell.text) for cell in row.values() if len(cell.text) < _LONGEST))
    return len(row) > 1 and bool(known["title"] or known["abstract"])


def _record(columns: Mapping[int, str], row: Mapping[int, Cell]) -> dict[str, object]:
    """Column name → text of a row; the link of a cell is a field `NAME.link`."""
    named = [(columns.get(column, f"column {column + 1}"), cell) for column, cell in row.items()]
    links = {f"{name}.link": cell.link for name, cell in named if cell.link}
    return {**{name: cell.text for name, cell in named}, **links}
