"""Writes files whole or not at all, and never over a database or an input."""

from __future__ import annotations

import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def refuse_overwriting(*outputs: str, used: Sequence[str]) -> None:
    """Raise UsageError where an output is a database, or one of the files that the command uses (`used`)."""
    for path in map(Path, outputs):
        if path.is_file() and (_is_database(path) or any(Path(one).exists() and path.samefile(one) for one in used)):
            raise UsageError(f"{path} would be overwritten: it is a database or an input.", "Name another file.")


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:  # whether the file can be written is found out when it is written
        return False


def write_whole(name: str, content: str | bytes | Iterable[str]) -> None:
    """
    Write `content` (bytes, a text, or pieces of a text) to a file, whole or not at all.

    Symbolic links are followed and permissions are kept. A pipe or a device is written to directly. Raises UsageError
    where the file can't be written.
    """
    path = Path(name).resolve()
    part = path.with_name(f"{path.name}.part")
    try:
        if path.exists() and not path.is_file():
            _write(path, content)
            return
        _write(part, content)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError as error:
        _drop(part)
        raise UsageError(f"{name} can't be written: {error.strerror or error}.") from error
    except BaseException:
        _drop(part)
        raise


def _drop(part: Path) -> None:
    """Remove a half-written file. A read-only file system refuses that even where there is no such file."""
    with suppress(OSError):
        part.unlink(missing_ok=True)


def _write(path: Path, content: str | bytes | Iterable[str]) -> None:
    if isinstance(content, bytes):
        path.write_bytes(content)
        return
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        for piece in (content,) if isinstance(content, str) else content:
            file.write(piece)


@contextmanager
def new_file(name: str) -> Iterator[Path]:
    """
    The path of a temporary file, which gets the name `name` when the body has ended without an error. Raises
    UsageError where a file of that name exists.
    """
    path = Path(name).absolute()
    if path.exists():
        raise UsageError(f"{name} exists already.", "Name a new file with --db.")
    part = path.with_name(f"{path.name}.part")
    _drop(part)
    try:
        yield part
        part.replace(path)
    except StoreError as error:  # its message is to name the file that the user named
        raise StoreError(error.what.replace(str(part), name), error.advice) from error
    finally:
        _drop(part)
