"""What statistics are made of, asked of the database: artifacts as shares count them, and their lives."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import orjson

from checker.model.subjects import Life, Subject
from checker.store import scripts
from checker.store.database import PAGE, errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

_NAMES = tuple(one.name for one in fields(Subject))


class Lives:
    """The part of the store that statistics read."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def subjects(self, source: str | None = None) -> Iterator[Subject]:
        """All listed artifacts as shares count them; those that papers of one source name, where it is given."""
        for row in self._rows("subjects", source):
            values = dict(zip(_NAMES, row, strict=True))
            values["policies"] = orjson.loads(values["policies"] or "{}")
            yield Subject(**values)

    def lives(self, source: str | None = None) -> Iterator[Life]:
        """What is known of the life of each artifact that papers print as their own and that have a date."""
        return (Life(*row) for row in self._rows("lives", source))

    def _rows(self, name: str, source: str | None) -> Iterator[tuple[Any, ...]]:
        with errors(self._path):
            cursor = self._db.execute(scripts.scripts("statistics")[name], {"source": source})
            while page := cursor.fetchmany(PAGE):
                yield from page
