"""The answers of archives in the database, a row for each, and which artifacts each archive is to be asked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import orjson

from checker.model import Artifact, Kind, Reason, archived_kinds
from checker.model.rows import CopyRow
from checker.store.candidates import ALL_PAPERS, PaperScope
from checker.store.database import PAGE, errors
from checker.store.encoding import age_limit, iso, storable
from checker.store.history.listed import OF_SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime, timedelta

    from sqlite_utils import Database

    from checker.model import Observation


@dataclass(frozen=True, slots=True)
class DueArtifacts:
    """Artifacts that an archive is to be asked about, and how many there are."""

    count: int
    artifacts: Iterator[Artifact]


class SaveAnswer(NamedTuple):
    """
    The answer of Software Heritage to a request to save an artifact: its `status` is `accepted`, `pending`,
    `rejected` or `unknown`; `reason` and `detail` say why.
    """

    key: str
    at: datetime
    status: str
    reason: Reason
    detail: str = ""


class Archives:
    """The part of the store for archives and their copies."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def due(
        self,
        archive: str,
        *,
        now: datetime,
        max_age: timedelta,
        everything: bool,
        about: PaperScope = ALL_PAPERS,
    ) -> DueArtifacts:
        """
        Artifacts that an archive is to be asked about: those gone or blocked, or `everything` that it may hold,
        unless it answered within `max_age`. A "no" does not count as an answer while a request to make a copy is that
        young. Only artifacts of the papers `about`. Read page by page, so that answers can be written meanwhile.
        """
        values = {
            "archive": archive,
            "lost": _list(archived_kinds(archive, lost=True)),
            "alive": _list(archived_kinds(archive, lost=False) if everything else ()),
            "before": age_limit(now, max_age),
            "run": about.run,
            "source": about.source,
        }
        with errors(self._path):
            count = self._db.execute(f"SELECT count(*) {_JUDGED} WHERE {_DUE}", values).fetchone()[0]
        return DueArtifacts(int(count), self._artifacts(_DUE, values))

    def unsaved(self, *, now: datetime, max_age: timedelta, certain: bool) -> Iterator[Artifact]:
        """
        Artifacts that exist, that Software Heritage can load and has no copy of, and that it was not asked to save
        within `max_age`. With `certain` only those of which it has said that it has no copy; else also those that it
        was never asked about.
        """
        alive = _list(archived_kinds("software_heritage", lost=False))
        return self._artifacts(_UNSAVED, {"alive": alive, "before": age_limit(now, max_age), "certain": certain})

    def _artifacts(self, condition: str, values: Mapping[str, object]) -> Iterator[Artifact]:
        last = 0
        while True:
            with errors(self._path):
                page = self._db.execute(
                    f"{_ARTIFACT} {_JUDGED} WHERE a.id > :last AND {condition} ORDER BY a.id LIMIT :page",
                    {**values, "last": last, "page": PAGE},
                ).fetchall()
            for _, kind, target, url, published, current, printed in page:
                names = dict.fromkeys([*([current] if current else []), *orjson.loads(printed)])
                yield Artifact(Kind(kind), target, url, published=published or "", other_names=tuple(names))
            if len(page) < PAGE:
                return
            last = page[-1][0]

    def record(self, run: int, answers: Sequence[Observation]) -> None:
        """Record answers on copies, all or none; an artifact that was not asked about (budget) leaves no row."""
        asked = [one for one in answers if one.reason is not Reason.BUDGET]
        self._insert(
            (
                *(run, one.key, one.service, "copy", iso(one.at), str(one.outcome), str(one.reason)),
                *(one.facts.copy_url or "", iso(one.facts.captured_at), storable(one.detail)),
            )
            for one in asked
        )

    def record_save(self, run: int, answer: SaveAnswer) -> None:
        """Record the answer of Software Heritage to a request to save."""
        asked = (run, answer.key, "software_heritage", "save", iso(answer.at))
        self._insert([(*asked, answer.status, str(answer.reason), "", None, storable(answer.detail))])

    def _insert(self, rows: Iterable[tuple[object, ...]]) -> None:
        with errors(self._path), self._db.atomic():
            for row in rows:
                number = self._db.execute(_INSERT, row).lastrowid
                if row[3] == "copy":
                    self._mark_current(number, row)

    def _mark_current(self, number: int | None, row: tuple[object, ...]) -> None:
        """Mark an answer as its archive's current one on its artifact; an `unknown` never replaces a known answer."""
        values = {"number": number, "key": row[1], "archive": row[2], "tells": row[5] != "unknown"}
        for statement in (_UNMARK_CURRENT, _MARK_CURRENT):
            self._db.execute(statement, values)

    def rows(self, source: str | None = None) -> dict[int, CopyRow]:
        """
        Artifact id → its row of `archive_status`, for the artifacts that any archive was asked about, or never would
        be (empty ones). Only those that papers of `source` link to, if given.
        """
        names = "artifact_id, preservation, software_heritage_url, software_heritage_at, wayback_url, wayback_at"
        with errors(self._path):
            found = self._db.execute(
                f"SELECT {names} FROM archive_status AS s WHERE artifact_id IN ("  # noqa: S608  (constant names)
                "SELECT artifact_id FROM archives WHERE stands UNION SELECT a.id FROM conclusions AS c"
                " JOIN artifacts AS a ON a.conclusion_id = c.id WHERE c.availability = 'empty')"
                f" AND (:source IS NULL OR {OF_SOURCE.replace('a.id', 's.artifact_id')})",
                {"source": source},
            ).fetchall()
        return {artifact: CopyRow(*rest) for artifact, *rest in found}


