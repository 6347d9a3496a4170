"""Shared by all readers of documents: which part of a paper is read, and the notice about links in the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.errors import InputError
from checker.links.addresses.find import find_links
from checker.model import BadRecord, Notice, Paper
from checker.papers.records.paper import Unreadable, made
from checker.papers.streams.lines import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from checker.papers.protocol import Reading, Record


class Document(NamedTuple):
    """
    The parts of a paper in its document. `rest` is all text but the abstract, without the bibliography. `places` are
    (`abstract` or `text`, line, column): where abstract and rest begin, if they are exact pieces of the file.
    """

    title: str = ""
    abstract: str = ""
    rest: str = ""
    paper_id: str = ""
    published: str = ""
    places: tuple[tuple[str, int, int], ...] = ()


def whole(stream: BinaryIO, source: str) -> bytes:
    """All bytes of a document. Raises InputError if it is longer than `LONGEST`, as no paper is."""
    content = stream.read(LONGEST + 1)
    if len(content) > LONGEST:
        raise InputError(f"{source} is longer than {LONGEST // 2**20} MiB, the limit for a paper.", "Split the file.")
    return content


def records(document: Document, source: str, reading: Reading) -> Iterator[Record]:
    """
    The paper of a document. If `reading.part` is `all`, the rest is a field `text`; else a Notice counts the links in
    the rest, which are not read. A document without an abstract is read as a whole.
    """
    rest = document.rest
    if not document.abstract.strip():
        document = document._replace(abstract=rest, places=_moved(document.places))
        rest = ""
    read_all = reading.part == "all"
    try:
        paper = made(
            Paper(
                source=source,
                id=document.paper_id,
                title=document.title,
                abstract=document.abstract,
                published=document.published,
                fields=(("text", rest),) if read_all and rest.strip() else (),
            )
        )
    except Unreadable as error:
        yield BadRecord(source, 0, str(error))
        return
    yield paper._replace(places=document.places)
    if not read_all and (left := len({link.url for link in find_links(rest) if link.kind.value != "paper"})):
        links = "1 link" if left == 1 else f"{left} links"
        yield Notice(source, links, "outside the abstract: --part all reads the whole text")


def _moved(places: tuple[tuple[str, int, int], ...]) -> tuple[tuple[str, int, int], ...]:
    """The places of a text that takes the place of the abstract."""
    return tuple(("abstract", line, column) for field, line, column in places if field == "text")
