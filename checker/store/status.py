"""What is read from the database: what is due, and the rows of its views for reports and queries. Never writes."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson

from checker.model import Artifact, Kind
from checker.model.rows import ArtifactRow, ChangeRow, LinkRow, PaperRow, RunRow
from checker.store.database import errors
from checker.store.encoding import age_limit, observation_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta

    from sqlite_utils import Database

    from checker.model import Observation

PAGE = 1_000  # rows at once


class Readings:
    """The reading half of the store."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def count_due(
        self, *, now: datetime, max_age: timedelta, run: int | None = None, candidates: bool = False
    ) -> int:
        """How many artifacts `due` would give."""
        with errors(self._path):
            row = self._db.execute(f"SELECT count(*) {_DUE}", _due(now, max_age, run, candidates)).fetchone()
        return int(row[0])

    def due(
        self, *, now: datetime, max_age: timedelta, run: int | None = None, candidates: bool = False
    ) -> Iterator[Artifact]:
        """
        Artifacts never checked, last checked longer than `max_age` ago, or last found unknown; only those that
        papers of `run` name, where it is given. With `candidates` those that no paper prints and somebody entered for
        one; what a service lists itself is there by its own word. Paged, so that others may write meanwhile.
        """
        last = 0
        while True:
            with errors(self._path):
                page = self._db.execute(
                    f"SELECT a.id, a.kind, a.target, a.url, a.platform_id, {_PUBLISHED}, {_CONTENT},"
                    f" {_ABSENT_AT}, coalesce(v.known, v.availability) = 'blocked', {_BLOCKED_AT} {_DUE}"
                    " AND a.id > :last ORDER BY a.id LIMIT :page",
                    {**_due(now, max_age, run, candidates), "last": last, "page": PAGE},
                ).fetchall()
            for _, kind, target, url, platform_id, published, content, absent, blocked, blocked_at in page:
                content_id, _, content_head = (content or "").partition(" ")
                yield Artifact(
                    kind=Kind(kind),
                    target=target,
                    url=url,
                    platform_id=platform_id,
                    published=published or "",
                    content_head=content_head,
                    content_id=content_id,
                    absent_at=_moment(absent),
                    blocked=bool(blocked),
                    blocked_at=_moment(blocked_at),
                )
            if len(page) < PAGE:
                return
            last = page[-1][0]

    def history(self, key: str) -> list[tuple[int, Observation]]:
        """All observations of one artifact as (run that they count for, observation), run by run, oldest first."""
        with errors(self._path):
            rows = self._db.execute(
                f"SELECT coalesce(t.run_id, o.run_id) AS run, {_SAID} FROM observations AS o"  # noqa: S608  (constant text)
                " LEFT JOIN taken_up AS t ON t.observation_id = o.id"
                " WHERE o.artifact_id = (SELECT id FROM artifacts WHERE key = ?) ORDER BY run, o.id",
                [key],
            ).fetchall()
        return [observation_of(key, row) for row in rows]

    def taken_up(self, run: int) -> dict[str, list[Observation]]:
        """What a run was told by those before it that ended early, by the artifacts' keys."""
        with errors(self._path):
            rows = self._db.execute(
                f"SELECT a.key, t.run_id, {_SAID} FROM taken_up AS t"  # noqa: S608  (constant text)
                " JOIN observations AS o ON o.id = t.observation_id"
                " JOIN artifacts AS a ON a.id = o.artifact_id WHERE t.run_id = ? ORDER BY o.id",
                [run],
            ).fetchall()
        said: dict[str, list[Observation]] = {}
        for key, *row in rows:
            said.setdefault(key, []).append(observation_of(key, tuple(row))[1])
        return said

    def artifacts(self) -> Iterator[ArtifactRow]:
        """All rows of `artifact_status`, with the titles of up to three papers that name each."""
        for row in self._rows("SELECT * FROM artifact_status ORDER BY kind, target"):
            titles = self._db.execute(
                "SELECT DISTINCT p.title FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
                " AND p.last_run = l.last_run WHERE l.artifact_id = ? ORDER BY p.title LIMIT 3",
                [row["artifact_id"]],
            ).fetchall()
            flags = {name: bool(row[name]) for name in ("confirmed", "hijackable")}
            opened = {name: orjson.loads(row[name]) for name in ("ticks", "policies")}
            yield ArtifactRow(**{**row, **flags, **opened}, named_by=tuple(title for (title,) in titles))

    def papers(self) -> Iterator[PaperRow]:
        """All rows of `paper_status`, by title."""
        return (PaperRow(**row) for row in self._rows("SELECT * FROM paper_status ORDER BY title"))

    def count_papers(self, run: int) -> int:
        """How many papers a run has read, each id once."""
        (row,) = self._rows("SELECT count(*) AS papers FROM papers WHERE last_run = ?", [run])
        return int(row["papers"])

    def links(self) -> Iterator[LinkRow]:
        """What papers link to, a row for each artifact of each paper, by paper; its first mention gives the text."""
        for row in self._rows(_LINKS):
            flags = {name: bool(row[name]) for name in ("confirmed", "hijackable", "misprinted")}
            yield LinkRow(**{**row, **flags})

    def last_run(self) -> RunRow | None:
        """The newest run, None where there never was one."""
        names = "id, started_at, finished_at, command, inputs, options, version, status, counts, costs"
        for row in self._rows(f"SELECT {names} FROM runs ORDER BY id DESC LIMIT 1"):  # noqa: S608  (constant names)
            opened = {name: orjson.loads(row[name]) for name in ("inputs", "options", "counts", "costs")}
            return RunRow(**{**row, **opened, "inputs": tuple(opened["inputs"])})
        return None

    def changes(self, *, run: int | None = None, since: str = "") -> Iterator[ChangeRow]:
        """Rows of `changes` after run `run` (that run left out), or from the moment `since` (ISO 8601) on."""
        rows = self._rows(
            "SELECT * FROM changes WHERE run_id > ? AND at >= ? ORDER BY run_id, axis, target",
            [run or 0, since],
        )
        return (ChangeRow(**row) for row in rows)

    def query(self, text: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Column names and rows of a shipped query; the database can't be written by it."""
        with errors(self._path):
            self._db.execute("PRAGMA query_only = ON")
            try:
                with closing(self._db.execute(text)) as cursor:
                    return [column[0] for column in cursor.description or ()], cursor.fetchall()
            finally:
                self._db.execute("PRAGMA query_only = OFF")

    def _rows(self, text: str, values: Sequence[object] = ()) -> Iterator[dict[str, Any]]:
        with errors(self._path):
            cursor = self._db.execute(text, list(values))
            names = [column[0] for column in cursor.description]
            while page := cursor.fetchmany(PAGE):
                yield from (dict(zip(names, row, strict=True)) for row in page)


_SAID = "o.service, o.at, o.outcome, o.reason, o.status, o.detail, o.facts"
_NAMED = (
    "(EXISTS (SELECT 1 FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
    " WHERE l.artifact_id = a.id AND l.last_run = :run AND p.last_run = :run)"
    " OR EXISTS (SELECT 1 FROM readings AS r JOIN links AS l ON l.id = r.link_id"
    " WHERE r.artifact_id = a.id AND l.last_run = :run))"
)
_PRINTED = (
    "(EXISTS (SELECT 1 FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run"
    " WHERE l.artifact_id = a.id)"
    " OR EXISTS (SELECT 1 FROM readings AS r JOIN links AS l ON l.id = r.link_id"
    " JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run WHERE r.artifact_id = a.id))"
)
_ENTERED = (
    "EXISTS (SELECT 1 FROM candidates AS c JOIN papers AS p ON p.id = c.paper_id"
    " WHERE c.artifact_id = a.id AND c.added_by <> 'tag' AND (:run IS NULL OR p.last_run = :run)"
    " AND c.last_run = (SELECT max(x.run_id) FROM cross_checks AS x"
    " WHERE x.paper_id = c.paper_id AND x.outcome <> 'unknown'))"
)
_DUE = (
    "FROM artifacts AS a LEFT JOIN verdicts AS v ON v.id = a.verdict_id"
    " WHERE (a.checked_at IS NULL OR a.checked_at <= :before OR v.availability = 'unknown')"
    f" AND CASE WHEN :candidates THEN NOT {_PRINTED} AND {_ENTERED}"
    f" ELSE {_PRINTED} AND (:run IS NULL OR {_NAMED}) END"
)
_LINKS = (
    "SELECT p.id AS paper_id, p.title, p.published, l.raw, s.kind, s.target, s.url, s.availability, s.reason,"
    " s.confirmed, s.identity, s.resolved_target, s.hijackable, s.maintenance, s.last_activity_at, s.content,"
    " s.license, s.checked_at, l.ownership, l.reading > 0 AS misprinted,"
    " c.preservation, c.software_heritage_url AS code_url, c.wayback_url AS page_url"
    " FROM (SELECT paper_id, artifact_id, raw, last_run, ownership, reading, min(start_offset) FROM links"
    " GROUP BY paper_id, artifact_id, last_run) AS l"
    " JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run"
    " JOIN artifact_status AS s ON s.artifact_id = l.artifact_id"
    " JOIN archive_status AS c ON c.artifact_id = l.artifact_id ORDER BY p.id, s.kind, s.target"
)
_PUBLISHED = (
    "(SELECT min(p.published) FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
    " WHERE l.artifact_id = a.id AND p.published <> '')"
)
_CONTENT = (
    "(SELECT coalesce(json_extract(o.facts, '$.platform_id'), '') || ' ' || json_extract(o.facts, '$.head')"
    " FROM observations AS o WHERE o.artifact_id = a.id"
    " AND o.service = 'github_content' AND o.outcome = 'present' ORDER BY o.id DESC LIMIT 1)"
)
_ABSENT_AT = (
    "(SELECT max(o.at) FROM observations AS o WHERE o.artifact_id = a.id AND o.service = 'github_rest'"
    " AND o.outcome = 'absent' AND o.id > coalesce((SELECT max(p.id) FROM observations AS p"
    " WHERE p.artifact_id = a.id AND p.outcome = 'present'), 0))"
)
_BLOCKED_AT = "(SELECT max(o.at) FROM observations AS o WHERE o.artifact_id = a.id AND o.outcome = 'blocked')"


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _due(now: datetime, max_age: timedelta, run: int | None, candidates: object) -> dict[str, object]:
    return {"before": age_limit(now, max_age), "run": run, "candidates": candidates}
