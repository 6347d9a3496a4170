"""
Extraction of links from inputs, as lines of JSON or as values, by one process or several, with identical output.

Formats with one record a line are sent to the other processes as blocks of bytes, which is cheap; papers of other
formats are read in this process and sent in groups.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, cast

from checker.errors import InputError
from checker.jobs.parallel import ordered_map
from checker.links import extract
from checker.model import BadRecord, ExtractedPaper, Notice, Paper
from checker.model.paper_ids import TitleIds
from checker.papers.inputs import How, read_papers
from checker.papers.live.fetching import Fetcher
from checker.papers.live.sources import is_live
from checker.papers.protocol import AS_IT_COMES, Block, Reading, Record, Splitting
from checker.papers.registry import READERS
from checker.reports.forms.json_lines import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from checker.jobs.context.world import World
    from checker.papers.live.sources import Page
    from checker.papers.protocol import Evidence, Reader

_TOGETHER = 500  # papers


@dataclass(frozen=True, slots=True)
class Extracted:
    """
    The result of one piece of an input: its papers (as `lines` of JSON, or as `told`), unreadable records, and
    notices for the user. `end` is the input that ends with this piece. `titled` are (number in the piece, id, source)
    of the papers whose ids are made from their titles, which may repeat in other pieces.
    """

    lines: bytes = b""
    told: tuple[ExtractedPaper, ...] = ()
    papers: int = 0
    bad: tuple[BadRecord, ...] = ()
    notices: tuple[Notice, ...] = ()
    end: str = ""
    titled: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where papers come from: INPUT arguments and how to read them; `jobs` processes extract."""

    inputs: Sequence[str]
    stdin: BinaryIO
    input_format: str | None = None
    reading: Reading = AS_IT_COMES
    live: Callable[[str], Iterator[Page | BadRecord]] | None = None
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class _End:
    """The end of an input that must have given a paper."""

    name: str


_Piece: TypeAlias = Block | list[Record] | _End


def lines_of(source: Source) -> Iterator[Extracted]:
    """
    What `reprolinks extract` prints, piece by piece, in input order.

    Raises InputError for an input that is missing, can't be read, is of no known format, or gives no paper.
    """
    return _with_papers(source, ordered_map(_lines, _pieces(source), jobs=source.jobs))


def found_in(source: Source) -> Iterator[ExtractedPaper | BadRecord | Notice]:
    """Papers, without their texts, their claims and links, in input order. Raises as `lines_of` does."""
    for piece in _with_papers(source, ordered_map(_told, _pieces(source), jobs=source.jobs)):
        yield from piece.told
        yield from piece.bad
        yield from piece.notices


def _with_papers(source: Source, pieces: Iterable[Extracted]) -> Iterator[Extracted]:
    """The same pieces; raises InputError at the end of an input without a single paper."""
    papers, first, ids = 0, list[BadRecord](), TitleIds()
    for piece in pieces:
        yield _with_distinct_ids(piece, ids) if piece.titled else piece
        papers += piece.papers
        first = first or list(piece.bad[:1])
        if piece.end:
            if not papers:
                raise _no_paper(piece.end, first, source.input_format)
            papers, first = 0, []


def _with_distinct_ids(piece: Extracted, ids: TitleIds) -> Extracted:
    """The same piece, with different ids for different papers of the same title."""
    lines, told = piece.lines.splitlines(keepends=True), list(piece.told)
    for number, old, source in piece.titled:
        new = ids.distinct(old, source)
        if new != old and lines:
            lines[number] = lines[number].replace(old.encode(), new.encode(), 1)
        elif new != old:
            told[number] = told[number]._replace(paper=told[number].paper._replace(id=new))
    return replace(piece, lines=b"".join(lines), told=tuple(told))


