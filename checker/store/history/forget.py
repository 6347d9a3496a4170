"""Deleting papers, sources and artifacts for good. Nothing else in the store ever deletes observations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.store.database import errors
from checker.store.encoding import storable
from checker.store.history.counts import recount_artifacts, recount_papers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlite_utils import Database


class Forget:
    """The part of the store that deletes. Each method returns table → number of deleted rows; empty: not found."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def paper(self, paper: str) -> dict[str, int]:
        """Delete a paper, its links and claims, and the artifacts that no other paper or candidate names."""
        return self._deleted(lambda: self._mark("papers", "SELECT id FROM papers WHERE id = ?", storable(paper)))

    def source(self, source: str) -> dict[str, int]:
        """Delete a source: the papers that it alone lists, and its listings of other papers."""

        def mark() -> int:
            only = (
                "SELECT paper_id FROM listings AS s WHERE s.source = ? AND NOT EXISTS"
                " (SELECT 1 FROM listings AS o WHERE o.paper_id = s.paper_id AND o.source <> s.source)"
            )
            self._mark("papers", only, storable(source))
            ended = self._db.execute("DELETE FROM listings WHERE source = ?", [storable(source)]).rowcount
            self._db.execute(_OTHER_SOURCE, [storable(source)])
            return ended

        return self._deleted(mark)

    def target(self, target: str) -> dict[str, int]:
        """
        Delete the artifacts of a target, of any kind, with all that is known of them and all links to them; also the
        stored sentences that name the target, of papers that link to it.
        """

        def mark() -> None:
            self._mark("artifacts", "SELECT id FROM artifacts WHERE lower(target) = lower(?)", storable(target))
            for statement in _SENTENCES:
                self._db.execute(statement, {"target": storable(target)})

        return self._deleted(mark)

    def _deleted(self, mark: Callable[[], int | None]) -> dict[str, int]:
        """Delete what `mark` marks; it may return how many listings it has deleted itself."""
        with errors(self._path):
            # The order of the deletions keeps references valid; SQLite would search all observations to check that.
            self._db.execute("PRAGMA foreign_keys = OFF")
            self._db.execute("PRAGMA secure_delete = ON")
            try:
                with self._db.atomic():
                    for table in ("papers", "artifacts", "names", "naming"):
                        self._db.execute(f"CREATE TEMP TABLE IF NOT EXISTS forgotten_{table} (id PRIMARY KEY)")
                        self._db.execute(f"DELETE FROM temp.forgotten_{table}")  # noqa: S608  (constant names)
                    return self._delete(mark() or 0)
            finally:
                self._db.execute("PRAGMA foreign_keys = ON")

    def _mark(self, table: str, query: str, *values: str) -> None:
        self._db.execute(f"INSERT OR IGNORE INTO temp.forgotten_{table} {query}", values)

    def _delete(self, listings: int) -> dict[str, int]:
        triggers = self._db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:  # which forbid to delete observations
            self._db.execute(f"DROP TRIGGER {name}")
        counts = self._all(_OF_PAPERS, {"listings": listings})
        self._db.execute(_ORPHANS)
        self._mark("names", _NAMES)
        self._mark("naming", _NAMING)
        counts |= self._all(_OF_ARTIFACTS, counts)
        recount_artifacts(self._db, "SELECT id FROM temp.forgotten_names", {})
        recount_papers(self._db, "SELECT id FROM temp.forgotten_naming", {})
        for _, statement in triggers:
            self._db.execute(statement)
        return {table: count for table, count in counts.items() if count}

    def _all(self, tables: Sequence[tuple[str, str]], before: dict[str, int] | None = None) -> dict[str, int]:
        counts = dict(before or {})
        for table, condition in tables:
            deleted = self._db.execute(f"DELETE FROM {table} WHERE {condition}").rowcount  # noqa: S608  (constant text)
            counts[table] = counts.get(table, 0) + deleted
        return counts


_PAPERS, _ARTIFACTS = "(SELECT id FROM temp.forgotten_papers)", "(SELECT id FROM temp.forgotten_artifacts)"
_OF_PAPERS = (
    ("candidates", f"paper_id IN {_PAPERS}"),
    ("cross_checks", f"paper_id IN {_PAPERS}"),
    ("claims", f"paper_id IN {_PAPERS}"),
    ("listings", f"paper_id IN {_PAPERS}"),
    ("unlisted", f"paper_id IN {_PAPERS}"),
    ("kept_columns", f"paper_id IN {_PAPERS}"),
)
#: Statements that empty the stored sentences which name the target.
_NAMES_IT = "SELECT paper_id FROM links WHERE artifact_id IN (SELECT id FROM temp.forgotten_artifacts)"
_SENTENCES = tuple(
    f"UPDATE {table} SET {column} = '' WHERE instr(lower({column}), lower(:target)) AND {paper} IN ({_NAMES_IT})"  # noqa: S608  (constant text)
    for table, column, paper in (
        ("links", "evidence", "paper_id"),
        ("claims", "evidence", "paper_id"),
        ("papers", "claim_evidence", "id"),
    )
)
#: Artifacts and papers that are left and must be recounted.
_NAMES = f"SELECT artifact_id FROM links WHERE paper_id IN {_PAPERS}"  # noqa: S608  (constant text)
_NAMING = f"SELECT paper_id FROM links WHERE artifact_id IN {_ARTIFACTS}"  # noqa: S608  (constant text)
_OTHER_SOURCE = (
    "UPDATE papers SET source = (SELECT min(source) FROM listings AS s WHERE s.paper_id = papers.id)"
    " WHERE source = ? AND id IN (SELECT paper_id FROM listings)"
)
#: Artifacts that only deleted papers link to.
_ORPHANS = (
    "INSERT OR IGNORE INTO temp.forgotten_artifacts SELECT a.id FROM artifacts AS a WHERE a.id IN ("  # noqa: S608  (constant text)
    f"SELECT artifact_id FROM links WHERE paper_id IN {_PAPERS} UNION SELECT r.artifact_id FROM readings AS r"
    f" JOIN links AS l ON l.id = r.link_id WHERE l.paper_id IN {_PAPERS})"
    f" AND NOT EXISTS (SELECT 1 FROM links AS l WHERE l.artifact_id = a.id AND l.paper_id NOT IN {_PAPERS})"
    " AND NOT EXISTS (SELECT 1 FROM readings AS r JOIN links AS l ON l.id = r.link_id"
    f" WHERE r.artifact_id = a.id AND l.paper_id NOT IN {_PAPERS})"
    " AND NOT EXISTS (SELECT 1 FROM candidates AS c WHERE c.artifact_id = a.id)"
)
_LINKS = f"SELECT id FROM links WHERE paper_id IN {_PAPERS} OR artifact_id IN {_ARTIFACTS}"  # noqa: S608  (constant text)
_OF_ARTIFACTS = (
    ("readings", f"artifact_id IN {_ARTIFACTS} OR link_id IN ({_LINKS})"),
    ("links", f"id IN ({_LINKS})"),
    ("papers", f"id IN {_PAPERS}"),
    *(
        (table, f"artifact_id IN {_ARTIFACTS}")
        for table in ("candidates", "archives", "incidents", "standings", "taken_up", "steps", "verdicts", "answers")
    ),
    ("looks", f"run_id IN (SELECT id FROM runs) AND artifact_id IN {_ARTIFACTS}"),  # noqa: S608  (constant text)
    ("artifacts", f"id IN {_ARTIFACTS}"),
)
