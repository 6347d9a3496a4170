"""Link statuses that others ("foreign witnesses") measured, in tables of their own: they are in no verdict."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.model.subjects import Life, LookHistory
from checker.store import scripts
from checker.store.database import PAGE, errors
from checker.store.encoding import storable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

_CHUNK = 10_000  # checks in one transaction


class ForeignCheck(NamedTuple):
    """
    One check of an address by a foreign witness. `key`, `kind`, `target` and `url` are what we call the artifact,
    `published` is the date of its paper (or empty), `at` the moment in seconds since 1970; the rest as in
    `checker.studies.protocol.Look`.
    """

    key: str
    kind: str
    target: str
    url: str
    published: str
    at: int
    answered: bool
    outcome: str
    status: int | None


class Summary(NamedTuple):
    """
    The stored checks of one witness: how many `links` (addresses) and `checks`, from when to when, how many addresses
    did not answer in some check (`ever_silent`), and how many of these answered in the last one.
    """

    witness: str
    links: int
    checks: int
    first_at: str
    last_at: str
    ever_silent: int
    answered_last: int
    ours: int  # how many of its addresses our papers link to


class Foreign:
    """The part of the store for the checks of foreign witnesses."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def record(self, run: int, witness: str, checks: Iterable[ForeignCheck]) -> int:
        """
        Record the checks of a witness; returns how many are new. A check of the same address at the same moment is
        the same check: the newest import of it counts.
        """
        stream, before = iter(checks), self._count()
        with errors(self._path), self._db.atomic():
            self._db.execute("INSERT OR IGNORE INTO foreign_witnesses (name) VALUES (?)", [storable(witness)])
            while chunk := list(islice(stream, _CHUNK)):
                self._db.conn.executemany(_LINK, ((*_link(one), storable(witness)) for one in chunk))
                rows = ((one.at, one.answered, one.outcome, one.status, run, storable(one.key)) for one in chunk)
                self._db.conn.executemany(_CHECK, ((*row, storable(witness)) for row in rows))
        return self._count() - before

    def summaries(self) -> list[Summary]:
        """A summary of each witness, by name."""
        with errors(self._path):
            return [Summary(*row) for row in self._db.execute(_SUMMARY).fetchall()]

    def lives(self, witness: str, *, answered: bool = False) -> Iterator[Life]:
        """
        The life of each address by the checks of a witness. An address is lost where its status says so (404, 410);
        with `answered`, where it did not answer by the witness's own definition.
        """
        return (Life(*row) for row in self._rows("foreign-lives", {"witness": witness, "answered": answered}))

    def looked(self, witness: str) -> Iterator[LookHistory]:
        """How the answers of each address changed from check to check."""
        return (LookHistory(*row) for row in self._rows("foreign-looks", {"witness": witness}))

    def witnesses(self) -> list[str]:
        """The names of the witnesses whose checks are stored."""
        with errors(self._path):
            return [str(row[0]) for row in self._db.execute("SELECT name FROM foreign_witnesses ORDER BY name")]

    def _rows(self, name: str, values: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
        with errors(self._path):
            cursor = self._db.execute(scripts.scripts("statistics")[name], values)
            while page := cursor.fetchmany(PAGE):
                yield from page

    def _count(self) -> int:
        with errors(self._path):
            return int(self._db.execute("SELECT count(*) FROM foreign_checks").fetchone()[0])


def _link(one: ForeignCheck) -> tuple[str, ...]:
    return (storable(one.key), one.kind, storable(one.target), storable(one.url), storable(one.published))


_WITNESS = "(SELECT id FROM foreign_witnesses WHERE name = ?)"
#: Where papers of several dates link to an address, the earliest date counts.
_LINK = (
    "INSERT INTO foreign_links (key, kind, target, url, published, witness_id)"  # noqa: S608  (constant text)
    f" VALUES (?, ?, ?, ?, ?, {_WITNESS}) ON CONFLICT (witness_id, key) DO UPDATE SET published ="
    " CASE WHEN excluded.published <> '' AND (published = '' OR excluded.published < published)"
    " THEN excluded.published ELSE published END"
)
#: Where one import has several rows of an address at one moment, it answered if it did in one of them.
_CHECK = (
    "INSERT INTO foreign_checks (at, answered, outcome, status, run_id, link_id)"  # noqa: S608  (constant text)
    f" SELECT ?, ?, ?, ?, ?, id FROM foreign_links WHERE key = ? AND witness_id = {_WITNESS}"
    " ON CONFLICT (link_id, at) DO UPDATE SET answered = excluded.answered, outcome = excluded.outcome,"
    " status = excluded.status WHERE excluded.run_id <> run_id OR excluded.answered > answered"
)
_SUMMARY = (
    "WITH told AS (SELECT l.id, l.witness_id, l.key, count(*) AS checks, min(c.at) AS first_at, max(c.at) AS last_at,"
    " min(c.answered) AS always FROM foreign_links AS l JOIN foreign_checks AS c ON c.link_id = l.id GROUP BY l.id)"
    " SELECT w.name, count(*), sum(t.checks), strftime('%Y-%m-%dT%H:%M:%SZ', min(t.first_at), 'unixepoch'),"
    " strftime('%Y-%m-%dT%H:%M:%SZ', max(t.last_at), 'unixepoch'), count(*) FILTER (WHERE NOT t.always),"
    " count(*) FILTER (WHERE NOT t.always AND (SELECT c.answered FROM foreign_checks AS c"
    " WHERE c.link_id = t.id AND c.at = t.last_at)),"
    " count(*) FILTER (WHERE EXISTS (SELECT 1 FROM artifacts AS a WHERE a.key = t.key))"
    " FROM foreign_witnesses AS w JOIN told AS t ON t.witness_id = w.id GROUP BY w.id ORDER BY w.name"
)
