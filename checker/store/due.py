"""The artifacts in the database that are due to be checked, with what is known of them."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import orjson

from checker.model import Artifact, Kind, ServiceName
from checker.store.database import PAGE, errors
from checker.store.decoding import LOG
from checker.store.encoding import age_limit, iso, storable
from checker.store.history.listed import LISTED_BY, OF_SOURCE
from checker.store.history.standings import stored_standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime, timedelta

    from sqlite_utils import Database

    from checker.model import Standing
    from checker.store.evidence import Evidence


class Which(StrEnum):
    """
    Which artifacts are meant. PRINTED are those that papers link to. ALTERNATIVES are the web pages that an ambiguous
    link may name too, where the first alternative does not exist. CANDIDATES are those that no paper prints and that
    somebody entered for one at a service; those that a service lists by itself are known to exist.
    """

    PRINTED = "printed"
    ALTERNATIVES = "alternatives"
    CANDIDATES = "candidates"


class Due:
    """The part of the store that knows which artifacts are due."""

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
        which: Which = Which.PRINTED,
    ) -> int:
        """How many artifacts `artifacts` gives for the same arguments."""
        with errors(self._path):
            row = self._db.execute(f"SELECT count(*) {_DUE}", _due(now, max_age, run, source, which)).fetchone()
        return int(row[0])

    def artifacts(
        self,
        *,
        now: datetime,
        max_age: timedelta,
        run: int | None = None,
        source: str | None = None,
        which: Which = Which.PRINTED,
    ) -> Iterator[Artifact]:
        """
        The artifacts that are due: never checked, last checked longer than `max_age` ago (or in the future, by a
        wrong clock), last found unknown, or with an axis that is to be asked about again. Only those that papers link
        to which `run` has read, or which `source` lists, if given. Read page by page, so that results can be written
        meanwhile.
        """
        last = 0
        while True:
            with errors(self._path):
                page = self._db.execute(
                    f"SELECT a.id, a.kind, a.target, a.url, a.key, {_PUBLISHED}, a.unjudged IS NOT NULL,"
                    f" s.standing, a.known_at, {_FORMS}, {_UNSCHEMED} {_DUE} AND a.id > :last"
                    " ORDER BY a.id LIMIT :page",
                    {**_due(now, max_age, run, source, which), "last": last, "page": PAGE},
                ).fetchall()
            yield from self._artifacts(page)
            if len(page) < PAGE:
                return
            last = page[-1][0]

    def _artifacts(self, page: Iterable[tuple[Any, ...]]) -> Iterator[Artifact]:
        for _, kind, target, url, key, published, is_behind, text, known_at, *addresses in page:
            try:
                standing = (None if is_behind else stored_standing(text, known_at)) or self._evidence.standing(
                    key, Kind(kind)
                )
                printed, unschemed = (tuple(sorted(filter(None, orjson.loads(one)))) for one in addresses)
                bare = Artifact(Kind(kind), target, url, published=published or "", printed=printed)
                yield _artifact(replace(bare, unschemed=unschemed), standing)
            except (ValueError, TypeError) as error:
                LOG.warning("left out, damaged in the database: %.80r (%s)", target, error)


def _artifact(bare: Artifact, standing: Standing) -> Artifact:
    """The artifact with what its standing tells of its past."""
    inventory = standing.inventory
    read = inventory if inventory and inventory.service in _READERS else None
    # Git does not see the files of releases. The id `git` is no repository's, so that with a token GitHub is asked
    # too.
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


#: Services whose list of files stays valid while the head is the same commit.
_READERS = (ServiceName.GITHUB_CONTENT, ServiceName.GIT)


_NAMED = (
    "(EXISTS (SELECT 1 FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
    " WHERE l.artifact_id = a.id AND l.last_run = :run AND p.last_run = :run)"
    " OR EXISTS (SELECT 1 FROM readings AS r JOIN links AS l ON l.id = r.link_id"
    " WHERE r.artifact_id = a.id AND l.last_run = :run))"
)
#: Alternatives that are repositories are checked with PRINTED, because they are asked about in batches. A page takes
#: a request, and is checked with ALTERNATIVES, only where the first alternative is absent.
_IN_TURN = (
    "(:which = 'candidates' OR (:which = 'alternatives') = (a.kind = 'other' AND r.rank > 0 AND NOT EXISTS"
    " (SELECT 1 FROM links AS own WHERE own.artifact_id = a.id)))"
    " AND (:which <> 'alternatives' OR EXISTS (SELECT 1 FROM readings AS f JOIN artifacts AS first"
    " ON first.id = f.artifact_id JOIN verdicts AS w ON w.id = first.verdict_id"
    " WHERE f.link_id = r.link_id AND f.rank = 0 AND (w.availability = 'gone' OR w.reason = 'bad_response')))"
)
_BY_LINK = "a.papers > 0"
_BY_READING = (
    "EXISTS (SELECT 1 FROM readings AS r JOIN links AS l ON l.id = r.link_id"
    " JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed WHERE r.artifact_id = a.id"
)
_PRINTED = f"(:which <> 'alternatives' AND {_BY_LINK} OR {_BY_READING} AND {_IN_TURN}))"
_ENTERED = (
    "EXISTS (SELECT 1 FROM candidates AS c JOIN papers AS p ON p.id = c.paper_id AND p.listed"
    " WHERE c.artifact_id = a.id AND c.added_by <> 'tag' AND (:run IS NULL OR p.last_run = :run)"
    " AND c.last_run = (SELECT max(x.run_id) FROM cross_checks AS x"
    " WHERE x.paper_id = c.paper_id AND x.outcome <> 'unknown'))"
)
_OF_SOURCE = (
    "CASE WHEN :which = 'candidates' THEN EXISTS (SELECT 1 FROM candidates AS c"  # noqa: S608  (constant text)
    f" JOIN papers AS p ON p.id = c.paper_id AND p.listed WHERE c.artifact_id = a.id AND {LISTED_BY})"
    f" ELSE {OF_SOURCE} OR EXISTS (SELECT 1 FROM readings AS r JOIN links AS l ON l.id = r.link_id"
    " JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed"
    f" WHERE r.artifact_id = a.id AND {LISTED_BY}) END"
)
_DUE = (
    "FROM artifacts AS a JOIN conclusions AS v ON v.id = a.conclusion_id"
    " LEFT JOIN standings AS s ON s.artifact_id = a.id"
    " WHERE (a.checked_at IS NULL OR a.checked_at <= :before OR a.checked_at > :now OR a.owed <> ''"
    " OR v.availability = 'unknown')"
    f" AND CASE WHEN :which = 'candidates' THEN NOT {_PRINTED} AND {_ENTERED}"
    f" ELSE {_PRINTED} AND (:run IS NULL OR {_NAMED}) END"
    f" AND (:source IS NULL OR {_OF_SOURCE})"
)
_PUBLISHED = (
    "(SELECT min(p.published) FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
    " WHERE l.artifact_id = a.id AND p.published <> '')"
)
_FORMS = (
    "(SELECT json_group_array(DISTINCT l.printed) FROM links AS l JOIN papers AS p ON p.id = l.paper_id"
    " AND p.last_run = l.last_run AND p.listed WHERE l.artifact_id = a.id)"
)
_UNSCHEMED = (
    f"{_FORMS[:-1]} AND a.kind IN ('other', 'github_pages')"
    " AND l.raw NOT LIKE '%//%' AND l.raw NOT LIKE '%:/%' AND l.raw NOT LIKE 'htt%')"
)


def _due(now: datetime, max_age: timedelta, run: int | None, source: str | None, which: Which) -> dict[str, object]:
    values = {"now": iso(now), "before": age_limit(now, max_age), "run": run, "which": str(which)}
    return {**values, "source": storable(source) if source else None}
