"""
`Store`: an open database, as an object of parts.

A run locks the database by a file beside it, which the system unlocks however the process ends; readers never wait
(WAL). What was recorded survives the end of the process when the call returns. In a power cut the last transactions
may be lost (`synchronous=NORMAL` in WAL mode), but the file stays intact.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from checker.errors import StoreError
from checker.store import MEMORY, scripts
from checker.store.archives import Archives
from checker.store.candidates import Candidates
from checker.store.chronicle.chronicle import Chronicle
from checker.store.chronicle.restored import Restorer
from checker.store.database import PAGE, Database, errors, migrate, write_transaction
from checker.store.due import Due
from checker.store.evidence import Evidence
from checker.store.figures.lives import Lives
from checker.store.figures.losses import Losses
from checker.store.figures.reported import Reported
from checker.store.history.alarms import Alarms
from checker.store.history.foreign import Foreign
from checker.store.history.forget import Forget
from checker.store.history.judged import Judged
from checker.store.history.past import show_past
from checker.store.history.told import ToldLosses
from checker.store.papers import Papers
from checker.store.runs import Runs
from checker.store.status import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Store:
    """An open database, as a context manager that closes it. `Store.open` gives one."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path
        self.runs = Runs(db, path)
        self.papers = Papers(db, path)
        self.evidence = Evidence(db, path)
        self.due = Due(db, path, self.evidence)
        self.archives = Archives(db, path)
        self.candidates = Candidates(db, path)
        self.status = Status(db, path)
        self.reported = Reported(db, path)
        self.alarms = Alarms(db, path)
        self.losses = Losses(db, path)
        self.told = ToldLosses(db, path)
        self.forget = Forget(db, path)
        self.judged = Judged(db, path, self.evidence)
        self.lives = Lives(db, path)
        self.foreign = Foreign(db, path)
        self.chronicle = Chronicle(db, path)

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> Store:
        """
        Open a database of this or an earlier release, whose schema is brought up to date; or create one.

        Raises StoreError where there is none and `create` is off, and where the file is no SQLite database, belongs
        to a newer release or another program, or can't be opened.
        """
        name = str(path)
        if not name.strip():  # SQLite would open a temporary file, and delete it at the end
            raise StoreError("The database has no name.", "Name a file with --db.")
        if not create and not Path(name).is_file():
            raise StoreError(f"There is no database at {name}.", "Make one with: reprolinks run INPUT")
        with errors(name):
            # Absolute, so that a name that begins with `file:` is not taken for a URI.
            connection = sqlite3.connect(name if name == MEMORY else str(Path(name).absolute()), timeout=30.0)
            store = cls(Database(connection), name)
            try:
                store._prepare()
            except BaseException:
                connection.close()
                raise
        return store

    @classmethod
    def copy_of(cls, path: str | Path) -> Store:
        """A copy in memory of the database at a path, empty where there is none; what is written to it is lost."""
        connection = sqlite3.connect(MEMORY)
        store = cls(Database(connection), MEMORY)
        if Path(path).is_file():
            address = f"{Path(path).absolute().as_uri()}?mode=ro"
            with errors(str(path)), closing(sqlite3.connect(address, uri=True)) as original:
                original.backup(connection)
        store._prepare()
        return store

    def _prepare(self) -> None:
        self._db.execute("PRAGMA foreign_keys = ON")
        migrate(self._db, self._path)
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._refresh_views()

    def _refresh_views(self) -> None:
        if not self._stale_views():
            return
        with write_transaction(self._db):  # checked again: another process may have renewed them meanwhile
            for name, statement in self._stale_views().items():
                self._db.execute(f"DROP VIEW IF EXISTS {name}")
                self._db.execute(statement)

    def _stale_views(self) -> dict[str, str]:
        """Name → statement of the views that are missing, or are not as this release defines them."""
        existing = dict(self._db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
        texts = scripts.scripts("views").items()
        wanted = {name: text[text.index("CREATE VIEW") :].strip() for name, text in texts}
        return {name: statement for name, statement in wanted.items() if existing.get(name) != statement}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.runs.fold_journal()
        self._db.close()
        self.runs.release()

    def as_of(self, when: str) -> int:
        """Let all later reads show the database as it was after a run; see `show_past`. Returns the run's number."""
        return show_past(self._db, self._path, when)

    def query(self, text: str, values: Mapping[str, object] | None = None) -> tuple[list[str], list[tuple[Any, ...]]]:
        """(column names, rows) of a query with its parameters; it can't write to the database."""
        with errors(self._path), self._read_only(), closing(self._db.execute(text, dict(values or {}))) as cursor:
            return [column[0] for column in cursor.description or ()], cursor.fetchall()

    def pages(self, text: str, size: int = PAGE) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query, in lists of `size`."""
        with errors(self._path), closing(self._db.execute(text)) as cursor:
            while page := cursor.fetchmany(size):
                yield page

    @contextmanager
    def restoring(self) -> Iterator[Restorer]:
        """
        A transaction in which a history is restored into an empty database; the derived tables are computed at its
        end.
        """
        with errors(self._path), write_transaction(self._db):
            restored = Restorer(self._db, self._path, self.evidence)
            yield restored
            restored.finish()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A read transaction: the body sees one state of the database, whatever runs record meanwhile."""
        with self._read_only():
            self._db.execute("BEGIN")
            try:
                yield
            finally:
                self._db.rollback()

    @contextmanager
    def _read_only(self) -> Iterator[None]:
        self._db.execute("PRAGMA query_only = ON")
        try:
            yield
        finally:
            self._db.execute("PRAGMA query_only = OFF")
