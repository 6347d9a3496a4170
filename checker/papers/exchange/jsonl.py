"""
JSON Lines and JSON in no particular service's format: objects with a title, an abstract or addresses under the usual
names, anywhere in the document. Texts stay unchanged, so that offsets into them are valid.
"""

from __future__ import annotations

import io
import logging
import re
from codecs import BOM_UTF8
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import orjson

from checker.errors import InputError
from checker.model import BadRecord, Paper
from checker.model.paper_ids import canonical_id, title_id
from checker.papers.protocol import DEFAULT_READING, Block, Evidence, Reading
from checker.papers.records.json import BLOCK, HEAD, from_block, from_lines, members, on_lines
from checker.papers.records.paper import Unreadable
from checker.papers.shapes.frames import is_frame, rows
from checker.papers.shapes.layout import SURE, Place, place_of, read_member
from checker.papers.shapes.names import NAMES, WEAK, plain_name
from checker.papers.shapes.record import Records, named
from checker.papers.shapes.tree import beginning
from checker.papers.streams.lines import blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from checker.papers.protocol import Record

_log = logging.getLogger("reprolinks.papers")
_REFERENCE = re.compile(rb"\s*\[\d{1,4}\]\s+[^\s\[{]")  # `[1] A. Reed …` in a list of references
_USUAL = frozenset(("id", "title", "abstract", "comments", "comment", "published", "date", "publishedAt"))
_ADVICE = "Name them by hand: --columns title=NAME,abstract=NAME,code=NAME."


def paper_maker(records: Records) -> Callable[[Mapping[str, Any], str], Paper]:
    """The function from an object to its paper, with a fast path for the usual keys, as a large corpus has."""

    def paper_of(record: Mapping[str, Any], source: str) -> Paper:
        get = record.get
        paper_id, title, abstract = get("id"), get("title"), get("abstract")
        if type(paper_id) is type(title) is type(abstract) is str and paper_id and title and record.keys() <= _USUAL:
            comments = get("comments") or get("comment") or ""
            published = get("published") or get("date") or get("publishedAt") or ""
            if type(comments) is type(published) is str and not title.isspace():
                return Paper(canonical_id(paper_id) or title_id(title), title, abstract, comments, published, source)
        return records.paper(record, source)

    return paper_of


def _paper_of(records: Records, reading: Reading) -> Callable[[Mapping[str, Any], str], Paper]:
    return records.paper if reading.columns or reading.keep else paper_maker(records)


@dataclass(frozen=True, slots=True)
class JsonLines:
    """The reader of objects, one on each line."""

    name: str = "jsonl"
    what: str = (
        "one object a line: title, abstract, id, date, `comments` under their usual names in upper or lower case, or"
        " those given by `--columns`; links in every other field"
    )
    how: str = "written by scripts"

    def recognises(self, head: bytes) -> Evidence:
        """Objects on lines: `SHAPE` if they are like papers, else `ANYTHING`."""
        if not on_lines(head.removeprefix(BOM_UTF8)) or any(map(is_frame, _values(head)[:1])):
            return Evidence.NONE
        place = _place(head)
        if place is None:
            return Evidence.ANYTHING if head.count(b"\n") > 1 else Evidence.NONE
        return Evidence.NONE if place.path else _evidence(place)

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each line; a broken line is a BadRecord."""
        records = Records(reading)
        yield from from_lines(stream, source, _paper_of(records, reading))
        yield from records.notices(source)

    def blocks(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Block]:
        """Blocks of about a megabyte. Raises InputError, which names the keys, if no key is a paper's."""
        head = cast("io.BufferedReader", stream).peek(HEAD)[:HEAD]
        if _place(head, reading) is None and (keys := _unknown_keys(head)):
            raise _no_papers(keys, source)
        return (Block(self.name, source, number, data, reading) for number, data in blocks(stream, BLOCK))

    def read_block(self, block: Block) -> Iterator[Record]:
        """The records that `read` gives for these lines."""
        records = Records(block.reading)
        yield from from_block(block, _paper_of(records, block.reading))
        yield from records.notices(block.source)


