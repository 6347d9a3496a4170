"""Link statuses that others measured, in the database: beside ours, and never among them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.model.subjects import Life, LookHistory
from checker.store import scripts
from checker.store.database import PAGE, errors
from checker.store.encoding import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

_TOGETHER = 10_000  # checks in one transaction


class ForeignCheck(NamedTuple):
    """One look of a foreign witness: at which artifact (`key` as ours have it), when (seconds since 1970), what."""

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
    """A witness: its name, addresses, checks, those that failed to answer once, and of these the answered last."""

    witness: str
    links: int
    checks: int
    first_at: str
    last_at: str
    ever_silent: int
    answered_last: int
    ours: int  # of its addresses those that our papers name


class Foreign:
    """The part of the store that is about what others measured."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def record(self, run: int, witness: str, checks: Iterable[ForeignCheck]) -> int:
        """
        Keep looks of a witness in an import; returns how many are new. A look at the same address at the same moment
        is the same look, and the last told of it stands.
        """
        stream, before = iter(checks), self._count()
        with errors(self._path), self._db.atomic():
            self._db.execute("INSERT OR IGNORE INTO foreign_witnesses (name) VALUES (?)", [clean(witness)])
            while chunk := list(islice(stream, _TOGETHER)):
                self._db.conn.executemany(_LINK, ((*_link(one), clean(witness)) for one in chunk))
                rows = ((one.at, one.answered, one.outcome, one.status, run, clean(one.key)) for one in chunk)
                self._db.conn.executemany(_CHECK, ((*row, clean(witness)) for row in rows))
        return self._count() - before

    def summaries(self) -> list[Summary]:
        """What is kept of each witness, by name."""
        with errors(self._path):
            return [Summary(*row) for row in self._db.execute(_SUMMARY).fetchall()]

    def lives(self, witness: str, *, answered: bool = False) -> Iterator[Life]:
        """
        What a witness tells of the life of each address. Lost is what its status shows to be (404, 410); with
        `answered`, whatever did not answer it.
        """
        return (Life(*row) for row in self._rows("foreign-lives", {"witness": witness, "answered": answered}))

    def looked(self, witness: str) -> Iterator[LookHistory]:
        """How the answers to a witness changed from look to look, address by address."""
        return (LookHistory(*row) for row in self._rows("foreign-looks", {"witness": witness}))

    def witnesses(self) -> list[str]:
        """The names of those whose looks are kept."""
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
    return (clean(one.key), one.kind, clean(one.target), clean(one.url), clean(one.published))


_WITNESS = "(SELECT id FROM foreign_witnesses WHERE name = ?)"
#: The earliest paper of an address is its paper.
_LINK = (
    "INSERT INTO foreign_links (key, kind, target, url, published, witness_id)"  # noqa: S608  (constant text)
    f" VALUES (?, ?, ?, ?, ?, {_WITNESS}) ON CONFLICT (witness_id, key) DO UPDATE SET published ="
    " CASE WHEN excluded.published <> '' AND (published = '' OR excluded.published < published)"
    " THEN excluded.published ELSE published END"
)
#: An address that several rows of one moment name answered if it did for one of them.
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
