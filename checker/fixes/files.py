"""One file with its links mended: from bytes to bytes, with the patch and the reasons."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.fixes import text as texts
from checker.fixes.edits import applied, edits, named, places
from checker.fixes.patch import Change, unified
from checker.model import Kind, artifact_key
from checker.reports.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from checker.fixes.edits import Edit
    from checker.fixes.text import Text
    from checker.model.rows import KnownRow

_MOVES = 3  # names of today that may have moved again


@dataclass(frozen=True, slots=True)
class Mended:
    """
    A file before and after, what was changed and why (`changes`), and what is only told (`told`), with places; how
    many links it has, and whether anything is known of any of them.
    """

    before: bytes
    after: bytes
    changes: tuple[Edit, ...]
    told: tuple[Edit, ...]
    text: Text
    links: int
    known: bool

    def notes(self, found: Sequence[Edit]) -> list[str]:
        """`line:column: why` for each, both from 1."""
        places = _places(self.text.text, [one.link for one in found])
        return [f"{line}:{column}: {plain(one.why, 600)}" for one, (line, column) in zip(found, places, strict=True)]

    def patch(self, name: str) -> bytes:
        """The changes as a unified diff, each reason before it; empty where nothing changes."""
        notes = [f"{plain(name)}:{note}" for note in self.notes(self.changes)]
        return unified(self.before, self.spans(), name, notes)

    def spans(self) -> list[Change]:
        """What is replaced, by the bytes of the file."""
        spans, text, at, size = list[Change](), self.text.text, 0, 0
        for one in self.changes:
            start = size + len(self.text.encoded(text[at : one.start]))
            at, size = one.end, start + len(self.text.encoded(text[one.start : one.end]))
            spans.append(Change(start, size, self.text.encoded(one.new)))
        return spans


def _places(text: str, places: Sequence[int]) -> list[tuple[int, int]]:
    """
    Line and column of each place, as `extract` counts them: every form of line end is one, and a byte order mark is
    no character.
    """
    begun = 1 if text.startswith("\ufeff") else 0
    starts = [begun, *(end.end() for end in _LINE_END.finditer(text))]
    lines = [bisect_right(starts, place) for place in places]
    return [(line, place - starts[line - 1] + 1) for line, place in zip(lines, places, strict=True)]


_LINE_END = re.compile(r"\r\n|\r|\n")


def mended(
    data: bytes, name: str, known: Callable[[Collection[str]], Mapping[str, KnownRow]], *, archived: bool
) -> Mended | None:
    """
    A file with its links mended; None where it is no text. `known` gives what is known of artifacts by their keys;
    `archived` puts copies in the place of what is gone.
    """
    read = texts.read(data)
    if read is None:
        return None
    found = places(read.text, name)
    rows = _rows(named(found), known)
    all_of_them = tuple(edits(found, rows.get, archived=archived))
    changes = tuple(one for one in all_of_them if one.end > one.start)
    told = tuple(one for one in all_of_them if one.end == one.start)
    return Mended(data, read.encoded(applied(read.text, changes)), changes, told, read, len(found), bool(rows))


def _rows(wanted: Collection[str], known: Callable[[Collection[str]], Mapping[str, KnownRow]]) -> dict[str, KnownRow]:
    """What is known of artifacts, and of what they are called today."""
    rows: dict[str, KnownRow] = {}
    for _ in range(_MOVES):
        new = known(set(wanted) - rows.keys()) if wanted else {}
        rows |= new
        wanted = {artifact_key(Kind(row.kind), row.resolved_target) for row in new.values() if row.resolved_target}
    return rows
