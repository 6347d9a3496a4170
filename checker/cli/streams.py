"""Standard streams that may be closed, lose their reader or have a narrow encoding without ending the program."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO, cast


class _Deaf(io.TextIOBase):
    """Standard error whose reader may go away: later output is dropped, and the program goes on."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    def write(self, text: str) -> int:
        """Write, or drop the text where nobody reads it."""
        try:
            return self._stream.write(text)
        except (OSError, ValueError):
            return len(text)

    def flush(self) -> None:
        """Flush, if the stream still can."""
        try:
            self._stream.flush()
        except (OSError, ValueError):
            return

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The number of the stream below."""
        return self._stream.fileno()

    def writable(self) -> bool:
        """Always true."""
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]  # the stream below has one
        """The encoding of the stream below."""
        return self._stream.encoding


def standard_streams() -> None:
    """
    Make the standard streams safe to use.

    A closed stream becomes the null device, characters that the encoding lacks are escaped, and text for standard
    error that nobody reads is dropped.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  (open to the end)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.stderr = cast("TextIO", _Deaf(sys.stderr))


def muted(stream: TextIO) -> None:
    """Connect a stream whose reader went away to the null device, so that closing it raises no error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
