"""Candidates in the database: which papers to look up, every answer, and the summary that reports show."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.model.candidates import CheckOutcome, CrossCheck, PaperLookup
from checker.model.paper_ids import arxiv_number
from checker.model.rows import CandidateRow, CandidateSummary
from checker.store.database import PAGE, errors
from checker.store.encoding import age_limit, iso, storable
from checker.store.history.listed import LISTED_BY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime, timedelta

    from sqlite_utils import Database

    from checker.model.candidates import LookupResult


class PaperScope(NamedTuple):
    """Which papers are meant: those that `run` has read, those that `source` lists, or all listed ones."""

    run: int | None = None
    source: str | None = None


ALL_PAPERS = PaperScope()


class Candidates:
    """The part of the store for candidates."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path
        # Only the queries of this class use it, no view and no shipped query, so that any program can open the file.
        db.conn.create_function("arxiv_number", 1, arxiv_number, deterministic=True)

    def count_due(
        self, which: CrossCheck, *, now: datetime, max_age: timedelta, about: PaperScope = ALL_PAPERS
    ) -> int:
        """How many papers `due` gives for the same arguments."""
        values = _values(which, now, max_age, about)
        with errors(self._path):
            row = self._db.execute(f"SELECT count(*) {_DUE}", values).fetchone()
        return int(row[0])

    def due(
        self, which: CrossCheck, *, now: datetime, max_age: timedelta, about: PaperScope = ALL_PAPERS
    ) -> Iterator[PaperLookup]:
        """
        Papers with an arXiv number, among those `about`, on which there was no answer within `max_age`. Those without
        any answer come first, then those with the oldest one. Read page by page, so that answers can be written
        meanwhile.
        """
        values: dict[str, object] = {**_values(which, now, max_age, about), "answered_at": "", "row": 0}
        while True:
            with errors(self._path):
                page = self._db.execute(
                    f"SELECT coalesce(c.at, ''), p.rowid, p.id, arxiv_number(p.id) {_DUE}"
                    " AND (coalesce(c.at, ''), p.rowid) > (:answered_at, :row) ORDER BY 1, 2 LIMIT :page",
                    {**values, "page": PAGE},
                ).fetchall()
            for _, _, paper, number in page:
                yield PaperLookup(paper, number)
            if len(page) < PAGE:
                return
            values |= {"answered_at": page[-1][0], "row": page[-1][1]}

    def record(self, run: int, answers: Sequence[LookupResult]) -> None:
        """Record answers and the candidates in them, all or none; they are durable when this returns."""
        with errors(self._path), self._db.atomic():
            for one in answers:
                self._record(run, one)

    def _record(self, run: int, answer: LookupResult) -> None:
        at, paper, service = iso(answer.at), storable(answer.paper_id), answer.service
        outcome = (run, paper, service, at, str(answer.outcome), str(answer.reason))
        self._db.execute(
            "INSERT INTO cross_checks (run_id, paper_id, service, at, outcome, reason, detail, dropped)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [*outcome, storable(answer.detail), answer.dropped],
        )
        for candidate in answer.candidates:
            key = storable(candidate.key)
            self._db.execute(
                "INSERT OR IGNORE INTO artifacts (kind, target, key, url, first_seen_at) VALUES (?, ?, ?, ?, ?)",
                [str(candidate.kind), storable(candidate.target), key, storable(candidate.url), at],
            )
            evidence = (candidate.route, candidate.field, str(candidate.added_by), candidate.evidence)
            self._db.execute(_NAME, [paper, key, service, *evidence, run, run, at, at])

    def crossed(self) -> CandidateSummary:
        """The summary of candidates for a report: see `CandidateSummary`."""
        with errors(self._path):
            counts = dict(self._db.execute(_OUTCOMES).fetchall())
            rows = self._db.execute(_SHOWN).fetchall()
            agreeing, dropped = self._db.execute(_FIGURES).fetchone()
        found = [CandidateRow(*row) for row in rows]
        return CandidateSummary(
            outcomes={str(outcome): counts.get(outcome, 0) for outcome in CheckOutcome},
            claims=tuple(row for row in found if row.relation == "unlinked"),
            others=tuple(row for row in found if row.relation == "other"),
            agreeing=agreeing or 0,
            dropped=dropped or 0,
        )


def _values(which: CrossCheck, now: datetime, max_age: timedelta, about: PaperScope) -> dict[str, object]:
    values = {"all": which is CrossCheck.ALL, "before": age_limit(now, max_age)}
    return {**values, "run": about.run, "source": storable(about.source) if about.source else None}


_NAME = (
    "INSERT INTO candidates (paper_id, artifact_id, service, route, field, added_by, evidence, first_run, last_run,"
    " first_seen_at, last_seen_at) VALUES (?, (SELECT id FROM artifacts WHERE key = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (paper_id, artifact_id, service, field) DO UPDATE SET route = excluded.route,"
    " added_by = excluded.added_by, evidence = excluded.evidence, last_run = excluded.last_run,"
    " last_seen_at = excluded.last_seen_at"
)
_CLAIMS = (
    "p.claim IN ('released', 'linked', 'promised') AND NOT EXISTS"
    " (SELECT 1 FROM links AS l WHERE l.paper_id = p.id AND l.last_run = p.last_run)"
)
_DUE = (
    "FROM papers AS p LEFT JOIN (SELECT paper_id, max(at) AS at FROM cross_checks"  # noqa: S608  (constant text)
    " WHERE outcome <> 'unknown' GROUP BY paper_id) AS c ON c.paper_id = p.id"
    f" WHERE p.listed AND (:all OR {_CLAIMS}) AND (:run IS NULL OR p.last_run = :run)"
    f" AND (:source IS NULL OR {LISTED_BY})"
    " AND (c.at IS NULL OR c.at <= :before) AND arxiv_number(p.id) <> ''"
)
#: The newest answer on each paper that is not `unknown` counts, as in the view candidate_status.
_OUTCOMES = (
    "SELECT outcome, count(*) FROM (SELECT c.outcome, row_number() OVER (PARTITION BY c.paper_id"  # noqa: S608  (constant text)
    " ORDER BY c.outcome <> 'unknown' DESC, c.id DESC) AS place FROM cross_checks AS c JOIN papers AS p"
    f" ON p.id = c.paper_id WHERE {_CLAIMS}) WHERE place = 1 GROUP BY outcome"
)
_SHOWN = (
    "SELECT paper_id, title, claim, relation, kind, target, url, added_by, evidence, availability, reason,"
    " last_seen_at FROM candidate_status WHERE relation = 'other'"
    " OR relation = 'unlinked' AND claim IN ('released', 'linked', 'promised')"
)
_FIGURES = (
    "SELECT (SELECT count(DISTINCT paper_id) FROM candidate_status WHERE relation = 'same'),"
    " (SELECT sum(dropped) FROM cross_checks AS c WHERE c.id = (SELECT max(x.id) FROM cross_checks AS x"
    " WHERE x.paper_id = c.paper_id AND x.outcome <> 'unknown'))"
)
