"""The losses that alarms have told (see `alarms`), with what a reader needs to act on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model.rows import LossRow
from checker.store.database import errors
from checker.store.encoding import from_iso

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database

SHOWN = 3  # papers that are named for an artifact


class ToldLosses:
    """The part of the store for losses that alarms have told."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def losses(self, ignored: Mapping[str, str]) -> list[LossRow]:
        """The newest told loss of every artifact, the oldest first; `ignored` maps case-folded targets to reasons."""
        with errors(self._path):
            cursor = self._db.execute(_TOLD)
            names = [column[0] for column in cursor.description]
            return [self._loss(dict(zip(names, row, strict=True)), ignored) for row in cursor.fetchall()]

    def counts(self, run: int) -> tuple[int, int]:
        """(incidents that a run opened, incidents that it closed)."""
        with errors(self._path):
            opened, closed = self._db.execute(_COUNTS, [run, run]).fetchone()
        return int(opened), int(closed)

    def _loss(self, row: dict[str, Any], ignored: Mapping[str, str]) -> LossRow:
        papers = self._db.execute(_PAPERS, [row.pop("artifact_id")]).fetchall()
        listed = row.pop("listed")
        silent = ignored.keys() & {row["target"].casefold(), row["url"].casefold()}
        end = "back" if row["closed_at"] else "unlisted" if not listed else "ignored" if silent else ""
        moments = {name: from_iso(row[name]) for name in ("opened_at", "last_good_at", "closed_at")}
        return LossRow(**{**row, **moments}, papers=tuple(papers[:SHOWN]), count=len(papers), end=end)


_NAMES = "papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed WHERE l.artifact_id"
_TOLD = (
    "SELECT i.id AS incident, a.id AS artifact_id, a.kind, a.target, a.url,"
    " coalesce(v.availability, 'unknown') AS availability, coalesce(v.reason, '') AS reason,"
    " i.opened_at, i.confirmed_at IS NOT NULL AS confirmed, i.last_good_at, i.closed_at,"
    " a.papers > 0 AS listed,"
    " coalesce((SELECT c.url FROM archives AS c WHERE c.artifact_id = a.id AND c.question = 'copy'"
    " AND c.outcome = 'present' AND c.url <> ''"
    " ORDER BY c.archive = 'software_heritage' DESC, c.id DESC LIMIT 1), '') AS copy"
    " FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id"
    " LEFT JOIN verdicts AS v ON v.id = a.verdict_id"
    " WHERE i.id IN (SELECT max(id) FROM incidents WHERE told_run IS NOT NULL GROUP BY artifact_id)"
    " ORDER BY i.opened_at, i.id"
)
_PAPERS = f"SELECT DISTINCT p.id, p.title FROM links AS l JOIN {_NAMES} = ? ORDER BY p.title"  # noqa: S608  (constant text)
_COUNTS = (
    "SELECT (SELECT count(*) FROM incidents WHERE opened_run = ?),"
    " (SELECT count(*) FROM incidents WHERE closed_run = ?)"
)
