"""Parquet, by pyarrow (the extra `parquet`): columns have the same names as fields of JSON Lines."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from checker.errors import InputError
from checker.model import BadRecord
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.paper import Unreadable
from checker.papers.shapes.names import NAMES, plain_name
from checker.papers.shapes.record import Records, named
from checker.papers.streams.unpacking import on_disk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model import Paper
    from checker.papers.protocol import Record

_BROKEN = (UnicodeDecodeError, OverflowError)  # for invalid values, which Arrow does not check
_ROWS = 1000  # rows in memory at once


class Parquet:
    """The reader of Parquet."""

    name = "parquet"
    what = "columns as of `jsonl`; needs the extra `parquet`"
    how = "pandas, DuckDB, Spark, Hugging Face data sets"

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for the four letters with which every Parquet file begins."""
        return Evidence.MARK if head.startswith(b"PAR1") else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each row. Raises InputError if pyarrow is missing or the file can't be read."""
        try:
            import pyarrow as pa
            from pyarrow import parquet
        except ImportError as error:
            raise InputError(
                f"{source} is Parquet, and pyarrow is missing.", "Install reprolinks[parquet]."
            ) from error
        try:
            with on_disk(stream) as seekable:
                file = parquet.ParquetFile(seekable, pre_buffer=False)
                records = Records(reading)
                for number, row in enumerate(_rows(file, _wanted(file.schema_arrow, source, reading)), 1):
                    yield _paper(records, row, source, number)
                yield from records.notices(source)
        except (pa.ArrowException, *_BROKEN) as error:
            raise InputError(f"{source} can't be read as Parquet: {error}.", "Is it complete?") from error


def _wanted(schema: Any, source: str, reading: Reading) -> list[str]:
    """The columns with texts or names of a paper's fields. Raises InputError, naming all, if there are none."""
    given = {plain_name(name) for name in (*(column for _, column in reading.columns), *reading.keep)}
    known = given.union(*NAMES.values())
    found = [one.name for one in schema if plain_name(one.name) in known or "string" in str(one.type)]
    if not found:
        raise InputError(f"{source} has {named(schema.names, 'columns')}; none holds text.", "Name other columns.")
    return found


def _rows(file: Any, columns: list[str]) -> Iterator[dict[str, Any] | Exception]:
    """Every row; the exception in place of a row with an invalid value."""
    for batch in file.iter_batches(batch_size=_ROWS, columns=columns):
        try:
            yield from batch.to_pylist()
        except _BROKEN:
            yield from (_row(batch, number) for number in range(len(batch)))


def _row(batch: Any, number: int) -> dict[str, Any] | Exception:
    try:
        row: dict[str, Any] = batch.slice(number, 1).to_pylist()[0]
    except _BROKEN as error:
        return error
    return row


def _paper(records: Records, row: dict[str, Any] | Exception, source: str, number: int) -> Paper | BadRecord:
    if isinstance(row, Exception):
        return BadRecord(source, 0, f"record {number}: {row}")
    try:
        return records.paper({name: _value(value) for name, value in row.items()}, source)
    except (Unreadable, *_BROKEN) as error:
        return BadRecord(source, 0, f"record {number}: {error}")


def _value(value: object) -> object:
    """Dates and times in ISO 8601, bytes as text, other values unchanged."""
    if isinstance(value, date):
        return value.isoformat()
    return value.decode() if isinstance(value, bytes) else value
