"""Papers and their links in the database, with the alternatives of ambiguous links."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import orjson

from checker.errors import UsageError
from checker.model import Artifact, ExtractedPaper, Kind, Link, artifact_key
from checker.store.database import errors
from checker.store.encoding import iso, publication_date, storable
from checker.store.history.counts import recount_all, recount_artifacts, recount_papers
from checker.store.history.listed import LISTED_BY, end_listings, record_claims

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime

    from sqlite_utils import Database

    from checker.model import Claim, Paper

_CHUNK = 10_000  # papers in one transaction: each transaction waits for the disk


class _Mention(NamedTuple):
    """One link of one paper: the paper's id, as it is stored, and the key of the artifact."""

    paper: str
    link: Link
    key: str


class Papers:
    """The part of the store for papers and their links."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def record(
        self, run: int, rows: Iterable[ExtractedPaper | tuple[Paper, Claim, Sequence[Link]]], *, at: datetime
    ) -> tuple[int, int]:
        """
        Record papers and their links, in a transaction for every ten thousand; returns (papers, links).

        A paper that was read before is updated; its date, authors and venue stay where this input has none. Links
        that it no longer has stay in the table under the run that last found them.
        """
        papers = links = 0
        stream = (ExtractedPaper(*row) for row in rows)
        while chunk := list(islice(stream, _CHUNK)):
            with errors(self._path), self._db.atomic():
                self._upsert_papers(run, chunk)
                claims = ((storable(one.paper.id), str(one.claim), storable(one.evidence)) for one in chunk)
                record_claims(self._db, run, claims, iso(at))
                links += self._upsert_links(run, chunk, iso(at))
                ids = orjson.dumps([storable(one.paper.id) for one in chunk]).decode()
                recount_all(self._db, "SELECT value FROM json_each(:papers)", {"papers": ids})
            papers += len(chunk)
        return papers, links

    def count(self, run: int) -> int:
        """How many papers, by distinct ids, a run has read."""
        with errors(self._path):
            row = self._db.execute("SELECT count(*) FROM papers WHERE last_run = ?", [run]).fetchone()
        return int(row[0])

    def kept_names(self, run: int) -> frozenset[str]:
        """The names of the columns (`--keep`) that are stored for the papers of a run."""
        query = (
            "SELECT DISTINCT k.name FROM kept_columns AS k JOIN papers AS p ON p.id = k.paper_id WHERE p.last_run = ?"
        )
        with errors(self._path):
            return frozenset(name for (name,) in self._db.execute(query, [run]))

    def require_source(self, source: str | None) -> None:
        """Raise UsageError where neither a source of this name nor one below it (a file in a folder) was read."""
        if source is None:
            return
        with errors(self._path):
            known = self._db.execute(_READ_FROM, {"source": storable(source)}).fetchone()
            names = [name for (name,) in self._db.execute(_SOURCES)]
        if not known:
            advice = f"It has: {', '.join(names)}." if names else "Read one with: reprolinks run INPUT"
            raise UsageError(f"The database has no source {source}.", advice)

    def end_listings(self, run: int, sources: Iterable[str], *, unread: Collection[str] = ()) -> int:
        """
        Unlist the papers that these sources, which a run has read completely, no longer have, unless another source
        lists them; returns how many papers that are. Sources in `unread`, of which a record could not be read, unlist
        nothing.
        """
        with errors(self._path), self._db.atomic():
            return sum(end_listings(self._db, run, one, unread) for one in sources)

    def resolve_alternatives(self) -> None:
        """
        Let every ambiguous link name the first of its alternatives that exists, a repository before an owner. Where
        none is known to exist, the link names the artifact that it prints.
        """
        with errors(self._path), self._db.atomic():
            self._db.execute(_SETTLE)
            recount_artifacts(self._db, "SELECT artifact_id FROM readings", {})
            recount_papers(self._db, "SELECT l.paper_id FROM links AS l JOIN readings AS r ON r.link_id = l.id", {})

    def _upsert_papers(self, run: int, chunk: Sequence[ExtractedPaper]) -> None:
        self._db.conn.executemany(
            "INSERT INTO papers (id, title, published, source, claim, claim_evidence, first_run, last_run, authors,"
            " venue, line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET title = excluded.title,"
            " published = coalesce(nullif(excluded.published, ''), published), source = excluded.source,"
            " claim = excluded.claim, claim_evidence = excluded.claim_evidence, last_run = excluded.last_run,"
            " authors = coalesce(nullif(excluded.authors, ''), authors), venue = coalesce(nullif(excluded.venue, ''),"
            " venue), line = excluded.line, listed = 1",
            (
                (
                    *map(storable, (p.id, p.title, publication_date(p.published), p.source, str(claim), evidence)),
                    *(run, run, storable(p.authors), storable(p.venue), p.line),
                )
                for p, claim, _, evidence in chunk
            ),
        )
        self._db.conn.executemany(
            "INSERT OR REPLACE INTO kept_columns (paper_id, name, value) VALUES (?, ?, ?)",
            (
                (storable(one.paper.id), storable(name), storable(value))
                for one in chunk
                for name, value in one.paper.kept
            ),
        )
        put_back = "UPDATE unlisted SET to_run = ? WHERE paper_id = ? AND to_run IS NULL"
        self._db.conn.executemany(put_back, ((run, storable(one.paper.id)) for one in chunk))
        self._db.conn.executemany(
            "INSERT INTO listings (source, paper_id, run_id) VALUES (?, ?, ?)"
            " ON CONFLICT (source, paper_id) DO UPDATE SET run_id = excluded.run_id",
            ((storable(one.paper.source), storable(one.paper.id), run) for one in chunk),
        )

    def _upsert_links(self, run: int, chunk: Sequence[ExtractedPaper], at: str | None) -> int:
        """Record the links of these papers and their artifacts; returns how many links there are."""
        found = [
            _Mention(storable(one_paper.paper.id), link, _key(link))
            for one_paper in chunk
            for link in one_paper.links
            if link.kind is not Kind.PAPER  # publications are not checked
        ]
        self._record_artifacts([one.link for one in found], at)
        self._db.conn.executemany(
            "INSERT INTO links (paper_id, artifact_id, target, raw, field, start_offset, end_offset, last_run,"
            " ownership, evidence, printed, line, line_column)"
            " VALUES (?, (SELECT id FROM artifacts WHERE key = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (paper_id, field, start_offset, end_offset, artifact_id)"
            " DO UPDATE SET target = excluded.target, raw = excluded.raw, last_run = excluded.last_run,"
            " ownership = excluded.ownership, evidence = excluded.evidence, printed = excluded.printed,"
            " line = excluded.line, line_column = excluded.line_column, reading = 0",
            (_row(run, one) for one in found),
        )
        for one in found:
            if one.link.alternatives:
                self._record_alternatives(one, at)
        return len(found)

    def _record_artifacts(self, links: Sequence[Link | Artifact], at: str | None) -> None:
        self._db.conn.executemany(
            "INSERT OR IGNORE INTO artifacts (kind, target, key, url, first_seen_at) VALUES (?, ?, ?, ?, ?)",
            ((str(one.kind), storable(one.target), _key(one), storable(one.url), at) for one in links),
        )

    def _record_alternatives(self, mention: _Mention, at: str | None) -> None:
        """Record what an ambiguous link may name (table `readings`); rank 0 is the artifact that it prints."""
        link = mention.link
        others = [one for one in link.alternatives if one.kind is not Kind.PAPER]
        self._record_artifacts(others, at)
        alternatives: tuple[Link | Artifact, ...] = (link, *others)
        self._db.conn.executemany(
            "INSERT OR REPLACE INTO readings (link_id, rank, artifact_id, target)"
            " SELECT l.id, ?, (SELECT id FROM artifacts WHERE key = ?), ? FROM links AS l"
            " WHERE l.paper_id = ? AND l.field = ? AND l.start_offset = ? AND l.end_offset = ?"
            " AND l.artifact_id = (SELECT id FROM artifacts WHERE key = ?)",
            (
                (rank, _key(one), storable(one.target), mention.paper, link.field, link.start, link.end, mention.key)
                for rank, one in enumerate(alternatives)
            ),
        )


_SETTLE = (
    "UPDATE OR REPLACE links SET (artifact_id, target, reading) = ("
    " SELECT r.artifact_id, r.target, r.rank FROM readings AS r JOIN artifacts AS a ON a.id = r.artifact_id"
    " LEFT JOIN verdicts AS v ON v.id = a.verdict_id WHERE r.link_id = links.id"
    " ORDER BY CASE WHEN coalesce(v.known, v.availability, 'unknown') IN ('gone', 'unknown') THEN 2"
    " WHEN a.kind IN ('github_org', 'hf_org') THEN 1 ELSE 0 END, r.rank LIMIT 1)"
    " WHERE id IN (SELECT link_id FROM readings)"
)


def _row(run: int, one: _Mention) -> tuple[object, ...]:
    """The row of a mention, in the order of the columns of the statement above."""
    link = one.link
    place = (link.field, link.start, link.end)
    return (
        one.paper,
        one.key,
        storable(link.target),
        storable(link.raw),
        *place,
        run,
        str(link.ownership),
        storable(link.evidence),
        storable(link.printed),
        *(link.line, link.column),
    )


def _key(one: Link | Artifact) -> str:
    return artifact_key(one.kind, storable(one.target), storable(one.url))


_READ_FROM = (
    "SELECT 1 FROM papers AS p WHERE p.source = :source"  # noqa: S608  (constant text)
    f" OR substr(p.source, 1, length(rtrim(:source, '/')) + 1) = rtrim(:source, '/') || '/' OR {LISTED_BY} LIMIT 1"
)
_SOURCES = "SELECT DISTINCT source FROM listings ORDER BY source LIMIT 10"
