"""
A stream of JSON that raises an error for deep nesting and long strings, so that the parser which reads it needs
little memory, whatever the file holds.
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


class TooDeep(ValueError):  # noqa: N818  (names the property of the JSON)
    """JSON that is nested deeper than any record is."""

    def __init__(self) -> None:
        super().__init__(f"nested deeper than {DEEPEST} levels")


class Shallow(io.RawIOBase):
    """The same bytes; reading raises TooDeep for deep nesting and ValueError for a string over `LONGEST` bytes."""

    def __init__(self, stream: Utf8) -> None:
        self._stream = stream
        self._depth = 0
        self._quoted = 0  # 1 inside a string, else 0
        self._length = 0  # of that string, so far
        self._before = b""  # a backslash at the end of the last chunk

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed hides Buffer
        """The next bytes."""
        length = self._stream.readinto(buffer)
        self._check(bytes(memoryview(buffer)[:length]))
        return length

    def _check(self, chunk: bytes) -> None:
        """Follow depth and strings through the next bytes."""
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
