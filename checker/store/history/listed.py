"""Which papers their sources still list, and the claims of papers over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.store.encoding import storable
from checker.store.history.counts import recount_all

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlite_utils import Database


def record_claims(db: Database, run: int, claims: Iterable[tuple[str, str, str]], at: str | None) -> None:
    """Record claims, given as (paper id, claim, evidence): a row for each that differs from the paper's last one."""
    values = ({"paper": p, "run": run, "at": at, "claim": c, "evidence": e} for p, c, e in claims)
    db.conn.executemany(_CLAIM, values)


def end_listings(db: Database, run: int, source: str, unread: Collection[str]) -> int:
    """
    End the listings of papers that a source no longer has, after run `run` has read it completely; returns how many
    papers no source lists any more. `source` is a file, or a folder or archive, which stands for all files in it.
    Files in `unread`, of which a record could not be read, end no listing.
    """
    db.execute("CREATE TEMP TABLE IF NOT EXISTS ended (source TEXT, paper_id TEXT)")
    db.execute("DELETE FROM temp.ended")
    inside = f"{storable(source).rstrip('/')}/"
    names = {"source": storable(source), "inside": inside, "after": f"{inside[:-1]}0", "run": run}  # "0" follows "/"
    db.execute(_ENDED, names)
    for name in unread:
        db.execute("DELETE FROM temp.ended WHERE source = ?", [storable(name)])
    db.execute("DELETE FROM listings WHERE (source, paper_id) IN (SELECT source, paper_id FROM temp.ended)")
    db.execute(_SINCE, [run])
    unlisted = int(db.execute(_UNLIST).rowcount)
    recount_all(db, "SELECT paper_id FROM temp.ended", {})
    return unlisted


_CLAIM = (
    "INSERT INTO claims (paper_id, run_id, at, claim, evidence)"
    " SELECT :paper, :run, :at, :claim, :evidence WHERE NOT EXISTS ("
    "SELECT 1 FROM claims AS c WHERE c.id = (SELECT max(x.id) FROM claims AS x WHERE x.paper_id = :paper)"
    " AND c.claim = :claim AND c.evidence = :evidence)"
)
_ENDED = (
    "INSERT INTO temp.ended SELECT source, paper_id FROM listings"
    " WHERE (source = :source OR source >= :inside AND source < :after) AND run_id < :run"
)
_SINCE = (
    "INSERT OR IGNORE INTO unlisted (paper_id, from_run) SELECT id, ? FROM papers WHERE listed"
    " AND id IN (SELECT paper_id FROM temp.ended)"
    " AND NOT EXISTS (SELECT 1 FROM listings AS s WHERE s.paper_id = papers.id)"
)
_UNLIST = (
    "UPDATE papers SET listed = 0 WHERE listed AND id IN (SELECT paper_id FROM temp.ended)"
    " AND NOT EXISTS (SELECT 1 FROM listings AS s WHERE s.paper_id = papers.id)"
)

#: SQL: whether source :source, or a source below it, lists paper `p`.
LISTED_BY = (
    "EXISTS (SELECT 1 FROM listings AS z WHERE z.paper_id = p.id AND (z.source = :source"
    " OR substr(z.source, 1, length(rtrim(:source, '/')) + 1) = rtrim(:source, '/') || '/'))"
)
#: SQL: whether such a paper links to artifact `a` now.
OF_SOURCE = (
    "EXISTS (SELECT 1 FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed"  # noqa: S608  (constant text)
    f" WHERE l.artifact_id = a.id AND {LISTED_BY})"
)
