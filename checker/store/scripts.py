"""The SQL files: in `checker/db` of an installed wheel, in `db` beside the package of a checkout."""

from __future__ import annotations

import sqlite3
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE = Path(__file__).parents[1]


def folder() -> Path:
    """The folder of the SQL files."""
    installed = _PACKAGE / "db"
    return installed if installed.is_dir() else _PACKAGE.parent / "db"


@cache
def scripts(part: str) -> Mapping[str, str]:
    """Name → text of the SQL files in one subfolder (`migrations`, `views`, `queries` …), sorted by name."""
    return {file.stem: file.read_text("utf-8") for file in sorted((folder() / part).glob("*.sql"))}


@lru_cache
def statements(script: str) -> tuple[str, ...]:
    """The statements of a script, each with the comments above it. Each must begin on a line of its own."""
    found, lines = list[str](), list[str]()
    for line in script.splitlines(keepends=True):
        lines.append(line)
        if sqlite3.complete_statement("".join(lines)):
            found.append("".join(lines))
            lines.clear()
    return (*found, "".join(lines)) if "".join(lines).strip() else tuple(found)
