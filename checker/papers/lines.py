"""Lines of a stream, numbered from 1, none of them longer than memory should hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 16 * 2**20  # bytes; no paper is longer, and a file without line ends must not fill memory
_MARK = b"\xef\xbb\xbf"  # byte order mark, which some editors put first


def numbered_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """(number, line without blanks around it); None in place of a line longer than `LONGEST` bytes."""
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        if len(line) == LONGEST and not line.endswith(b"\n"):
            _skip(stream)
            yield number, None
        else:
            yield number, (line.removeprefix(_MARK) if number == 1 else line).strip()


def _skip(stream: BinaryIO) -> None:
    """Read to the end of the line that has been begun."""
    while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
        pass
