"""Runs in the database: the lock that lets one in at a time, and the options, end, counts and costs of each."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from filelock import FileLock, Timeout

from checker import __version__
from checker.errors import StoreError
from checker.model.rows import RunRow
from checker.store import MEMORY
from checker.store.database import errors
from checker.store.encoding import iso, to_json
from checker.store.history.listed import LISTED_BY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlite_utils import Database

    from checker.model.rows import Cost


class Runs:
    """The part of the store for runs, with the lock that lets one in at a time."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path
        self._began = False
        # Beside the real file, so that a run that opens it through a symbolic link meets the same lock.
        self._lock = None if path == MEMORY else FileLock(f"{Path(path).resolve()}.lock")

    def fold_journal(self) -> None:
        """After a run, move the write-ahead log into the file, which then opens from a read-only folder too."""
        if self._began:
            self._db.execute("PRAGMA busy_timeout = 1000")  # milliseconds to wait for readers
            with suppress(sqlite3.OperationalError):  # a reader has it open: the end of the next run does it
                self._db.execute("PRAGMA journal_mode = DELETE")

    def release(self) -> None:
        """Release the lock, if it is held."""
        if self._lock:
            self._lock.release(force=True)

    def begin(self, *, command: str, inputs: Sequence[str], options: Mapping[str, object], at: datetime) -> int:
        """
        Lock the database for one run and record its begin; returns the run's id.

        Runs that a killed process left open are marked `interrupted`. Raises StoreError, which names the holder,
        where another run has locked the database.
        """
        with errors(self._path):
            self._lock_database()
            self._began = True
            self._db.execute("PRAGMA journal_mode = WAL")
            with self._db.atomic():
                self._db.execute(
                    "UPDATE runs SET status = 'interrupted', finished_at = ? WHERE status = 'running'",
                    [iso(at)],
                )
                cursor = self._db.execute(
                    "INSERT INTO runs (alive_at, started_at, command, inputs, options, version, pid, status)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, 'running')",
                    [
                        iso(at),
                        iso(at),
                        command,
                        to_json(list(inputs)),
                        to_json(dict(options)),
                        __version__,
                        os.getpid(),
                    ],
                )
        return int(cursor.lastrowid or 0)

    def _lock_database(self) -> None:
        if self._lock is None:
            return
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            row = self._db.execute(
                "SELECT pid, started_at, alive_at FROM runs WHERE status = 'running' ORDER BY id DESC"
            ).fetchone()
            holder = f"process {row[0]}, since {row[1]}, last seen at work {row[2]}" if row else "another process"
            raise StoreError(
                f"{self._path} is in use by another run ({holder}).", "Wait for it, or end it."
            ) from error

    def finish(
        self,
        run: int,
        *,
        status: str,
        at: datetime,
        counts: Mapping[str, int],
        costs: Mapping[str, Cost],
    ) -> None:
        """Record how a run ended (`done`, `incomplete`, `interrupted`, `failed`), its counts and costs."""
        spent = {
            name: {"requests": cost.requests, "points": cost.points, "waited": cost.waited}
            for name, cost in costs.items()
        }
        with errors(self._path):
            self._db.execute(
                "UPDATE runs SET status = ?, finished_at = ?, counts = ?, costs = ? WHERE id = ?",
                [status, iso(at), to_json(dict(counts)), to_json(spent), run],
            )

    def record_heartbeat(self, run: int, at: datetime) -> None:
        """Record that a run is alive at a moment."""
        with errors(self._path):
            self._db.execute("UPDATE runs SET alive_at = max(coalesce(alive_at, ''), ?) WHERE id = ?", [iso(at), run])

    def record_availability(self, run: int, scope: int | None, source: str | None = None) -> None:
        """
        Record with a run how many artifacts there are of each availability: among those of the papers that run
        `scope` has read or `source` lists, or among all where both are None.
        """
        with errors(self._path):
            if scope is None and source is None:
                self._db.execute(_COVERED.format(_ALL), {"run": run})
            else:
                self._db.execute(_COVERED.format(_SCOPED), {"run": run, "scope": scope, "source": source})

    def availability(self, run: int) -> dict[str, int]:
        """Availability → number of artifacts, as `record_availability` recorded it; empty where it did not."""
        with errors(self._path):
            found = self._db.execute("SELECT availability FROM runs WHERE id = ?", [run]).fetchone()
        counts: dict[str, int] = orjson.loads(found[0]) if found and found[0] else {}
        return counts

    def last(self) -> RunRow | None:
        """The newest run; None where there is none."""
        names = "id, started_at, finished_at, command, inputs, options, version, status, counts, costs"
        with errors(self._path):
            found = self._db.execute(f"SELECT {names} FROM runs ORDER BY id DESC LIMIT 1").fetchone()  # noqa: S608  (constant names)
        if found is None:
            return None
        row = dict(zip(names.split(", "), found, strict=True))
        opened = {name: orjson.loads(row[name]) for name in ("inputs", "options", "counts", "costs")}
        return RunRow(**{**row, **opened, "inputs": tuple(opened["inputs"])})


_COVERED = "UPDATE runs SET availability = (SELECT json_group_object(word, number) FROM ({})) WHERE id = :run"
_ALL = "SELECT availability AS word, sum(artifacts) AS number FROM artifact_counts GROUP BY 1"
_SCOPED = (
    "SELECT c.availability AS word, count(*) AS number FROM artifacts AS a"  # noqa: S608  (constant text)
    " JOIN conclusions AS c ON c.id = a.conclusion_id WHERE EXISTS (SELECT 1 FROM links AS l JOIN papers AS p"
    " ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed WHERE l.artifact_id = a.id"
    " AND (:scope IS NULL OR p.last_run = :scope)"
    f" AND (:source IS NULL OR {LISTED_BY})) GROUP BY 1"
)
