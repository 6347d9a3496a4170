"""Exports the database into a folder: every table as a file, with a data package and a codebook."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from checker.errors import UsageError
from checker.exports.package import File, codebook, datapackage
from checker.exports.tables import tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checker.exports.tables import Table
    from checker.exports.writers import Form
    from checker.store.store import Store

MANIFEST = "datapackage.json"
_CODEBOOK = "codebook.md"
_ROWS = 10_000  # rows in memory at once, which are a row group of Parquet


def export(store: Store, folder: Path, form: Form) -> list[File]:
    """
    Write all tables, as of one state of the database, into a folder; returns the files of tables.

    A folder that does not exist appears only when it is complete. An earlier export is replaced file by file, the
    data package last, so that a folder without one is incomplete. Raises UsageError for a folder that holds other
    files, or that can't be written.
    """
    with _checked(folder), _temporary_beside(folder) as temporary:
        with store.reading():
            files = [_written(store, table, temporary, form) for table in tables()]
        (temporary / _CODEBOOK).write_text(codebook([file.table for file in files]), "utf-8", newline="\n")
        (temporary / MANIFEST).write_text(datapackage(files, form), "utf-8", newline="\n")
        _put(temporary, folder)
    return files


@contextmanager
def _checked(folder: Path) -> Iterator[None]:
    """Raise UsageError for a folder that holds other files than an export, and for errors of files in the body."""
    try:
        if folder.exists() and (others := {one.name for one in folder.iterdir()} - _exported(folder)):
            raise UsageError(f"{folder} holds other files ({min(others)}).", "Name a folder that does not exist yet.")
        yield
    except OSError as error:
        raise UsageError(f"{folder} can't be written: {error.strerror or error}.") from error


@contextmanager
def _temporary_beside(folder: Path) -> Iterator[Path]:
    """A temporary folder beside another one, so that both are on the same disk; deleted at the end."""
    parent = folder.resolve().parent
    parent.mkdir(parents=True, exist_ok=True)
    temporary = parent / f".{folder.resolve().name}.{os.getpid()}.part"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _written(store: Store, table: Table, folder: Path, form: Form) -> File:
    """The file of a table, written into a folder."""
    path, rows = folder / f"{table.name}.{form.suffix}", 0
    with path.open("wb") as file, form.write(file, table) as take:
        for page in store.pages(table.sql, _ROWS):
            take(page)
            rows += len(page)
    with path.open("rb") as whole:
        return File(table, path.name, rows, path.stat().st_size, hashlib.file_digest(whole, "sha256").hexdigest())


def _exported(folder: Path) -> set[str]:
    """The names of the files of an earlier export in a folder, by its data package; empty where there is none."""
    try:
        described = json.loads((folder / MANIFEST).read_text("utf-8"))
        names = {str(one["path"]) for one in described["resources"]}
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    return {*names, MANIFEST, _CODEBOOK} if described.get("name") == "reprolinks-export" else set()


def _put(temporary: Path, folder: Path) -> None:
    """Move the files of a temporary folder into a folder, in the place of an earlier export."""
    if not folder.exists():
        temporary.rename(folder)
        return
    old = _exported(folder)
    (folder / MANIFEST).unlink(missing_ok=True)
    names = sorted({one.name for one in temporary.iterdir()}, key=lambda name: name == MANIFEST)
    for name in old - set(names):
        (folder / name).unlink(missing_ok=True)
    for name in names:
        (temporary / name).replace(folder / name)
