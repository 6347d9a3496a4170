"""Decoding of text: UTF-8, UTF-16 with a byte order mark; bytes that are not UTF-8 as Windows-1252."""

from __future__ import annotations

import codecs
import contextlib
import io
from typing import TYPE_CHECKING, BinaryIO

from checker.papers.streams.lines import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _western(error: UnicodeError) -> tuple[str, int]:
    """Error handler of decoding: bytes that are not UTF-8 are Windows-1252, the superset of Latin-1 in real files."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("checker-western", _western)


def text_lines(stream: BinaryIO) -> Iterator[str]:
    """The lines of a stream as text, line ends as newlines; a line longer than `LONGEST` comes in pieces."""
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="checker-western", newline=None)
    try:
        while line := text.readline(LONGEST):
            yield line
    finally:
        with contextlib.suppress(ValueError):  # closed already
            text.detach()  # whoever opened the stream closes it


def decoded(head: bytes) -> str:
    """The first bytes of a stream as text; a character that is cut at their end is left out."""
    if head.isascii():  # as most lines are
        text = head.decode("ascii")
    else:
        text = codecs.getincrementaldecoder("utf-8-sig")("checker-western").decode(head)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_utf_16(head: bytes) -> bool:
    """Whether this is UTF-16 with a byte order mark, but not XML, whose parser decodes it."""
    return head.startswith(_UTF_16) and not head[2:].replace(b"\x00", b"").lstrip().startswith(b"<?xml")


def utf_16_as_utf_8(stream: BinaryIO) -> Utf8:
    """A stream of UTF-16 as UTF-8, without its byte order mark."""
    return Utf8(stream, "utf-16", "replace")


def mended(stream: BinaryIO) -> Utf8:
    """The same text as valid UTF-8: bytes that are not are read as Windows-1252."""
    return Utf8(stream, "utf-8", "checker-western")


class Utf8(io.RawIOBase):
    """A stream in another encoding, read as UTF-8; whoever opened that stream closes it."""

    def __init__(self, stream: BinaryIO, encoding: str, errors: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)(errors)
        self._left = b""
        self._more = True

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed hides Buffer
        """The next bytes."""
        while self._more and not self._left:
            chunk = self._stream.read(65_536)
            self._more = bool(chunk)
            self._left = self._decoder.decode(chunk, final=not chunk).encode("utf-8", "replace")
        length = min(len(buffer), len(self._left))
        buffer[:length] = self._left[:length]
        self._left = self._left[length:]
        return length
