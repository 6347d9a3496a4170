"""What is due in the database: artifacts to look at, with what is known of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson

from checker.model import Artifact, Kind, ServiceName
from checker.store.database import PAGE, errors
from checker.store.decoding import LOG
from checker.store.encoding import age_limit, clean, iso
from checker.store.history.listed import OF_SOURCE
from checker.store.history.standings import kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime, timedelta

    from sqlite_utils import Database

    from checker.model import Standing
    from checker.store.evidence import Evidence


class Due:
    """The part of the store that tells what is to be looked at."""

    def __init__(self, db: Database, path: str, evidence: Evidence) -> None:
        self._db = db
        self._path = path
        self._evidence = evidence

    def count(
        self,
        *,
        now: datetime,
        max_age: timedelta,
        run: int | None = None,
        source: str | None = None,
        candidates: bool = False,
    ) -> int:
        """How many artifacts `artifacts` would give."""
        with errors(self._path):
            row = self._db.execute(f"SELECT count(*) {_DUE}", _due(now, max_age, run, source, candidates)).fetchone()
        return int(row[0])

    def artifacts(
        self,
        *,
        now: datetime,
        max_age: timedelta,
        run: int | None = None,
        source: str | None = None,
        candidates: bool = False,
    ) -> Iterator[Artifact]:
        """
        Artifacts never checked, last checked longer than `max_age` ago (or by a clock that was ahead), last found
        unknown, or of which a part is owed; only those that papers of `run` name, where it is given, or those that
        `source` lists. With `candidates` those that no paper prints and somebody entered for one; what a service
        lists itself is there by its own word. Paged, so that others may write meanwhile.
        """
        last = 0
        while True:
            with errors(self._path):
                page = self._db.execute(
                    f"SELECT a.id, a.kind, a.target, a.url, a.key, {_PUBLISHED}, a.unjudged IS NOT NULL,"
                    f" s.standing, a.known_at, {_FORMS} {_DUE} AND a.id > :last ORDER BY a.id LIMIT :page",
                    {**_due(now, max_age, run, source, candidates), "last": last, "page": PAGE},
                ).fetchall()
            yield from self._artifacts(page)
            if len(page) < PAGE:
                return
            last = page[-1][0]

    def _artifacts(self, page: Iterable[tuple[Any, ...]]) -> Iterator[Artifact]:
        for _, kind, target, url, key, published, behind, text, known_at, forms in page:
            try:
                standing = (None if behind else kept(text, known_at)) or self._evidence.standing(key, Kind(kind))
                printed = tuple(sorted(filter(None, orjson.loads(forms))))
                bare = Artifact(Kind(kind), target, url, published=published or "", printed=printed)
                yield _artifact(bare, standing)
            except (ValueError, TypeError) as error:
                LOG.warning("left out, damaged in the database: %.80r (%s)", target, error)


def _artifact(bare: Artifact, standing: Standing) -> Artifact:
    """The artifact with what its standing tells of its past."""
    held = standing.inventory
    read = held if held and held.service in _READERS else None
    # Git sees no files of releases: with a token GitHub is asked for all that git has seen of it.
    by = "git" if read and read.service == ServiceName.GIT else ""
    return replace(
        bare,
        platform_id=standing.first_id,
        content_head=read.head or "" if read else "",
        content_id=read.platform_id or by if read else "",
        absent_at=standing.absent_at,
        blocked=standing.blocked,
        blocked_at=standing.blocked_at,
    )


#: Services whose list of files is good for as long as the commit at the head is the same.
_READERS = (ServiceName.GITHUB_CONTENT, ServiceName.GIT)


_NAMED = (
    "(EXISTS (SELECT 1 FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
    " WHERE l.artifact_id = a.id AND l.last_run = :run AND p.last_run = :run)"
    " OR EXISTS (SELECT 1 FROM readings AS r JOIN links AS l ON l.id = r.link_id"
    " WHERE r.artifact_id = a.id AND l.last_run = :run))"
)
_PRINTED = (
    "(a.papers > 0 OR EXISTS (SELECT 1 FROM readings AS r JOIN links AS l ON l.id = r.link_id"
    " JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed WHERE r.artifact_id = a.id))"
)
_ENTERED = (
    "EXISTS (SELECT 1 FROM candidates AS c JOIN papers AS p ON p.id = c.paper_id AND p.listed"
    " WHERE c.artifact_id = a.id AND c.added_by <> 'tag' AND (:run IS NULL OR p.last_run = :run)"
    " AND c.last_run = (SELECT max(x.run_id) FROM cross_checks AS x"
    " WHERE x.paper_id = c.paper_id AND x.outcome <> 'unknown'))"
)
_DUE = (
    "FROM artifacts AS a JOIN conclusions AS v ON v.id = a.conclusion_id"
    " LEFT JOIN standings AS s ON s.artifact_id = a.id"
    " WHERE (a.checked_at IS NULL OR a.checked_at <= :before OR a.checked_at > :now OR a.owed <> ''"
    " OR v.availability = 'unknown')"
    f" AND CASE WHEN :candidates THEN NOT {_PRINTED} AND {_ENTERED}"
    f" ELSE {_PRINTED} AND (:run IS NULL OR {_NAMED}) END"
    f" AND (:source IS NULL OR {OF_SOURCE})"
)
_PUBLISHED = (
    "(SELECT min(p.published) FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
    " WHERE l.artifact_id = a.id AND p.published <> '')"
)
_FORMS = (
    "(SELECT json_group_array(DISTINCT l.printed) FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
    " AND p.last_run = l.last_run AND p.listed WHERE l.artifact_id = a.id)"
)


def _due(
    now: datetime, max_age: timedelta, run: int | None, source: str | None, candidates: object
) -> dict[str, object]:
    values = {"now": iso(now), "before": age_limit(now, max_age), "run": run, "candidates": candidates}
    return {**values, "source": clean(source) if source else None}
