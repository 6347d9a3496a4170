"""Values out of a JSON object whose shape is a service's: absent and null are empty, a wrong type is Unreadable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.papers.records.paper import Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping


def text(record: Mapping[str, Any], *names: str) -> str:
    """The first of these fields that holds something; a number counts as its digits."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str):
            if value:
                return value
        elif type(value) is int:
            return str(value)
        elif value is not None:
            raise Unreadable(f"{name} is no text")
    return ""


def part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object in this field, empty if there is none."""
    value = record.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unreadable(f"{name} is no object")
    return value


def items(record: Mapping[str, Any], name: str) -> list[Any]:
    """The array in this field, empty if there is none."""
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable(f"{name} is no array")
    return value
