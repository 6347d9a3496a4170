"""Finds the place of an address in a file, which the parser does not give."""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_right

#: Characters that are searched after the last address: first the near ones, where most addresses are.
_NEAR, _REACH = 2_000, 100_000
_END = re.compile("\n")


class Lines:
    """The lines of a text by number, from 0, without copies of them; `starts` has the position of each beginning."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = array("Q", [0])
        self.starts.extend(end.end() for end in _END.finditer(text))
        self.starts.append(len(text) + 1)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> str:
        return self.text[self.starts[number] : self.starts[number + 1] - 1]

    def between(self, first: int, last: int) -> str:
        """The lines from `first` up to, but without `last`, as one text."""
        return self.text[self.starts[first] : self.starts[last] - 1]

    def at(self, position: int) -> int:
        """The number of the line with the character at this position."""
        return bisect_right(self.starts, position) - 1


class Locator:
    """
    Finds addresses in the order of the text. Parsers give addresses with entities replaced, so that an address is
    also searched in the form with entities.
    """

    def __init__(self, text: str) -> None:
        self.lines = Lines(text)
        self._text, self._starts = text, self.lines.starts
        self._at, self._end = 0, len(text)

    def go(self, first: int, last: int) -> None:
        """Search only these lines (both numbers from 1), after the last address if it is in them."""
        start = self._starts[min(first, len(self._starts)) - 1]
        self._end = self._starts[min(last, len(self._starts) - 1)]
        if not start <= self._at <= self._end:
            self._at = start

    def find(self, address: str) -> tuple[int, int]:
        """(line, column) of the next occurrence of this address, both from 1; (0, 0) if it is not near."""
        for reach in (_NEAR, _REACH) if address else ():
            end = min(self._end, self._at + reach)
            at, written = self._text.find(address, self._at, end), address
            if at < 0 and (written := html.escape(address)) != address:
                at = self._text.find(written, self._at, end)
            if at >= 0:
                self._at = at + len(written)
                return self._place(at)
        return 0, 0

    def on_line(self, line: int, address: str) -> tuple[int, int]:
        """(line, column) of an address on the line with this number, from 1; (0, 0) if it is not there."""
        at = self._text.find(address, self._starts[line - 1], self._starts[line])
        return self._place(at) if at >= 0 else (0, 0)

    def _place(self, at: int) -> tuple[int, int]:
        line = self.lines.at(at)
        return line + 1, at - self._starts[line] + 1
