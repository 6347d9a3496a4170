"""
RIS, as reference managers and publishers export it, by rispy, record by record: a broken one costs itself.

Source: https://github.com/MrTango/rispy, which documents the tags.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from checker.model import BadRecord
from checker.papers.protocol import AS_IT_COMES, Evidence, Reading
from checker.papers.records.dates import date_of
from checker.papers.records.paper import Unreadable, beside, made
from checker.papers.streams.decoding import decoded, text_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model import Paper
    from checker.papers.protocol import Record

_START = re.compile(r"TY {1,2}- ?\S")
_LONGEST = 10_000  # lines in one record


class Ris:
    """The reader of RIS."""

    name = "ris"
    what = "records from `TY` to `ER`: `DO`, `ID` or `AN`, `DA` or `PY`; links in every tag"
    how = "exported by reference managers, publishers, Scopus"

    def recognises(self, head: bytes) -> Evidence:
        """A first line that begins a record (`TY  - JOUR`)."""
        return Evidence.MARK if _START.match(decoded(head).lstrip()) else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, _reading: Reading = AS_IT_COMES) -> Iterator[Record]:
        """One paper a record."""
        for line, lines in _records(stream):
            try:
                found: Paper | BadRecord = _paper(lines, source)
            except Unreadable as error:
                found = BadRecord(source, line, str(error))
            yield found


def _records(stream: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """(line number, lines) of every record, from `TY` to before the next one: an `ER` may be missing."""
    start, lines = 0, list[str]()
    for number, line in enumerate(text_lines(stream), 1):
        begins = _START.match(line)
        if lines and (begins or line.startswith("ER  -")):
            yield start, lines
            lines = []
        if begins:
            start, lines = number, [line]
        elif lines and line.strip() and len(lines) < _LONGEST:
            lines.append(line)
    if lines:
        yield start, lines


def _paper(lines: list[str], source: str) -> Paper:
    from rispy.parser import RisParser  # noqa: PLC0415  (no other reader needs it)

    parser = RisParser(list_tags=["AU", "KW", "N1", "UR", "L1", "L2", "M1", "M3"], delimiter_tags_mapping={})
    record = parser.parse_lines(iter([*lines, "ER  - \n"]))[0]
    date = _first(record, "date", "publication_year", "year")
    return made(
        source,
        paper_id=_first(record, "doi", "id", "accession_number"),
        title=_first(record, "title", "primary_title", "translated_title"),
        abstract=_first(record, "abstract", "notes_abstract"),
        comments=beside(*(record.get("notes") or ())),
        published=date_of(re.split(r"[/-]", date)),
    )


def _first(record: dict[str, object], *names: str) -> str:
    return next((value for name in names if isinstance(value := record.get(name), str) and value), "")
