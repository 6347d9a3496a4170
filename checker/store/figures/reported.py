"""The figures of reports, by the SQL in `db/figures`. Writes only temporary tables and views of the connection."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from checker.store import scripts
from checker.store.database import PAGE, errors
from checker.store.decoding import decoded_rows
from checker.store.history.listed import LISTED_BY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlite_utils import Database


class Reported:
    """The part of the store for the figures of reports."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    @contextmanager
    def about(self, source: str | None = None, *, everything: bool = False) -> Iterator[None]:
        """
        Set what the figures are about while the body runs: the artifacts of papers that `source` lists, if given, or
        all. Artifacts of third parties are counted too where `everything` is on, and where no paper has an artifact
        of its own.

        The counts and the remarkable artifacts are computed once, into temporary tables of this connection; so are
        the artifacts of one source.
        """
        with errors(self._path):
            self._clear()
            self._create_reported(source)
            counts = _COUNTS_OF_SOURCE if source else view_query("reported_counts")
            self._db.execute(f"CREATE TEMP TABLE reported_counts AS {counts}")
            own = not everything and bool(self.one("SELECT max(counted) FROM temp.reported_counts"))
            if not own:
                self._count_all(source)
            self._create_clusters(source, own=own)
            self._db.execute(f"CREATE TEMP TABLE remarkable AS {view_query('remarkable')}")
        try:
            yield
        finally:
            with errors(self._path):
                self._clear()

    def _clear(self) -> None:
        """Drop the temporary tables and views, also those of the same names that `show_past` has created."""
        existing = "SELECT type, name FROM sqlite_temp_master WHERE name IN (SELECT value FROM json_each(?))"
        for kind, name in self._db.execute(existing, [_TEMPORARY]).fetchall():
            self._db.execute(f"DROP {kind} temp.{name}")

    def _create_reported(self, source: str | None) -> None:
        if source is None:
            self._db.execute(f"CREATE TEMP VIEW reported AS {view_query('reported')}")
            return
        self._db.execute(f"CREATE TEMP TABLE named AS {_NAMED_BY_SOURCE}", {"source": source})
        of_source = view_query("reported").replace(_OF_ALL, _OF_SOURCE).replace(_FROM_ALL, _FROM_SOURCE)
        self._db.execute(f"CREATE TEMP TABLE reported AS {of_source}")
        self._db.execute("CREATE INDEX temp.reported_artifact ON reported (artifact_id)")
        listed = f"SELECT s.* FROM paper_status AS s JOIN papers AS p ON p.id = s.paper_id WHERE {LISTED_BY}"  # noqa: S608  (constant text)
        self._db.execute(f"CREATE TEMP TABLE narrowed AS {listed}", {"source": source})
        self._db.execute("DROP VIEW IF EXISTS temp.paper_status")
        self._db.execute("CREATE TEMP TABLE paper_status AS SELECT * FROM temp.narrowed")

    def _count_all(self, source: str | None) -> None:
        """Count the artifacts of third parties too."""
        self._db.execute("UPDATE temp.reported_counts SET counted = 1")
        if source:
            self._db.execute("UPDATE temp.reported SET counted = 1")
            return
        self._db.execute("DROP VIEW temp.reported")
        self._db.execute(f"CREATE TEMP VIEW reported AS {view_query('reported').replace(_OWN, '1 AS counted')}")

    def _create_clusters(self, source: str | None, *, own: bool) -> None:
        clusters = view_query("reported_clusters")
        if source:
            clusters = clusters.replace(clusters[clusters.index(_KNOWN) : clusters.index(_PLACED)], _KNOWN_OF_SOURCE)
        whose = clusters if own else clusters.replace(_OWN, "1 AS counted")
        self._db.execute(f"CREATE TEMP VIEW reported_clusters AS {whose}")

    def rows(self, figure: str, **values: object) -> Iterator[dict[str, Any]]:
        """The rows of a figure, as column → value; `values` are the parameters of its SQL."""
        with errors(self._path):
            cursor = self._db.execute(sql()[figure], values)
            names = [column[0] for column in cursor.description]
            while page := cursor.fetchmany(PAGE):
                yield from (dict(zip(names, row, strict=True)) for row in page)

    def checked(self, figure: str, **values: object) -> Iterator[dict[str, Any]]:
        """The same rows with decoded values; a damaged row is named in the log and left out."""
        yield from decoded_rows(dict, self.rows(figure, **values))

    def one(self, text: str) -> Any:
        """The first value of the first row of a query; None where it has no row."""
        with errors(self._path):
            found = self._db.execute(text).fetchone()
        return found[0] if found else None


def view_query(view: str) -> str:
    """The SELECT statement of a view in `db/views`."""
    text = scripts.scripts("views")[view]
    return text[text.index(f"CREATE VIEW {view} AS") + len(f"CREATE VIEW {view} AS") :].strip()


def sql() -> Mapping[str, str]:
    """Name → SQL of each figure; its first line says what it answers."""
    return scripts.scripts("figures")


_TEMPORARY = '["reported", "reported_counts", "reported_clusters", "remarkable", "named", "narrowed", "paper_status"]'
_OWN = "whose = 'own' AS counted"
#: The parts of the view `reported` that read all artifacts, and what replaces them for one source.
_OF_ALL = "a.whose, a.papers, a.published,\n        substr(a.published, 1, 4)"
_OF_SOURCE = "n.whose, n.papers, n.published, substr(n.published, 1, 4)"
_FROM_ALL, _FROM_SOURCE = (
    "FROM artifacts AS a\n",
    "FROM temp.named AS n CROSS JOIN artifacts AS a ON a.id = n.artifact_id\n",
)
#: The begin and the end of the part of the view `reported_clusters` that reads all artifacts, and its replacement.
_KNOWN, _PLACED = "WITH known AS (", "placed AS ("
_KNOWN_OF_SOURCE = f"{_KNOWN} SELECT kind, target, whose, year, state, counted FROM temp.reported), "  # noqa: S608  (constant text)
_NAMED_BY_SOURCE = (
    "SELECT l.artifact_id, count(DISTINCT p.id) AS papers, CASE WHEN max(l.ownership = 'own') THEN 'own'"  # noqa: S608  (constant text)
    " WHEN min(l.ownership = 'third_party') THEN 'third_party' ELSE 'unclear' END AS whose,"
    " coalesce(min(nullif(p.published, '')), '') AS published"
    " FROM papers AS p JOIN links AS l ON l.paper_id = p.id AND l.last_run = p.last_run"
    f" WHERE p.listed AND {LISTED_BY} GROUP BY l.artifact_id"
)
_COUNTS_OF_SOURCE = (
    "SELECT r.kind, r.whose, r.counted, r.year, r.state, r.usable, r.reason, r.confirmed, r.identity, r.hijackable,"
    " r.maintenance, r.content, coalesce(v.policies, '{}') AS policies, count(*) AS artifacts"
    " FROM temp.reported AS r LEFT JOIN verdicts AS v ON v.id = r.verdict_id"
    " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13"
)
