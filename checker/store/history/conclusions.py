"""Verdicts in the database: a row for each that differs from the one before it, and the standing after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Availability
from checker.store.encoding import VERDICT_COLUMNS, iso, verdict_row
from checker.store.history.incidents import follow
from checker.store.history.standings import to_keep

if TYPE_CHECKING:
    from sqlite_utils import Database

    from checker.model import Standing, Verdict


class Conclusions:
    """Keeps verdicts and standings, in a transaction of whoever calls."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, run: int, verdict: Verdict, standing: Standing | None) -> None:
        """Keep one verdict, and the standing after it where there is one."""
        artifact, good_at, *before = self._db.execute(_BEFORE, [verdict.key]).fetchone()
        row = verdict_row(verdict)
        if tuple(before) != row:
            self._append(run, artifact, verdict, row)
        at = iso(verdict.at)
        checked = at if verdict.availability is not Availability.UNKNOWN else None
        follow(self._db, run, artifact, verdict, good_at=good_at)
        self._db.execute(_JUDGED, [" ".join(sorted(verdict.owed)), at, checked, artifact])
        if standing is not None:
            self._keep_standing(artifact, standing)

    def _append(self, run: int, artifact: int, verdict: Verdict, row: tuple[Any, ...]) -> None:
        cursor = self._db.execute(_APPEND, [run, artifact, iso(verdict.at), verdict.rules or None, *row])
        self._db.execute("UPDATE artifacts SET verdict_id = ? WHERE id = ?", [cursor.lastrowid, artifact])

    def _keep_standing(self, artifact: int, standing: Standing) -> None:
        text, known_at = to_keep(standing)
        self._db.execute(_KEEP, [artifact, text])
        self._db.execute(_FOLDED, [standing.first_id, known_at, artifact])


_BEFORE = (
    f"SELECT a.id, a.checked_at, {', '.join(f'v.{name}' for name in VERDICT_COLUMNS)} FROM artifacts AS a"  # noqa: S608  (constant names)
    " LEFT JOIN verdicts AS v ON v.id = a.verdict_id WHERE a.key = ?"
)
_NAMES = ("run_id", "artifact_id", "at", "rules", *VERDICT_COLUMNS)
_APPEND = f"INSERT INTO verdicts ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"  # noqa: S608  (constant names)
_JUDGED = "UPDATE artifacts SET owed = ?, tried_at = ?, checked_at = coalesce(?, checked_at) WHERE id = ?"
_KEEP = (
    "INSERT INTO standings (artifact_id, standing) VALUES (?, ?) ON CONFLICT (artifact_id)"
    " DO UPDATE SET standing = excluded.standing WHERE standing <> excluded.standing"
)
_FOLDED = (
    "UPDATE artifacts SET platform_id = iif(platform_id = '', ?, platform_id), known_at = ?, unjudged = NULL"
    " WHERE id = ?"
)
