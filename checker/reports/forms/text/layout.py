"""Columns of text for terminals and logs: cells fold within their column, and only titles are ever cut."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from checker.reports.signs import narrowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GAP = 2  # blanks between two columns
NARROW = 80  # columns where the width of the screen is not known
Cell = tuple[str, str]  # text and style


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a text is shown: its width in columns, and its encoding."""

    width: int = NARROW
    encoding: str = "utf-8"


@cache
def _console() -> Console:
    return Console(file=io.StringIO(), width=200, color_system=None, legacy_windows=False)


def folded(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken between words where it can be."""
    return [line.plain.rstrip() for line in Text(text).wrap(_console(), max(width, 1))] or [""]


def on(line: Text, screen: Screen) -> Text:
    """The same line with characters that the screen's encoding lacks replaced."""
    if narrowed(line.plain, screen.encoding) == line.plain:
        return line
    spans = [(line.plain[span.start : span.end], str(span.style)) for span in line.spans]
    made = Text(narrowed(line.plain, screen.encoding))
    for words, style in filter(lambda span: span[0], spans):
        made.highlight_words([narrowed(words, screen.encoding)], style)
    return made


def headed(heading: str, aside: str, width: int) -> Iterator[Text]:
    """A heading and the text beside it, on one line where there is room."""
    if cell_len(heading) + 3 + cell_len(aside) <= width:
        yield Text(heading, "bold").append(f"   {aside}", "")
    else:
        yield Text(heading, "bold")
        yield from map(Text, folded(aside, width))


def cut(text: str, width: int, ending: str = "") -> str:
    """A title and its ending (such as the year) in at most `width` cells; only the title is cut."""
    whole = f"{text} {ending}".strip()
    if cell_len(whole) <= width:
        return whole
    room = max(width - cell_len(ending) - (2 if ending else 1), 1)
    return f"{set_cell_size(text, room).rstrip()}… {ending}".strip()


def columns(cells: Sequence[Cell], widths: Sequence[int]) -> Iterator[Text]:
    """One row of a table, in as many lines as its longest cell needs; the last column is not filled up."""
    parts = [folded(text, width) for (text, _), width in zip(cells, widths, strict=True)]
    for number in range(max(map(len, parts))):
        line = Text()
        for (_, style), part, width in zip(cells, parts, widths, strict=True):
            shown = part[number] if number < len(part) else ""
            line.append(shown, style)
            line.append(" " * (width - cell_len(shown) + GAP))
        line.rstrip()
        yield line


def widest(texts: Iterable[str], most: int) -> int:
    """The width of a column for these texts, at most `most`."""
    return min(max(map(cell_len, texts), default=0), most)
