"""
Lines that begin with a tag → records → papers, streaming: a record ends where the next one begins.

RIS, Web of Science, MEDLINE and refer differ only in how tags are written and what they mean. A line without a tag
continues the line before it; lines between two records are skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from checker.model import BadRecord
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.records.paper import Unreadable
from checker.papers.streams.decoding import decoded, text_lines

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from checker.model import Paper
    from checker.papers.protocol import Record

_LONGEST = 2**22  # characters of one record; what is beyond is skipped
_NAMES = 2_000  # characters of a list of authors
_MOST = 20_000  # lines of one record; what is beyond is skipped


class Tags(dict[str, list[str]]):
    """Tag → values of a record, each value on one line."""

    def people(self, *tags: str) -> str:
        """The names under the first of these tags that has values, joined by `; `."""
        for tag in tags:
            if names := self.get(tag):
                return "; ".join(filter(None, names))[:_NAMES]
        return ""

    def first(self, *tags: str) -> str:
        """The first value that is not empty under these tags, in their order; empty if there is none."""
        for tag in tags:
            for value in self.get(tag, ()):
                if value:
                    return value
        return ""


@dataclass(frozen=True, slots=True)
class Shape:
    """
    How a format writes its lines. `line` matches a line with a tag: group 1 is the tag, group 2 the value. A record
    begins with the tag `begins` and ends with `ends`. With `blank`, a tag after a blank line begins a record, too,
    unless the record before it has the tag `begins`. Under the tags in `apart` each line is a value of its own.
    """

    line: re.Pattern[str]
    begins: str
    ends: str = ""
    blank: bool = False
    apart: frozenset[str] = frozenset()

    def begins_another(self, tag: str, record: Lines) -> bool:
        """Whether a tag begins another record than `record`, which is being read."""
        if tag == self.begins:
            return True
        return self.blank and (not record.line or (record.blank and self.begins not in record.values))


@dataclass(frozen=True, slots=True)
class TaggedFormat:
    """The reader of a tagged format: `known` matches the beginning of files; `what` and `how` are as in Reader."""

    name: str
    known: re.Pattern[str]
    shape: Shape
    paper_of: Callable[[Tags, str], Paper]
    what: str
    how: str

    def recognises(self, head: bytes) -> Evidence:
        """`MARK` if `known` matches the beginning."""
        return Evidence.MARK if self.known.match(decoded(head).lstrip()) else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each record."""
        for line, tags in records(stream, self.shape):
            try:
                found: Record = self.paper_of(tags, source)
            except Unreadable as error:
                found = BadRecord(source, line, str(error))
            yield found


def records(stream: BinaryIO, shape: Shape) -> Iterator[tuple[int, Tags]]:
    """(number of the first line, values by tag) of every record; its end tag may be missing."""
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
                tag = record.last  # the line is another value
            record.add(tag, value.strip())
    if record.values:
        yield record.line, record.tags()


class Lines:
    """The lines of the record that is being read, the first of number `line`; 0: lines between two records."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.blank = False
        self.values: dict[str, list[list[str]]] = {}
        self._last: list[str] = []
        self.last = ""  # the tag that was read last
        self._size = self._lines = 0

    def add(self, tag: str, value: str) -> None:
        """Add the next line: a value, or without a tag the continuation of the last one, or a blank line."""
        self.blank = not tag and not value
        self._size, self._lines = self._size + len(value), self._lines + 1
        if self.blank or not self.line or self._size > _LONGEST or self._lines > _MOST:
            return
        if tag:
            self.last, self._last = tag, []
            self.values.setdefault(tag, []).append(self._last)
        self._last.append(value)

    def tags(self) -> Tags:
        """The values by tag, each on one line."""
        return Tags({tag: list(map(_joined, values)) for tag, values in self.values.items()})


def _joined(lines: list[str]) -> str:
    return lines[0] if len(lines) == 1 else " ".join(filter(None, lines))
