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
_ESCAPE = re.compile(rb"\\.", re.DOTALL)
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
        self._quoted = 0  # 1 inside of a string
        self._length = 0  # of that string, so far
        self._before = b""  # the first half of an escape

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed hides Buffer
        """The next bytes."""
        length = self._stream.readinto(buffer)
        self._look_at(bytes(memoryview(buffer)[:length]))
        return length

    def _look_at(self, chunk: bytes) -> None:
        text = _ESCAPE.sub(b"", self._before + chunk)
        self._before = b"\\" if text.endswith(b"\\") else b""
        parts = text.split(b'"')
        for bracket in b"".join(parts[self._quoted :: 2]).translate(None, _NO_BRACKETS):
            self._depth += 1 if bracket in b"[{" else -1
            if self._depth > DEEPEST:
                raise TooDeep
        self._quoted = (self._quoted + len(parts) - 1) % 2
        self._length = (self._length + len(chunk) if len(parts) == 1 else 0) * self._quoted
        if self._length > LONGEST:
            raise ValueError(f"a string longer than {LONGEST} bytes")
