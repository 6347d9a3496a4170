"""Typed access to the fields of a service's JSON. Missing and null are empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.papers.records.paper import Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping


def text(record: Mapping[str, Any], *names: str) -> str:
    """The text or integer in the first of these fields that is not empty; Unreadable for another type."""
    for name in names:
        value = record.get(name)
        if isinstance(value, str):
            if value:
                return value
        elif type(value) is int:
            return str(value)
        elif value is not None:
            raise Unreadable(f"{name} is not a text")
    return ""


def part(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object in this field, empty if there is none; Unreadable for another type."""
    value = record.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unreadable(f"{name} is not an object")
    return value


def items(record: Mapping[str, Any], name: str) -> list[Any]:
    """The array in this field, empty if there is none; Unreadable for another type."""
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable(f"{name} is not an array")
    return value


def first(record: Mapping[str, Any], *names: str) -> str:
    """The first text in these fields, each of which may hold a text or a list; other types are passed over."""
    for name in names:
        value = record.get(name)
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, str) and one.strip():
                return one
    return ""


def objects(record: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects in this field, which may hold an array or a single object; other types are left out."""
    value = record.get(name)
    return [one for one in (value if isinstance(value, list) else (value,)) if isinstance(one, dict)]


def texts(record: Mapping[str, Any], name: str) -> list[str]:
    """The texts in this field, which may hold an array or a single text; other types are left out."""
    value = record.get(name)
    return [one for one in (value if isinstance(value, list) else (value,)) if isinstance(one, str)]
