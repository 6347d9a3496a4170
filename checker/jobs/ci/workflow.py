"""
What a workflow of GitHub Actions (or Forgejo) reads from a job: commands on standard output, and files of outputs.

All text of others is escaped, so that no title makes a command: in messages `%`, carriage return and line feed, in
properties `:` and `,` too (GitHub, "Workflow commands": the runner undoes just these).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import UsageError
from checker.reports.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: Annotations of each level that GitHub shows of one step.
SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An annotation: `level` is error or warning; `line` and `column` count from 1, 0 where they are not known."""

    level: str
    title: str
    message: str
    file: str = ""
    line: int = 0
    column: int = 0


def commands(notes: Iterable[Note]) -> Iterator[str]:
    """A command for each note, ten of a level at most, then one notice with the count of what is left out."""
    by_level: dict[str, list[Note]] = {"error": [], "warning": []}
    for note in notes:
        by_level[note.level].append(note)
    for found in by_level.values():
        yield from map(_command, found[:SHOWN])
    left = sum(max(0, len(found) - SHOWN) for found in by_level.values())
    if left:
        yield f"::notice title=reprolinks::{left} more are in the job summary and the report"


def outputs(values: Mapping[str, str]) -> str:
    """Outputs of a step as GITHUB_OUTPUT takes them; a value ends at a delimiter that nobody can foresee."""
    end = f"end-{secrets.token_hex(16)}"
    return "".join(f"{name}<<{end}\n{value}\n{end}\n" for name, value in values.items())


def append(file: str, text: str) -> None:
    """Append to a file that a platform reads; UsageError where it can't be written."""
    try:
        with Path(file).open("a", encoding="utf-8", newline="\n") as target:
            target.write(text)
    except OSError as error:
        raise UsageError(f"{file} can't be written: {error.strerror or error}.") from error


def _command(note: Note) -> str:
    place = {"file": note.file, "line": note.line or "", "col": note.column or ""} if note.file else {}
    given = {**place, "title": plain(note.title, 120)}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in given.items() if value)
    return f"::{note.level} {properties}::{_data(plain(note.message, 600))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
