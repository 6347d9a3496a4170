"""What reports count and show, asked of the database in the SQL of `db/figures`. Never writes to the file."""

from __future__ import annotations

from contextlib import closing, contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from checker.store import scripts
from checker.store.database import PAGE, errors
from checker.store.decoding import each
from checker.store.history.listed import LISTED_BY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

_VIEW = "CREATE VIEW reported AS"


class Reported:
    """The part of the store that answers what reports ask."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    @contextmanager
    def about(self, source: str | None = None, *, everything: bool = False) -> Iterator[None]:
        """
        Let the figures be about what papers of one source name, where it is given, and count third parties' too,
        where `everything` is on or no paper says of anything that it is its own.

        The view `reported` is read once and kept in a table of this connection until the end; so is `paper_status`,
        where only a part of it is asked for.
        """
        with errors(self._path):
            self._keep(source)
            if source:
                self._narrow(source)
            if everything or not self.one("SELECT max(counted) FROM temp.reported"):
                self._db.execute("UPDATE temp.reported SET counted = 1")
        try:
            yield
        finally:
            with errors(self._path):
                self._db.execute("DROP TABLE temp.reported")
                if source:
                    self._db.execute("DROP TABLE temp.paper_status")

    def _keep(self, source: str | None) -> None:
        text = scripts.scripts("views")["reported"]
        body = text[text.index(_VIEW) + len(_VIEW) :]
        if source:
            body = body.replace("WHERE p.listed", f"WHERE p.listed AND {LISTED_BY}")
        nothing = f"SELECT * FROM ({body}) LIMIT 0"  # noqa: S608  (our own text)
        with closing(self._db.execute(nothing, {"source": source})) as cursor:
            names = [column[0] for column in cursor.description]
        self._db.execute("DROP VIEW IF EXISTS temp.reported")  # that of a database as it was, see `go_back`
        columns = ", ".join(("artifact_id INTEGER PRIMARY KEY", *names[1:]))
        self._db.execute(f"CREATE TEMP TABLE reported ({columns})")
        self._db.execute(f"INSERT INTO temp.reported {body}", {"source": source})

    def _narrow(self, source: str) -> None:
        listed = f"SELECT s.* FROM paper_status AS s JOIN papers AS p ON p.id = s.paper_id WHERE {LISTED_BY}"  # noqa: S608  (constant text)
        self._db.execute(f"CREATE TEMP TABLE narrowed AS {listed}", {"source": source})
        self._db.execute("DROP VIEW IF EXISTS temp.paper_status")
        self._db.execute("CREATE TEMP TABLE paper_status AS SELECT * FROM temp.narrowed")
        self._db.execute("DROP TABLE temp.narrowed")

    def rows(self, figure: str, **values: object) -> Iterator[dict[str, Any]]:
        """The rows that a figure's SQL gives, by the names of its columns."""
        with errors(self._path):
            cursor = self._db.execute(sql()[figure], values)
            names = [column[0] for column in cursor.description]
            while page := cursor.fetchmany(PAGE):
                yield from (dict(zip(names, row, strict=True)) for row in page)

    def checked(self, figure: str, **values: object) -> Iterator[dict[str, Any]]:
        """The same rows, their values read as what they are; a damaged one is named in the log and left out."""
        yield from each(dict, self.rows(figure, **values))

    def one(self, text: str) -> Any:
        """The first value of the first row."""
        with errors(self._path):
            found = self._db.execute(text).fetchone()
        return found[0] if found else None


@cache
def sql() -> dict[str, str]:
    """The SQL behind each figure: name → text; its first line says what it answers."""
    return scripts.scripts("figures")
