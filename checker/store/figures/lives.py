"""What statistics are computed from, by the SQL in `db/statistics`: artifacts, their lives, promises, silences."""

from __future__ import annotations

from dataclasses import fields
from sys import intern
from typing import TYPE_CHECKING, Any

import orjson

from checker.model.subjects import Life, Promise, Subject
from checker.store import scripts
from checker.store.database import PAGE, errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlite_utils import Database

_NAMES = tuple(one.name for one in fields(Subject))
#: Columns with few distinct texts, of which one copy each is held in memory: there may be a million rows.
_WORDS = (
    *("kind", "whose", "year", "availability", "reason", "identity", "content", "known_at"),
    *("software_heritage", "wayback", "preservation"),
)


class Lives:
    """The part of the store that statistics read."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def subjects(self, source: str | None = None) -> Iterator[Subject]:
        """All listed artifacts; only those that papers of `source` link to, if given."""
        policies: dict[str, Mapping[str, str]] = {}  # JSON text → its value, which many artifacts share
        for row in self._rows("subjects", source):
            values = dict(zip(_NAMES, row, strict=True))
            values |= {name: intern(values[name]) for name in _WORDS}
            text = values["policies"] or "{}"
            if text not in policies:
                policies[text] = orjson.loads(text)
            yield Subject(**{**values, "policies": policies[text]})

    def lives(self, source: str | None = None) -> Iterator[Life]:
        """The life of each artifact that a paper with a date links to as its own."""
        return (Life(*row) for row in self._rows("lives", source))

    def promises(self) -> Iterator[Promise]:
        """The promises of listed papers, and when each was kept."""
        return (Promise(*row) for row in self._rows("promises", None))

    def healed(self) -> tuple[int, int]:
        """(losses of own links that a later check found there again, all losses of own links)."""
        closed, seen = next(self._rows("losses", None))
        return int(closed), int(seen)

    def silences(self) -> dict[int, int]:
        """Artifact id → number of runs that asked in vain since it was last known, for artifacts unknown now."""
        return {int(artifact): int(runs) for artifact, runs in self._rows("silences", None)}

    def papers(self) -> tuple[int, int]:
        """(listed papers that link to a GitHub repository, all listed papers)."""
        with errors(self._path):
            row = self._db.execute(_PAPERS).fetchone()
        return int(row[0]), int(row[1])

    def newest_moment(self) -> str:
        """When the newest run ended, or else began (ISO 8601); empty where there is no run."""
        with errors(self._path):
            row = self._db.execute("SELECT coalesce(finished_at, started_at) FROM runs ORDER BY id DESC").fetchone()
        return str(row[0]) if row else ""

    def _rows(self, name: str, source: str | None) -> Iterator[tuple[Any, ...]]:
        with errors(self._path):
            cursor = self._db.execute(scripts.scripts("statistics")[name], {"source": source})
            while page := cursor.fetchmany(PAGE):
                yield from page


_PAPERS = (
    "SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM links AS l JOIN artifacts AS a ON a.id = l.artifact_id"
    " WHERE l.paper_id = p.id AND l.last_run = p.last_run AND a.kind = 'github_repo')), count(*)"
    " FROM papers AS p WHERE p.listed"
)
