"""
YAML and TOML that hold records of papers, as sites keep their publications (Jekyll's `_data/publications.yml`, Hugo's
data files): read as JSON of the same shape. Aliases and deep nesting are refused.

Sources: https://jekyllrb.com/docs/datafiles, https://gohugo.io/content-management/data-sources.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from checker.errors import InputError
from checker.model import BadRecord
from checker.papers.protocol import AS_IT_COMES, Evidence, Reading
from checker.papers.shapes.layout import SURE, place_of, read_member, records_in
from checker.papers.shapes.names import plain_name
from checker.papers.shapes.notations import (
    plain_value,
    toml_place,
    toml_value,
    whole_toml,
    whole_yaml,
    yaml_place,
    yaml_value,
)
from checker.papers.shapes.record import Records
from checker.papers.streams.decoding import decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.papers.protocol import Record
    from checker.papers.shapes.layout import Place

_BROKEN = "it is broken, nests deeply or has aliases"
_LONGEST = 4 * 2**20  # bytes: what is parsed takes twenty times its size


@dataclass(frozen=True, slots=True)
class DataFile:
    """The reader of records in one notation."""

    name: str
    notation: str
    what: str
    how: str
    value: Callable[[str], Any]
    place: Callable[[bytes], Place | None]
    up_to_last: Callable[[str], str]

    def recognises(self, head: bytes) -> Evidence:
        """Whether records of papers stand in the beginning."""
        place = self.place(head)
        return Evidence.SHAPE if place and place.likeness >= SURE else Evidence.NONE

    def read(self, stream: BinaryIO, source: str, reading: Reading = AS_IT_COMES) -> Iterator[Record]:
        """One paper a record, up to where the file breaks. InputError for one that is too long."""
        text = self._text(stream, source)
        whole = plain_value(self.value(text))
        value = plain_value(self.value(self.up_to_last(text))) if whole is None else whole
        place = place_of([value], frozenset(plain_name(column) for _, column in reading.columns))
        records, number = Records(reading), 0
        for number, member in enumerate(records_in(value, place.path) if place else (), 1):
            yield read_member(records, member, source, number, "no fields with names")
        if text.strip() and (whole is None or place is None):
            why = _BROKEN if whole is None else "its keys are no title, no abstract, and hold no address"
            yield BadRecord(source, 0, f"{self.notation} after record {number}: {why}")
        yield from records.notices(source)

    def _text(self, stream: BinaryIO, source: str) -> str:
        content = stream.read(_LONGEST + 1)
        if len(content) > _LONGEST:
            why = f"{source} is longer than {_LONGEST // 2**20} MiB, the limit for {self.notation}."
            raise InputError(why, "Split the file, or write its records as JSON.")
        return decoded(content)


_WHAT = "the same as of JSON, in a list at any depth or under keys; up to 4 MiB, no aliases"
YAML = DataFile(
    "yaml", "YAML", _WHAT, "`_data/publications.yml` of a site by Jekyll", yaml_value, yaml_place, whole_yaml
)
TOML = DataFile("toml", "TOML", _WHAT, "data files of a site by Hugo", toml_value, toml_place, whole_toml)
