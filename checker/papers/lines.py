"""Lines of a stream, numbered from 1, none of them longer than memory should hold."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 16 * 2**20  # bytes; no paper is longer, and a file without line ends must not fill memory
_MARK = b"\xef\xbb\xbf"  # byte order mark, which some editors put first


def numbered_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """(number, line with its end, without a byte order mark); None in place of a line of `LONGEST` bytes or more."""
    longest = LONGEST
    for number, line in enumerate(iter(partial(stream.readline, longest), b""), 1):
        if len(line) == longest:
            if not line.endswith(b"\n"):
                _skip(stream)
            yield number, None
        elif number == 1:
            yield number, line.removeprefix(_MARK)
        else:
            yield number, line


def _skip(stream: BinaryIO) -> None:
    """Read to the end of the line that has been begun."""
    while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
        pass
