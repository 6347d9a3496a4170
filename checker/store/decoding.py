"""
Rows of the database, checked and decoded. A database may be damaged, or edited by somebody else, and reports print
its values as they are; therefore a row with a value that its column can't have is named in the log and left out.
"""

from __future__ import annotations

import logging
import re
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from checker.model import (
    Availability,
    Claim,
    Content,
    Identity,
    Kind,
    Maintenance,
    Ownership,
    PaperStatus,
    Preservation,
    Reason,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from enum import StrEnum

LOG = logging.getLogger("reprolinks.store")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
#: Column → the enum of its values.
_WORDS: dict[str, type[StrEnum]] = {
    "kind": Kind,
    "availability": Availability,
    "reason": Reason,
    "identity": Identity,
    "maintenance": Maintenance,
    "content": Content,
    "last_known_availability": Availability,
    "known": Availability,
    "preservation": Preservation,
    "ownership": Ownership,
    "claim": Claim,
    "status": PaperStatus,
}
_TEXT_OR_NONE = {str, type(None)}
_One = TypeVar("_One")


class Damaged(ValueError):  # noqa: N818  (says what a value is)
    """A value is one that its column can't have."""


def decoded_rows(make: Callable[..., _One], rows: Iterable[Mapping[str, Any]]) -> Iterator[_One]:
    """`make(**row)` for each row (column → value), decoded. A damaged row is named in the log and left out."""
    columns: _Columns | None = None
    for row in rows:
        columns = columns or _Columns(row)
        try:
            yield make(**columns.read(row))
        except (ValueError, TypeError, KeyError) as error:
            name = row.get("target") or row.get("paper_id") or row.get("artifact_id") or "a row"
            LOG.warning("left out, damaged in the database: %.80r (%s)", name, error)


class _Columns:
    """The decoders of the columns of a query. Columns of text, which are most, are checked at once, for speed."""

    def __init__(self, names: Iterable[str]) -> None:
        readers = {name: _reader(name) for name in names}
        texts = [name for name, read in readers.items() if read is _text]
        self._others = [(name, read) for name, read in readers.items() if read is not _text]
        self._texts = itemgetter(*texts) if len(texts) > 1 else None

    def read(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The decoded values of a row; raises Damaged."""
        if self._texts is None or not _TEXT_OR_NONE.issuperset(map(type, self._texts(row))):
            return {name: decoded_value(name, value) for name, value in row.items()}
        found = dict(row)
        for name, read in self._others:
            if (value := found[name]) is not None:
                found[name] = read(name, value)
        return found


def is_valid(row: Mapping[str, Any]) -> bool:
    """Whether every value of a row (column → value) is one that its column can have."""
    try:
        for name, value in row.items():
            decoded_value(name, value)
    except (ValueError, TypeError, KeyError):
        return False
    return True


def decoded_value(column: str, value: Any) -> Any:
    """The value of a column, decoded; raises Damaged for one that the column can't have."""
    return None if value is None else _reader(column)(column, value)


def _reader(column: str) -> Callable[[str, Any], object]:
    return _READERS.get(column) or (_moment if column.endswith("_at") else _text)


def _text(column: str, value: object) -> str:
    if not isinstance(value, str):
        raise Damaged(f"{column} is not a text")
    return value


def _word(column: str, value: object) -> str:
    if value not in _WORDS[column]._value2member_map_:
        raise Damaged(f"{column} has an unknown value")
    return str(value)


def _moment(column: str, value: object) -> str:
    if not _MOMENT.fullmatch(_text(column, value)):
        raise Damaged(f"{column} is not a moment")
    return str(value)


def _number(column: str, value: object) -> int:
    if not isinstance(value, int):
        raise Damaged(f"{column} is not a number")
    return value


def _flag(column: str, value: object) -> bool:
    return _number(column, value) != 0


def _mapping(column: str, value: str) -> dict[str, str]:
    found = _json(column, value)
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise Damaged(f"{column} is not an object of texts")
    return found


def _texts(column: str, value: str) -> tuple[str, ...]:
    return tuple(str(one) for one in _json(column, value))


def _json(column: str, value: str) -> Any:
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError as error:
        raise Damaged(f"{column} is not JSON") from error


def _state(column: str, value: object) -> str:
    """A state is an availability, or `reused` where another thing than before is available."""
    return "reused" if value == "reused" else _word("availability" if column == "state" else column, value)


_READERS: dict[str, Callable[[str, Any], object]] = {
    "state": _state,
    **dict.fromkeys(_WORDS, _word),
    **dict.fromkeys(
        (
            *("papers", "links", "available", "unavailable", "unknown", "artifact_id", "run_id", "rules", "times"),
            *("line", "column", "incident", "opened_run", "closed_run", "verdict_id"),
        ),
        _number,
    ),
    **dict.fromkeys(("confirmed", "hijackable", "misprinted", "counted", "usable", "moved", "always"), _flag),
    **dict.fromkeys(("ticks", "policies", "dead_places"), _mapping),
    "named_by": _texts,
    "broken_forms": _texts,
    "printed_forms": _texts,
}
