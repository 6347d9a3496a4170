"""Where in the files of a checkout each artifact is linked, for annotations."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checker.model import ExtractedPaper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model import Link

_Found = TypeVar("_Found")
_MOST_BYTES = 32 << 20  # of a file that is searched for a link whose line is not known


@dataclass(frozen=True, slots=True)
class Location:
    """A position in a file: its path, and line and column from 1 (0: not known)."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(slots=True)
class Locations:
    """Where each artifact is linked first, by its kind and case-folded target."""

    _first: dict[str, tuple[str, Link]] = field(default_factory=dict)

    def noted(self, found: Iterable[_Found]) -> Iterator[_Found]:
        """The same items; the links of the papers among them are remembered."""
        for one in found:
            if isinstance(one, ExtractedPaper):
                for link in one.links:
                    self._first.setdefault(_key(link.kind, link.target), (one.paper.source, link))
            yield one

    def of(self, kind: str, target: str) -> Location | None:
        """Where an artifact is linked first; None where no file links to it."""
        source, link = self._first.get(_key(kind, target), ("", None))
        if link is None or not Path(source).is_file():
            return None
        return Location(source, link.line, link.column) if link.line else _found_in(Path(source), link.raw)


def _key(kind: str, target: str) -> str:
    return f"{kind}:{target.casefold()}"


def _found_in(file: Path, raw: str) -> Location:
    """The first occurrence of a text in a file; only the file where the text does not occur as it is."""
    if file.stat().st_size > _MOST_BYTES:
        return Location(file.as_posix())
    text = file.read_text("utf-8", errors="replace")
    at = text.find(raw)
    if at < 0:
        return Location(file.as_posix())
    return Location(file.as_posix(), text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
