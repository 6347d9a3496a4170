"""Markdown within a size: as many rows as fit, and how many were left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_CUT = "\n\n*Cut here: the rest is in the report.*\n"


def fitting(limit: int, most: int, made: Callable[[int], str]) -> str:
    """
    The longest of the texts that `made` makes from a number of rows, from 0 to `most`, with at most `limit` bytes (0
    for any size). A text that is too long even without rows is cut at the end of a line, with a note.
    """
    whole = made(most)
    if not limit or _size(whole) <= limit:
        return whole
    low, high, best = 0, most, made(0)
    while low < high - 1:  # `low` fits or is 0, `high` does not fit
        middle = (low + high) // 2
        text = made(middle)
        if _size(text) <= limit:
            low, best = middle, text
        else:
            high = middle
    return best if _size(best) <= limit else _cut(best, limit)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _cut(text: str, limit: int) -> str:
    """The text up to the last line that leaves room for the note."""
    room = limit - _size(_CUT)
    kept = text.encode("utf-8", "replace")[: max(room, 0)].decode("utf-8", "ignore")
    return f"{kept.rpartition(chr(10))[0]}{_CUT}"[:limit] if room > 0 else ""
