"""
The first bytes of JSON → values. The last value may be cut; the depth is bounded, so that endless nesting costs
neither memory nor time.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

import ijson

from checker.papers.streams.shallow import DEEPEST, TooDeep

CUT = "…"  # in place of a value that is cut off
_AT_ONCE = 1024  # bytes that are parsed between two checks of the depth


@lru_cache(maxsize=2)
def beginning(head: bytes) -> tuple[Any, ...]:
    """The values in the first bytes of JSON, in order; the last may be cut, at its end or where it is too deep."""
    rest = head.lstrip()
    for _ in range(10):  # of JSON Lines, the first lines may be broken
        if rest[:1] not in (b"{", b"["):
            break
        if found := _values(rest):
            return tuple(found)
        rest = rest.partition(b"\n")[2].lstrip()
    return ()


def _values(head: bytes) -> list[Any]:
    """The values up to an error or the end; empty if there is nothing in them."""
    building = _Building()
    try:
        events = ijson.basic_parse(io.BytesIO(head), use_float=True, multiple_values=True, buf_size=_AT_ONCE)
        for event, value in events:
            building.take(event, value)
    except (ijson.JSONError, ValueError, TooDeep):  # cut, or broken further on: what came before counts
        pass
    return building.values if any(building.values) else []


class _Building:
    """Builds values from the events of ijson's parser."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._open: list[Any] = [self.values]
        self._keys: list[str] = [""]

    def take(self, event: str, value: Any) -> None:
        """Add the next event."""
        if event == "map_key":
            self._keys[-1] = value
            self._add(CUT)
        elif event in ("end_map", "end_array"):
            self._open.pop()
            self._keys.pop()
        elif event in ("start_map", "start_array"):
            self._begin({} if event == "start_map" else [])
        else:
            self._add(value)

    def _begin(self, container: Any) -> None:
        if len(self._open) > DEEPEST:
            raise TooDeep
        self._add(container)
        self._open.append(container)
        self._keys.append("")

    def _add(self, value: Any) -> None:
        if isinstance(self._open[-1], dict):
            self._open[-1][self._keys[-1]] = value
        else:
            self._open[-1].append(value)


@lru_cache(maxsize=2)
def paths(head: bytes) -> tuple[str, ...]:
    """The dotted paths of all keys in the first bytes of JSON, each once, in order; `item` steps into an array."""
    found: dict[str, None] = {}
    for value in beginning(head):
        _walk(value, "", found)
    return tuple(found)


def _walk(value: Any, prefix: str, found: dict[str, None]) -> None:
    if isinstance(value, list):
        for one in value:
            _walk(one, f"{prefix}.item" if prefix else "item", found)
    elif isinstance(value, dict):
        for key, one in value.items():
            path = f"{prefix}.{key}" if prefix else key
            found[path] = None
            _walk(one, path, found)
