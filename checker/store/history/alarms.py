"""
What --fail-on asks of the database: which artifacts and papers a condition names, and which incidents no occasion
has told yet. An occasion is a run that told of an incident, and whatever runs within 12 hours of its end: a rerun of
a red job says the same again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from checker.model.rows import AlarmRow, ConditionMatches, IgnoredRow
from checker.store.database import errors
from checker.store.encoding import clean, iso, to_json
from checker.store.history.listed import LISTED_BY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlite_utils import Database

OCCASION = timedelta(hours=12)
SHOWN = 10  # alarms whose papers are named


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """
    What alarms are about: the papers that run `scope` has read, those that `source` lists, or all that is listed; a
    loss counts once it has lasted `grace`; `ignored` holds targets without case that raise none, and why.
    """

    run: int
    now: datetime
    scope: int | None = None
    source: str | None = None
    grace: timedelta = timedelta(0)
    ignored: Mapping[str, str]

    def values(self) -> dict[str, object]:
        """As the statements take them."""
        return {
            "run": self.run,
            "now": iso(self.now),
            "scope": self.scope,
            "source": clean(self.source) if self.source else None,
            "grace": self.grace // timedelta(seconds=1),
            "ignored": to_json(dict(self.ignored)),
            "occasion": int(OCCASION.total_seconds()),
        }


class Alarms:
    """The part of the store that is about alarms."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def mark_ignored(self, watch: Watch) -> None:
        """Keep with each incident that lasts or is to be told why it is ignored today, or that it is not."""
        with errors(self._path), self._db.atomic():
            self._db.execute(_IGNORE, watch.values())

    def newly_gone(self, watch: Watch) -> list[AlarmRow]:
        """Incidents that no earlier occasion has told, oldest first; what is ignored is marked so and left out."""
        self.mark_ignored(watch)
        with errors(self._path):
            rows = self._db.execute(_UNTOLD, watch.values()).fetchall()
        return self._with_papers(rows, watch)

    def told(self, run: int, alarms: Sequence[AlarmRow]) -> None:
        """This run has told of these incidents; one that was told before stays with the run that told it first."""
        with errors(self._path), self._db.atomic():
            self._db.conn.executemany(
                "UPDATE incidents SET told_run = ? WHERE id = ? AND told_run IS NULL",
                [(run, one.incident) for one in alarms],
            )

    def holding(self, condition: str, watch: Watch) -> ConditionMatches:
        """The artifacts (or papers: `broken-papers`) that a condition names, those that most papers name first."""
        if condition == "newly-gone":
            told = self.newly_gone(watch)
            return ConditionMatches(len(told), told)
        named = _BROKEN if condition == "broken-papers" else _NAMED.format(CONDITIONS[condition])
        with errors(self._path):
            count = self._db.execute(f"SELECT count(*) {named}", watch.values()).fetchone()[0]
            if condition == "broken-papers":
                found = self._db.execute(f"{_PAPER} {named} {_BY_TITLE}", watch.values()).fetchall() if count else ()
                rows = [AlarmRow(None, "paper", paper, status, (title,), 1) for paper, title, status in found]
                return ConditionMatches(count, rows)
            found = self._db.execute(f"{_ARTIFACT} {named} {_BY_PAPERS}", watch.values()).fetchall() if count else ()
        return ConditionMatches(count, self._with_papers(found, watch))

    def ignored(self, watch: Watch) -> int:
        """How many of the incidents that last are ignored."""
        with errors(self._path):
            query = f"SELECT count(*) FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id WHERE {_LASTS}"  # noqa: S608  (constant text)
            return int(self._db.execute(query, watch.values()).fetchone()[0])

    def silenced(self, ignore: Sequence[tuple[str, str, str]]) -> list[IgnoredRow]:
        """What is ignored, of (target, reason, last day) in any case, in their order; with what is known of it."""
        with errors(self._path):
            return [
                IgnoredRow(*one, *self._db.execute(_SILENCED, {"target": clean(one[0]).casefold()}).fetchone())
                for one in ignore
            ]

    def _with_papers(self, rows: Sequence[tuple[int, int, str, str, str]], watch: Watch) -> list[AlarmRow]:
        return [
            AlarmRow(incident, kind, target, what, *(self._papers(artifact, watch) if place < SHOWN else ((), 0)))
            for place, (incident, artifact, kind, target, what) in enumerate(rows)
        ]

    def _papers(self, artifact: int, watch: Watch) -> tuple[tuple[str, ...], int]:
        """The titles of three papers that name an artifact, and how many name it."""
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
#: Runs that have told and whose occasion lasts: counted from the end of the one to the begin of the other.
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
