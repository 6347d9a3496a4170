"""One file with its links corrected: from bytes to bytes, with the patch and the reasons."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.fixes import text as texts
from checker.fixes.edits import applied, edits, keys_in, links_in
from checker.fixes.patch import Change, unified
from checker.model import Kind, artifact_key
from checker.reports.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from checker.fixes.edits import Edit
    from checker.fixes.text import Text
    from checker.model.rows import KnownRow

_MOVES = 3  # moves of one artifact, one after the other, that are followed


@dataclass(frozen=True, slots=True)
class FixedFile:
    """
    A file before and after its links were corrected: the `changes`, and the remarks on links that stay `unchanged`;
    how many links it has, and whether anything is known of any of them.
    """

    before: bytes
    after: bytes
    changes: tuple[Edit, ...]
    unchanged: tuple[Edit, ...]
    text: Text
    links: int
    known: bool

    def notes(self, edits: Sequence[Edit]) -> list[str]:
        """`line:column: why` for each edit; lines and columns count from 1."""
        positions = _positions(self.text.text, [one.link for one in edits])
        return [
            f"{line}:{column}: {plain(one.why, 600)}" for one, (line, column) in zip(edits, positions, strict=True)
        ]

    def patch(self, name: str) -> bytes:
        """The changes as a unified diff, with the reasons before it; empty where nothing changes."""
        notes = [f"{plain(name)}:{note}" for note in self.notes(self.changes)]
        return unified(self.before, self.spans(), name, notes)

    def spans(self) -> list[Change]:
        """The changes with their offsets in the bytes of the file."""
        spans, text, at, size = list[Change](), self.text.text, 0, 0
        for one in self.changes:
            start = size + len(self.text.encoded(text[at : one.start]))
            at, size = one.end, start + len(self.text.encoded(text[one.start : one.end]))
            spans.append(Change(start, size, self.text.encoded(one.new)))
        return spans


def _positions(text: str, offsets: Sequence[int]) -> list[tuple[int, int]]:
    """
    (line, column) of each offset, as `extract` counts them: LF, CR and CR LF end a line, and a byte order mark is no
    character.
    """
    begin = 1 if text.startswith("\ufeff") else 0
    starts = [begin, *(end.end() for end in _LINE_END.finditer(text))]
    lines = [bisect_right(starts, offset) for offset in offsets]
    return [(line, offset - starts[line - 1] + 1) for line, offset in zip(lines, offsets, strict=True)]


_LINE_END = re.compile(r"\r\n|\r|\n")


def fixed_file(
    data: bytes, name: str, known: Callable[[Collection[str]], Mapping[str, KnownRow]], *, archived: bool
) -> FixedFile | None:
    """
    A file with its links corrected; None where its bytes are no text. `name` is the file's, whose ending tells the
    notation. `known` gives key → what is known, for keys of artifacts. With `archived`, copies replace what is gone.
    """
    read = texts.read(data)
    if read is None:
        return None
    links = links_in(read.text, name)
    rows = _rows(keys_in(links), known)
    all_edits = tuple(edits(links, rows.get, archived=archived))
    changes = tuple(one for one in all_edits if one.end > one.start)
    unchanged = tuple(one for one in all_edits if one.end == one.start)
    after = read.encoded(applied(read.text, changes))
    return FixedFile(data, after, changes, unchanged, read, len(links), bool(rows))


def _rows(wanted: Collection[str], known: Callable[[Collection[str]], Mapping[str, KnownRow]]) -> dict[str, KnownRow]:
    """Key → what is known, for these artifacts and for the names that they have now."""
    rows: dict[str, KnownRow] = {}
    for _ in range(_MOVES):
        new = known(set(wanted) - rows.keys()) if wanted else {}
        rows |= new
        wanted = {artifact_key(Kind(row.kind), row.resolved_target) for row in new.values() if row.resolved_target}
    return rows
