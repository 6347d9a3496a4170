"""
Inputs → lines of JSON, a paper a line, by one process or by several: the same bytes in the same order.

Inputs that stand on lines travel to the other processes as blocks of bytes, which cost next to nothing to move;
papers of other formats are read here and travel by the hundred.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from checker.jobs.parallel import ordered_map
from checker.links import extract
from checker.model import BadRecord, Paper, Told
from checker.papers.inputs import read_papers
from checker.papers.live.fetching import Fetcher
from checker.papers.live.sources import is_live
from checker.papers.protocol import Block, Splitting
from checker.papers.registry import READERS
from checker.reports.forms.json_lines import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from checker.jobs.context.world import World
    from checker.papers.live.sources import Page
    from checker.papers.protocol import Reader

_TOGETHER = 500  # papers


@dataclass(frozen=True, slots=True)
class Extracted:
    """Lines of JSON, and the records that could not be read."""

    lines: bytes
    bad: tuple[BadRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where papers come from: INPUT arguments and how to read them; `jobs` processes extract."""

    inputs: Sequence[str]
    stdin: BinaryIO
    input_format: str | None = None
    live: Callable[[str], Iterator[Page | BadRecord]] | None = None
    jobs: int = 1


def lines_of(source: Source) -> Iterator[Extracted]:
    """
    What `reprolinks extract` prints, piece by piece, in input order.

    Raises InputError for an input that is missing, can't be read, or is of no known format.
    """
    yield from ordered_map(_extracted, _pieces(source), jobs=source.jobs)


def found_in(source: Source) -> Iterator[Told | BadRecord]:
    """Papers, without their texts, their claims and links, in input order. Raises as `lines_of` does."""
    for piece in ordered_map(_found, _pieces(source), jobs=source.jobs):
        yield from piece


class _InBlocks:
    """A reader that hands on blocks instead of papers where it can."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.name = reader.name

    def recognises(self, head: bytes) -> bool:
        return self._reader.recognises(head)

    def read(self, stream: BinaryIO, source: str) -> Iterator[Paper | BadRecord]:
        found = self._reader.blocks(stream, source) if isinstance(self._reader, Splitting) else None
        return self._reader.read(stream, source) if found is None else cast("Iterator[Paper]", found)


def _pieces(source: Source) -> Iterator[Block | list[Paper | BadRecord]]:
    readers = {name: _InBlocks(reader) for name, reader in READERS.items()}
    records = read_papers(
        source.inputs, readers=readers, input_format=source.input_format, stdin=source.stdin, live=source.live
    )
    together: list[Paper | BadRecord] = []
    for record in cast("Iterator[Paper | BadRecord | Block]", records):
        if not isinstance(record, Block):
            together.append(record)
        if together and (isinstance(record, Block) or len(together) == _TOGETHER):
            yield together
            together = []
        if isinstance(record, Block):
            yield record
    if together:
        yield together


def _extracted(piece: Block | list[Paper | BadRecord]) -> Extracted:
    lines, bad = [], []
    for record in _records(piece):
        if isinstance(record, BadRecord):
            bad.append(record)
        else:
            found = extract(record)
            lines.append(line(record, found.claim, found.links, found.evidence))
    return Extracted(b"".join(lines), tuple(bad))


def _found(piece: Block | list[Paper | BadRecord]) -> list[Told | BadRecord]:
    found: list[Told | BadRecord] = []
    for record in _records(piece):
        if isinstance(record, BadRecord):
            found.append(record)
        else:
            told = extract(record)
            found.append(Told(record._replace(abstract="", comments=""), told.claim, told.links, told.evidence))
    return found


def _records(piece: Block | list[Paper | BadRecord]) -> Iterable[Paper | BadRecord]:
    if not isinstance(piece, Block):
        return piece
    reader = READERS[piece.format]
    return reader.read_block(piece) if isinstance(reader, Splitting) else ()


def readable(found: Iterable[Told | BadRecord], bad: Callable[[BadRecord], None]) -> Iterator[Told]:
    """Papers with their claims and links; `bad` is told of every record that could not be read."""
    for one in found:
        if isinstance(one, BadRecord):
            bad(one)
        else:
            yield one


@contextlib.contextmanager
def live_sources(
    inputs: Sequence[str], world: Callable[[], World], *, keep: Path | None
) -> Iterator[Callable[[str], Iterator[Page | BadRecord]] | None]:
    """
    What gives the pages of live sources; None if there are none among the inputs. `keep` is the folder where pages
    of sources that are not done stay, so that another run goes on from there.
    """
    if not any(map(is_live, inputs)):
        yield None
        return
    given = world()
    with Fetcher(given.settings, given.time, keep=keep, account=(given.ledger, given.budget)) as fetcher:
        yield fetcher.pages
