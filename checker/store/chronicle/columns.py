"""The values in a history: for each table, the name of every value and the column that it comes from."""

from __future__ import annotations

from checker.store.encoding import VERDICT_COLUMNS


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


#: SQL: the number of a look, from 0, among those of its artifact in its run.
_PLACE = (
    "(SELECT count(*) FROM looks AS b WHERE b.run_id = look.run_id AND b.artifact_id = look.artifact_id"
    " AND b.place < look.place)"
)
#: Table → name in a line → column.
COLUMNS: dict[str, dict[str, str]] = {
    "runs": _same(
        *("id", "started_at", "finished_at", "command", "inputs", "options", "version", "pid", "status"),
        *("counts", "costs", "alive_at", "availability"),
    ),
    "artifacts": _same("id", "kind", "target", "key", "url", "first_seen_at", "platform_id"),
    "papers": _same(
        *("id", "title", "published", "source", "claim", "claim_evidence", "first_run", "last_run", "listed"),
        *("authors", "venue", "line"),
    ),
    "links": _same(
        *("id", "artifact_id", "target", "raw", "field", "start_offset", "end_offset", "last_run"),
        *("ownership", "evidence", "reading", "printed", "line", "line_column"),
    ),
    "candidates": _same(
        *("id", "artifact_id", "service", "route", "field", "added_by", "evidence", "first_run", "last_run"),
        *("first_seen_at", "last_seen_at"),
    ),
    "witnesses": _same("id", "name"),
    "foreign_links": _same("id", "witness_id", "key", "kind", "target", "url", "published"),
    "foreign_checks": {"link": "link_id", **_same("at", "answered", "outcome", "status")},
    "answers": _same("service", "outcome", "reason", "status", "detail", "platform_id", "facts"),
    "verdicts": {"id": "id", "artifact": "artifact_id", **_same("at", "rules", *VERDICT_COLUMNS)},
    "opened": {"incident": "id", "artifact": "artifact_id", **_same("axis", "opened_at", "last_good_at")},
    "confirmed": {"incident": "id", "at": "confirmed_at"},
    "closed": {"incident": "id", "at": "closed_at"},
    "told": {"incident": "id"},
    "claims": {"id": "id", "paper": "paper_id", **_same("at", "claim", "evidence")},
    "archives": {
        "id": "id",
        "artifact": "artifact_id",
        **_same("archive", "question", "at", "outcome", "reason", "url", "captured_at", "detail"),
    },
    "cross_checks": {
        "id": "id",
        "paper": "paper_id",
        **_same("service", "at", "outcome", "reason", "detail", "dropped"),
    },
    "adopted": {"artifact": "t.artifact_id", "from": "look.run_id", "place": _PLACE},
}

#: Kind of event (`what` of a line) → its table, and the query for the rows of run :run. The time of a run is from
#: :since to before :until, for events that have only a moment.
EVENTS: dict[str, tuple[str, str]] = {
    "adopted": (
        "adopted",
        (
            "SELECT {} FROM taken_up AS t JOIN looks AS look ON look.run_id = t.observation_id >> 32"
            " AND look.artifact_id = t.artifact_id AND look.place = t.observation_id & 4294967295"
            " WHERE t.run_id = :run ORDER BY t.artifact_id, t.observation_id"
        ),
    ),
    "verdict": ("verdicts", "SELECT {} FROM verdicts WHERE run_id = :run ORDER BY id"),
    "opened": ("opened", "SELECT {} FROM incidents WHERE opened_run = :run ORDER BY id"),
    "confirmed": (
        "confirmed",
        (
            "SELECT {} FROM incidents WHERE confirmed_at < :until AND (opened_run = :run"
            " OR opened_run < :run AND confirmed_at >= :since) ORDER BY id"
        ),
    ),
    "closed": ("closed", "SELECT {} FROM incidents WHERE closed_run = :run ORDER BY id"),
    "told": ("told", "SELECT {} FROM incidents WHERE told_run = :run ORDER BY id"),
    "claim": ("claims", "SELECT {} FROM claims WHERE run_id = :run ORDER BY id"),
    "archive": ("archives", "SELECT {} FROM archives WHERE run_id = :run ORDER BY id"),
    "cross_check": ("cross_checks", "SELECT {} FROM cross_checks WHERE run_id = :run ORDER BY id"),
    "foreign_check": ("foreign_checks", "SELECT {} FROM foreign_checks WHERE run_id = :run ORDER BY link_id, at"),
}
