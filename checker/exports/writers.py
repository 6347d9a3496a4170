"""Writers of tables as CSV, JSON Lines and Parquet, page by page, so that memory does not grow with the rows."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.errors import UsageError
from checker.reports.escaping import json_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from checker.exports.tables import Column, Table

Row = tuple[Any, ...]


class Form(NamedTuple):
    """
    A file format: its suffix, its media type, further properties in a data package, and its writer.

    `write(file, table)` gives a context whose value is called with pages of rows, as the database has them; the file
    is complete when the context ends.
    """

    suffix: str
    mediatype: str
    described: Mapping[str, Any]
    write: Callable[[BinaryIO, Table], AbstractContextManager[Callable[[Sequence[Row]], None]]]


class _Lines:
    """Base of writers of text lines, in UTF-8."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        self._file = file
        self._columns = table.columns

    def __enter__(self) -> Callable[[Sequence[Row]], None]:
        self.begin()
        return self.take

    def __exit__(self, *_: object) -> None:
        """Do nothing: all rows have been written."""

    def begin(self) -> None:
        """Write what comes before the first row."""

    def take(self, rows: Sequence[Row]) -> None:
        """Write a page of rows."""
        raise NotImplementedError


class _Csv(_Lines):
    """CSV (RFC 4180): missing values are empty, booleans are `true` and `false`, all other cells are as stored."""

    def begin(self) -> None:
        self._write([tuple(column.name for column in self._columns)])

    def take(self, rows: Sequence[Row]) -> None:
        booleans = [column.type == "boolean" for column in self._columns]
        self._write([tuple(map(_csv_cell, row, booleans)) for row in rows])

    def _write(self, rows: Sequence[Row]) -> None:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(rows)
        self._file.write(text.getvalue().encode())


def _csv_cell(value: object, is_boolean: bool) -> object:  # noqa: FBT001  (mapped over two lists)
    return ("true" if value else "false") if is_boolean and value is not None else value


class _JsonLines(_Lines):
    """
    JSON Lines: objects and lists are nested, missing values are null. Characters that some programs take for a line
    end, or a terminal for a command, are escaped.
    """

    def take(self, rows: Sequence[Row]) -> None:
        read: list[Callable[[Any], object]] = [_JSON.get(column.type, _as_is) for column in self._columns]
        names = [column.name for column in self._columns]
        for row in rows:
            values = (None if value is None else convert(value) for convert, value in zip(read, row, strict=True))
            line = json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False, separators=(",", ":"))
            self._file.write(f"{json_text(line)}\n".encode())


def _as_is(value: Any) -> Any:
    return value


def _nested(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:  # damaged in the database
        return None


_JSON: dict[str, Callable[[Any], object]] = {"boolean": bool, "object": _nested, "array": _nested}


class _Parquet:
    """Parquet (Zstandard), a row group for each page. Moments are timestamps in UTC; objects and lists are JSON."""

    def __init__(self, file: BinaryIO, table: Table) -> None:
        self._file = file
        self._table = table

    def __enter__(self) -> Callable[[Sequence[Row]], None]:
        self._pa, parquet = _pyarrow()
        self._schema = self._pa.schema([_arrow_field(self._pa, column) for column in self._table.columns])
        self._out = parquet.ParquetWriter(self._file, self._schema, compression="zstd")
        return self.take

    def take(self, rows: Sequence[Row]) -> None:
        """Write a page of rows."""
        columns = list(zip(*rows, strict=True))
        read: list[Callable[[Any], object]] = [_ARROW.get(one.type, _as_is) for one in self._table.columns]
        cells = [
            [None if value is None else convert(value) for value in one]
            for convert, one in zip(read, columns, strict=True)
        ]
        self._out.write_table(self._pa.table(dict(zip(self._schema.names, cells, strict=True)), self._schema))

    def __exit__(self, *_: object) -> None:
        self._out.close()


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise UsageError(
            "Parquet needs pyarrow, which is not installed.",
            "Install it with: pip install 'reprolinks[parquet]', or take --format csv or jsonl.",
        ) from None
    return pa, parquet


def _arrow_field(pa: Any, column: Column) -> Any:
    types = {"integer": pa.int64(), "boolean": pa.bool_(), "datetime": pa.timestamp("ms", "UTC")}
    return pa.field(column.name, types.get(column.type, pa.string()), metadata={"description": column.sentence})


def _moment(text: str) -> datetime | None:
    try:
        given = datetime.fromisoformat(text)
    except ValueError:  # damaged in the database
        return None
    return given if given.tzinfo else given.replace(tzinfo=UTC)


_ARROW: dict[str, Callable[[Any], object]] = {"boolean": bool, "datetime": _moment}

_TEXT = {"encoding": "utf-8"}
FORMS: dict[str, Form] = {
    "parquet": Form("parquet", "application/vnd.apache.parquet", {}, _Parquet),
    "csv": Form("csv", "text/csv", {**_TEXT, "dialect": {"lineTerminator": "\r\n"}}, _Csv),
    "jsonl": Form("jsonl", "application/jsonl", _TEXT, _JsonLines),
}
