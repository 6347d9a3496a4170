"""One file with its links mended: from bytes to bytes, with the patch and the reasons."""

from __future__ import annotations

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
        return [f"{self._place(one.link)}: {plain(one.why, 600)}" for one in found]

    def patch(self, name: str) -> bytes:
        """The changes as a unified diff, each reason before it; empty where nothing changes."""
        notes = [f"{name}:{note}" for note in self.notes(self.changes)]
        return unified(self.before, self.spans(), name, notes)

    def spans(self) -> list[Change]:
        """What is replaced, by the bytes of the file."""
        return [self._bytes(one) for one in self.changes]

    def _place(self, at: int) -> str:
        """Line and column, as `extract` counts them: every form of line end is one, and a byte order mark is none."""
        before = self.text.text[:at].removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"

    def _bytes(self, one: Edit) -> Change:
        start = len(self.text.encoded(self.text.text[: one.start]))
        length = len(self.text.encoded(self.text.text[one.start : one.end]))
        return Change(start, start + length, self.text.encoded(one.new))


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
