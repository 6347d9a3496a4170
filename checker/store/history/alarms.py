"""
What the conditions of --fail-on hold for, and which incidents have been told.

An incident is told when a run names it for `newly-gone`. That run and all that begin within 12 hours of its end are
one occasion, in which the incident is named again, so that a rerun of a red job says the same; no later run names it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from checker.model.rows import AlarmRow, ConditionMatches, IgnoredRow
from checker.store.database import errors
from checker.store.encoding import iso, storable, to_json
from checker.store.history.listed import LISTED_BY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlite_utils import Database

OCCASION = timedelta(hours=12)
SHOWN = 10  # alarms of a condition that are shown, with their papers


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """
    The scope of alarms: the papers that run `scope` has read, those that `source` lists, or all listed ones. A loss
    counts once it has lasted `grace`. `ignored` maps the case-folded targets that raise no alarm to the reasons.
    """

    run: int
    now: datetime
    scope: int | None = None
    source: str | None = None
    grace: timedelta = timedelta(0)
    ignored: Mapping[str, str]

    def values(self) -> dict[str, object]:
        """The parameters of the statements below."""
        return {
            "run": self.run,
            "now": iso(self.now),
            "scope": self.scope,
            "source": storable(self.source) if self.source else None,
            "grace": self.grace // timedelta(seconds=1),
            "ignored": to_json(dict(self.ignored)),
            "occasion": int(OCCASION.total_seconds()),
        }


class Alarms:
    """The part of the store for alarms."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def mark_ignored(self, watch: Watch) -> None:
        """Record for each incident that is open or not yet told why it is ignored today, or that it is not."""
        with errors(self._path), self._db.atomic():
            self._db.execute(_IGNORE, watch.values())

    def newly_gone(self, watch: Watch) -> list[AlarmRow]:
        """The incidents that no earlier occasion has told, the oldest first; ignored ones are marked and left out."""
        self.mark_ignored(watch)
        with errors(self._path):
            rows = self._db.execute(_UNTOLD, watch.values()).fetchall()
        return self._with_papers(rows, watch)

    def mark_told(self, run: int, alarms: Sequence[AlarmRow]) -> None:
        """Record that this run has told these incidents; one that was told before keeps the first run."""
        with errors(self._path), self._db.atomic():
            self._db.conn.executemany(
                "UPDATE incidents SET told_run = ? WHERE id = ? AND told_run IS NULL",
                [(run, one.incident) for one in alarms],
            )

    def matches(self, condition: str, watch: Watch) -> ConditionMatches:
        """The artifacts that a condition holds for, those of most papers first; for `broken-papers`, the papers."""
        if condition == "newly-gone":
            new = self.newly_gone(watch)
            return ConditionMatches(len(new), new)
        named = _BROKEN if condition == "broken-papers" else _NAMED.format(CONDITIONS[condition])
        with errors(self._path):
            count = self._db.execute(f"SELECT count(*) {named}", watch.values()).fetchone()[0]
            if condition == "broken-papers":
                found = self._db.execute(f"{_PAPER} {named} {_BY_TITLE}", watch.values()).fetchall() if count else ()
                rows = [AlarmRow(None, "paper", paper, status, (title,), 1) for paper, title, status in found]
                return ConditionMatches(count, rows)
            found = self._db.execute(f"{_ARTIFACT} {named} {_BY_PAPERS}", watch.values()).fetchall() if count else ()
        return ConditionMatches(count, self._with_papers(found, watch))

    def count_ignored(self, watch: Watch) -> int:
        """How many open incidents are ignored."""
        with errors(self._path):
            query = f"SELECT count(*) FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id WHERE {_LASTS}"  # noqa: S608  (constant text)
            return int(self._db.execute(query, watch.values()).fetchone()[0])

    def ignored_targets(self, ignore: Sequence[tuple[str, str, str]]) -> list[IgnoredRow]:
        """The ignored targets, given as (target, reason, last day), each with its numbers of artifacts."""
        with errors(self._path):
            return [
                IgnoredRow(*one, *self._db.execute(_SILENCED, {"target": storable(one[0]).casefold()}).fetchone())
                for one in ignore
            ]

    def _with_papers(self, rows: Sequence[tuple[int, int, str, str, str]], watch: Watch) -> list[AlarmRow]:
        return [
            AlarmRow(incident, kind, target, what, *(self._papers(artifact, watch) if place < SHOWN else ((), 0)))
            for place, (incident, artifact, kind, target, what) in enumerate(rows)
        ]

    def _papers(self, artifact: int, watch: Watch) -> tuple[tuple[str, ...], int]:
        """(titles of three papers that link to an artifact, number of all)."""
        with errors(self._path):
            found = self._db.execute(_TITLES, {**watch.values(), "artifact": artifact}).fetchall()
        return tuple(title for (title,) in found[:3]), len(found)


