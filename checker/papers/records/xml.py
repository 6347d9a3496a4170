"""
Elements from XML, streaming: each record is one element, which is freed once it is read, so that memory stays
bounded.

No entity is resolved, no DTD loaded and nothing fetched; a document that declares entities of its own is refused
(against the attacks in https://docs.python.org/3/library/xml.html, "XML security"). After other errors, which are
reported as BadRecord, reading goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias

from lxml import etree

from checker.errors import InputError
from checker.model import BadRecord
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.paper import Shown, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.model import Paper
    from checker.papers.protocol import Record

Element: TypeAlias = Any  # lxml's own class is private

_CHUNK = 65_536  # bytes
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "recover": True,
}


@dataclass(frozen=True, slots=True)
class XmlFormat:
    """
    The reader of one service's XML. It is recognised if the first bytes have all elements of one of the alternatives
    in `marks`. `paper_of` makes a paper of each element named `record` (one or several names), or None if it is not a
    paper. `shown` gives its authors and venue.
    """

    name: str
    record: str | tuple[str, ...]
    marks: tuple[tuple[str, ...], ...]
    paper_of: Callable[[Element, str], Paper | None]
    what: str = ""
    how: str = ""
    shown: Callable[[Element], Shown] = lambda _: Shown()

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` for XML with the elements of this format."""
        known = names(head)
        return Evidence.MARK if any(known.issuperset(mark) for mark in self.marks) else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each element; records that give none, and errors of the XML, are BadRecords."""
        for element in elements(stream, source, self.record):
            if isinstance(element, BadRecord):
                yield element
                continue
            try:
                if (paper := self.paper_of(element, source)) is not None:
                    yield self.shown(element).on(paper)
            except Unreadable as error:
                yield BadRecord(source, element.sourceline or 0, str(error))


def names(head: bytes) -> frozenset[str]:
    """The names of the elements at the beginning of a document, as `{namespace}name`; empty if it is not XML."""
    return frozenset(names_in_order(head))


@lru_cache(maxsize=2)
def names_in_order(head: bytes) -> tuple[str, ...]:
    """As `names`, in the order of the document, with repetitions: the first is the root element."""
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        return ()
    parser = etree.XMLPullParser(events=("start",), **_SAFE)
    parser.feed(head)
    events: Iterator[tuple[str, Element]] = parser.read_events()
    return tuple(element.tag for _, element in events)


def elements(stream: BinaryIO, source: str, tag: str | tuple[str, ...]) -> Iterator[Element | BadRecord]:
    """
    Every complete element named `tag`, in order; errors of the XML as BadRecord with their line. An element is
    cleared when the next one is asked for. Raises InputError for a document that declares entities.
    """
    tags = (tag,) if isinstance(tag, str) else tag
    parser = etree.XMLPullParser(events=("end",), tag=tags, **_SAFE)
    reported = 0
    while chunk := stream.read(_CHUNK):
        parser.feed(chunk)
        for _, element in parser.read_events():
            yield from _whole(element, source, tags)
        yield from _errors(parser, source, reported)
        reported = len(parser.feed_error_log)  # the parser keeps a hundred errors; later ones are not reported
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        yield BadRecord(source, error.lineno or 0, f"XML: {error.msg}")
    cut = any(error.type == etree.ErrorTypes.ERR_TAG_NOT_FINISHED for error in parser.feed_error_log)
    late = [element for _, element in parser.read_events()]
    for element in late[:-1] if cut else late:  # in a cut file the last element is incomplete
        yield from _whole(element, source, tags)
    yield from _errors(parser, source, reported)


def _whole(element: Element, source: str, tags: tuple[str, ...]) -> Iterator[Element]:
    """The element, if it is not part of another record; afterwards it and the records before it are freed."""
    if next(element.iterancestors(*tags), None) is not None:  # a part of another record
        return
    declared = element.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise InputError(
            f"{source} declares XML entities of its own, which can hide an attack.",
            "Write the entities out, and try again.",
        )
    yield element
    element.clear(keep_tail=False)
    while (before := element.getprevious()) is not None and before.tag in tags:
        element.getparent().remove(before)


def _errors(parser: Any, source: str, reported: int) -> Iterator[BadRecord]:
    """The errors of the parser after the first `reported`, as one BadRecord."""
    if new := [error for error in parser.feed_error_log[reported:] if not _is_letter(error)]:
        more = f", and {len(new) - 1} more errors" if len(new) > 1 else ""
        yield BadRecord(source, new[0].line, f"XML: {new[0].message}{more}: records there may be missing")


def _is_letter(error: Any) -> bool:
    """Whether an error is about an entity for a letter (`&uuml;`), which `text_of` knows from HTML, not a DTD."""
    _, _, name = str(error.message).partition("'")
    return error.type == etree.ErrorTypes.WAR_UNDECLARED_ENTITY and name.partition("'")[0] + ";" in html5


def text_of(element: Element | None) -> str:
    """
    The text of an element and of all elements inside it; entities for letters (`&uuml;`) as in HTML. Empty for None.
    The argument may also be an entity itself.
    """
    if element is None or element.tag in (etree.Comment, etree.ProcessingInstruction):
        return ""
    is_whole = element.tag is etree.Entity or not len(element)
    pieces = [element.text or ""] if is_whole else element.itertext(etree.Element, etree.Entity)
    return "".join([unescape(one) if one[:1] == "&" and one[-1:] == ";" else one for one in pieces])


def child_text(element: Element, path: str) -> str:
    """The text of the first element at this path, unchanged; empty if there is none."""
    if path.isalnum():  # the name of a child: faster than a path
        return text_of(next(element.iterchildren(path), None))
    return text_of(element.find(path))
