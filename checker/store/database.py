"""What all parts of the store share: migrations from SQL files, transactions, and SQLite's errors as StoreError."""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from checker.errors import StoreError
from checker.model.paper_ids import canonical_id
from checker.store import scripts as sql
from checker.store.decoding import LOG

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Let imports of these modules fail, as if they were not installed, unless they are imported already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: an import raises ImportError
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


# sqlite-utils imports both only to recognise their types, which takes half a second and 80 MB where they are
# installed.
with _without("numpy", "pandas"):
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

__all__ = ["PAGE", "Database", "answer_digest", "errors", "migrate", "write_transaction"]
_SET = "reprolinks"  # name of the set of migrations, as sqlite-utils records it
_PATIENCE = 5  # seconds between two log lines on a migration
PAGE = 1_000  # rows read at once


def migrate(db: Database, path: str) -> None:
    """
    Apply all pending migrations in one transaction, which brings a database to the schema of this release.

    Raises StoreError where the database was written by a newer release or belongs to another program.
    """
    migrations = _migrations()
    if {one.name for one in migrations.applied(db)} - set(sql.scripts("migrations")):
        raise StoreError(f"{path} was written by a newer release.", "Update reprolinks.")
    if migrations.pending(db):
        db.conn.create_function("answer_digest", 6, answer_digest, deterministic=True)
        db.conn.create_function("canonical_paper_id", 1, canonical_id, deterministic=True)
        with _progress(db, path), write_transaction(db):
            if not migrations.applied(db) and set(db.table_names()) - {migrations.migrations_table}:
                raise StoreError(f"{path} is a database of another program.", "Name another file with --db.")
            migrations.apply(db)


def answer_digest(*values: object) -> int:
    """
    A 64-bit hash, as a signed integer of SQLite, by which equal answers on an artifact are recognised. `values` are
    service, outcome, reason, status, detail and facts (as JSON).
    """
    text = "\x1f".join("" if one is None else str(one) for one in values)
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


@contextmanager
def _progress(db: Database, path: str) -> Iterator[None]:
    """Log every `_PATIENCE` seconds that the migrations of a large database are still running."""
    begun = time.monotonic()
    logged = 0

    def step() -> int:
        nonlocal logged
        waited = int(time.monotonic() - begun)
        if waited >= logged + _PATIENCE:
            logged = waited
            LOG.warning("%s is brought to the schema of this release: %d s so far", path, logged)
        return 0

    db.conn.set_progress_handler(step, 100_000)
    try:
        yield
    finally:
        db.conn.set_progress_handler(None, 0)


@contextmanager
def write_transaction(db: Database) -> Iterator[None]:
    """
    A transaction that holds the write lock from its begin, so that of two processes that create the same database one
    waits and then finds it created.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.rollback()
        raise
    db.commit()


def _migrations() -> Migrations:
    """All migrations, in order; sqlite-utils applies the pending ones and records each."""
    migrations = Migrations(_SET)
    for name, text in sql.scripts("migrations").items():
        migrations(name=name)(_runner(name, text))
    return migrations


def _runner(name: str, text: str) -> Any:
    def run(db: Database) -> None:
        for statement in sql.statements(text):  # executescript of sqlite-utils tests every prefix of a text
            db.execute(statement)

    run.__name__ = name
    return run


@contextmanager
def errors(path: str) -> Iterator[None]:
    """Turn errors of SQLite and the file system into StoreError, which names the file and says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: {error}.", _advice(str(error))) from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror or error}.", "Look at the folder and its rights.") from error


def _advice(message: str) -> str:
    for mark, advice in _ADVICE.items():
        if mark in message:
            return advice
    return ""


_ADVICE = {
    "not a database": "Name another file with --db.",
    "unable to open": "Does its folder exist, and may you write there?",
    "readonly": "Make the file and its folder writable, or name another with --db.",
    "read-only": "Make the file and its folder writable, or name another with --db.",
    "disk I/O": "Is the disk full, or failing? What was recorded before is safe.",
    "full": "Free some space; what was recorded before is safe.",
    "locked": "Another program is writing to it; try again when it has finished.",
    "malformed": "Restore it from a copy; `sqlite3 FILE .recover` may save most of it.",
}
