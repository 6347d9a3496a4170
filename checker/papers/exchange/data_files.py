"""
YAML and TOML with records of papers, as in lists of publications of sites (Jekyll's `_data/publications.yml`, Hugo's
data files). They are read like JSON of the same structure. Aliases and deep nesting are refused.

Sources: https://jekyllrb.com/docs/datafiles, https://gohugo.io/content-management/data-sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

from checker.errors import InputError
from checker.model import BadRecord
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.shapes.layout import SURE, place_of, read_member, records_in
from checker.papers.shapes.names import plain_name
from checker.papers.shapes.notations import (
    LONGEST,
    one_part,
    toml_place,
    toml_values,
    whole_toml,
    whole_yaml,
    yaml_parts,
    yaml_place,
    yaml_values,
)
from checker.papers.shapes.record import Records
from checker.papers.streams.decoding import text_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from checker.papers.protocol import Record
    from checker.papers.shapes.layout import Place

_BROKEN = "it is broken, nested too deeply or has aliases"


@dataclass(frozen=True, slots=True)
class DataFile:
    """
    The reader of records in one notation. `parts` splits lines into parts that can be parsed separately. `values`
    parses a part; None if it is broken: then the part is parsed again, cut by `up_to_last`. `place` finds the
    records.
    """

    name: str
    notation: str
    what: str
    how: str
    values: Callable[[str], Sequence[Any] | None]
    place: Callable[[bytes], Place | None]
    up_to_last: Callable[[str], str]
    parts: Callable[[Iterable[str]], Iterator[str]]

    def recognises(self, head: bytes) -> Evidence:
        """`SHAPE` if the beginning has records of papers."""
        place = self.place(head)
        return Evidence.SHAPE if place and place.likeness >= SURE else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """One paper for each record, up to an error in the file. Raises InputError if the first part is too long."""
        given = frozenset(plain_name(column) for _, column in reading.columns)
        records, place, number, why = Records(reading), None, 0, ""
        for values, broken in self._values(stream, source):
            why, place = broken, place or place_of(values, given)
            for value in values if place else ():
                for member in records_in(value, place.path if place else ()):
                    number += 1
                    yield read_member(records, member, source, number, "no fields with names")
            if not broken and place is None:
                why = "no key is a title, an abstract or holds an address"
        if why:
            yield BadRecord(source, 0, f"{self.notation} after record {number}: {why}")
        yield from records.notices(source)

    def _values(self, stream: BinaryIO, source: str) -> Iterator[tuple[Sequence[Any], str]]:
        """(values, error after them, or empty) of every part that is not empty."""
        parts = (part for part in self.parts(text_lines(stream)) if part.strip())
        is_first = True
        for part in parts:
            values = self._parsed(part)
            if values is None:  # the end of the part may be in the middle of a text of several lines
                part = next(one_part(chain([part], parts)))  # noqa: PLW2901  (parsed together with the rest)
                values = self._parsed(part)
            if values is None and is_first and len(part) > LONGEST:
                why = (
                    f"{source} is longer than {LONGEST // 2**20} MiB, the limit for {self.notation} that is one part."
                )
                raise InputError(why, "Split the file, or write its records as JSON.")
            yield (values, "") if values else (self._parsed(self.up_to_last(part)) or (), _BROKEN)
            is_first = False

    def _parsed(self, part: str) -> Sequence[Any] | None:
        return self.values(part) if len(part) <= LONGEST else None


YAML = DataFile(
    "yaml",
    "YAML",
    "the same as of JSON, in a list at any depth or under keys, or one document for each paper; no aliases; lists of"
    " any length, a mapping up to 4 MiB",
    "`_data/publications.yml` of a site by Jekyll",
    yaml_values,
    yaml_place,
    whole_yaml,
    yaml_parts,
)
TOML = DataFile(
    "toml",
    "TOML",
    "the same as of JSON, in a list at any depth or under keys; up to 4 MiB, because any line may add to any table",
    "data files of a site by Hugo",
    toml_values,
    toml_place,
    whole_toml,
    one_part,
)
