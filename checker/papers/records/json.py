"""
Objects from JSON, streaming: one a line, items of an array, items of a list inside one object (a page of an API), or
objects one after another. The format of a service is a `JsonFormat`: the keys of its records, and a function that
makes papers of them.
"""

from __future__ import annotations

import io
from codecs import BOM_UTF8
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import ijson
import orjson

from checker.model import BadRecord
from checker.papers.protocol import DEFAULT_READING, Block, Evidence, Reading
from checker.papers.records.paper import Unreadable
from checker.papers.shapes.layout import as_prefix, records_in
from checker.papers.shapes.shown import shown_of
from checker.papers.shapes.tree import paths
from checker.papers.streams.decoding import mended
from checker.papers.streams.lines import LONGEST, blocks, numbered_lines
from checker.papers.streams.shallow import Shallow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from checker.model import Paper
    from checker.papers.protocol import Record

    PaperOf = Callable[[Mapping[str, Any], str], Paper]

BLOCK = 1 << 20  # bytes that one process takes at a time
HEAD = 65_536  # first bytes of a stream, which show its layout
_OPEN = (b"{", b"[", b",", b":")  # ends of a line in the middle of an object


@dataclass(frozen=True, slots=True)
class JsonFormat:
    """
    The reader of one service's JSON.

    A record is of this format if it has all keys (dotted for keys of inner objects) of one of the alternatives in
    `marks`, the surest first, and none of the keys in `without`. `holds` are bytes that every file of the format has.

    Records stand one a line (`lines`) or in a document (`documents`): as objects one after another, as items of an
    array, or as items of a list under one of the names in `lists` (None: under any name). `places` are pairs (path of
    the records in an answer of this service, keys of a record); such an answer is recognised without `marks`.
    """

    name: str
    paper_of: PaperOf
    marks: tuple[tuple[str, ...], ...]
    lists: tuple[str, ...] | None = ()
    without: tuple[str, ...] = ()
    holds: bytes = b""
    lines: bool = True
    documents: bool = True
    places: tuple[tuple[str, tuple[str, ...]], ...] = ()
    evidence: Evidence = Evidence.MARK
    what: str = ""
    how: str = ""

    def recognises(self, head: bytes) -> Evidence:
        """Objects with this format's keys, laid out as this format is."""
        return Evidence.NONE if self._prefix(head.removeprefix(BOM_UTF8)) is None else self.evidence

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each object. A broken line is a BadRecord; a broken document is read up to the error."""
        buffered = (
            stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream))
        )
        if buffered.peek(3).startswith(BOM_UTF8):
            buffered.read(len(BOM_UTF8))
        head = buffered.peek(HEAD)[:HEAD]
        if self._stands_on_lines(head):
            return from_lines(buffered, source, self._maker(reading))
        prefix = self._prefix(head)
        return from_document(buffered, source, first_list(head) if prefix is None else prefix, self._maker(reading))

    def blocks(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Block] | None:
        """Blocks of about a megabyte, if the records stand one a line; else None."""
        buffered = cast("io.BufferedReader", stream)
        head = buffered.peek(HEAD)[:HEAD].removeprefix(BOM_UTF8)
        if not self._stands_on_lines(head):
            return None
        return (Block(self.name, source, number, data, reading) for number, data in blocks(buffered, BLOCK))

    def read_block(self, block: Block) -> Iterator[Record]:
        """The records that `read` gives for these lines."""
        return from_block(block, self._maker(block.reading))

    def _maker(self, reading: Reading) -> PaperOf:
        """The function from a record to its paper, with authors, venue and the fields to keep."""

        def made(record: Mapping[str, Any], source: str) -> Paper:
            return shown_of(record, reading.keep).on(self.paper_of(record, source))

        return made

    def _stands_on_lines(self, head: bytes) -> bool:
        return not self.documents or (self.lines and not self._prefix(head) and on_lines(head))

    def _prefix(self, head: bytes) -> str | None:
        """The path of the records (`results.item`, empty for the top); None if they are of another format."""
        if self.holds not in head:
            return None
        known = frozenset(paths(head))
        for place, keys in self.places:
            if known.issuperset(f"{place}.{key}" for key in keys):
                return place
        for mark in self.marks:
            for prefix in self._places(known, head):
                start = f"{prefix}." if prefix else ""
                if known.issuperset(start + key for key in mark) and not any(
                    start + key in known for key in self.without
                ):
                    return prefix
        return None

    def _places(self, known: Iterable[str], head: bytes) -> Iterator[str]:
        """The paths at which records of this format may stand."""
        if self.lines if on_lines(head) else self.documents:
            yield ""
        if self.documents and self.lists is not None:
            yield from ("item", *(f"{name}.item" for name in self.lists))
        elif self.documents:
            parents = {path.rpartition(".")[0] for path in known}
            yield from sorted(
                (one for one in parents if one.split(".")[-1] == "item"), key=lambda one: (len(one), one)
            )


def from_block(block: Block, paper_of: PaperOf) -> Iterator[Paper | BadRecord]:
    """One paper for each line of a block. A block of empty lines only, as of a gigabyte of line ends, is skipped."""
    stream = io.BytesIO(b"" if block.data.isspace() else block.data)
    return from_lines(stream, block.source, paper_of, first=block.line)


def from_lines(stream: BinaryIO, source: str, paper_of: PaperOf, *, first: int = 1) -> Iterator[Paper | BadRecord]:
    """One paper for each line, numbered from `first`; empty lines are skipped, a broken one is a BadRecord."""
    loads = orjson.loads
    for number, line in numbered_lines(stream, first):
        try:
            if type(record := loads(line or b"")) is dict:
                found: Paper | BadRecord = paper_of(record, source).on_line(number)
            else:
                found = BadRecord(source, number, "JSON, but not an object")
        except orjson.JSONDecodeError as error:
            if line is not None and not line.strip():
                continue
            if line and (western := line.decode("utf-8", "checker-western").encode("utf-8", "replace")) != line:
                yield from from_lines(io.BytesIO(western), source, paper_of, first=number)
                continue
            why = (
                f"not valid JSON: {error.msg} (character {error.pos + 1})" if line else f"longer than {LONGEST} bytes"
            )
            found = BadRecord(source, number, why)
        except Unreadable as error:
            found = BadRecord(source, number, str(error))
        yield found


def members(stream: BinaryIO, path: Sequence[str]) -> Iterator[tuple[str, object]]:
    """
    (key, value) of every record at a path, streaming; the key is empty for items of arrays. Where the JSON is broken,
    the last value is an Unreadable with the reason.
    """
    prefix = as_prefix(path)
    rest = path[len(prefix.split(".")) if prefix else 0 :]
    found = ijson.kvitems if rest else ijson.items
    try:
        with mended(stream) as whole:
            for one in found(Shallow(whole), prefix, use_float=True, multiple_values=True):
                yield from records_in(one[1], rest[1:], one[0]) if rest else (("", one),)
    except (ijson.JSONError, UnicodeDecodeError, ValueError) as error:
        yield "", Unreadable(" ".join(str(error).split())[:200])


def from_document(stream: BinaryIO, source: str, prefix: str, paper_of: PaperOf) -> Iterator[Paper | BadRecord]:
    """One paper for each object at the path `prefix`; a record that can't be read is a BadRecord with its number."""
    for number, record in objects(stream, prefix):
        if isinstance(record, str):
            yield BadRecord(source, 0, f"after record {number}: not valid JSON: {record}")
        elif isinstance(record, dict):
            yield _paper_or_bad(record, source, number, paper_of)
        else:
            yield BadRecord(source, 0, f"record {number}: JSON, but not an object")


