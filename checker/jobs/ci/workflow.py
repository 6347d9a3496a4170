"""
What GitHub Actions (and Forgejo) read from a job: workflow commands on standard output, and the file of its outputs.

All foreign text is escaped, so that no title can form a command: `%`, carriage return and line feed in messages, and
`:` and `,` too in properties (GitHub, "Workflow commands for GitHub Actions"; the runner decodes these alone).
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

#: Annotations of each level that GitHub shows for one step.
SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """An annotation: `level` is error or warning; `line` and `column` count from 1, 0 where they are not known."""

    level: str
    title: str
    message: str
    file: str = ""
    line: int = 0
    column: int = 0


def commands(notes: Iterable[Annotation]) -> Iterator[str]:
    """A workflow command for each annotation, at most ten of a level, then a notice that counts those left out."""
    by_level: dict[str, list[Annotation]] = {"error": [], "warning": []}
    for note in notes:
        by_level[note.level].append(note)
    for found in by_level.values():
        yield from map(_command, found[:SHOWN])
    left = sum(max(0, len(found) - SHOWN) for found in by_level.values())
    if left:
        yield f"::notice title=reprolinks::{left} more are in the job summary and the report"


def outputs(values: Mapping[str, str]) -> str:
    """
    The outputs of a step in the format of the file GITHUB_OUTPUT. The delimiter is random, so that no value can end
    itself and set another output.
    """
    end = f"end-{secrets.token_hex(16)}"
    return "".join(f"{name}<<{end}\n{value}\n{end}\n" for name, value in values.items())


def append(file: str, text: str) -> None:
    """Append to a file that the platform reads; UsageError where it can't be written."""
    try:
        with Path(file).open("a", encoding="utf-8", newline="\n") as target:
            target.write(text)
    except OSError as error:
        raise UsageError(f"{file} can't be written: {error.strerror or error}.") from error


def _command(note: Annotation) -> str:
    place = {"file": note.file, "line": note.line or "", "col": note.column or ""} if note.file else {}
    given = {**place, "title": plain(note.title, 120)}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in given.items() if value)
    return f"::{note.level} {properties}::{_data(plain(note.message, 600))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
