"""Where in the files of a checkout the links of papers stand: for annotations."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checker.model import ExtractedPaper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model import Link

_Found = TypeVar("_Found")
_MOST_BYTES = 32 << 20  # of a file in which a link is looked for


@dataclass(frozen=True, slots=True)
class Spot:
    """A file, and line and column in it, from 1; 0 where they are not known."""

    file: str
    line: int = 0
    column: int = 0


@dataclass(slots=True)
class Spots:
    """The first place of every artifact, by kind and target without case."""

    _first: dict[str, tuple[str, Link]] = field(default_factory=dict)

    def noted(self, found: Iterable[_Found]) -> Iterator[_Found]:
        """The same papers; where their links stand is remembered."""
        for one in found:
            if isinstance(one, ExtractedPaper):
                for link in one.links:
                    self._first.setdefault(_key(link.kind, link.target), (one.paper.source, link))
            yield one

    def of(self, kind: str, target: str) -> Spot | None:
        """Where an artifact is named first; None where no file names it."""
        source, link = self._first.get(_key(kind, target), ("", None))
        if link is None or not Path(source).is_file():
            return None
        return Spot(source, link.line, link.column) if link.line else _found_in(Path(source), link.raw)


def _key(kind: str, target: str) -> str:
    return f"{kind}:{target.casefold()}"


def _found_in(file: Path, raw: str) -> Spot:
    """The first place of a text in a file; the file alone where it does not stand there as it is."""
    if file.stat().st_size > _MOST_BYTES:
        return Spot(file.as_posix())
    text = file.read_text("utf-8", errors="replace")
    place = text.find(raw)
    if place < 0:
        return Spot(file.as_posix())
    return Spot(file.as_posix(), text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place))