def _paper_or_bad(record: dict[str, Any], source: str, number: int, paper_of: PaperOf) -> Paper | BadRecord:
    try:
        return paper_of(record, source)
    except Unreadable as error:
        return BadRecord(source, 0, f"record {number}: {error}")


def objects(stream: BinaryIO, prefix: str) -> Iterator[tuple[int, object]]:
    """
    (number from 1, object) at the path `prefix`, streaming. Where the JSON is broken, the last pair is (number of the
    last object, reason as a string); a string among the objects is wrapped in a list to tell it from that.
    """
    number = 0
    try:
        with mended(stream) as whole:
            for number, record in enumerate(
                ijson.items(Shallow(whole), prefix, use_float=True, multiple_values=True), 1
            ):
                yield number, ([record] if isinstance(record, str) else record)
    except (ijson.JSONError, UnicodeDecodeError, ValueError) as error:
        yield number, " ".join(str(error).split())[:200]


def on_lines(head: bytes) -> bool:
    """Whether the first line holds a whole object, or the beginning of one that is longer than `head`."""
    line = head.lstrip().partition(b"\n")[0].rstrip()
    return line.startswith(b"{") and not line.endswith(_OPEN)


def first_list(head: bytes) -> str:
    """The path of the first array of objects (`results.item`); empty (the top) if there is none."""
    parents = (path.rpartition(".")[0] for path in paths(head))
    top = "item" if head.lstrip().startswith(b"[") else ""
    return next((parent for parent in parents if parent.split(".")[-1] == "item"), top)
