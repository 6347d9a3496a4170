"""
A history for version control: all that a database knows as sorted lines of JSON, so that what a new run adds stands
at the end of its month. `artifacts.jsonl` and `papers.jsonl` hold what there is (`foreign.jsonl` what others looked
at), `now.jsonl` what changes with every run, `YYYY-MM.jsonl` what happened in the runs of a month. Columns of the
input that the user had kept (`--keep`) may be personal and are left out: a run with --keep reads them again. The same
database gives the same bytes. A file that would grow too large for a repository goes on in `NAME.2.jsonl`.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from checker.errors import CheckerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from checker.store.chronicle.restored import Restorer
    from checker.store.store import Store

    Line = dict[str, Any]

VERSION = 1
LARGEST = 90_000_000  # bytes of a file: GitHub refuses one of 100 MiB ("About large files on GitHub")
_OURS = re.compile(r"(artifacts|papers|foreign|now|\d{4}-\d\d)(?:\.([1-9]\d*))?\.jsonl")


class Written(NamedTuple):
    """A file of a history, and how many lines it holds."""

    name: str
    lines: int


def export_history(store: Store, folder: Path, *, largest: int = LARGEST) -> list[Written]:
    """
    Write the history of a database into a folder, which is made where there is none; returns the files.

    Files that are the same already stay as they are, those of an earlier export that are needed no more go, files of
    others are let be. UsageError where the folder can't be written.
    """
    with _trouble(folder), store.reading():
        folder.mkdir(parents=True, exist_ok=True)
        files = _Files(folder, largest)
        try:
            for name, lines in _told(store):
                files.write(name, lines)
        except BaseException:
            files.undo()
            raise
        return files.put()


def _told(store: Store) -> Iterator[tuple[str, Iterable[Line]]]:
    chronicle = store.chronicle
    yield "artifacts", ({"what": "artifact", **line} for line in chronicle.artifacts())
    yield "papers", ({"what": "paper", **line} for line in chronicle.papers())
    yield "now", chronicle.now()
    yield "foreign", chronicle.foreign()
    yield from _by_month(chronicle.runs())


def _by_month(lines: Iterator[Line]) -> Iterator[tuple[str, Iterable[Line]]]:
    """Lines by the month in which their run began; months come in the order of runs, and one may come again."""
    waiting = next(lines, None)

    def of_month(month: str) -> Iterator[Line]:
        nonlocal waiting
        while waiting and (waiting["what"] != "run" or waiting["started_at"][:7] == month):
            yield waiting
            waiting = next(lines, None)

    while waiting:
        month = waiting["started_at"][:7]
        yield month, of_month(month)


class _Files:
    """Files that are written beside those of their names, and take their places when all are whole."""

    def __init__(self, folder: Path, largest: int) -> None:
        self._folder = folder
        self._largest = largest
        self._files: dict[str, Written] = {}
        self._sizes: dict[str, int] = {}
        self._newest: dict[str, int] = {}

    def write(self, name: str, lines: Iterable[Line]) -> None:
        """Add lines to the files of a name; no line, no file."""
        first = next(iter(lines := iter(lines)), None)
        if first is None:
            return
        lines = chain([first], lines)
        part = self._newest.setdefault(name, 1)
        file = self._open(name, part)
        try:
            for line in lines:
                text = orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)
                if (
                    self._sizes[_name(name, part)] + len(text) > self._largest
                    and self._files[_name(name, part)].lines
                ):
                    file.close()
                    part = self._newest[name] = part + 1
                    file = self._open(name, part)
                self._add(_name(name, part), file, text)
        finally:
            file.close()

    def _open(self, name: str, part: int) -> Any:
        full = _name(name, part)
        known = full in self._files
        file = self._beside(full).open("ab" if known else "wb")
        if not known:
            self._files[full], self._sizes[full] = Written(full, 0), 0
            head = {"what": "history", "version": VERSION, "file": full}
            self._sizes[full] += file.write(orjson.dumps(head, option=orjson.OPT_APPEND_NEWLINE))
        return file

    def _add(self, full: str, file: Any, text: bytes) -> None:
        self._sizes[full] += file.write(text)
        self._files[full] = Written(full, self._files[full].lines + 1)

    def _beside(self, full: str) -> Path:
        return self._folder / f".{full}.new"

    def put(self) -> list[Written]:
        """Let every file take its place; what an earlier export wrote and this one did not goes."""
        for name in self._files:
            self._beside(name).replace(self._folder / name)
        for file in files_of(self._folder):
            if file.name not in self._files:
                file.unlink()
        return [self._files[name] for name in sorted(self._files)]

    def undo(self) -> None:
        """Nothing was written."""
        for name in self._files:
            self._beside(name).unlink(missing_ok=True)


def _name(name: str, part: int) -> str:
    return f"{name}.jsonl" if part == 1 else f"{name}.{part}.jsonl"


def files_of(folder: Path) -> list[Path]:
    """The files of a history in a folder, in the order in which they are to be read."""
    found = [(match, file) for file in folder.iterdir() if (match := _OURS.fullmatch(file.name))]
    return [file for _, file in sorted(found, key=lambda one: (one[0][1], int(one[0][2] or 1)))]


# -- the way back --------------------------------------------------------------------------------------------


def restore(store: Store, folder: Path, complain: Callable[[str], None]) -> int:
    """
    Fill an empty database with the history in a folder; returns the number of lines. A damaged line is told, with its
    file and number, and left out. UsageError where the folder holds no history, or one of a later release.
    """
    files = files_of(folder) if folder.is_dir() else []
    if not any(map(_begins_history, files)):
        raise UsageError(f"{folder} holds no history.", "Write one with: reprolinks export DIR --history")
    kept = 0
    with store.restoring() as restored:
        for again, names, only in _PASSES:
            for file in files:
                if re.match(names, file.name):
                    for number, line in _lines(file, _hushed if again else complain):
                        if (line["what"] in _BEFORE) is only:
                            kept += _taken(restored, line, partial(_complained, complain, file, number))
    return kept


def _begins_history(file: Path) -> bool:
    with _trouble(file), file.open("rb") as opened:
        return b'"what":"history"' in opened.readline(_LONGEST_HEAD)


def _taken(restored: Restorer, line: Line, complain: Callable[[str], None]) -> bool:
    try:
        restored.take(line)
    except CheckerError as error:
        complain(str(error))
        return False
    return True


def _complained(complain: Callable[[str], None], file: Path, number: int, why: str) -> None:
    complain(_left_out(file, number, why))


def _left_out(file: Path, number: int, why: str) -> str:
    return f"{file.name}:{number} is left out: {why}"


_LONGEST_HEAD = 1_000  # bytes of the line that a file of a history begins with
#: What others refer to, in files that are read twice.
_BEFORE = frozenset({"run", "read", "listed"})
_MONTH = r"\d{4}-\d\d\."
#: The way through the files: whether one is read again, which, and whether for what others refer to.
_PASSES = (
    (False, r"now\.", True),
    (False, _MONTH, True),
    (False, r"artifacts\.", False),
    (False, r"papers\.", False),
    (False, r"foreign\.", False),
    (True, _MONTH, False),
    (True, r"now\.", False),
)


def _lines(file: Path, complain: Callable[[str], None]) -> Iterator[tuple[int, Line]]:
    with _trouble(file), file.open("rb") as opened:
        for number, text in enumerate(opened, 1):
            try:
                line = orjson.loads(text)
            except orjson.JSONDecodeError:
                line = None
            if not isinstance(line, dict) or not isinstance(line.get("what"), str):
                complain(_left_out(file, number, "no line of a history"))
            elif line["what"] != "history":
                yield number, line
            elif line.get("version") != VERSION:
                raise UsageError(f"{file} is of a later release.", "Update reprolinks.")


def _hushed(_: str) -> None:
    """Nobody is told twice."""


@contextmanager
def _trouble(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{place}: {error.strerror or error}.", "Look at the folder and its rights.") from error
