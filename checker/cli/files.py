"""Writing the files of reports: whole or not at all, and never over a database or an input."""

from __future__ import annotations

import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def spare(*outputs: str, used: Sequence[str]) -> None:
    """Raise UsageError where an output is a database, or one of the files that the command uses."""
    for path in map(Path, outputs):
        if path.is_file() and (_is_database(path) or any(Path(one).exists() and path.samefile(one) for one in used)):
            raise UsageError(f"{path} would be overwritten: it is a database or an input.", "Name another file.")


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:  # whether it can be written is found out when it is written
        return False


def write_whole(name: str, content: str | bytes | Iterable[str]) -> None:
    """
    Write a file whole, from a text or its pieces, or leave it as it was; UsageError where it can't be written.

    Symbolic links are followed and permissions kept. A pipe or a device is written to directly.
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
    """Remove what is half-written; a file system that is read-only refuses it even where nothing is there."""
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
def made_whole(name: str) -> Iterator[Path]:
    """A file to make another in, which takes that one's name when it is whole; UsageError where there is one."""
    path = Path(name).absolute()
    if path.exists():
        raise UsageError(f"{name} exists already.", "Name a new file with --db.")
    part = path.with_name(f"{path.name}.part")
    _drop(part)
    try:
        yield part
        part.replace(path)
    except StoreError as error:  # it names the file that the user gave
        raise StoreError(error.what.replace(str(part), name), error.advice) from error
    finally:
        _drop(part)
