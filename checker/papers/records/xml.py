"""
Elements out of XML, streaming: each record as one element, forgotten once it is read, so that memory stays flat.

No entity is resolved, no DTD loaded and nothing fetched; a document that declares entities of its own is refused
(the attacks of https://docs.python.org/3/library/xml.html, "XML security"). Other errors are told and read past.
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
from checker.papers.protocol import AS_IT_COMES, Evidence, Reading
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
    The reader of one service's XML. `marks` are alternatives: the first bytes hold all elements of one of them. A
    paper is made by `paper_of` from each element `record` (one of several names); None for one that is no paper.
    `shown` tells its authors and venue.
    """

    name: str
    record: str | tuple[str, ...]
    marks: tuple[tuple[str, ...], ...]
    paper_of: Callable[[Element, str], Paper | None]
    what: str = ""
    how: str = ""
    shown: Callable[[Element], Shown] = lambda _: Shown()

    def recognises(self, head: bytes) -> Evidence:
        """XML with this format's elements."""
        known = names(head)
        return Evidence.MARK if any(known.issuperset(mark) for mark in self.marks) else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = AS_IT_COMES) -> Iterator[Record]:
        """One paper an element. A record that gives none, and an error of the XML, is a BadRecord."""
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
    """The elements in the beginning of a document, as `{namespace}name`; empty if it is no XML."""
    return frozenset(names_in_order(head))


@lru_cache(maxsize=2)
def names_in_order(head: bytes) -> tuple[str, ...]:
    """The same in the order of the document, each as often as it stands there: the first is the root."""
    if not head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        return ()
    parser = etree.XMLPullParser(events=("start",), **_SAFE)
    parser.feed(head)
    events: Iterator[tuple[str, Element]] = parser.read_events()
    return tuple(element.tag for _, element in events)


def elements(stream: BinaryIO, source: str, tag: str | tuple[str, ...]) -> Iterator[Element | BadRecord]:
    """Every element `tag` that is there as a whole, in order; errors of the XML as BadRecord with their line."""
    tags = (tag,) if isinstance(tag, str) else tag
    parser = etree.XMLPullParser(events=("end",), tag=tags, **_SAFE)
    told = 0
    while chunk := stream.read(_CHUNK):
        parser.feed(chunk)
        for _, element in parser.read_events():
            yield from _whole(element, source, tags)
        yield from _errors(parser, source, told)
        told = len(parser.feed_error_log)  # the parser remembers a hundred; what is wrong after those goes untold
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        yield BadRecord(source, error.lineno or 0, f"XML: {error.msg}")
    cut = any(error.type == etree.ErrorTypes.ERR_TAG_NOT_FINISHED for error in parser.feed_error_log)
    late = [element for _, element in parser.read_events()]
    for element in late[:-1] if cut else late:  # the last one of a cut file is closed by the parser: it is not whole
        yield from _whole(element, source, tags)
    yield from _errors(parser, source, told)


def _whole(element: Element, source: str, tags: tuple[str, ...]) -> Iterator[Element]:
    """The element, and what it and the records before it held is forgotten once it has been read."""
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


def _errors(parser: Any, source: str, told: int) -> Iterator[BadRecord]:
    """What the parser met since `told` errors, as one record."""
    if new := [error for error in parser.feed_error_log[told:] if not _is_letter(error)]:
        more = f", and {len(new) - 1} more errors" if len(new) > 1 else ""
        yield BadRecord(source, new[0].line, f"XML: {new[0].message}{more}: records there may be missing")


def _is_letter(error: Any) -> bool:
    """Whether an error is about a letter that a DTD names, which is not loaded: `text_of` knows it from HTML."""
    _, _, name = str(error.message).partition("'")
    return error.type == etree.ErrorTypes.WAR_UNDECLARED_ENTITY and name.partition("'")[0] + ";" in html5


def text_of(element: Element | None) -> str:
    """
    The text of an element and of all that stands inside it, marks of form left out, letters that a DTD names
    (`&uuml;`) as HTML has them; empty for no element. Such a letter may itself be what stands in an element's place.
    """
    if element is None or element.tag in (etree.Comment, etree.ProcessingInstruction):
        return ""
    is_whole = element.tag is etree.Entity or not len(element)
    pieces = [element.text or ""] if is_whole else element.itertext(etree.Element, etree.Entity)
    return "".join([unescape(one) if one[:1] == "&" and one[-1:] == ";" else one for one in pieces])


def child_text(element: Element, path: str) -> str:
    """The text of the first element at this path, as it stands; empty if there is none."""
    if path.isalnum():  # the name of a child, which is found sooner than a path is
        return text_of(next(element.iterchildren(path), None))
    return text_of(element.find(path))
