"""Files that commands write: whole or not at all, and never over what they read."""

from __future__ import annotations

import shutil
from pathlib import Path

from checker.errors import UsageError


def spare(output: str | None, *used: str) -> None:
    """Raise UsageError where a command would write its report over a file that it works with, or a database."""
    path = Path(output or "")
    if path.is_file() and (_is_database(path) or any(Path(one).exists() and path.samefile(one) for one in used)):
        raise UsageError(f"{output} would be overwritten: it is a database or an input.", "Name another file.")


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:  # what can't be read tells nothing; whether it can be written is told when it is
        return False


def write_whole(name: str, text: str) -> None:
    """
    Write a whole file or none of it. A link is followed, a file keeps its rights; what is no file (a pipe, a device)
    is written to and stays what it is.
    """
    path = Path(name).resolve()
    part = path.with_name(f"{path.name}.part")
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="")
            return
        part.write_text(text, encoding="utf-8", newline="")
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(f"{name} can't be written: {error.strerror or error}.") from error
