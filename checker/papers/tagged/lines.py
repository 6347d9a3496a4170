"""
Lines that begin with a tag → records → papers, streaming: a record is done where the next one begins.

RIS, Web of Science, MEDLINE and refer differ in how a tag is written and in what their tags mean, and in nothing
else. A line without a tag goes on with the line before it; what stands between two records is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from checker.model import BadRecord
from checker.papers.protocol import AS_IT_COMES, Evidence, Reading
from checker.papers.records.paper import Unreadable
from checker.papers.streams.decoding import decoded, text_lines

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from checker.model import Paper
    from checker.papers.protocol import Record

_LONGEST = 2**22  # characters in one record: more is no record, and the rest of it is passed over
_NAMES = 2_000  # characters of a list of authors
_MOST = 20_000  # lines in one record


class Tags(dict[str, list[str]]):
    """The values of a record by their tags, each value on one line."""

    def people(self, *tags: str) -> str:
        """The names under the first of these tags that has any, joined by `; `."""
        for tag in tags:
            if names := self.get(tag):
                return "; ".join(filter(None, names))[:_NAMES]
        return ""

    def first(self, *tags: str) -> str:
        """The first value that is not empty, the tags in the order of this call."""
        for tag in tags:
            for value in self.get(tag, ()):
                if value:
                    return value
        return ""


@dataclass(frozen=True, slots=True)
class Shape:
    """
    How a format writes its lines. `line` has two groups, tag and value; a record stands between the tags `begins`
    and `ends`. With `blank`, a tag after a blank line begins one too, where the last one began without `begins`. Of
    tags in `apart` every line is a value of its own.
    """

    line: re.Pattern[str]
    begins: str
    ends: str = ""
    blank: bool = False
    apart: frozenset[str] = frozenset()

    def begins_another(self, tag: str, record: Lines) -> bool:
        """Whether a tag is the first of another record than the one that is being read."""
        if tag == self.begins:
            return True
        return self.blank and (not record.line or (record.blank and self.begins not in record.values))


@dataclass(frozen=True, slots=True)
class TaggedFormat:
    """The reader of a tagged format: `known` is what its beginning looks like, `what` and `how` are as in Reader."""

    name: str
    known: re.Pattern[str]
    shape: Shape
    paper_of: Callable[[Tags, str], Paper]
    what: str
    how: str

    def recognises(self, head: bytes) -> Evidence:
        """Whether the first lines are those of this format."""
        return Evidence.MARK if self.known.match(decoded(head).lstrip()) else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = AS_IT_COMES) -> Iterator[Record]:
        """One paper a record."""
        for line, tags in records(stream, self.shape):
            try:
                found: Record = self.paper_of(tags, source)
            except Unreadable as error:
                found = BadRecord(source, line, str(error))
            yield found


def records(stream: BinaryIO, shape: Shape) -> Iterator[tuple[int, Tags]]:
    """(line number of its first line, values by tag) of every record; the end tag of one may be missing."""
    record = Lines(0)
    for number, text in enumerate(text_lines(stream), 1):
        tag, value = found.groups("") if (found := shape.line.match(text)) else ("", text)
        ends = bool(tag) and tag == shape.ends
        if ends or (tag and shape.begins_another(tag, record)):
            if record.values:
                yield record.line, record.tags()
            record = Lines(0 if ends else number)
        if not ends:
            if not tag and shape.apart and record.last in shape.apart and value.strip():
                tag = record.last  # the line is one more value of it
            record.add(tag, value.strip())
    if record.values:
        yield record.line, record.tags()


class Lines:
    """The lines of the record that is being read, which began in `line`; 0 is the place between two records."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.blank = False
        self.values: dict[str, list[list[str]]] = {}
        self._last: list[str] = []
        self.last = ""  # the tag that was read last
        self._size = self._lines = 0

    def add(self, tag: str, value: str) -> None:
        """Another value; without a tag, more of the last one, or a blank line."""
        self.blank = not tag and not value
        self._size, self._lines = self._size + len(value), self._lines + 1
        if self.blank or not self.line or self._size > _LONGEST or self._lines > _MOST:
            return
        if tag:
            self.last, self._last = tag, []
            self.values.setdefault(tag, []).append(self._last)
        self._last.append(value)

    def tags(self) -> Tags:
        """The values, their lines put together."""
        return Tags({tag: list(map(_joined, values)) for tag, values in self.values.items()})


def _joined(lines: list[str]) -> str:
    return lines[0] if len(lines) == 1 else " ".join(filter(None, lines))