def _list(kinds: Sequence[Kind]) -> str:
    return orjson.dumps(list(kinds)).decode()


_JUDGED = (
    "FROM artifacts AS a JOIN conclusions AS v ON v.id = a.conclusion_id AND a.verdict_id IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.listed"
    " WHERE l.artifact_id = a.id)"
)
_ARTIFACT = (
    "SELECT a.id, a.kind, a.target, a.url,"
    " (SELECT min(p.published) FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
    " WHERE l.artifact_id = a.id AND p.published <> ''),"
    " (SELECT w.resolved_target FROM verdicts AS w WHERE w.artifact_id = a.id AND w.resolved_target <> ''"
    " ORDER BY w.id DESC LIMIT 1),"
    " (SELECT json_group_array(DISTINCT l.target) FROM links AS l WHERE l.artifact_id = a.id)"
)
_SAVED = "SELECT 1 FROM archives AS s WHERE s.artifact_id = a.id AND s.question = 'save' AND s.outcome <> 'unknown'"
_DUE = (
    "(v.availability IN ('gone', 'blocked') AND a.kind IN (SELECT value FROM json_each(:lost))"  # noqa: S608  (constant text)
    " OR v.availability NOT IN ('gone', 'blocked', 'empty') AND a.kind IN (SELECT value FROM json_each(:alive)))"
    " AND NOT EXISTS (SELECT 1 FROM archives AS x WHERE x.artifact_id = a.id AND x.archive = :archive"
    " AND x.question = 'copy' AND x.outcome <> 'unknown' AND x.at > :before"
    f" AND (x.outcome = 'present' OR NOT EXISTS ({_SAVED} AND s.archive = x.archive AND s.at > :before)))"
    " AND (:run IS NULL OR EXISTS (SELECT 1 FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
    " WHERE l.artifact_id = a.id AND l.last_run = :run AND p.last_run = :run))"
    f" AND (:source IS NULL OR {OF_SOURCE})"
)
_UNSAVED = (
    "v.availability IN ('available', 'placeholder') AND a.kind IN"  # noqa: S608  (constant text)
    " (SELECT value FROM json_each(:alive))"
    " AND coalesce((SELECT x.outcome FROM archives AS x WHERE x.artifact_id = a.id AND x.stands"
    " AND x.archive = 'software_heritage' AND x.outcome <> 'unknown'),"
    " iif(:certain, 'unknown', 'absent')) = 'absent'"
    f" AND NOT EXISTS ({_SAVED} AND s.at > :before)"
)
_INSERT = (
    "INSERT INTO archives (run_id, artifact_id, archive, question, at, outcome, reason, url, captured_at, detail)"
    " SELECT ?, (SELECT id FROM artifacts WHERE key = ?), ?, ?, ?, ?, ?, ?, ?, ?"
)
_UNMARK_CURRENT = (
    "UPDATE archives SET stands = 0 WHERE artifact_id = (SELECT id FROM artifacts WHERE key = :key)"
    " AND archive = :archive AND stands AND (:tells OR outcome = 'unknown')"
)
_MARK_CURRENT = (
    "UPDATE archives SET stands = 1 WHERE id = :number AND NOT EXISTS (SELECT 1 FROM archives AS x"
    " WHERE x.artifact_id = archives.artifact_id AND x.archive = :archive AND x.stands)"
)
