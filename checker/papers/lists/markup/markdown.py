"""
Markdown → blocks, by pulldown-cmark (pyromark): CommonMark with GitHub's tables; HTML inside it is read as HTML.

A document is parsed in pieces of about 256 KiB, so that beside its text not much more is in memory.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from pyromark import Options, events_with_range

from checker.papers.lists.markup.blocks import Block, Form
from checker.papers.lists.markup.html import html_blocks
from checker.papers.lists.markup.inline import Collector, read_tag
from checker.papers.lists.markup.locating import Lines, Locator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.papers.lists.markup.blocks import Run

_TOGETHER = 2**18  # characters of lines that are parsed at once
_LONGEST = 2**16  # characters of one block of code that are kept
_DEFINITION = re.compile(r" {0,3}\[([^\]\n^][^\]\n]{0,200})\]:[ \t]*<?([^\s>]+)")
_DEFINES = re.compile(r"\]:")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_CUT = re.compile(r"(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,4}[.)][ \t])")  # a line before which a document can be cut
_FIRST = re.compile(r"[^\s>`~<|]")
_RULER = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*\|[ \t:|-]*")


def markdown_blocks(text: str, original: str | None = None) -> Iterator[Block]:
    """
    The blocks of a document, in order. Places of links are those in `original`, a text with the same lines (default:
    `text` itself).
    """
    locator = Locator(text if original is None else original)
    lines = locator.lines if original is None else Lines(text)
    defined = _Definitions(lines)
    for first, some in _pieces(lines):
        yield from _Piece(first, locator, defined).blocks(some)


class _Definitions:
    """Link reference definitions (`[1]: https://…`): address by name, and line number by address (`lines`)."""

    def __init__(self, lines: Lines) -> None:
        self._addresses: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        for mark in _DEFINES.finditer(lines.text):
            number = lines.at(mark.start())
            if found := _DEFINITION.match(lines.text, lines.starts[number]):
                self._addresses.setdefault(_plain(found[1]), found[2])
                self.lines.setdefault(found[2], number + 1)

    def address(self, link: Any) -> tuple[str, str] | None:
        """(address, empty title) of a reference that is defined in another piece of the document; or None."""
        address = self._addresses.get(_plain(str(link["reference"])))
        return (address, "") if address else None


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _pieces(lines: Lines) -> Iterator[tuple[int, str]]:
    """
    (number of the first line from 0, text) of the pieces. A document is cut where a block begins; a piece that begins
    inside a table begins with its header row again.
    """
    first, counted, fenced = 0, 0, False
    header: list[str] = []
    number = bisect_right(lines.starts, _TOGETHER)
    while number < len(lines):
        fenced ^= _fences(lines, counted, number + 1) % 2 == 1
        number, counted = number + 1, number + 1
        size = lines.starts[number - 1] - lines.starts[first]
        if size > 2 * _TOGETHER or (not fenced and _begins(lines, number - 1)):
            yield first - len(header), "\n".join([*header, lines.between(first, number - 1)])
            first = number - 1
            header = _header(lines, first) or (header if lines[first].startswith("|") else [])
            number = bisect_right(lines.starts, lines.starts[first] + _TOGETHER)
    yield first - len(header), "\n".join([*header, lines.between(first, len(lines))])


def _fences(lines: Lines, first: int, last: int) -> int:
    """The number of lines, from `first` up to `last`, that begin or end a fenced block of code."""
    start, end = lines.starts[first], lines.starts[last]
    if lines.text.find("```", start, end) < 0 and lines.text.find("~~~", start, end) < 0:
        return 0
    return len(_FENCE.findall(lines.text, start, end))


def _begins(lines: Lines, number: int) -> bool:
    """Whether a block begins at this line: a heading, an item, a paragraph after a blank line, a row of a table."""
    line = lines[number]
    if line.startswith("|"):
        return bool(_header(lines, number))
    return bool(_CUT.match(line) or (_FIRST.match(line) and not lines[number - 1].strip()))


def _header(lines: Lines, number: int) -> list[str]:
    """The header row and the ruler of the table in which this line stands; empty if it is not in a table."""
    at = number
    while at > 0 and "|" in lines[at - 1] and "|" in lines[number] and not _RULER.fullmatch(lines[at]):
        at -= 1
    return [lines[at - 1], lines[at]] if 0 < at < number and _RULER.fullmatch(lines[at]) else []


class _Piece:
    """The parser of one piece of a document, whose first line has the number `first`, from 0."""

    def __init__(self, first: int, locator: Locator, defined: _Definitions) -> None:
        self._line, self._byte, self._text = first + 1, 0, b""
        self._locator, self._defined = locator, defined
        self._collector = Collector(locator, defined.lines)
        self._depth = 0  # number of open list items
        self._begun = False  # the innermost item has had its first block
        self._heading = 0  # level of the open heading; 0: none
        self._columns: list[str] = []
        self._row: list[tuple[Run, ...]] | None = None
        self._whole: list[str] | None = None  # text of the open HTML block, code block or image
        self._done: list[Block] = []
        self._opened = self._on_open()
        self._closed = self._on_close()

    def _on_open(self) -> dict[str, Callable[[Any, Any], None]]:
        """Tag → what to do at its start, with its attributes and its span; other tags are ignored."""
        collector = self._collector
        return {
            "Link": self._open_link,
            "Strong": lambda _, __: collector.style("strong", 1),
            "Emphasis": lambda _, __: collector.style("em", 1),
            "TableHead": self._open_row,
            "TableRow": self._open_row,
            "Table": self._open_table,
            "Item": self._open_item,
            "Heading": self._open_heading,
            "Image": self._open_whole,
            **dict.fromkeys(("CodeBlock", "HtmlBlock"), self._open_whole_block),
            **dict.fromkeys(("Paragraph", "List", "BlockQuote"), self._flush),
        }

    def _on_close(self) -> dict[str, Callable[[Any, Any], None]]:
        """Tag → what to do at its end."""
        collector = self._collector
        return {
            "Link": lambda _, __: collector.close(),
            "Strong": lambda _, __: collector.style("strong", -1),
            "Emphasis": lambda _, __: collector.style("em", -1),
            "TableCell": self._close_cell,
            "TableHead": self._close_row,
            "TableRow": self._close_row,
            "Item": self._close_item,
            "Heading": self._close_heading,
            "Image": self._close_image,
            "CodeBlock": self._close_code,
            "HtmlBlock": self._close_html,
            **dict.fromkeys(("Paragraph", "List", "BlockQuote", "Table"), self._flush),
        }

    def blocks(self, text: str) -> Iterator[Block]:
        """The blocks of the piece: paragraphs, headings, beginnings of items, rows, code."""
        self._text = text.encode()
        events: Iterator[tuple[Any, Any]] = events_with_range(
            text, options=Options.ENABLE_TABLES, merge_text=True, broken_link_callback=self._defined.address
        )
        for event, span in events:
            if isinstance(event, str):
                self._break(event)
                continue
            ((kind, value),) = event.items()
            if kind == "Text" or kind == "Html":  # noqa: PLR1714  (faster than a set, for every word)
                self._words(value, span)
            elif kind == "Start" or kind == "End":  # noqa: PLR1714  (the same)
                tag, about = (value, None) if isinstance(value, str) else next(iter(value.items()))
                if happens := (self._opened if kind == "Start" else self._closed).get(tag):
                    happens(about, span)
                if self._done:
                    yield from self._done
                    self._done.clear()
            elif self._whole is not None:
                self._whole += [] if kind == "InlineHtml" else [value]
            else:
                self._inline(kind, value, span)
        self._flush()
        yield from self._done

    def _go(self, span: Any) -> None:
        """Search the next addresses in these bytes of the piece."""
        start, end = span["start"], span["end"]
        if start >= self._byte:
            self._line += self._text.count(b"\n", self._byte, start)
        else:
            self._line -= self._text.count(b"\n", start, self._byte)
        self._byte = start
        self._locator.go(self._line, self._line + self._text.count(b"\n", start, end))

    def _words(self, text: str, span: Any) -> None:
        if self._whole is not None:
            self._whole.append(text)
        else:
            if "://" in text:
                self._go(span)
            self._collector.text(text)

    def _inline(self, kind: str, text: str, span: Any) -> None:
        """A tag of HTML or inline code; code with a digit keeps its marks, as it may be a venue with its year."""
        if kind == "InlineHtml":
            self._go(span)
            read_tag(text, self._collector)
        else:
            self._words(f"`{text}`" if re.search(r"\d", text) else text, span)

    def _break(self, event: str) -> None:
        if event == "Rule":
            self._flush()
        elif self._whole is None:
            self._collector.line_break(soft=event == "SoftBreak")

    def _open_link(self, about: Any, span: Any) -> None:
        self._go(span)
        self._collector.open(about["dest_url"])

    def _open_row(self, _about: Any, _span: Any) -> None:
        self._row = []

    def _open_whole(self, _about: Any, _span: Any) -> None:
        self._whole = []

    def _open_whole_block(self, _about: Any, _span: Any) -> None:
        self._flush()
        self._whole = []

    def _open_table(self, _about: Any, _span: Any) -> None:
        self._flush()
        self._columns = []

    def _open_item(self, _about: Any, _span: Any) -> None:
        self._flush()
        self._depth, self._begun = self._depth + 1, False

    def _open_heading(self, about: Any, _span: Any) -> None:
        self._flush()
        self._heading = int(about["level"][1])

    def _close_cell(self, _about: Any, _span: Any) -> None:
        if self._row is not None:
            self._row.append(self._collector.take())

    def _close_item(self, _about: Any, _span: Any) -> None:
        self._flush()
        self._depth, self._begun = self._depth - 1, True

    def _close_heading(self, _about: Any, _span: Any) -> None:
        self._flush()
        self._heading = 0

    def _close_image(self, _about: Any, _span: Any) -> None:
        self._collector.image(self._take_whole())

    def _close_html(self, _about: Any, span: Any) -> None:
        self._go(span)
        self._done += html_blocks(self._take_whole(), self._locator)

    def _close_code(self, _about: Any, span: Any) -> None:
        self._go(span)
        self._collector.text(self._take_whole()[:_LONGEST])
        self._done.append(Block(Form.OTHER, self._depth, self._collector.take()))

    def _take_whole(self) -> str:
        """The text of the image, code or HTML that ends here."""
        text, self._whole = "".join(self._whole or ()), None
        return text

    def _close_row(self, _about: Any, _span: Any) -> None:
        """End a row; the first one of a table is its header row."""
        row, self._row = self._row or [], None
        if not self._columns:
            self._columns = ["".join(run.text for run in runs).strip() for runs in row] or [""]
        else:
            names = [*self._columns, *[""] * len(row)]
            self._done.append(Block(Form.ROW, self._depth, (), tuple(zip(names, row, strict=False))))

    def _flush(self, _about: Any = None, _span: Any = None) -> None:
        """End a block."""
        if runs := self._collector.take():
            self._done.append(self._block(runs))

    def _block(self, runs: tuple[Run, ...]) -> Block:
        if self._heading and not self._depth:
            return Block(Form.HEADING, self._heading, runs)
        form = Form.ITEM if self._depth and not self._begun else Form.TEXT
        self._begun = True
        return Block(form, self._depth, runs)
