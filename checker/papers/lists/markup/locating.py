"""Where an address stands in a file, found again after a parser has read it."""

from __future__ import annotations

import html
from bisect import bisect_right
from itertools import accumulate

#: Characters that are searched from where the last address ended: most addresses are near, in one form or another.
_NEAR, _REACH = 2_000, 100_000


class Locator:
    """
    Finds addresses in the order in which they stand. What a parser hands on has its entities and escapes undone, so
    an address is also looked for as HTML writes it.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        self._at, self._end = 0, len(text)

    def go(self, first: int, last: int) -> None:
        """Look only in these lines, both from 1, from where the last address ended if that is in them."""
        start = self._starts[min(first, len(self._starts)) - 1]
        self._end = self._starts[min(last, len(self._starts) - 1)]
        if not start <= self._at <= self._end:
            self._at = start

    def find(self, address: str) -> tuple[int, int]:
        """(line, column) of the next place of this address, both from 1; (0, 0) if there is none near."""
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
        """(line, column) of an address on a line of its own elsewhere (from 1); (0, 0) if it is not there."""
        at = self._text.find(address, self._starts[line - 1], self._starts[line])
        return self._place(at) if at >= 0 else (0, 0)

    def _place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1
