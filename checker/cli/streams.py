"""Standard streams that end nothing: closed ones, those whose reader goes away, those of a narrow encoding."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO, cast


class _Deaf(io.TextIOBase):
    """Standard error whose reader may go away: what it is told then is lost, and the work goes on."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    def write(self, text: str) -> int:
        """Write, or lose it."""
        try:
            return self._stream.write(text)
        except (OSError, ValueError):
            return len(text)

    def flush(self) -> None:
        """Flush what can be."""
        try:
            self._stream.flush()
        except (OSError, ValueError):
            return

    def isatty(self) -> bool:
        """Whether a person watches."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The number of the stream below."""
        return self._stream.fileno()

    def writable(self) -> bool:
        """It is."""
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]  # the stream below has one
        """The encoding of the stream below."""
        return self._stream.encoding


def standard_streams() -> None:
    """
    Let the standard streams be there and bear anything: a closed one is the null device, what the encoding of a
    terminal has no sign for is escaped, and an error that nobody reads is lost.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  (open to the end)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.stderr = cast("TextIO", _Deaf(sys.stderr))


def muted(stream: TextIO) -> None:
    """Let a stream whose reader went away lead nowhere, so that nothing more is said of it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
