"""
A history for version control: the whole content of a database as JSON Lines in a fixed order, so that a new run adds
lines at the end of the file of its month. `artifacts.jsonl`, `papers.jsonl` and `foreign.jsonl` (addresses that
others checked) hold what exists, `now.jsonl` what changes with every run, `YYYY-MM.jsonl` the events of the runs of a
month.

Columns that the user has kept (`--keep`) may be personal and are left out; a run with --keep reads them again. The
same database gives the same bytes. A file that would become too large for a repository is continued in
`NAME.2.jsonl`.
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
LARGEST = 90_000_000  # bytes of a file: GitHub refuses files over 100 MiB ("About large files on GitHub")
_OURS = re.compile(r"(artifacts|papers|foreign|now|\d{4}-\d\d)(?:\.([1-9]\d*))?\.jsonl")


class Written(NamedTuple):
    """A file of a history: its name, and its number of lines without the first one, which names the format."""

    name: str
    lines: int


def export_history(store: Store, folder: Path, *, largest: int = LARGEST) -> list[Written]:
    """
    Write the history of a database into a folder, which is created if need be; returns the files. `largest` is the
    largest size of a file in bytes.

    Files of an earlier history that are not needed any more are deleted; other files are left alone. Raises
    UsageError where the folder can't be written.
    """
    with _file_errors(folder), store.reading():
        folder.mkdir(parents=True, exist_ok=True)
        files = _Files(folder, largest)
        try:
            for name, lines in _contents(store):
                files.write(name, lines)
        except BaseException:
            files.undo()
            raise
        return files.put()


def _contents(store: Store) -> Iterator[tuple[str, Iterable[Line]]]:
    """(name of a file, its lines); a name may come again with further lines."""
    chronicle = store.chronicle
    yield "artifacts", ({"what": "artifact", **line} for line in chronicle.artifacts())
    yield "papers", ({"what": "paper", **line} for line in chronicle.papers())
    yield "now", chronicle.now()
    yield "foreign", chronicle.foreign()
    yield from _by_month(chronicle.runs())


def _by_month(lines: Iterator[Line]) -> Iterator[tuple[str, Iterable[Line]]]:
    """(month, lines) by the month in which the run of the lines began, in the order of runs; months may recur."""
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
    """Writes files under temporary names, and gives all of them their own names when they are complete."""

    def __init__(self, folder: Path, largest: int) -> None:
        self._folder = folder
        self._largest = largest
        self._files: dict[str, Written] = {}
        self._sizes: dict[str, int] = {}
        self._last_part: dict[str, int] = {}  # name → number of its newest file, from 1

    def write(self, name: str, lines: Iterable[Line]) -> None:
        """Add lines to the file, or files, of a name; without lines no file is created."""
        first = next(iter(lines := iter(lines)), None)
        if first is None:
            return
        lines = chain([first], lines)
        part = self._last_part.setdefault(name, 1)
        file = self._open(name, part)
        try:
            for line in lines:
                text = orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE)
                if (
                    self._sizes[_name(name, part)] + len(text) > self._largest
                    and self._files[_name(name, part)].lines
                ):
                    file.close()
                    part = self._last_part[name] = part + 1
                    file = self._open(name, part)
                self._add(_name(name, part), file, text)
        finally:
            file.close()

    def _open(self, name: str, part: int) -> Any:
        full = _name(name, part)
        begun = full in self._files
        file = self._temporary(full).open("ab" if begun else "wb")
        if not begun:
            self._files[full], self._sizes[full] = Written(full, 0), 0
            head = {"what": "history", "version": VERSION, "file": full}
            self._sizes[full] += file.write(orjson.dumps(head, option=orjson.OPT_APPEND_NEWLINE))
        return file

    def _add(self, full: str, file: Any, text: bytes) -> None:
        self._sizes[full] += file.write(text)
        self._files[full] = Written(full, self._files[full].lines + 1)

    def _temporary(self, full: str) -> Path:
        return self._folder / f".{full}.new"

    def put(self) -> list[Written]:
        """Give every file its own name, and delete files of an earlier history that this one does not have."""
        for name in self._files:
            self._temporary(name).replace(self._folder / name)
        for file in files_of(self._folder):
            if file.name not in self._files:
                file.unlink()
        return [self._files[name] for name in sorted(self._files)]

    def undo(self) -> None:
        """Delete the temporary files."""
        for name in self._files:
            self._temporary(name).unlink(missing_ok=True)


def _name(name: str, part: int) -> str:
    return f"{name}.jsonl" if part == 1 else f"{name}.{part}.jsonl"


def files_of(folder: Path) -> list[Path]:
    """The files of a history in a folder, in the order in which they are to be read."""
    found = [(match, file) for file in folder.iterdir() if (match := _OURS.fullmatch(file.name))]
    return [file for _, file in sorted(found, key=lambda one: (one[0][1], int(one[0][2] or 1)))]


# -- restoring ----------------------------------------------------------------------------------------------


def restore(store: Store, folder: Path, remark: Callable[[str], None]) -> int:
    """
    Fill an empty database with the history in a folder; returns the number of restored lines. A damaged line is left
    out, and `remark` is called with a text that names its file and number. Raises UsageError where the folder holds
    no history, or one of a later release.
    """
    files = files_of(folder) if folder.is_dir() else []
    if not any(map(_begins_history, files)):
        raise UsageError(f"{folder} holds no history.", "Write one with: reprolinks export DIR --history")
    count = 0
    with store.restoring() as restorer:
        for again, names, first in _PASSES:
            for file in files:
                if re.match(names, file.name):
                    for number, line in _lines(file, _ignore if again else remark):
                        if (line["what"] in _REFERRED_TO) is first:
                            count += _restored(restorer, line, partial(_remark_on, remark, file, number))
    return count


def _begins_history(file: Path) -> bool:
    with _file_errors(file), file.open("rb") as opened:
        return b'"what":"history"' in opened.readline(_LONGEST_HEAD)


def _restored(restorer: Restorer, line: Line, remark: Callable[[str], None]) -> bool:
    """Whether the line could be restored; if not, `remark` is called with the reason."""
    try:
        restorer.take(line)
    except CheckerError as error:
        remark(str(error))
        return False
    return True


def _remark_on(remark: Callable[[str], None], file: Path, number: int, why: str) -> None:
    remark(_left_out(file, number, why))


def _left_out(file: Path, number: int, why: str) -> str:
    return f"{file.name}:{number} is left out: {why}"


_LONGEST_HEAD = 1_000  # bytes of the first line of a file
#: Kinds of lines that lines of other files refer to. They are restored first, so that their files are read twice.
_REFERRED_TO = frozenset({"run", "read", "listed"})
_MONTH = r"\d{4}-\d\d\."
#: The order of reading: (whether the files are read a second time, pattern of their names, whether for _REFERRED_TO).
_PASSES = (
    (False, r"now\.", True),
    (False, _MONTH, True),
    (False, r"artifacts\.", False),
    (False, r"papers\.", False),
    (False, r"foreign\.", False),
    (True, _MONTH, False),
    (True, r"now\.", False),
)


def _lines(file: Path, remark: Callable[[str], None]) -> Iterator[tuple[int, Line]]:
    """(number, line) of a file without its first line; `remark` is called for lines that are none of a history."""
    with _file_errors(file), file.open("rb") as opened:
        for number, text in enumerate(opened, 1):
            try:
                line = orjson.loads(text)
            except orjson.JSONDecodeError:
                line = None
            if not isinstance(line, dict) or not isinstance(line.get("what"), str):
                remark(_left_out(file, number, "no line of a history"))
            elif line["what"] != "history":
                yield number, line
            elif line.get("version") != VERSION:
                raise UsageError(f"{file} is of a later release.", "Update reprolinks.")


def _ignore(_: str) -> None:
    """The remark function of a second reading: the first one has printed the remarks."""


@contextmanager
def _file_errors(place: Path) -> Iterator[None]:
    """Turn errors of files into UsageError."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{place}: {error.strerror or error}.", "Look at the folder and its rights.") from error
