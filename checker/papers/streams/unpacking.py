"""
Compressed inputs → plain streams: gzip, Zstandard and zip by their first bytes, UTF-16 as UTF-8, the text of a
message. Streaming, so that the content of a small compressed file never fills memory or disk; only a message is held
whole.
"""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import sys
import tempfile
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from checker.errors import InputError
from checker.papers.streams.decoding import is_utf_16, utf_16_as_utf_8
from checker.papers.streams.message import is_message, text_of

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEAD = 65_536  # bytes that a format is recognised by
_GZIP, _ZSTD, _ZIP = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_COPY = 8 * 2**30  # bytes of a stream that may be copied to disk, for formats that are read from their end
_MEMBERS = 100_000  # files in one zip
#: Exceptions of unpacking an input that is cut or corrupt.
BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, zstd.ZstdError, zipfile.BadZipFile)
#: Those, and the exceptions of zipfile for a damaged archive: negative offsets, names that can't be decoded.
BROKEN_ZIP = (*BROKEN, NotImplementedError, ValueError, struct.error)


class _Whole(io.RawIOBase):
    """A stream that fills every read: pipes and decompressors may give less than they are asked for."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed hides Buffer
        view, filled = memoryview(buffer), 0
        while filled < len(view) and (chunk := self._stream.read(len(view) - filled)):
            view[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
        return filled

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def _buffered(stream: Any) -> io.BufferedReader[Any]:
    return io.BufferedReader(cast("io.RawIOBase", _Whole(stream)), HEAD)


@contextmanager
def unpacked(raw: BinaryIO, source: str) -> Iterator[io.BufferedReader[Any]]:
    """The stream with gzip, Zstandard, UTF-16 or a message unpacked, buffered so that `peek` gives the beginning."""
    with ExitStack() as opened:
        plain = io.BufferedReader(cast("io.RawIOBase", raw if _seekable(raw) else _Whole(raw)), HEAD)
        opened.callback(plain.close)
        if (packer := _packer(plain.peek(4)[:4])) is not None:
            plain = opened.enter_context(_buffered(opened.enter_context(packer(plain))))
            if _packer(head := plain.peek(4)[:4]) or is_zip(head):
                raise InputError(f"{source} is packed twice.", "Unpack it once.")
        if is_utf_16(plain.peek(64)[:64]):
            plain = opened.enter_context(_buffered(utf_16_as_utf_8(plain)))
        if is_message(plain.peek(HEAD)[:HEAD]):
            plain = opened.enter_context(_buffered(text_of(plain, source)))
        yield plain


def _packer(head: bytes) -> Callable[[Any], Any] | None:
    if head.startswith(_GZIP):
        return lambda stream: gzip.GzipFile(fileobj=stream)
    return zstd.ZstdFile if head == _ZSTD else None


def _seekable(stream: BinaryIO) -> bool:
    try:
        return stream.seekable()
    except (AttributeError, ValueError):
        return False


def is_zip(head: bytes) -> bool:
    """Whether these are the first bytes of a zip."""
    return head[:4] in (_ZIP, _EMPTY_ZIP)


def archive_of(seekable: BinaryIO) -> zipfile.ZipFile:
    """The zip in a stream; raises BadZipFile if it is not a zip or its list of files is damaged."""
    try:
        return zipfile.ZipFile(seekable)
    except (NotImplementedError, ValueError, struct.error) as error:
        raise zipfile.BadZipFile(str(error)) from error


def members(stream: io.BufferedReader[Any], source: str) -> Iterator[tuple[str, BinaryIO | InputError]]:
    """
    (`source/name`, stream) for every file of a zip, in the order of names; an InputError in place of the stream if it
    can't be read (encrypted, itself a zip, compressed by an unknown method).
    """
    with on_disk(stream) as seekable, archive_of(seekable) as archive:
        files = sorted((one for one in archive.infolist() if not one.is_dir()), key=lambda one: one.filename)
        if len(files) > _MEMBERS:
            raise InputError(f"{source} holds {len(files)} files.", f"Unpack it: at most {_MEMBERS} are read.")
        for one in files:
            if not one.filename.startswith("__MACOSX/"):  # metadata that macOS adds
                yield from _member(archive, one, f"{source}/{one.filename}")


def _member(archive: zipfile.ZipFile, one: zipfile.ZipInfo, name: str) -> Iterator[tuple[str, BinaryIO | InputError]]:
    """(name, stream) of one file of a zip, or (name, error)."""
    try:
        with archive.open(one) as plain:
            nested = is_zip(plain.read(4))
            plain.seek(0)
            yield name, InputError(f"{name} is a zip inside a zip.", "Unpack it once.") if nested else _binary(plain)
    except BROKEN_ZIP as error:
        yield name, InputError(f"{name} can't be unpacked: {error}.", "Is it complete?")
    except RuntimeError:  # zipfile: a password is needed
        yield name, InputError(f"{name} is encrypted.", "Decrypt it first.")


def _binary(stream: object) -> BinaryIO:
    return cast("BinaryIO", stream)


@contextmanager
def on_disk(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream itself if it is seekable, else a temporary copy of it. Raises InputError if that is too large."""
    if _seekable(stream):
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        while chunk := stream.read(2**20):
            copy.write(chunk)
            if copy.tell() > _COPY:
                raise InputError(f"More than {_COPY // 2**30} GiB would have to be copied.", "Unpack the file.")
        copy.seek(0)
        yield cast("BinaryIO", copy)
