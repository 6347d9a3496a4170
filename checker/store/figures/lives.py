"""What statistics are made of, asked of the database: artifacts as shares count them, and their lives."""

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
#: Columns of few words, which are kept once: there may be a million rows.
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
        """All listed artifacts as shares count them; those that papers of one source name, where it is given."""
        policies: dict[str, Mapping[str, str]] = {}  # many say the same
        for row in self._rows("subjects", source):
            values = dict(zip(_NAMES, row, strict=True))
            values |= {name: intern(values[name]) for name in _WORDS}
            said = values["policies"] or "{}"
            if said not in policies:
                policies[said] = orjson.loads(said)
            yield Subject(**{**values, "policies": policies[said]})

    def lives(self, source: str | None = None) -> Iterator[Life]:
        """What is known of the life of each artifact that papers print as their own and that have a date."""
        return (Life(*row) for row in self._rows("lives", source))

    def promises(self) -> Iterator[Promise]:
        """What listed papers promised, and what became of it."""
        return (Promise(*row) for row in self._rows("promises", None))

    def healed(self) -> tuple[int, int]:
        """Losses of own links that were there again at a later look, and all that were seen."""
        closed, told = next(self._rows("losses", None))
        return int(closed), int(told)

    def silences(self) -> dict[int, int]:
        """Artifact → in how many runs it was asked since anything was known of it, for those unknown now."""
        return {int(artifact): int(looks) for artifact, looks in self._rows("silences", None)}

    def papers(self) -> tuple[int, int]:
        """How many listed papers link to a GitHub repository, and how many there are."""
        with errors(self._path):
            row = self._db.execute(_PAPERS).fetchone()
        return int(row[0]), int(row[1])

    def now(self) -> str:
        """The newest moment that the database knows of: when its newest run ended, else began; empty without one."""
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
