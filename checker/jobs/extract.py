"""
Extraction of links from inputs, as lines of JSON or as values. The output is the same for any number of processes.

Inputs with one record a line are sent to the other processes as blocks of bytes, which is cheap; papers of other
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
from checker.papers.protocol import DEFAULT_READING, Block, Reading, Record, Splitting
from checker.papers.registry import READERS
from checker.reports.forms.json_lines import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from checker.jobs.context.world import World
    from checker.papers.live.sources import Page
    from checker.papers.protocol import Evidence, Reader

_GROUP = 500  # papers sent to a process at once


@dataclass(frozen=True, slots=True)
class Extracted:
    """
    The result of one piece of an input: its `count` papers (as `lines` of JSON, or as `papers`), unreadable records,
    and notices for the user. `end` is the name of the input that ends with this piece. `titled` are (number in the
    piece, id, source) of the papers whose ids are made from their titles, because these may repeat in other pieces.
    """

    lines: bytes = b""
    papers: tuple[ExtractedPaper, ...] = ()
    count: int = 0
    bad: tuple[BadRecord, ...] = ()
    notices: tuple[Notice, ...] = ()
    end: str = ""
    titled: tuple[tuple[int, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """
    Where papers come from: the INPUT arguments, and how to read them. `live` gives the pages of a live source, `jobs`
    is the number of processes that extract.
    """

    inputs: Sequence[str]
    stdin: BinaryIO
    input_format: str | None = None
    reading: Reading = DEFAULT_READING
    live: Callable[[str], Iterator[Page | BadRecord]] | None = None
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class _End:
    """Stands in the stream of pieces for the end of an input, by when it must have given a paper."""

    name: str


_Piece: TypeAlias = Block | list[Record] | _End


def json_lines(source: Source) -> Iterator[Extracted]:
    """
    What `reprolinks extract` prints, piece by piece, in the order of the inputs.

    Raises InputError for an input that is missing, can't be read, is of no known format, or gives no paper.
    """
    return _checked(source, ordered_map(_as_lines, _pieces(source), jobs=source.jobs))


def extracted_papers(source: Source) -> Iterator[ExtractedPaper | BadRecord | Notice]:
    """
    Papers, without their texts, with their claims and links, in the order of the inputs; between them unreadable
    records and notices. Raises as `json_lines` does.
    """
    for piece in _checked(source, ordered_map(_as_papers, _pieces(source), jobs=source.jobs)):
        yield from piece.papers
        yield from piece.bad
        yield from piece.notices


def _checked(source: Source, pieces: Iterable[Extracted]) -> Iterator[Extracted]:
    """The same pieces with distinct ids; raises InputError at the end of an input that gave no paper."""
    count, first_bad, ids = 0, list[BadRecord](), TitleIds()
    for piece in pieces:
        yield _with_distinct_ids(piece, ids) if piece.titled else piece
        count += piece.count
        first_bad = first_bad or list(piece.bad[:1])
        if piece.end:
            if not count:
                raise _no_paper(piece.end, first_bad, source.input_format)
            count, first_bad = 0, []


def _with_distinct_ids(piece: Extracted, ids: TitleIds) -> Extracted:
    """The same piece, with distinct ids for papers that have the same title and no id of their own."""
    lines, papers = piece.lines.splitlines(keepends=True), list(piece.papers)
    for number, old, source in piece.titled:
        new = ids.distinct(old, source)
        if new != old and lines:
            lines[number] = lines[number].replace(old.encode(), new.encode(), 1)
        elif new != old:
            papers[number] = papers[number]._replace(paper=papers[number].paper._replace(id=new))
    return replace(piece, lines=b"".join(lines), papers=tuple(papers))


def _no_paper(name: str, first_bad: list[BadRecord], input_format: str | None) -> InputError:
    as_what = f" as {input_format}" if input_format else ""
    why = f": {first_bad[0].why}" if first_bad else ""
    advice = "Leave --input-format away: formats are recognised by content." if input_format else ""
    return InputError(f"{name} gives no paper{as_what}{why}.", advice)


class _InBlocks:
    """A reader that yields blocks of bytes instead of papers where the wrapped reader can split its input."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.name, self.what, self.how = reader.name, reader.what, reader.how

    def recognises(self, head: bytes) -> Evidence:
        return self._reader.recognises(head)

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        found = self._reader.blocks(stream, source, reading) if isinstance(self._reader, Splitting) else None
        return self._reader.read(stream, source, reading) if found is None else cast("Iterator[Record]", found)


