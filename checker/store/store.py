"""
The one module that touches SQLite.

A run holds the database by a lock file beside it, which the system releases however the process ends; readers
are never held up (WAL). What `record` was given is durable when it returns: a killed process loses nothing
that was reported (`synchronous=NORMAL` in WAL can lose the last transactions in a power cut, never corrupt).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from filelock import FileLock, Timeout
from sqlite_utils import Database

from checker import __version__
from checker.errors import StoreError
from checker.model import Availability, Told
from checker.store import scripts as sql
from checker.store.archives import Copies
from checker.store.candidates import CrossChecks
from checker.store.database import errors, migrate, writing
from checker.store.encoding import VERDICT_COLUMNS, clean, day, facts_to_json, iso, to_json, verdict_row
from checker.store.links import Mentions
from checker.store.status import Readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from checker.model import Claim, Link, Observation, Paper, Verdict
    from checker.model.rows import Cost

_TOGETHER = 10_000  # papers in one transaction: each costs a sync of the disk


class Store(Readings):
    """An open database. Use as a context manager; `Store.open` makes one."""

    def __init__(self, db: Database, path: str) -> None:
        super().__init__(db, path)
        self.copies = Copies(db, path)
        self.cross_checks = CrossChecks(db, path)
        self._mentions = Mentions(db)
        # Beside the file itself, so that a run through a symbolic link meets the same lock.
        self._lock = None if path == ":memory:" else FileLock(f"{Path(path).resolve()}.lock")

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> Store:
        """
        Open a database of this or an earlier release, or make a new one.

        Raises StoreError where there is none (and `create` is off), it is no SQLite database, it is of a newer
        release or another program's, or it can't be opened.
        """
        name = str(path)
        if not name.strip():  # SQLite would take a file of its own, and delete it at the end
            raise StoreError("The database has no name.", "Name a file with --db.")
        if not create and not Path(name).is_file():
            raise StoreError(f"There is no database at {name}.", "Make one with: reprolinks run INPUT")
        with errors(name):
            connection = sqlite3.connect(name, timeout=30.0)
            store = cls(Database(connection), name)
            try:
                store._prepare()
            except BaseException:
                connection.close()
                raise
        return store

    @classmethod
    def copy_of(cls, path: str | Path) -> Store:
        """A copy in memory of the database at a path, empty where there is none: what it is told is forgotten."""
        connection = sqlite3.connect(":memory:")
        store = cls(Database(connection), ":memory:")
        if Path(path).is_file():
            address = f"{Path(path).absolute().as_uri()}?mode=ro"
            with errors(str(path)), closing(sqlite3.connect(address, uri=True)) as there:
                there.backup(connection)
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
        with writing(self._db):  # another process may have renewed them since we looked
            for name, statement in self._stale_views().items():
                self._db.execute(f"DROP VIEW IF EXISTS {name}")
                self._db.execute(statement)

    def _stale_views(self) -> dict[str, str]:
        """The views that are not as this release has them, and the statements that make them so."""
        there = dict(self._db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
        texts = sql.scripts("views").items()
        wanted = {name: text[text.index("CREATE VIEW") :].strip() for name, text in texts}
        return {name: statement for name, statement in wanted.items() if there.get(name) != statement}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()
        if self._lock:
            self._lock.release(force=True)

    # -- runs -----------------------------------------------------------------------------------------

    def begin_run(self, *, command: str, inputs: Sequence[str], options: Mapping[str, object], at: datetime) -> int:
        """
        Take the database for one run; returns the run's id.

        Raises StoreError that names the holder where another run has it. Runs that a killed process left open
        are marked `interrupted`.
        """
        with errors(self._path):
            self._hold()
            self._db.execute("PRAGMA journal_mode = WAL")
            with self._db.atomic():
                self._db.execute(
                    "UPDATE runs SET status = 'interrupted', finished_at = ? WHERE status = 'running'",
                    [iso(at)],
                )
                cursor = self._db.execute(
                    "INSERT INTO runs (started_at, command, inputs, options, version, pid, status)"
                    " VALUES (?, ?, ?, ?, ?, ?, 'running')",
                    [iso(at), command, to_json(list(inputs)), to_json(dict(options)), __version__, os.getpid()],
                )
        return int(cursor.lastrowid or 0)

    def _hold(self) -> None:
        if self._lock is None:
            return
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            row = self._db.execute(
                "SELECT pid, started_at FROM runs WHERE status = 'running' ORDER BY id DESC"
            ).fetchone()
            holder = f"process {row[0]}, since {row[1]}" if row else "another process"
            raise StoreError(
                f"{self._path} is in use by another run ({holder}).", "Wait for it, or end it."
            ) from error

    def finish_run(
        self,
        run: int,
        *,
        status: str,
        at: datetime,
        counts: Mapping[str, int],
        costs: Mapping[str, Cost],
    ) -> None:
        """Say how a run ended (`done`, `incomplete`, `interrupted`, `failed`), what it counted and cost."""
        spent = {
            name: {"requests": cost.requests, "points": cost.points, "waited": cost.waited}
            for name, cost in costs.items()
        }
        with errors(self._path):
            self._db.execute(
                "UPDATE runs SET status = ?, finished_at = ?, counts = ?, costs = ? WHERE id = ?",
                [status, iso(at), to_json(dict(counts)), to_json(spent), run],
            )

    # -- papers and links -----------------------------------------------------------------------------

    def record_papers(
        self, run: int, rows: Iterable[Told | tuple[Paper, Claim, Sequence[Link]]], *, at: datetime
    ) -> tuple[int, int]:
        """
        Keep papers and their links, a transaction for every ten thousand; returns (papers, links).

        A paper that was read before is brought up to date (a date that was known stays where this input has
        none); links that it no longer has stay in the table under the run that last found them.
        """
        papers = links = 0
        stream = (Told(*row) for row in rows)
        while chunk := list(islice(stream, _TOGETHER)):
            with errors(self._path), self._db.atomic():
                self._upsert_papers(run, chunk)
                links += self._mentions.upsert(run, chunk, iso(at))
            papers += len(chunk)
        return papers, links

    def _upsert_papers(self, run: int, chunk: Sequence[Told]) -> None:
        self._db.conn.executemany(
            "INSERT INTO papers (id, title, published, source, claim, claim_evidence, first_run, last_run)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET title = excluded.title,"
            " published = coalesce(nullif(excluded.published, ''), published), source = excluded.source,"
            " claim = excluded.claim, claim_evidence = excluded.claim_evidence, last_run = excluded.last_run",
            (
                (*map(clean, (p.id, p.title, day(p.published), p.source, str(claim), evidence)), run, run)
                for p, claim, _, evidence in chunk
            ),
        )

    def settle_readings(self) -> None:
        """Let every ambiguous link name what is known to exist, once its readings have been looked at."""
        with errors(self._path), self._db.atomic():
            self._mentions.settle()

    # -- observations and verdicts --------------------------------------------------------------------

    def record(self, run: int, observations: Sequence[Observation]) -> None:
        """Keep observations, all of them or none; they are durable when this returns."""
        with errors(self._path), self._db.atomic():
            self._db.conn.executemany(
                "INSERT INTO observations"
                " (run_id, artifact_id, service, at, outcome, reason, status, detail, platform_id, facts)"
                " VALUES (?, (SELECT id FROM artifacts WHERE key = ?), ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        run,
                        one.key,
                        one.service,
                        iso(one.at),
                        str(one.outcome),
                        str(one.reason),
                        one.status,
                        clean(one.detail),
                        one.facts.platform_id and clean(one.facts.platform_id),
                        facts_to_json(one.facts),
                    )
                    for one in observations
                ),
            )

    def take_up(self, run: int, *, since: datetime) -> None:
        """
        Let what runs that ended early were told after `since`, of artifacts that they never came to judge, count as
        told to this run. What they could not find out is left to be asked again.
        """
        with errors(self._path), self._db.atomic():
            self._db.execute(_TAKE_UP, {"run": run, "since": iso(since)})

    def conclude(self, run: int, verdicts: Sequence[Verdict]) -> None:
        """
        Keep verdicts: a row for each that differs from the one before it.

        An artifact counts as checked when its verdict is not unknown; the first platform id that was seen stays.
        """
        with errors(self._path), self._db.atomic():
            for verdict in verdicts:
                self._conclude(run, verdict)

    def _conclude(self, run: int, verdict: Verdict) -> None:
        columns = ", ".join(f"v.{name}" for name in VERDICT_COLUMNS)
        artifact, *before = self._db.execute(
            f"SELECT a.id, {columns} FROM artifacts AS a LEFT JOIN verdicts AS v ON v.id = a.verdict_id"  # noqa: S608  (constant text)
            " WHERE a.key = ?",
            [verdict.key],
        ).fetchone()
        row = verdict_row(verdict)
        if tuple(before) != row:
            self._append_verdict(run, artifact, verdict, row)
        at = iso(verdict.at)
        checked = at if verdict.availability is not Availability.UNKNOWN else None
        self._db.execute(
            "UPDATE artifacts SET tried_at = ?, checked_at = coalesce(?, checked_at), platform_id ="
            " CASE platform_id WHEN '' THEN coalesce((SELECT o.platform_id FROM observations AS o"
            " WHERE o.artifact_id = artifacts.id AND o.platform_id IS NOT NULL ORDER BY o.id LIMIT 1), '')"
            " ELSE platform_id END WHERE id = ?",
            [at, checked, artifact],
        )

    def _append_verdict(self, run: int, artifact: int, verdict: Verdict, row: tuple[Any, ...]) -> None:
        names = ("run_id", "artifact_id", "at", *VERDICT_COLUMNS)
        marks = ", ".join("?" * len(names))
        cursor = self._db.execute(
            f"INSERT INTO verdicts ({', '.join(names)}) VALUES ({marks})",  # noqa: S608  (constant names)
            [run, artifact, iso(verdict.at), *row],
        )
        self._db.execute("UPDATE artifacts SET verdict_id = ? WHERE id = ?", [cursor.lastrowid, artifact])


_TAKE_UP = (
    "INSERT INTO taken_up (observation_id, run_id) SELECT o.id, :run FROM observations AS o"
    " JOIN runs AS r ON r.id = o.run_id JOIN artifacts AS a ON a.id = o.artifact_id"
    " WHERE r.status IN ('interrupted', 'failed') AND o.outcome <> 'unknown' AND o.at > :since"
    " AND (a.tried_at IS NULL OR o.at > a.tried_at)"
    " ON CONFLICT (observation_id) DO UPDATE SET run_id = excluded.run_id"
)
