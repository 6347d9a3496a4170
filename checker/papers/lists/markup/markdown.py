"""
Markdown → blocks, by markdown-it-py: CommonMark with GitHub's tables, HTML inside of it read as HTML.

Blocks are found first, a megabyte of lines at a time, and what stands in a line only when its block is taken: the
memory that a document needs stays near its own size.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from checker.papers.lists.markup.blocks import Block, Form
from checker.papers.lists.markup.html import html_blocks
from checker.papers.lists.markup.inline import Collector, runs_of
from checker.papers.lists.markup.locating import Locator

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from checker.papers.lists.markup.blocks import Run

_TOGETHER = 2**20  # characters of lines whose blocks are found at once
_LONGEST = 2**16  # characters of one block: nothing that names a paper is longer
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_CUT = re.compile(r"(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,4}[.)][ \t])")  # a line that begins something new
_FIRST = re.compile(r"[^\s>`~<|]")
_RULER = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*\|[ \t:|-]*")


class _AsWritten(MarkdownIt):
    """Addresses as the file has them, whatever they are: they are only compared."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802  (the library's name)
        """The address itself."""
        return url

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802  (named by the library)
        """Always."""
        return True


_BLOCKS = _AsWritten("commonmark").enable("table")
_BLOCKS.core.ruler.disable("inline")
_INLINE = _AsWritten("commonmark")


def markdown_blocks(text: str, original: str | None = None) -> Iterator[Block]:
    """
    The blocks of a document, in order. Places of links are those in `original` (by default the text itself), which
    has the same lines.
    """
    lines = text.split("\n")
    locator = Locator(text if original is None else original)
    defined = _Definitions(lines)
    for first, some in _pieces(lines):
        yield from _Piece(first, locator, defined).blocks("\n".join(some))


class _Definitions:
    """Addresses that are defined apart from where they are used (`[1]: https://…`), and the lines they stand on."""

    def __init__(self, lines: Sequence[str]) -> None:
        numbers = [number for number, line in enumerate(lines) if _DEFINITION.match(line)]
        env: dict[str, dict[str, dict[str, object]]] = {}
        _BLOCKS.parse("\n".join(lines[number] for number in numbers), env)
        self.references = env.get("references", {})
        self.lines: dict[str, int] = {}
        for one in self.references.values():
            where = one.get("map")
            if isinstance(where, list) and where[0] < len(numbers):
                self.lines[str(one["href"])] = numbers[where[0]] + 1


def _pieces(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """(number of its first line, from 0; lines): cut where something new begins, a table's header said again."""
    first, size, fenced = 0, 0, False
    header: list[str] = []
    for number, line in enumerate(lines):
        if _FENCE.match(line):
            fenced = not fenced
        if size > _TOGETHER and (size > 2 * _TOGETHER or (not fenced and _begins(lines, number))):
            yield first - len(header), [*header, *lines[first:number]]
            header = _header(lines, number) or (header if line.startswith("|") else [])
            first, size = number, 0
        size += len(line) + 1
    yield first - len(header), [*header, *lines[first:]]


def _begins(lines: Sequence[str], number: int) -> bool:
    """Whether this line begins something new: a heading, an item, a paragraph after a blank line, a table's row."""
    line = lines[number]
    if line.startswith("|"):
        return bool(_header(lines, number))
    return bool(_CUT.match(line) or (_FIRST.match(line) and not lines[number - 1].strip()))


def _header(lines: Sequence[str], number: int) -> list[str]:
    """The two lines that begin the table in which this line stands; none if it stands in no table."""
    at = number
    while at > 0 and "|" in lines[at - 1] and "|" in lines[number] and not _RULER.fullmatch(lines[at]):
        at -= 1
    return list(lines[at - 1 : at + 1]) if 0 < at < number and _RULER.fullmatch(lines[at]) else []


class _Piece:
    """The blocks of some of a document's lines, of which `first` is the number of the first, from 0."""

    def __init__(self, first: int, locator: Locator, defined: _Definitions) -> None:
        self._first, self._locator, self._defined = first, locator, defined
        self._collector = Collector(locator, defined.lines)
        self._depth = 0  # items of lists around
        self._begun = False  # the item around has had its first block
        self._heading = 0  # its level, where one is open
        self._columns: list[str] = []
        self._row: list[tuple[Run, ...]] | None = None

    def blocks(self, text: str) -> Iterator[Block]:
        """One block a paragraph, a heading, a beginning of an item, a row."""
        env = {"references": self._defined.references}
        for token in _BLOCKS.parse(text, env):
            if token.map:
                self._locator.go(max(1, token.map[0] + self._first + 1), token.map[1] + self._first)
            if token.type == "inline":
                yield from self._inline(token, env)
            elif token.type == "html_block":
                yield from html_blocks(token.content, self._locator)
            elif token.type in {"fence", "code_block"}:
                yield Block(Form.OTHER, self._depth, self._plain(token.content))
            else:
                yield from self._structure(token)

    def _plain(self, content: str) -> tuple[Run, ...]:
        self._collector.text(content[:_LONGEST])
        return self._collector.take()

    def _structure(self, token: Token) -> Iterator[Block]:
        """What opens or closes a block."""
        if token.type == "list_item_open":
            self._depth, self._begun = self._depth + 1, False
        elif token.type == "list_item_close":
            self._depth, self._begun = self._depth - 1, True
        elif token.type == "heading_open":
            self._heading = int(token.tag[1])
        elif token.type == "heading_close":
            self._heading = 0
        elif token.type == "tr_open":
            self._row = []
        elif token.type == "tr_close" and self._row is not None:
            yield from self._cells(self._row)
            self._row = None
        elif token.type == "table_open":
            self._columns = []

    def _cells(self, row: list[tuple[Run, ...]]) -> Iterator[Block]:
        """A row, or the names of the columns, which are the first one."""
        if not self._columns:
            self._columns = ["".join(run.text for run in runs).strip() for runs in row] or [""]
        else:
            names = [*self._columns, *[""] * len(row)]
            yield Block(Form.ROW, self._depth, (), tuple(zip(names, row, strict=False)))

    def _inline(self, token: Token, env: dict[str, dict[str, dict[str, object]]]) -> Iterator[Block]:
        if len(token.content) > _LONGEST:
            runs = self._plain(token.content)
        else:
            children = _INLINE.parseInline(token.content, env)[0].children or []
            runs = runs_of(children, self._collector)
        if self._row is not None:
            self._row.append(runs)
        elif runs:
            yield self._block(runs)

    def _block(self, runs: tuple[Run, ...]) -> Block:
        if self._heading and not self._depth:
            return Block(Form.HEADING, self._heading, runs)
        form = Form.ITEM if self._depth and not self._begun else Form.TEXT
        self._begun = True
        return Block(form, self._depth, runs)
