"""
JSON whose nesting and whose strings have a bound: a parser that is fed no more than that needs little memory,
whatever the file holds.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.papers.streams.decoding import Utf8

LONGEST = 2**20  # bytes of one string
DEEPEST = 64  # levels; no record nests deeper
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_REST = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)  # of a string that has begun
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


class TooDeep(ValueError):  # noqa: N818  (says of JSON what it is)
    """JSON that nests deeper than any record does."""

    def __init__(self) -> None:
        super().__init__(f"nested deeper than {DEEPEST} levels")


class Shallow(io.RawIOBase):
    """The same stream of JSON; reading raises TooDeep, and ValueError for a string longer than memory should hold."""

    def __init__(self, stream: Utf8) -> None:
        self._stream = stream
        self._depth = 0
        self._inside = 0  # bytes of a string whose end has not come yet
        self._escaped = False  # whether they end in the first half of an escape

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed hides Buffer
        """The next bytes."""
        length = self._stream.readinto(buffer)
        self._look_at(bytes(memoryview(buffer)[:length]))
        return length

    def _look_at(self, chunk: bytes) -> None:
        begins = 0
        if self._inside:
            rest = _REST.match(chunk, self._escaped)
            if rest is None:
                self._within(chunk, self._escaped)
                return
            begins, self._inside, self._escaped = rest.end(), 0, False
        outside, quote, inside = _STRING.sub(b"", chunk[begins:]).partition(b'"')
        if quote:
            self._inside = 1
            self._within(inside, 0)
        for bracket in outside.translate(None, _NO_BRACKETS):
            self._depth += 1 if bracket in b"[{" else -1
            if self._depth > DEEPEST:
                raise TooDeep

    def _within(self, piece: bytes, begins: int) -> None:
        """More of a string: all of it."""
        text = piece[begins:]
        self._escaped = bool((len(text) - len(text.rstrip(b"\\"))) % 2) if text else self._escaped and not piece
        self._inside += len(piece)
        if self._inside > LONGEST:
            raise ValueError(f"a string longer than {LONGEST} bytes")
