"""Links in the database: where each paper names what, whose it is, and what an ambiguous one may name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.model import Artifact, Link, artifact_key
from checker.store.encoding import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from checker.model import Told


class _Mention(NamedTuple):
    """One link of one paper, in words that a database can keep."""

    paper: str
    link: Link
    key: str


class Mentions:
    """The part of the store that is about links; within the store's transactions."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def upsert(self, run: int, chunk: Sequence[Told], at: str | None) -> int:
        """Keep the links of these papers and what they name; returns how many there are."""
        found = [_Mention(clean(told.paper.id), link, _key(link)) for told in chunk for link in told.links]
        self._artifacts([one.link for one in found], at)
        self._db.conn.executemany(
            "INSERT INTO links (paper_id, artifact_id, target, raw, field, start_offset, end_offset, last_run,"
            " ownership, evidence) VALUES (?, (SELECT id FROM artifacts WHERE key = ?), ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (paper_id, field, start_offset, end_offset, artifact_id)"
            " DO UPDATE SET target = excluded.target, raw = excluded.raw, last_run = excluded.last_run,"
            " ownership = excluded.ownership, evidence = excluded.evidence, reading = 0",
            (_row(run, one) for one in found),
        )
        for one in found:
            if one.link.alternatives:
                self._keep_readings(one, at)
        return len(found)

    def _artifacts(self, links: Sequence[Link | Artifact], at: str | None) -> None:
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO artifacts (kind, target, key, url, first_seen_at) VALUES (?, ?, ?, ?, ?)",
            ((str(one.kind), clean(one.target), _key(one), clean(one.url), at) for one in links),
        )

    def _keep_readings(self, mention: _Mention, at: str | None) -> None:
        """What an ambiguous link may name, as it is printed first."""
        self._artifacts(mention.link.alternatives, at)
        link = mention.link
        named: tuple[Link | Artifact, ...] = (link, *link.alternatives)
        self._db.conn.executemany(
            "INSERT OR REPLACE INTO readings (link_id, rank, artifact_id, target)"
            " SELECT l.id, ?, (SELECT id FROM artifacts WHERE key = ?), ? FROM links AS l"
            " WHERE l.paper_id = ? AND l.field = ? AND l.start_offset = ? AND l.end_offset = ?"
            " AND l.artifact_id = (SELECT id FROM artifacts WHERE key = ?)",
            (
                (rank, _key(one), clean(one.target), mention.paper, link.field, link.start, link.end, mention.key)
                for rank, one in enumerate(named)
            ),
        )

    def settle(self) -> None:
        """
        Let every ambiguous link name what exists: the first of its readings that does, a repository before its
        owner; none of them known to exist, the link stays as it is printed.
        """
        self._db.execute(
            "UPDATE OR REPLACE links SET (artifact_id, target, reading) = ("
            " SELECT r.artifact_id, r.target, r.rank FROM readings AS r JOIN artifacts AS a ON a.id = r.artifact_id"
            " LEFT JOIN verdicts AS v ON v.id = a.verdict_id WHERE r.link_id = links.id"
            " ORDER BY CASE WHEN coalesce(v.known, v.availability, 'unknown') IN ('gone', 'unknown') THEN 2"
            " WHEN a.kind IN ('github_org', 'hf_org') THEN 1 ELSE 0 END, r.rank LIMIT 1)"
            " WHERE id IN (SELECT link_id FROM readings)"
        )


def _row(run: int, one: _Mention) -> tuple[object, ...]:
    link = one.link
    place = (link.field, link.start, link.end)
    return (
        one.paper,
        one.key,
        clean(link.target),
        clean(link.raw),
        *place,
        run,
        str(link.ownership),
        clean(link.evidence),
    )


def _key(one: Link | Artifact) -> str:
    return artifact_key(one.kind, clean(one.target), clean(one.url))
