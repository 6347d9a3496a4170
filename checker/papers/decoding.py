"""Bytes → text, whatever editor wrote them: UTF-8, UTF-16 with its mark, and what is neither as Windows-1252."""

from __future__ import annotations

import codecs
import io
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from checker.papers.lines import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _western(error: UnicodeError) -> tuple[str, int]:
    """The error handler: bytes that are no UTF-8 are Windows-1252, the superset of Latin-1 that real files hold."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("checker-western", _western)


def text_lines(stream: BinaryIO) -> Iterator[str]:
    """The lines of a stream as text, with their ends made one; a line too long for memory comes in pieces."""
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="checker-western", newline=None)
    try:
        while line := text.readline(LONGEST):
            yield line
    finally:
        _let_go(text)


def _let_go(text: io.TextIOWrapper) -> None:
    """Leave the stream below to whoever opened it, who may have closed it already."""
    with suppress(ValueError):
        text.detach()


def decoded(head: bytes) -> str:
    """The beginning of a stream as text; a character cut at its end is left out."""
    text = codecs.getincrementaldecoder("utf-8-sig")("checker-western").decode(head)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_wide(head: bytes) -> bool:
    """Whether this is UTF-16 with its mark, and no XML, which tells its encoding itself."""
    return head.startswith(_WIDE) and not head[2:].lstrip(b"\x00 \t\r\n").startswith(b"<")


def narrowed(stream: BinaryIO) -> Utf8:
    """UTF-16 as UTF-8, without its mark."""
    return Utf8(io.TextIOWrapper(stream, "utf-16", errors="replace", newline=""))


def mended(stream: BinaryIO) -> Utf8:
    """The same bytes, but those that are no UTF-8 as what they are in Windows-1252."""
    return Utf8(io.TextIOWrapper(stream, "utf-8", errors="checker-western", newline=""))


class Utf8(io.RawIOBase):
    """Text as bytes again, in UTF-8."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._left = b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed hides Buffer
        """The next bytes."""
        self._left = self._left or self._text.read(65_536).encode("utf-8", "replace")
        length = min(len(buffer), len(self._left))
        buffer[:length] = self._left[:length]
        self._left = self._left[length:]
        return length

    def close(self) -> None:
        """Let the stream below go; it is not ours to close."""
        if not self.closed:
            _let_go(self._text)
        super().close()
