"""The artifacts that were judged, with all their observations, for judging them again by changed rules."""

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
    One artifact that was judged: its observations, one list for each run, the moment and the maintenance policy of
    its last judgement, and the stored verdict in the order of VERDICT_COLUMNS (None where there is none).
    """

    artifact: Artifact
    observations: list[list[Observation]]
    at: datetime
    policy: str
    concluded: tuple[Any, ...] | None

    def differences(self, verdict: Verdict) -> dict[str, tuple[object, object]]:
        """Column → (stored value, value of this verdict), where these differ."""
        before = self.concluded or (None,) * len(VERDICT_COLUMNS)
        pairs = zip(VERDICT_COLUMNS, before, verdict_row(verdict), strict=True)
        return {name: (was, now) for name, was, now in pairs if was != now}


class Judged:
    """The part of the store that reads judged artifacts for `rejudge`."""

    def __init__(self, db: Database, path: str, evidence: Evidence) -> None:
        self._db = db
        self._path = path
        self._evidence = evidence

    def count(self) -> tuple[int, int]:
        """(artifacts that were judged, those of them with further observations that no run has judged yet)."""
        with errors(self._path):
            query = f"SELECT count(*), count(*) FILTER (WHERE NOT {_WHOLE}) {_FROM}"
            judged, unjudged = self._db.execute(query).fetchone()
        return int(judged), int(unjudged)

    def cases(self) -> Iterator[Case]:
        """
        All artifacts that were judged by observations, by id. Those with observations that no run has judged yet, of
        a run that ended early, are left out: the next check judges them.
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
        observations = [[observation for _, observation in run] for _, run in history]
        if concluded[VERDICT_COLUMNS.index("rule")] == "never_checked":
            observations.append([])  # the last run asked no service
        return Case(
            Artifact(Kind(kind), target, url, published=published or ""),
            observations,
            datetime.fromisoformat(tried_at),
            policy,
            tuple(concluded) if concluded[0] is not None else None,
        )


#: All observations are judged, or the rules failed on them, which changed rules may not do again.
_WHOLE = "(a.unjudged IS NULL OR v.rule = 'not_judged')"
_FROM = (
    "FROM artifacts AS a LEFT JOIN verdicts AS v ON v.id = a.verdict_id"
    " WHERE a.tried_at IS NOT NULL AND EXISTS (SELECT 1 FROM answers AS x WHERE x.artifact_id = a.id)"
)
#: The policy of the last run before the judgement; the default where that is of a release that did not record it.
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
