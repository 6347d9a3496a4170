"""The lines of a stream, numbered from 1 and bounded in length."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 16 * 2**20  # bytes; no paper is longer, and a file without line ends must not fill memory
_BOM = b"\xef\xbb\xbf"  # byte order mark of UTF-8, with which some editors begin files


def numbered_lines(stream: BinaryIO, first: int = 1) -> Iterator[tuple[int, bytes | None]]:
    """
    (number, line with its end, without a byte order mark); None in place of a line of `LONGEST` bytes or more.

    `first` is the number of the stream's first line.
    """
    longest = LONGEST
    for number, line in enumerate(iter(partial(stream.readline, longest), b""), first):
        if len(line) == longest:
            if not line.endswith(b"\n"):
                _skip(stream)
            yield number, None
        elif number == 1:
            yield number, line.removeprefix(_BOM)
        else:
            yield number, line


def blocks(stream: BinaryIO, size: int) -> Iterator[tuple[int, bytes]]:
    """(number of the first line, whole lines of about `size` bytes); a line over `LONGEST` bytes is cut."""
    number = 1
    while data := stream.read(size):
        if not data.endswith(b"\n"):
            rest = stream.readline(LONGEST)
            data += rest
            if len(rest) == LONGEST and not rest.endswith(b"\n"):
                _skip(stream)
        yield number, data
        number += data.count(b"\n") + (not data.endswith(b"\n"))


def _skip(stream: BinaryIO) -> None:
    """Read to the end of the line that has been begun."""
    while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
        pass
