"""What was judged, with all the evidence it was judged by: for rules that are to be tried again on all of it."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.model import Artifact, Kind
from checker.store.database import PAGE, errors
from checker.store.decoding import LOG
from checker.store.encoding import VERDICT_COLUMNS, verdict_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from checker.model import Observation, Verdict
    from checker.store.evidence import Evidence


class Case(NamedTuple):
    """
    One artifact that a run has judged: its observations run by run, the moment and the policy of its last judgement,
    and what was concluded (None where nothing was).
    """

    artifact: Artifact
    seen: list[list[Observation]]
    at: datetime
    policy: str
    concluded: tuple[Any, ...] | None

    def differences(self, verdict: Verdict) -> dict[str, tuple[object, object]]:
        """Column → (what was concluded, what this verdict says), where these differ."""
        before = self.concluded or (None,) * len(VERDICT_COLUMNS)
        pairs = zip(VERDICT_COLUMNS, before, verdict_row(verdict), strict=True)
        return {name: (was, now) for name, was, now in pairs if was != now}


class Judged:
    """The part of the store that gives what was judged again."""

    def __init__(self, db: Database, path: str, evidence: Evidence) -> None:
        self._db = db
        self._path = path
        self._evidence = evidence

    def count(self) -> tuple[int, int]:
        """How many artifacts were judged, and how many of these have evidence beside that no run has judged yet."""
        with errors(self._path):
            query = f"SELECT count(*), count(*) FILTER (WHERE NOT {_WHOLE}) {_FROM}"
            judged, unjudged = self._db.execute(query).fetchone()
        return int(judged), int(unjudged)

    def cases(self) -> Iterator[Case]:
        """
        All artifacts that a run has judged from evidence, in the order in which they came. What a run that ended
        early was told, and no run has judged, is left to the next check.
        """
        last = 0
        while True:
            with errors(self._path):
                page = self._db.execute(_CASES, {"last": last, "page": PAGE}).fetchall()
            for row in page:
                try:
                    yield self._case(*row)
                except (ValueError, TypeError) as error:
                    LOG.warning("left out, damaged in the database: %.80r (%s)", row[3], error)
            if len(page) < PAGE:
                return
            last = page[-1][0]

    def _case(self, *row: Any) -> Case:
        _, key, kind, target, url, published, tried_at, policy, *concluded = row
        history = groupby(self._evidence.history(key), key=itemgetter(0))
        seen = [[observation for _, observation in run] for _, run in history]
        if concluded[VERDICT_COLUMNS.index("rule")] == "never_checked":
            seen.append([])  # the last run asked nobody
        return Case(
            Artifact(Kind(kind), target, url, published=published or ""),
            seen,
            datetime.fromisoformat(tried_at),
            policy,
            tuple(concluded) if concluded[0] is not None else None,
        )


#: Evidence that is all judged, or on which the rules failed and may not fail again.
_WHOLE = "(a.unjudged IS NULL OR v.rule = 'not_judged')"
_FROM = (
    "FROM artifacts AS a LEFT JOIN verdicts AS v ON v.id = a.verdict_id"
    " WHERE a.tried_at IS NOT NULL AND EXISTS (SELECT 1 FROM answers AS x WHERE x.artifact_id = a.id)"
)
#: A run keeps its policy, an older one than that has the default.
_POLICY = (
    "coalesce((SELECT json_extract(r.options, '$.policy') FROM runs AS r WHERE r.command IN ('run', 'check')"
    " AND r.started_at <= a.tried_at ORDER BY r.id DESC LIMIT 1), 'recent-commit')"
)
_CASES = (
    "SELECT a.id, a.key, a.kind, a.target, a.url, (SELECT min(p.published) FROM links AS l"  # noqa: S608  (constant text)
    " JOIN papers AS p ON p.id = l.paper_id WHERE l.artifact_id = a.id AND p.published <> ''), a.tried_at,"
    f" {_POLICY}, {', '.join(f'v.{name}' for name in VERDICT_COLUMNS)} {_FROM} AND {_WHOLE}"
    " AND a.id > :last ORDER BY a.id LIMIT :page"
)
