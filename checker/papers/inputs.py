"""INPUT arguments → papers: files, folders, standard input and live sources, their format recognised by content."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from checker.errors import InputError
from checker.model import BadRecord, Notice, Paper
from checker.papers.detection import recognise, seems_instead, surest
from checker.papers.live.sources import is_live, source_of
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from checker.papers.refusals.binary import office
from checker.papers.single import live_form
from checker.papers.streams.unpacking import BROKEN, HEAD, is_zip, members, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checker.papers.live.sources import Page
    from checker.papers.protocol import Reader, Record


_UNNAMED = "Leave --input-format away: formats are recognised by content."


@dataclass(frozen=True, slots=True)
class How:
    """How inputs are read: the known readers, a given format (None: recognise it), and options of the user."""

    readers: Mapping[str, Reader]
    input_format: str | None = None
    reading: Reading = DEFAULT_READING

    def is_one_file(self, head: bytes) -> bool:
        """Whether a zip that begins with `head` is one document (a workbook, a Word file), not a bundle of files."""
        return surest(head, self.readers)[0] is Evidence.MARK or office(head) is not None

    def reader(self, head: bytes, source: str) -> Reader:
        """The reader for the input `source`, which begins with `head`. Raises InputError if none recognises it."""
        if self.input_format:
            return self.readers[self.input_format]
        return recognise(head, source, self.readers)


class _Kind(Enum):
    """The kinds of INPUT arguments."""

    STANDARD_INPUT = auto()
    LIVE = auto()
    ADDRESS = auto()
    FOLDER = auto()
    FILE = auto()


def _kind_of(name: str) -> _Kind:
    """The kind of an argument. Each kind is a case in `read_papers` and `check_inputs`."""
    if name == "-":
        return _Kind.STANDARD_INPUT
    if is_live(name):
        return _Kind.LIVE
    if Path(name).exists():
        return _Kind.FOLDER if Path(name).is_dir() else _Kind.FILE
    return _Kind.ADDRESS if live_form(name) == name else _Kind.FILE


def resolve_input(name: str) -> str:
    """The INPUT to read for an argument: the live source for the id of a paper, else the argument itself."""
    if name == "-" or is_live(name) or Path(name).exists():
        return name
    return live_form(name) or name


def is_single(name: str) -> bool:
    """Whether an INPUT names a single paper, repository or page, not a file or a source of many papers."""
    if is_live(name):
        return name.startswith("doi:")
    return name != "-" and not Path(name).exists() and bool(live_form(name))


def read_papers(
    inputs: Sequence[str],
    how: How,
    *,
    stdin: BinaryIO,
    live: Callable[[str], Iterator[Page | BadRecord]] | None = None,
) -> Iterator[Record]:
    """
    All papers of all inputs, in order. `-` is `stdin`; a folder is read file by file, in the order of names; `live`
    gives the pages of a live source.

    Raises InputError for an input that is missing, can't be read, or is of no known format; in a folder a file
    of no known format is a BadRecord.
    """
    for name in inputs:
        match _kind_of(name):
            case _Kind.STANDARD_INPUT:
                yield from _read(stdin, "-", how)
            case _Kind.LIVE if live:
                yield from _read_pages(live(name), name, how)
            case _Kind.ADDRESS:
                yield Paper(name, name, name, source=name)
            case _Kind.FOLDER:
                yield from _read_folder(Path(name), how)
            case _:
                with _opened(name) as stream:
                    yield from _read(stream, name, how)


def check_inputs(inputs: Sequence[str]) -> None:
    """
    Raise InputError for the first input that is missing or can't be read, and UsageError for a live source whose name
    is not valid. Called before any work.
    """
    for name in inputs:
        match _kind_of(name):
            case _Kind.LIVE:
                source_of(name)
            case _Kind.FILE if not Path(name).is_fifo():  # opening a pipe here would use up its content
                with _opened(name):
                    pass
            case _:
                pass


def _read_pages(pages: Iterator[Page | BadRecord], source: str, how: How) -> Iterator[Record]:
    for page in pages:
        if isinstance(page, BadRecord):
            yield page
        else:
            yield from how.readers[page.format].read(_opened_page(page), source, how.reading)


def _opened_page(page: Page) -> BinaryIO:
    """The content of a page as a buffered stream: readers peek at the first bytes."""
    return io.BufferedReader(io.BytesIO(page.content), HEAD)


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    try:
        with Path(name).open("rb") as stream:
            yield stream
    except OSError as error:
        raise InputError(f"{name} can't be read: {error.strerror or error}.") from error


def _read_folder(folder: Path, how: How) -> Iterator[Record]:
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and not _is_hidden(path, folder)):
        try:
            with _opened(str(file)) as stream:
                yield from _read(stream, str(file), how)
        except InputError as error:
            yield BadRecord(str(file), 0, error.what)


def _is_hidden(path: Path, folder: Path) -> bool:
    """Whether a file, or a folder on the way to it, is hidden, as `.git` is."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _read(raw: BinaryIO, source: str, how: How, *, inside: bool = False) -> Iterator[Record]:
    """All papers of one stream. `inside`: the stream is a file of a zip, and a zip in it is not opened."""
    if raw.closed:
        raise InputError(f"{source} was named twice, and can be read only once.", "Name each input once.")
    try:
        with unpacked(raw, source) as stream:
            head = stream.peek(HEAD)[:HEAD]
            if is_zip(head) and not inside and not how.is_one_file(head):
                yield from _read_zip(stream, source, how)
            else:
                records = how.reader(head, source).read(stream, source, how.reading)
                yield from _as_named(records, head, source, how) if how.input_format else records
    except BROKEN as error:
        raise InputError(f"{source} can't be read to its end: {error}.", "Is it complete?") from error


def _as_named(records: Iterator[Record], head: bytes, source: str, how: How) -> Iterator[Record]:
    """
    The records of an input whose format the user named. If there is no paper in it, and it is recognised as another
    format, the InputError says which.
    """
    named, first_error, found = how.input_format or "", "", False
    try:
        for record in records:
            found = found or not isinstance(record, (BadRecord, Notice))
            first_error = first_error or (record.why if isinstance(record, BadRecord) else "")
            yield record
    except InputError as error:
        if seems := seems_instead(head, named, how.readers):
            raise InputError(f"{error.what.rstrip('.')}: {seems}.", _UNNAMED) from error
        raise
    if not found and (seems := seems_instead(head, named, how.readers)):
        why = "; ".join(filter(None, (first_error, seems)))
        raise InputError(f"{source} gives no paper as {named}: {why}.", _UNNAMED)


def _read_zip(stream: io.BufferedReader[Any], source: str, how: How) -> Iterator[Record]:
    """
    All papers of all files of a zip. A file that can't be read is a BadRecord; if no file can be read, the first
    error is raised.
    """
    read, refused = 0, list[InputError]()
    for name, member in members(stream, source):
        try:
            if isinstance(member, InputError):
                raise member
            yield from _read(member, name, how, inside=True)
            read += 1
        except InputError as error:
            refused.append(error)
            yield BadRecord(name, 0, error.what)
    if not read:
        raise refused[0] if refused else InputError(f"{source} is an empty zip.")
