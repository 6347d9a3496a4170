"""What is due in the database: artifacts to look at, with what is known of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson

from checker.model import Artifact, Kind
from checker.store.database import PAGE, errors
from checker.store.decoding import LOG
from checker.store.encoding import age_limit, iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import timedelta

    from sqlite_utils import Database


class Due:
    """The part of the store that tells what is to be looked at."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def count(self, *, now: datetime, max_age: timedelta, run: int | None = None, candidates: bool = False) -> int:
        """How many artifacts `artifacts` would give."""
        with errors(self._path):
            row = self._db.execute(f"SELECT count(*) {_DUE}", _due(now, max_age, run, candidates)).fetchone()
        return int(row[0])

    def artifacts(
        self, *, now: datetime, max_age: timedelta, run: int | None = None, candidates: bool = False
    ) -> Iterator[Artifact]:
        """
        Artifacts never checked, last checked longer than `max_age` ago (or by a clock that was ahead), last found
        unknown, or of which a part is owed; only those that
        papers of `run` name, where it is given. With `candidates` those that no paper prints and somebody entered for
        one; what a service lists itself is there by its own word. Paged, so that others may write meanwhile.
        """
        last = 0
        while True:
            with errors(self._path):
                page = self._db.execute(
                    f"SELECT a.id, a.kind, a.target, a.url, a.platform_id, {_PUBLISHED}, {_CONTENT},"
                    f" {_ABSENT_AT}, coalesce(v.known, v.availability) = 'blocked', {_BLOCKED_AT}, {_FORMS} {_DUE}"
                    " AND a.id > :last ORDER BY a.id LIMIT :page",
                    {**_due(now, max_age, run, candidates), "last": last, "page": PAGE},
                ).fetchall()
            yield from _artifacts(page)
            if len(page) < PAGE:
                return
            last = page[-1][0]


def _artifacts(page: Iterable[tuple[Any, ...]]) -> Iterator[Artifact]:
    for _, kind, target, url, platform_id, published, content, absent, blocked, blocked_at, forms in page:
        content_id, _, content_head = (content or "").partition(" ")
        try:
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
                printed=tuple(sorted(filter(None, orjson.loads(forms)))),
            )
        except (ValueError, TypeError) as error:
            LOG.warning("left out, damaged in the database: %.80r (%s)", target, error)


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
    " WHERE (a.checked_at IS NULL OR a.checked_at <= :before OR a.checked_at > :now OR a.owed <> ''"
    " OR v.availability = 'unknown')"
    f" AND CASE WHEN :candidates THEN NOT {_PRINTED} AND {_ENTERED}"
    f" ELSE {_PRINTED} AND (:run IS NULL OR {_NAMED}) END"
)
_PUBLISHED = (
    "(SELECT min(p.published) FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
    " WHERE l.artifact_id = a.id AND p.published <> '')"
)
_FORMS = (
    "(SELECT json_group_array(DISTINCT l.printed) FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
    " AND p.last_run = l.last_run WHERE l.artifact_id = a.id)"
)
_CONTENT = (
    # Git sees no files of releases: with a token GitHub is asked for all that git has seen of it.
    "(SELECT coalesce(json_extract(o.facts, '$.platform_id'), iif(o.service = 'git', 'git', ''))"
    " || ' ' || json_extract(o.facts, '$.head') FROM observations AS o"
    " WHERE o.artifact_id = a.id AND o.outcome = 'present' AND (o.service = 'github_content'"
    " OR (o.service = 'git' AND json_extract(o.facts, '$.files') IS NOT NULL)) ORDER BY o.id DESC LIMIT 1)"
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
    return {"now": iso(now), "before": age_limit(now, max_age), "run": run, "candidates": candidates}
