"""Shared by readers of documents in XML: one paper for each element, text with the addresses of links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from lxml import etree

from checker.errors import InputError
from checker.model import BadRecord
from checker.papers.documents.document import records
from checker.papers.records.xml import elements

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from checker.papers.documents.document import Document
    from checker.papers.protocol import Reading, Record

Element: TypeAlias = Any  # lxml's own class is private

_LONGEST = 64 * 2**20  # bytes of one document
_HREFS = ("{http://www.w3.org/1999/xlink}href", "target", "href")
#: Elements that stand on lines of their own.
_LINES = frozenset(
    [
        "p",
        "title",
        "head",
        "sec",
        "div",
        "list-item",
        "item",
        "label",
        "fn",
        "disp-formula",
        "table-wrap",
        "fig",
        "note",
        "abstract",
    ]
)


class _Limited:
    """A stream in which a document may have `_LONGEST` bytes: more without a call of `ended` are an InputError."""

    def __init__(self, stream: BinaryIO, source: str) -> None:
        self._stream, self._source, self.left = stream, source, _LONGEST

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises InputError if a document does not end."""
        chunk = self._stream.read(size)
        self.left -= len(chunk)
        if self.left < 0:
            raise InputError(
                f"A document in {self._source} is longer than {_LONGEST // 2**20} MiB, the limit for a paper.",
                "Split the file.",
            )
        return chunk

    def ended(self) -> None:
        """A document has ended."""
        self.left = _LONGEST


def documents(
    stream: BinaryIO, source: str, tag: str, read: Callable[[Element], Document], reading: Reading
) -> Iterator[Record]:
    """The paper of each element named `tag`, made by `read`; errors of the XML are BadRecords."""
    limited: Any = _Limited(stream, source)
    for element in elements(limited, source, tag):
        if isinstance(element, BadRecord):
            yield element
        else:
            limited.ended()
            yield from records(read(element), source, reading)


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def first(element: Element | None, *paths: str) -> Element | None:
    """The first element at the first of these paths that exists (namespaces as `{*}`), or None."""
    if element is None:
        return None
    return next((found for path in paths if (found := element.find(path)) is not None), None)


def text_with_links(element: Element | None, without: Container[str] = ()) -> str:
    """
    The text of an element, one line for each paragraph. The address of a link follows its words in brackets, unless
    the words are the address. Elements named in `without` are left out.
    """
    if element is None:
        return ""
    parts: list[str] = []
    skipped = 0
    for event, one in etree.iterwalk(element, events=("start", "end")):
        name = local(one)
        if event == "start":
            skipped += name in without
            parts += [] if skipped else ["\n" * (name in _LINES), one.text or ""]
        else:
            parts += [] if skipped else [_address_of(one), "\n" * (name in _LINES)]
            skipped -= name in without
            parts += [] if skipped or one is element else [one.tail or ""]
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))


def _address_of(element: Element) -> str:
    """The address that an element links to, in brackets; empty if its words hold the address."""
    address = next((value for name in _HREFS if (value := element.get(name))), "")
    if not address.lower().startswith(("http", "www.", "ftp", "10.")):
        return ""
    shown = "".join(element.itertext())
    return "" if address.rpartition("://")[2].rstrip("/") in shown else f" ({address})"
