"""
JSON whose nesting and whose strings have a bound: a parser that is fed no more than that needs little memory,
whatever the file holds.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from checker.papers.streams.lines import LONGEST

if TYPE_CHECKING:
    from checker.papers.streams.decoding import Utf8

DEEPEST = 64  # levels; no record nests deeper
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
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
        self._begun: list[bytes] = []  # of a string whose end has not come yet
        self._length = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed hides Buffer
        """The next bytes."""
        length = self._stream.readinto(buffer)
        self._look_at(bytes(memoryview(buffer)[:length]))
        return length

    def _look_at(self, chunk: bytes) -> None:
        if self._begun and b'"' not in chunk:
            self._keep(chunk)
            return
        plain = _STRING.sub(b"", b"".join((*self._begun, chunk)))
        self._begun, self._length = [], 0
        outside, quote, inside = plain.partition(b'"')
        if quote:
            self._keep(quote + inside)
        for bracket in outside.translate(None, _NO_BRACKETS):
            self._depth += 1 if bracket in b"[{" else -1
            if self._depth > DEEPEST:
                raise TooDeep

    def _keep(self, piece: bytes) -> None:
        self._begun.append(piece)
        self._length += len(piece)
        if self._length > LONGEST:
            raise ValueError(f"a string longer than {LONGEST} bytes")
