"""A list of ids: one arXiv number or DOI a line, in any of their forms. Each is a paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from checker.links.addresses.grammar import parse
from checker.model import BadRecord, Kind, Notice, Paper
from checker.model.paper_ids import canonical_id
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.paper import made
from checker.papers.streams.decoding import decoded
from checker.papers.streams.lines import numbered_lines
from checker.papers.streams.unpacking import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.papers.protocol import Record

_ID = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}|10\.\d{4,9}(?:\.\d+)*/\S+")
#: What may stand around an id: a bullet or a number, quotation marks, commas.
_AROUND = re.compile(r"^\s*(?:(?:[-*+•]|\d{1,6}[.)])\s+)?[\"'<]?|[\"'>,;]*\s*$")
_LONGEST = 300  # characters of an id


class Ids:
    """The reader of lists of ids."""

    name = "ids"
    what = "arXiv numbers or DOIs, one a line: each a paper of which only the id is known"
    how = "written by hand; `.txt` of a reference manager or of a search"

    def recognises(self, head: bytes) -> Evidence:
        """`SHAPE` if every line is an id, unless all are DOIs of archives: these are artifacts, not papers."""
        lines = [line for line in decoded(head).split("\n") if line.strip()]
        whole = lines[:-1] if len(head) >= HEAD else lines
        if not whole or not all(_id(line) for line in whole):
            return Evidence.NONE
        return Evidence.NONE if all(_is_archive(line) for line in whole) else Evidence.SHAPE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each line; a line that is not an id is a BadRecord."""
        papers = 0
        for number, raw in numbered_lines(stream):
            line = decoded(raw or b"\0").strip()
            if not line:
                continue
            written = _plain(line)
            if paper_id := _canonical(written):
                papers += 1
                yield made(Paper(source=source, id=paper_id, title=written, abstract=written))
            else:
                yield BadRecord(source, number, "neither an arXiv number nor a DOI")
        if papers:
            ids = "1 id" if papers == 1 else f"{papers} ids"
            yield Notice(source, ids, "without title and abstract: an export of the same papers has their links")


def _plain(line: str) -> str:
    """A line without the bullet, number or quotation marks around it."""
    is_bare = len(line) > _LONGEST or (line[0].isalnum() and line[-1].isalnum() and len(line.split(None, 1)) == 1)
    return line if is_bare else _AROUND.sub("", line)


def _id(line: str) -> str:
    """The id on a line; empty if the line is not an id."""
    return _canonical(_plain(line.strip()))


def _canonical(written: str) -> str:
    """The canonical form of an id; empty if the text is not an id."""
    found = canonical_id(written) if len(written) <= _LONGEST else ""
    return found if _ID.fullmatch(found) else ""


def _is_archive(line: str) -> bool:
    address = parse(f"https://doi.org/{found}") if (found := _id(line)).startswith("10.") else None
    return address is not None and address.kind is Kind.ARCHIVE


IDS = Ids()
