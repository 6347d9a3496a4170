"""
Data frames in JSON → records, as pandas writes them (pandas.DataFrame.to_json): by columns, which is its default
(`{"title": {"0": …, "1": …}, …}`), or split (`{"columns": […], "index": […], "data": [[…], …]}`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.papers.shapes.tree import CUT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SPLIT = frozenset(("columns", "index", "data", "schema"))


def is_frame(value: object) -> bool:
    """Whether a JSON value, whose end may be cut off, is a data frame."""
    return isinstance(value, dict) and (_is_split(value) or _is_by_columns(value))


def rows(frame: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of a data frame, each a record."""
    if _is_split(frame):
        yield from (dict(zip(frame["columns"], row, strict=False)) for row in frame["data"] if isinstance(row, list))
        return
    numbers = dict.fromkeys(number for column in frame.values() for number in column)
    yield from ({name: column.get(number) for name, column in frame.items()} for number in numbers)


def _is_split(value: Mapping[str, Any]) -> bool:
    names = value.get("columns")
    named = isinstance(names, list) and bool(names) and all(isinstance(name, str) for name in names)
    return named and value.keys() <= _SPLIT and isinstance(value.get("data", []), list)


def _is_by_columns(value: Mapping[str, Any]) -> bool:
    """Whether every member is a column (row number → cell) and the names of the columns are not all numbers."""
    columns = [column for column in value.values() if column != CUT]
    return bool(columns) and all(map(_is_column, columns)) and not all(map(str.isdigit, value))


def _is_column(value: object) -> bool:
    if not isinstance(value, dict) or not value:
        return False
    return all(map(str.isdigit, value)) and not any(map(_holds_objects, value.values()))


def _holds_objects(cell: object) -> bool:
    return isinstance(cell, dict) or (isinstance(cell, list) and any(isinstance(one, dict) for one in cell))
