"""Text with inline markup → runs: links with their texts, no images, tags of HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.papers.lists.markup.blocks import Run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.papers.lists.markup.locating import Locator

#: An address in running text; `bare_address` trims its end.
BARE = re.compile(r"https?://[^\s<>|\"'`\\^{}]+", re.IGNORECASE)
_END = ".,;:!?*_"
_TAG = re.compile(r"<\s*(/?)\s*([a-z][a-z0-9]*)", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
#: The beginning of a line that continues a sentence; not of a line with labels or a venue below a title.
_LOWER = re.compile(
    r"(?!(?i:arxiv|doi|https?|www|by|code|data|pdf|paper|poster|slides|video|project|demo|et)\b|in [A-Z])[^\W\d_A-Z]"
    r"[\w'\u2019-]*(?=[\s,.:;)?!]|$)"
)
#: The end of a line whose sentence continues.
_CONTINUES = re.compile(
    r"\b(?:a|an|the|of|in|for|and|or|with|to|on|from|via|using|as|at|into|without|through|under|over|between)$"
)
_STRONG, _EMPHASIS = frozenset({"b", "strong"}), frozenset({"i", "em"})


class Collector:
    """Collects the runs of one block from the events of a parser."""

    def __init__(self, locator: Locator, references: Mapping[str, int] | None = None) -> None:
        self._locator = locator
        self._references = references or {}
        self._runs: list[Run] = []
        self._link: list[str] | None = None
        self._address, self._place = "", (0, 0)
        self.strong = self.emphasis = 0
        self._is_soft = False  # the last run is a line end of the file, which may not be one of the page

    def text(self, text: str) -> None:
        """Add words, inside or outside a link; an address among them is a link with itself as text."""
        if self._link is not None:
            self._link.append(text)
        elif "://" in text:
            self._with_addresses(text)
        else:
            self._add(text)

    def _with_addresses(self, text: str) -> None:
        """Add text, with each address in it as a link."""
        at = 0
        for match in BARE.finditer(text):
            address = bare_address(match[0])
            self._add(text[at : match.start()])
            self._add(address, address, self._locator.find(address))
            at = match.start() + len(address)
        self._add(text[at:])

    def open(self, address: str) -> None:
        """Begin a link; one that is still open ends."""
        self.close()
        self._link, self._address = [], address.strip()
        self._place = self._locator.find(self._address)
        if not self._place[0] and (line := self._references.get(self._address)):
            self._place = self._locator.on_line(line, self._address)

    def close(self) -> None:
        """End the open link, if there is one."""
        if self._link is not None:
            label = "".join(self._link)
            self._link = None
            self._add(label or " ", self._address, self._place)

    def image(self, described: str) -> None:
        """Add an image: inside a link its description is the text; elsewhere it is dropped."""
        if self._link is not None and self._address:
            self._link.append(described)

    def line_break(self, *, soft: bool = False) -> None:
        """Add a new line; a blank inside a link, and for a `soft` end (of a line of the file) inside a style."""
        goes_on = self._link is not None or (soft and (self.strong or self.emphasis))
        self.text(" " if goes_on else "\n")
        self._is_soft = soft and not goes_on

    def style(self, tag: str, nesting: int) -> None:
        """A tag for bold or italic words opens (`nesting` 1) or closes (-1)."""
        if tag in _STRONG:
            self.strong = max(0, self.strong + nesting)
        elif tag in _EMPHASIS:
            self.emphasis = max(0, self.emphasis + nesting)

    def take(self) -> tuple[Run, ...]:
        """The runs so far; the collector is empty after that, with no link or style open."""
        self.strong = self.emphasis = 0
        self.close()
        self._is_soft = False
        if not self._runs:
            return ()
        runs, self._runs = tuple(self._runs), []
        return runs

    def _add(self, text: str, address: str = "", place: tuple[int, int] = (0, 0)) -> None:
        """Add a run in the current style; after a soft line end it may continue the last line."""
        if not text:
            return
        if self._is_soft:
            self._is_soft = False
            if not address and self._goes_on(text):
                self._join(text)
                return
        line, column = place
        self._runs.append(Run(text, address, self.strong > 0, self.emphasis > 0, line, column))

    def _goes_on(self, text: str) -> bool:
        """Whether a new line with these words continues the sentence of the line before it."""
        before = self._runs[-2].text if len(self._runs) > 1 and not self._runs[-2].address else ""
        return bool(before) and bool(_LOWER.match(text) or (_CONTINUES.search(before) and text[:1].isalpha()))

    def _join(self, text: str) -> None:
        """Add words to the last line; to its last run if they have the same style."""
        self._runs.pop()
        last = self._runs[-1]
        if (last.strong, last.emphasis) == (self.strong > 0, self.emphasis > 0):
            self._runs[-1] = last._replace(text=f"{last.text} {text}")
        else:
            self._add(f" {text}")


def bare_address(found: str) -> str:
    """An address from running text without punctuation, or a bracket that was opened before it, at its end."""
    while found and (found[-1] in _END or (found[-1] in ")]" and not _opened(found))):
        found = found[:-1]
    return found


def _opened(address: str) -> bool:
    last = address[-1]
    return address.count({")": "(", "]": "["}[last]) >= address.count(last)


def described(tag: str) -> str:
    """The description (`alt`) of an image in its tag."""
    found = _ALT.search(tag)
    return next(filter(None, found.groups()), "") if found else ""


def read_tag(text: str, collector: Collector) -> None:
    """Hand a tag of HTML inside other markup to the collector."""
    tag = _TAG.match(text)
    if tag is None:
        return
    closes, name = bool(tag[1]), tag[2].lower()
    if name == "a":
        href = _HREF.search(text)
        collector.close()
        if href and not closes:
            collector.open(next(filter(None, href.groups()), ""))
    elif name == "img":
        collector.image(described(text))
    elif name in {"br", "p", "div", "li"}:
        collector.line_break()
    else:
        collector.style(name, -1 if closes else 1)
