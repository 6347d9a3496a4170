"""Standard streams that do not end the program when they are closed, lose their reader, or lack a character."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO, cast


class _TolerantStream(io.TextIOBase):
    """A text stream that drops what can't be written, because its reader is gone."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    def write(self, text: str) -> int:
        """Write the text, or drop it where that fails."""
        try:
            return self._stream.write(text)
        except (OSError, ValueError):
            return len(text)

    def flush(self) -> None:
        """Flush; does nothing where that fails."""
        try:
            self._stream.flush()
        except (OSError, ValueError):
            return

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The file descriptor of the wrapped stream."""
        return self._stream.fileno()

    def writable(self) -> bool:
        """Always true."""
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]  # the wrapped stream has one
        """The encoding of the wrapped stream."""
        return self._stream.encoding


def make_streams_safe() -> None:
    """
    Make the standard streams safe to use: a closed one becomes the null device, characters that the encoding lacks
    are escaped, and text that can't be written to standard error is dropped.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  (open to the end)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.stderr = cast("TextIO", _TolerantStream(sys.stderr))


def redirect_to_null(stream: TextIO) -> None:
    """Connect a stream that lost its reader to the null device, so that closing it raises no error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
