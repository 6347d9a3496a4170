"""Exporting the database: every table as a file, with a data package and a codebook that describe them."""

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
_ROWS = 10_000  # in memory at once; a row group of Parquet


def export(store: Store, folder: Path, form: Form) -> list[File]:
    """
    Write all tables into a folder, which is made if it does not exist; returns the files of tables.

    They show one state of the database. A folder that was not there is there only when it is whole. An earlier export
    is replaced file by file, the data package last: a folder without one is not whole. UsageError for a folder that
    holds anything else, or that can't be written.
    """
    with _writing(folder), _beside(folder) as made:
        with store.reading():
            files = [_written(store, table, made, form) for table in tables()]
        (made / _CODEBOOK).write_text(codebook([file.table for file in files]), "utf-8", newline="\n")
        (made / MANIFEST).write_text(datapackage(files, form), "utf-8", newline="\n")
        _put(made, folder)
    return files


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """Refuse a folder that is not for an export; trouble with files is a UsageError."""
    try:
        if folder.exists() and (left := {one.name for one in folder.iterdir()} - _exported(folder)):
            raise UsageError(f"{folder} holds other files ({min(left)}).", "Name a folder that does not exist yet.")
        yield
    except OSError as error:
        raise UsageError(f"{folder} can't be written: {error.strerror or error}.") from error


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder for what is not whole yet, on the same disk; it is gone afterwards."""
    parent = folder.resolve().parent
    parent.mkdir(parents=True, exist_ok=True)
    made = parent / f".{folder.resolve().name}.{os.getpid()}.part"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _written(store: Store, table: Table, folder: Path, form: Form) -> File:
    path, rows = folder / f"{table.name}.{form.suffix}", 0
    with path.open("wb") as file, form.write(file, table) as take:
        for page in store.pages(table.sql, _ROWS):
            take(page)
            rows += len(page)
    with path.open("rb") as whole:
        return File(table, path.name, rows, path.stat().st_size, hashlib.file_digest(whole, "sha256").hexdigest())


def _exported(folder: Path) -> set[str]:
    """The names of the files that an earlier export left in a folder."""
    try:
        described = json.loads((folder / MANIFEST).read_text("utf-8"))
        names = {str(one["path"]) for one in described["resources"]}
    except (OSError, ValueError, LookupError, TypeError):
        return set()
    return {*names, MANIFEST, _CODEBOOK} if described.get("name") == "reprolinks-export" else set()


def _put(made: Path, folder: Path) -> None:
    """Let a folder hold what was made, and nothing of an earlier export."""
    if not folder.exists():
        made.rename(folder)
        return
    old = _exported(folder)
    (folder / MANIFEST).unlink(missing_ok=True)
    names = sorted({one.name for one in made.iterdir()}, key=lambda name: name == MANIFEST)
    for name in old - set(names):
        (folder / name).unlink(missing_ok=True)
    for name in names:
        (made / name).replace(folder / name)
