"""Values of JSON that services send, by the type that is expected: a value of another type counts as missing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

_T = TypeVar("_T")


def a(kind: type[_T], value: object) -> _T | None:
    """The value if it is of this type (a `bool` is no `int`), None for any other."""
    if isinstance(value, bool) and kind is not bool:
        return None
    return value if isinstance(value, kind) else None


def text(value: object) -> str | None:
    """A string that is not empty; None for anything else."""
    return a(str, value) or None


def mapping(value: object) -> Mapping[str, Any]:
    """A JSON object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def mappings(value: object) -> list[dict[str, Any]]:
    """The JSON objects in a list; none for anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def texts(value: object) -> list[str]:
    """The strings in a list; none for anything else."""
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def moment(value: object) -> datetime | None:
    """An ISO 8601 moment with its zone, in UTC; None for anything else, and for a date outside the calendar."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return found.astimezone(UTC) if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None
