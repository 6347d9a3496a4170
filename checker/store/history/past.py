"""
A database as it was after an earlier run (`--as-of`): temporary views of the connection take the names of the tables
and views of the file, and show what was known then. Nothing is written to the file.

Of links only the last reading of their paper is known. Therefore a link that a paper had dropped by then is shown all
the same where the paper was read again since.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from checker.errors import UsageError
from checker.store import scripts
from checker.store.database import errors
from checker.store.encoding import iso

if TYPE_CHECKING:
    from sqlite_utils import Database


def show_past(db: Database, path: str, when: str) -> int:
    """
    Let a connection show the database as it was after a run. `when` is the run's number, or a moment or date (its
    end) by which the run had begun. Returns the run's number; raises UsageError where there is no such run.
    """
    with errors(path):
        run = _run(db, when)
        for name, text in _TABLES.items():
            db.execute(f"CREATE TEMP VIEW {name} AS {text.format(run=run, cut=_CUT.format(run=run))}")
        for name, text in scripts.scripts("views").items():
            body = text[text.index("CREATE VIEW") :].removeprefix(f"CREATE VIEW {name}")
            db.execute(f"CREATE TEMP VIEW {name} {body}")
    return run


def _run(db: Database, when: str) -> int:
    if when.isdecimal():
        found = db.execute("SELECT max(id) FROM runs WHERE id = ?", [int(when)]).fetchone()[0]
    else:
        try:
            before = _end(when)
        except ValueError:
            raise UsageError(f"{when} is not a run, a date or a moment.", "For example: 12, 2026-10-01.") from None
        found = db.execute("SELECT max(id) FROM runs WHERE started_at < ?", [before]).fetchone()[0]
    if found is None:
        raise UsageError(f"There was no run by {when}.", "See: reprolinks query trend")
    return int(found)


def _end(text: str) -> str:
    """The end of a date, or the second after a moment, as `iso` writes them; ValueError for any other text."""
    given = datetime.fromisoformat(text)
    step = timedelta(days=1) if len(text) <= 10 else timedelta(seconds=1)
    return iso((given if given.tzinfo else given.replace(tzinfo=UTC)) + step) or ""


_CUT = "(SELECT coalesce(finished_at, alive_at, started_at) FROM main.runs WHERE id = {run})"
_SEEN = (
    "(SELECT strftime('%Y-%m-%dT%H:%M:%SZ', look.at, 'unixepoch') FROM main.runs AS r CROSS JOIN main.looks AS look"
    " ON look.run_id = r.id AND look.artifact_id = a.id WHERE r.id <= {run} ORDER BY r.id DESC LIMIT 1)"
)
_CLAIMED = (
    "coalesce((SELECT c.{column} FROM main.claims AS c WHERE c.paper_id = p.id AND c.run_id <= {{run}}"
    " ORDER BY c.id DESC LIMIT 1), p.{other})"
)
_VERDICT = (
    "(SELECT v.{} FROM main.verdicts AS v WHERE v.artifact_id = a.id AND v.run_id <= {{run}}"
    " ORDER BY v.id DESC LIMIT 1)"
)
_LISTED = (
    "NOT EXISTS (SELECT 1 FROM main.unlisted AS u WHERE u.paper_id = p.id"
    " AND u.from_run <= {run} AND coalesce(u.to_run > {run}, 1))"
)
_NAMING = (
    "FROM temp.links AS l JOIN main.papers AS p ON p.id = l.paper_id AND p.first_run <= {run}"
    f" AND {_LISTED} WHERE l.artifact_id = a.id"
)
_LINKED = (
    "(SELECT count(DISTINCT l.artifact_id) FROM temp.links AS l JOIN temp.artifacts AS a ON a.id = l.artifact_id"
    " JOIN main.conclusions AS c ON c.id = a.conclusion_id AND l.paper_id = p.id {})"
)
#: Table → the SELECT that shows it as it was. Of a paper that was read again since, the links of its last reading by
#: then are shown.
_TABLES = {
    "runs": "SELECT * FROM main.runs WHERE id <= {run}",
    "verdicts": "SELECT * FROM main.verdicts WHERE run_id <= {run}",
    "archives": (
        "SELECT id, run_id, artifact_id, archive, at, outcome, reason, url, captured_at, question, detail,"
        " question = 'copy' AND row_number() OVER (PARTITION BY artifact_id, archive, question"
        " ORDER BY outcome <> 'unknown' DESC, id DESC) = 1 AS stands FROM main.archives WHERE run_id <= {run}"
    ),
    "claims": "SELECT * FROM main.claims WHERE run_id <= {run}",
    "cross_checks": "SELECT * FROM main.cross_checks WHERE run_id <= {run}",
    "candidates": "SELECT * FROM main.candidates WHERE first_run <= {run}",
    "steps": "SELECT * FROM main.steps WHERE run_id <= {run}",
    "looks": "SELECT * FROM main.looks WHERE run_id <= {run}",
    "incidents": (
        "SELECT id, artifact_id, axis, opened_at, opened_run, last_good_at,"
        " iif(confirmed_at <= {cut}, confirmed_at, NULL) AS confirmed_at,"
        " iif(closed_run <= {run}, closed_at, NULL) AS closed_at,"
        " iif(closed_run <= {run}, closed_run, NULL) AS closed_run,"
        " iif(told_run <= {run}, told_run, NULL) AS told_run, ignored FROM main.incidents WHERE opened_run <= {run}"
    ),
    "links": (
        "SELECT l.id, l.paper_id, l.artifact_id, l.target, l.raw, l.field, l.start_offset, l.end_offset, l.ownership,"
        " l.evidence, l.reading, l.printed, l.line, l.line_column, {run} AS last_run FROM main.links AS l"
        " JOIN main.papers AS p ON p.id = l.paper_id JOIN main.artifacts AS a ON a.id = l.artifact_id"
        " WHERE a.first_seen_at <= {cut} AND (l.last_run >= {run} OR l.last_run = p.last_run"
        " OR p.last_run > {run} AND l.last_run = (SELECT max(x.last_run) FROM main.links AS x"
        " WHERE x.paper_id = l.paper_id AND x.last_run <= {run}))"
    ),
    "artifacts": (
        "SELECT a.id, a.kind, a.target, a.key, a.url, a.first_seen_at, a.platform_id, a.owed,"  # noqa: S608  (constant text)
        f" iif(a.tried_at <= {{cut}}, a.tried_at, {_SEEN}) AS tried_at,"
        f" iif(a.checked_at <= {{cut}}, a.checked_at, {_SEEN}) AS checked_at,"
        f" {_VERDICT.format('id')} AS verdict_id,"
        f" coalesce({_VERDICT.format('conclusion_id')}, 1) AS conclusion_id,"
        f" (SELECT count(DISTINCT l.paper_id) {_NAMING}) AS papers,"
        " (SELECT CASE WHEN max(l.ownership = 'own') THEN 'own' WHEN min(l.ownership = 'third_party')"
        f" THEN 'third_party' ELSE 'unclear' END {_NAMING}) AS whose,"
        f" (SELECT coalesce(min(nullif(p.published, '')), '') {_NAMING}) AS published"
        " FROM main.artifacts AS a WHERE a.first_seen_at <= {cut}"
    ),
    "papers": (
        f"SELECT p.id, p.title, p.published, p.source, {_CLAIMED.format(column='claim', other='claim')} AS claim,"  # noqa: S608  (constant text)
        f" {_CLAIMED.format(column='evidence', other='claim_evidence')} AS claim_evidence, p.first_run,"
        f" {{run}} AS last_run, p.authors, p.venue, p.line, {_LISTED} AS listed, {_LINKED.format('')} AS links,"
        f""" {_LINKED.format("WHERE c.availability = 'available'")} AS available,"""
        f""" {_LINKED.format("WHERE c.availability = 'unknown'")} AS unknown"""
        " FROM main.papers AS p WHERE p.first_run <= {run}"
    ),
}
