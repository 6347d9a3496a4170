"""HTML → blocks, from a stream of tags by lxml: no tree is built, so that neither depth nor size fills memory."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from checker.papers.lists.markup.blocks import Block, Form
from checker.papers.lists.markup.inline import Collector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.papers.lists.markup.blocks import Run
    from checker.papers.lists.markup.locating import Locator

_CHUNK = 65_536  # characters that are parsed at once
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ITEMS = frozenset({"li", "dt"})
_CELLS = frozenset({"td", "th"})
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "ul",
        "ol",
        "dl",
        "dd",
        "table",
        "thead",
        "tbody",
        "section",
        "article",
        "blockquote",
        "main",
        "details",
        "summary",
        "figure",
        "figcaption",
        "center",
        "tr",
        "body",
        "html",
        "address",
        "pre",
        "hr",
    ]
)
_TITLE = re.compile(r"(?:\b|_|paper|p)title\b", re.IGNORECASE)  # the class of an element that holds a title
_NUMBER = re.compile(r"\s*[(\[]?[A-Za-z]?\d{1,4}[)\].:]{0,2}\s*")
#: Elements whose text is not read.
UNREAD = frozenset(
    [
        "script",
        "style",
        "head",
        "nav",
        "footer",
        "aside",
        "form",
        "noscript",
        "template",
        "svg",
        "button",
        "select",
        "iframe",
    ]
)


def html_blocks(text: str, locator: Locator) -> Iterator[Block]:
    """The blocks of a page, or of a piece of one, in order."""
    page = _Page(locator)
    for _ in fed(text, page):
        yield from page.take()
    page.close()
    yield from page.take()


def fed(text: str, target: Any) -> Iterator[None]:
    """Feed a page to a target of lxml's parser (an object with `start`, `end`, `data`), chunk by chunk."""
    parser = etree.HTMLParser(target=target, no_network=True, huge_tree=False, recover=True)
    with contextlib.suppress(etree.XMLSyntaxError):  # there is no HTML in it
        for at in range(0, len(text), _CHUNK):
            parser.feed(text[at : at + _CHUNK])
            yield
        parser.close()
    yield


class _Page:
    """A target of lxml's parser: takes tags and text, gives blocks."""

    def __init__(self, locator: Locator) -> None:
        self._collector = Collector(locator)
        self._done: list[Block] = []
        self._unread: list[str] = []  # open tags whose content is not read
        self._level, self._begun, self._heading = 0, True, 0
        #: 1 for each open `dt`, which lasts to the next one or the end of the list: its `dd` belongs to it.
        self._terms: list[int] = []
        self._columns: list[str] = []
        self._row: list[tuple[bool, tuple[Run, ...]]] | None = None

    def take(self) -> list[Block]:
        """The blocks that are complete since the last call."""
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag opens."""
        if tag in UNREAD:
            self._unread.append(tag)
        elif self._unread:
            return
        elif tag == "a":
            self._collector.open(attributes.get("href", ""))
        elif tag == "br":
            self._collector.line_break()
        elif tag == "img":
            self._collector.image(attributes.get("alt", ""))
        else:
            self._open(tag)
            if _TITLE.search(attributes.get("class") or ""):
                self._collector.strong = 1
                # The item begins with its title, though badges may stand before it.
                self._begun = self._begun and not (self._level and tag in _BLOCKS)

    def _open(self, tag: str) -> None:
        if tag in _CELLS and self._row is not None:
            self._flush()
        elif tag == "tr":
            self._flush()
            self._row = []
        elif tag in _ITEMS or tag in _HEADINGS or tag in _BLOCKS:
            self._flush()
            self._heading = _HEADINGS.get(tag, 0)
            if tag == "table":
                self._columns = []
            elif tag in _ITEMS:
                self._level -= self._terms.pop() if tag == "dt" and self._terms else 0
                self._level, self._begun = self._level + 1, False
                self._terms += [1] if tag == "dt" else []
        else:
            self._collector.style(tag, 1)

    def end(self, tag: str) -> None:
        """A tag closes."""
        if self._unread:
            if tag == self._unread[-1]:
                self._unread.pop()
        elif tag == "a":
            self._collector.close()
        elif tag in _CELLS and self._row is not None:
            self._row.append((tag == "th", self._collector.take()))
        elif tag == "tr" and self._row is not None:
            self._end_row(self._row)
        elif tag in _ITEMS or tag in _HEADINGS or tag in _BLOCKS:
            self._flush()
            self._heading = 0
            ends = self._terms.pop() if tag == "dl" and self._terms else tag == "li"
            self._level = max(0, self._level - ends)
        else:
            self._collector.style(tag, -1)

    def data(self, text: str) -> None:
        """Text between tags; line ends are blanks."""
        if not self._unread:
            self._collector.text(text.replace("\n", " "))

    def comment(self, text: str) -> None:
        """Comments are dropped."""

    def close(self) -> None:
        """The page ends."""
        self._flush()

    def _flush(self) -> None:
        """End a block; in a row of a table, only a line of the cell."""
        if self._row is not None:
            self._collector.line_break()
            return
        runs = self._collector.take()
        if not any(run.text.strip() for run in runs):
            return
        if not self._begun and _NUMBER.fullmatch("".join(run.text for run in runs)):
            return  # the number of an item, which begins after it
        form = Form.HEADING if self._heading else Form.TEXT if self._begun or not self._level else Form.ITEM
        self._begun = True
        self._done.append(Block(form, self._heading or self._level, runs))

    def _end_row(self, row: list[tuple[bool, tuple[Run, ...]]]) -> None:
        """End a row: a block, or the names of the columns if all of its cells are `th`."""
        self._row = None
        if row and all(is_name for is_name, _ in row):
            self._columns = ["".join(run.text for run in runs).strip() for _, runs in row]
        elif row:
            names = [*self._columns, *[""] * len(row)]
            cells = tuple((name, runs) for name, (_, runs) in zip(names, row, strict=False))
            self._done.append(Block(Form.ROW, self._level, (), cells))