def _no_paper(name: str, first: list[BadRecord], input_format: str | None) -> InputError:
    as_what = f" as {input_format}" if input_format else ""
    why = f": {first[0].why}" if first else ""
    advice = "Leave --input-format away: formats are recognised by content." if input_format else ""
    return InputError(f"{name} gives no paper{as_what}{why}.", advice)


class _InBlocks:
    """A reader that yields blocks instead of papers where it can."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.name, self.what, self.how = reader.name, reader.what, reader.how

    def recognises(self, head: bytes) -> Evidence:
        return self._reader.recognises(head)

    def read(self, stream: BinaryIO, source: str, reading: Reading = AS_IT_COMES) -> Iterator[Record]:
        found = self._reader.blocks(stream, source, reading) if isinstance(self._reader, Splitting) else None
        return self._reader.read(stream, source, reading) if found is None else cast("Iterator[Record]", found)


def _pieces(source: Source) -> Iterator[_Piece]:
    for name in source.inputs:
        yield from _together(_records_of(name, source))
        if not is_live(name):
            yield _End(name)


def _records_of(name: str, source: Source) -> Iterator[Record | Block]:
    return read_papers(
        (name,),
        How({name: _InBlocks(reader) for name, reader in READERS.items()}, source.input_format, source.reading),
        stdin=source.stdin,
        live=source.live,
    )


def _together(records: Iterable[Record | Block]) -> Iterator[_Piece]:
    """Blocks one by one, papers and notices in groups."""
    together: list[Record] = []
    for record in records:
        if not isinstance(record, Block):
            together.append(record)
        if together and (isinstance(record, Block) or len(together) == _TOGETHER):
            yield together
            together = []
        if isinstance(record, Block):
            yield record
    if together:
        yield together


def _lines(piece: _Piece) -> Extracted:
    lines, found = [], _Sorted(piece)
    for paper in found:
        said = extract(paper)
        lines.append(line(paper, said.claim, said.links, said.evidence))
    return found.as_extracted(lines=b"".join(lines))


def _told(piece: _Piece) -> Extracted:
    told, found = list[ExtractedPaper](), _Sorted(piece)
    for paper in found:
        said = extract(paper)
        told.append(
            ExtractedPaper(paper._replace(abstract="", comments="", fields=()), said.claim, said.links, said.evidence)
        )
    return found.as_extracted(told=tuple(told))


class _Sorted:
    """The papers of a piece; what else is in it stands ready once they have been gone through."""

    def __init__(self, piece: _Piece) -> None:
        self._piece = piece
        self._papers = 0
        self._titled: list[tuple[int, str, str]] = []
        self._bad: list[BadRecord] = []
        self._notices: list[Notice] = []

    def __iter__(self) -> Iterator[Paper]:
        for record in _records(self._piece):
            if isinstance(record, Paper):
                if record.id.startswith("title:"):
                    self._titled.append((self._papers, record.id, record.source))
                self._papers += 1
                yield record
            elif isinstance(record, BadRecord):
                self._bad.append(record)
            else:
                self._notices.append(record)

    def as_extracted(self, *, lines: bytes = b"", told: tuple[ExtractedPaper, ...] = ()) -> Extracted:
        end = self._piece.name if isinstance(self._piece, _End) else ""
        bad, notices, titled = tuple(self._bad), tuple(self._notices), tuple(self._titled)
        return Extracted(lines, told, self._papers, bad, notices, end, titled)


def _records(piece: _Piece) -> Iterable[Record]:
    if isinstance(piece, list):
        return piece
    if isinstance(piece, _End):
        return ()
    reader = READERS[piece.format]
    return reader.read_block(piece) if isinstance(reader, Splitting) else ()


def readable(
    found: Iterable[ExtractedPaper | BadRecord | Notice], said: Callable[[BadRecord | Notice], None]
) -> Iterator[ExtractedPaper]:
    """Papers with their claims and links; `said` is told of what could not be read, and of what is to be known."""
    for one in found:
        if isinstance(one, ExtractedPaper):
            yield one
        else:
            said(one)


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
