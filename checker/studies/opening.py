"""Opens files of link statuses, packed or not: as rows of a table, or as a JSON document."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from checker.errors import InputError
from checker.papers.streams.decoding import mended
from checker.papers.streams.unpacking import BROKEN, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Content:
    """An opened file: its name as given, and its columns and rows if it is a table, or its document if it is JSON."""

    source: str
    columns: tuple[str, ...] = ()
    rows: list[dict[str, str]] = field(default_factory=list)
    document: Any = None

    def has(self, *names: str) -> bool:
        """Whether the table has these columns."""
        return bool(self.columns) and set(names) <= set(self.columns)


def opened(name: str) -> Content:
    """The content of a file; InputError where it can't be read, or is neither a table nor JSON."""
    path = Path(name)
    try:
        with path.open("rb") as raw, unpacked(raw, name) as stream:
            data = b"".join(_pieces(io.BufferedReader(mended(stream))))
    except BROKEN as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{name} can't be read: {reason}.", "Name a file of link statuses.") from error
    text = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] in (b"{", b"["):
        return Content(name, document=_document(name, text))
    return _table(name, data.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))


def _pieces(stream: io.BufferedReader) -> Iterator[bytes]:
    while piece := stream.read(2**20):
        yield piece


def _document(name: str, text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise InputError(f"{name} is not valid JSON: {error}.", "Is it complete?") from error


def _table(name: str, text: str) -> Content:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
        rows = [{str(key): _text(value) for key, value in row.items()} for row in reader]
    except csv.Error as error:
        raise InputError(f"{name} can't be read as a table: {error}.", "Name a file of link statuses.") from error
    return Content(name, tuple(column.strip() for column in reader.fieldnames or ()), rows)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
