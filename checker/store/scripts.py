"""Where the SQL lies: `checker/db` in an installed wheel, `db` beside the package in a checkout."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Query:
    """A shipped query: its name, the question it answers (its first line), the SQL."""

    name: str
    question: str
    sql: str


def folder() -> Path:
    """The folder that holds migrations, views and queries."""
    installed = _PACKAGE / "db"
    return installed if installed.is_dir() else _PACKAGE.parent / "db"


def scripts(part: str) -> dict[str, str]:
    """All SQL of one part (`migrations`, `views`, `queries`): name → text, in the order of the names."""
    return {file.stem: file.read_text("utf-8") for file in sorted((folder() / part).glob("*.sql"))}


@lru_cache
def statements(script: str) -> tuple[str, ...]:
    """The statements of a script, each with the comments above it. Each begins on a line of its own."""
    found, lines = list[str](), list[str]()
    for line in script.splitlines(keepends=True):
        lines.append(line)
        if sqlite3.complete_statement("".join(lines)):
            found.append("".join(lines))
            lines.clear()
    return (*found, "".join(lines)) if "".join(lines).strip() else tuple(found)


def queries() -> list[Query]:
    """The shipped queries, by name."""
    return [
        Query(name, text.splitlines()[0].removeprefix("--").strip(), text)
        for name, text in scripts("queries").items()
    ]
