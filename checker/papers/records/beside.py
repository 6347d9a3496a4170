"""Addresses that stand in fields of a record, beside its title and abstract."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_ADDRESS = re.compile(r"://|\b10\.\d{4,9}/|\w\.[a-z]{2,10}/\w", re.IGNORECASE)


def linked(
    record: Mapping[str, Any], *, but: Collection[str] = (), artifact: bool = False
) -> tuple[tuple[str, str], ...]:
    """Placeholder until the mechanism of the branch `fields` is merged."""
    found: dict[str, list[str]] = {}
    for name, value in record.items():
        if name not in but:
            for path, text in _texts(name, value, 0):
                if _ADDRESS.search(text):
                    found.setdefault(path, []).append(text)
    return tuple((name, "\n".join(texts)) for name, texts in found.items())


def _texts(name: str, value: object, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict) and depth < 5:
        for key, one in value.items():
            yield from _texts(f"{name}.{key}", one, depth + 1)
    elif isinstance(value, list) and depth < 5:
        for one in value:
            yield from _texts(name, one, depth + 1)
