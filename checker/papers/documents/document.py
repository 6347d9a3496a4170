"""What all documents share: which part of a paper is read, and the notice about links in the rest."""

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
    A paper as its document has it: `rest` is all its text but the abstract, without its bibliography. `places` tell
    where abstract and rest (as `text`) begin, if they are exact pieces of the file.
    """

    title: str = ""
    abstract: str = ""
    rest: str = ""
    paper_id: str = ""
    published: str = ""
    places: tuple[tuple[str, int, int], ...] = ()


def whole(stream: BinaryIO, source: str) -> bytes:
    """All bytes of a document. Raises InputError if it is longer than any paper is."""
    content = stream.read(LONGEST + 1)
    if len(content) > LONGEST:
        raise InputError(f"{source} is longer than {LONGEST // 2**20} MiB, the limit for a paper.", "Split the file.")
    return content


def records(document: Document, source: str, reading: Reading) -> Iterator[Record]:
    """
    The paper of a document: by its abstract, or with `part` `all` by all its text, as a field `text`. A document
    without abstract is its text. How many links stand in what is left out is said.
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
    """The places of a text that stands for the abstract."""
    return tuple(("abstract", line, column) for field, line, column in places if field == "text")