@dataclass(frozen=True, slots=True)
class AnyJson:
    """The reader of JSON of any structure."""

    name: str = "json"
    what: str = (
        "the same in an array, in a list at any depth (the one whose objects look most like papers), in an object"
        " keyed by ids (whose values may be addresses), or one after another"
    )
    how: str = "written by scripts, answered by services"

    def recognises(self, head: bytes) -> Evidence:
        """`SHAPE` for JSON with records like papers, `ANYTHING` for other JSON."""
        if (first := _values(head)[:1]) and is_frame(first[0]):
            return Evidence.SHAPE
        place = _place(head)
        if place is None:
            return Evidence.ANYTHING if _values(head) and not _REFERENCE.match(head) else Evidence.NONE
        return Evidence.NONE if not place.path and on_lines(head.removeprefix(BOM_UTF8)) else _evidence(place)

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each record, up to an error in the JSON. Raises InputError if no key is a paper's."""
        buffered = (
            stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream), HEAD)
        )
        head = buffered.peek(HEAD)[:HEAD]
        place = _place(head, reading)
        if place is None and _is_whole(head) and (keys := _unknown_keys(head)):
            raise _no_papers(keys, source)
        path = place.path if place and not any(map(is_frame, _values(head)[:1])) else ()
        if head.startswith(BOM_UTF8):
            buffered.read(len(BOM_UTF8))
        _log.info("%s: records stand at %s", source, ".".join(path) or "the top")
        records = Records(reading)
        found = (one for member in members(buffered, path) for one in _rows(*member))
        for number, member in enumerate(found, 1):
            yield _paper_of_member(records, member, source, number)
        yield from records.notices(source)


def _rows(key: str, member: object) -> Iterator[tuple[str, object]]:
    """The rows of a data frame; any other member unchanged."""
    yield from (("", row) for row in rows(cast("dict[str, Any]", member))) if is_frame(member) else ((key, member),)


def _paper_of_member(records: Records, member: tuple[str, object], source: str, number: int) -> Paper | BadRecord:
    if isinstance(member[1], Unreadable):
        return BadRecord(source, 0, f"after record {number - 1}: not valid JSON: {member[1]}")
    return read_member(records, member, source, number, "JSON, but not an object")


def _values(head: bytes) -> tuple[Any, ...]:
    return beginning(head.removeprefix(BOM_UTF8))


def _is_whole(head: bytes) -> bool:
    """Whether the first bytes are enough to judge the keys: a whole short document, or `HEAD` of a long one."""
    try:
        return len(head) >= HEAD or bool(orjson.loads(head.removeprefix(BOM_UTF8)))
    except orjson.JSONDecodeError:
        return False


def _place(head: bytes, reading: Reading = DEFAULT_READING) -> Place | None:
    given = frozenset(plain_name(column) for _, column in reading.columns)
    return place_of(_values(head), given)


def _evidence(place: Place) -> Evidence:
    return Evidence.SHAPE if place.likeness >= SURE else Evidence.ANYTHING


def _unknown_keys(head: bytes) -> str:
    """The keys of the first object, for an error; empty if one of them is a title or an abstract."""
    value: Any = next(iter(_values(head)), {})
    while isinstance(value, list) and value:
        value = value[0]
    names = list(value) if isinstance(value, dict) else []
    if {plain_name(name) for name in names} & {*NAMES["title"], *NAMES["abstract"]} - WEAK:
        return ""
    return named(names, "keys") if names else "no keys"


def _no_papers(keys: str, source: str) -> InputError:
    return InputError(f"{source} is JSON with {keys}; none is a title, an abstract or holds an address.", _ADVICE)


JSON_LINES = JsonLines()
JSON = AnyJson()