_OF_SCOPE = (
    "l.last_run = p.last_run AND p.listed AND (:scope IS NULL OR p.last_run = :scope)"
    f" AND (:source IS NULL OR {LISTED_BY})"
)
_WATCHED = (
    "a.papers > 0 AND (:scope IS NULL AND :source IS NULL OR EXISTS ("  # noqa: S608  (constant text)
    f"SELECT 1 FROM links AS l JOIN papers AS p ON p.id = l.paper_id WHERE l.artifact_id = a.id AND {_OF_SCOPE}))"
)
_WHY_IGNORED = "(SELECT value FROM json_each(:ignored) WHERE key IN (lower(a.target), lower(a.url)) LIMIT 1)"
_LASTED = (
    "CAST(strftime('%s', coalesce(i.closed_at, :now)) AS INTEGER) - CAST(strftime('%s', i.opened_at) AS INTEGER)"
    " >= :grace"
)
_LASTS = f"i.closed_at IS NULL AND {_WHY_IGNORED} IS NOT NULL AND {_WATCHED}"
_IGNORE = (
    "UPDATE incidents SET ignored = (SELECT value FROM json_each(:ignored) AS j JOIN artifacts AS a"
    " ON a.id = incidents.artifact_id AND j.key IN (lower(a.target), lower(a.url)) LIMIT 1)"
    " WHERE id IN (SELECT id FROM incidents WHERE told_run IS NULL"
    " UNION SELECT id FROM incidents WHERE closed_at IS NULL)"
    " AND (ignored IS NOT NULL OR :ignored <> '{}')"
)
#: Runs of the same occasion as run :run, measured from the end of the earlier one to the begin of the other.
_SAME_OCCASION = (
    "SELECT t.id FROM runs AS t JOIN runs AS me ON me.id = :run WHERE"
    " abs(CAST(strftime('%s', me.started_at) AS INTEGER) - CAST(strftime('%s', t.finished_at) AS INTEGER))"
    " <= :occasion OR t.id = me.id"
)
_UNTOLD = (
    "SELECT i.id, a.id, a.kind, a.target, CASE WHEN i.closed_at IS NULL THEN coalesce(v.availability, 'gone')"  # noqa: S608  (constant text)
    " || ' since ' || i.opened_at ELSE 'lost from ' || i.opened_at || ' to ' || i.closed_at END"
    " FROM (SELECT * FROM incidents WHERE told_run IS NULL"
    f" UNION ALL SELECT * FROM incidents WHERE told_run IN ({_SAME_OCCASION})) AS i"
    " JOIN artifacts AS a ON a.id = i.artifact_id LEFT JOIN verdicts AS v ON v.id = a.verdict_id"
    f" WHERE {_LASTED} AND {_WHY_IGNORED} IS NULL AND {_WATCHED} ORDER BY i.opened_at, i.id"
)
_SILENCED = (
    "SELECT count(*), count(*) FILTER (WHERE c.availability IN ('gone', 'blocked')) FROM artifacts AS a"
    " JOIN conclusions AS c ON c.id = a.conclusion_id"
    " WHERE a.papers > 0 AND :target IN (lower(a.target), lower(a.url))"
)
CONDITIONS = {
    **{name: f"c.availability = '{name}'" for name in ("gone", "empty", "placeholder", "blocked", "unknown")},
    "moved": "c.identity IN ('renamed', 'transferred', 'reused')",
    "unmaintained": "c.maintenance IN ('inactive', 'archived')",
}
_ARTIFACT = "SELECT NULL, a.id, a.kind, a.target, c.availability"
_NAMED = (
    "FROM conclusions AS c CROSS JOIN artifacts AS a ON a.conclusion_id = c.id WHERE {}"
    f" AND (:ignored = '{{{{}}}}' OR {_WHY_IGNORED} IS NULL) AND {_WATCHED}"
)
_BY_PAPERS = f"ORDER BY a.papers DESC, a.id LIMIT {SHOWN}"
_PAPER = "SELECT s.paper_id, s.title, s.status"
_BROKEN = (
    "FROM paper_status AS s JOIN papers AS p ON p.id = s.paper_id"
    " WHERE s.status IN ('broken', 'degraded') AND (:scope IS NULL OR p.last_run = :scope)"
    f" AND (:source IS NULL OR {LISTED_BY})"
)
_BY_TITLE = f"ORDER BY s.title LIMIT {SHOWN}"
_TITLES = (
    "SELECT DISTINCT p.title FROM links AS l JOIN papers AS p ON p.id = l.paper_id"  # noqa: S608  (constant text)
    f" WHERE l.artifact_id = :artifact AND {_OF_SCOPE} ORDER BY p.title"
)
