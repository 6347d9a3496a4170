"""Where the SQL lies: `checker/db` in an installed wheel, `db` beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def folder() -> Path:
    """The folder that holds migrations, views, queries and the tables of an export."""
    installed = _PACKAGE / "db"
    return installed if installed.is_dir() else _PACKAGE.parent / "db"


def scripts(part: str) -> dict[str, str]:
    """All SQL of one part (`migrations`, `views`, `queries`, `exports`): name → text, in the order of the names."""
    return {file.stem: file.read_text("utf-8") for file in sorted((folder() / part).glob("*.sql"))}
