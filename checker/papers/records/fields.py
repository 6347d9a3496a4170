"""Typed access to the fields of a service's JSON: absent and null are empty, a wrong type raises Unreadable."""

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


def first(record: Mapping[str, Any], *names: str) -> str:
    """The first text in these fields, whether they hold one, or a list of texts of which the first counts."""
    for name in names:
        value = record.get(name)
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, str) and one.strip():
                return one
    return ""


def objects(record: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in this field's array, or the one object that it is; what is none is left out."""
    value = record.get(name)
    return [one for one in (value if isinstance(value, list) else (value,)) if isinstance(one, dict)]


def texts(record: Mapping[str, Any], name: str) -> list[str]:
    """All texts in this field: of its array, or the one that it is; what is none is left out."""
    value = record.get(name)
    return [one for one in (value if isinstance(value, list) else (value,)) if isinstance(one, str)]