def _pieces(source: Source) -> Iterator[_Piece]:
    for name in source.inputs:
        yield from _grouped(_records_of(name, source))
        if not is_live(name):
            yield _End(name)


def _records_of(name: str, source: Source) -> Iterator[Record | Block]:
    return read_papers(
        (name,),
        How({name: _InBlocks(reader) for name, reader in READERS.items()}, source.input_format, source.reading),
        stdin=source.stdin,
        live=source.live,
    )


def _grouped(records: Iterable[Record | Block]) -> Iterator[_Piece]:
    """Blocks one by one, papers and notices in groups of `_GROUP`."""
    group: list[Record] = []
    for record in records:
        if not isinstance(record, Block):
            group.append(record)
        if group and (isinstance(record, Block) or len(group) == _GROUP):
            yield group
            group = []
        if isinstance(record, Block):
            yield record
    if group:
        yield group


def _as_lines(piece: _Piece) -> Extracted:
    lines, papers = [], _PapersOf(piece)
    for paper in papers:
        found = extract(paper)
        lines.append(line(paper, found.claim, found.links, found.evidence))
    return papers.result(lines=b"".join(lines))


def _as_papers(piece: _Piece) -> Extracted:
    extracted, papers = list[ExtractedPaper](), _PapersOf(piece)
    for paper in papers:
        found = extract(paper)
        without_texts = paper._replace(abstract="", comments="", fields=())
        extracted.append(ExtractedPaper(without_texts, found.claim, found.links, found.evidence))
    return papers.result(papers=tuple(extracted))


class _PapersOf:
    """Iterates over the papers of a piece, and collects its other records for `result` meanwhile."""

    def __init__(self, piece: _Piece) -> None:
        self._piece = piece
        self._count = 0
        self._titled: list[tuple[int, str, str]] = []
        self._bad: list[BadRecord] = []
        self._notices: list[Notice] = []

    def __iter__(self) -> Iterator[Paper]:
        for record in _records(self._piece):
            if isinstance(record, Paper):
                if record.id.startswith("title:"):
                    self._titled.append((self._count, record.id, record.source))
                self._count += 1
                yield record
            elif isinstance(record, BadRecord):
                self._bad.append(record)
            else:
                self._notices.append(record)

    def result(self, *, lines: bytes = b"", papers: tuple[ExtractedPaper, ...] = ()) -> Extracted:
        end = self._piece.name if isinstance(self._piece, _End) else ""
        bad, notices, titled = tuple(self._bad), tuple(self._notices), tuple(self._titled)
        return Extracted(lines, papers, self._count, bad, notices, end, titled)


def _records(piece: _Piece) -> Iterable[Record]:
    if isinstance(piece, list):
        return piece
    if isinstance(piece, _End):
        return ()
    reader = READERS[piece.format]
    return reader.read_block(piece) if isinstance(reader, Splitting) else ()


def without_remarks(
    found: Iterable[ExtractedPaper | BadRecord | Notice], remark: Callable[[BadRecord | Notice], None]
) -> Iterator[ExtractedPaper]:
    """Only the papers; `remark` is called with each unreadable record and each notice between them."""
    for one in found:
        if isinstance(one, ExtractedPaper):
            yield one
        else:
            remark(one)


@contextlib.contextmanager
def live_sources(
    inputs: Sequence[str], world: Callable[[], World], *, keep: Path | None
) -> Iterator[Callable[[str], Iterator[Page | BadRecord]] | None]:
    """
    A function that fetches the pages of a live source; None if none of the inputs is one. `keep` is the folder that
    keeps the pages of a source whose fetching was interrupted, so that another run goes on from there.
    """
    if not any(map(is_live, inputs)):
        yield None
        return
    outside = world()
    with Fetcher(outside.settings, outside.time, keep=keep, account=(outside.ledger, outside.budget)) as fetcher:
        yield fetcher.pages
