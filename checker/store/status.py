"""The rows of the database's views, for reports. Never writes."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import orjson

from checker.model.rows import ArtifactRow, ChangeRow, KnownRow, LinkRow, PaperRow
from checker.store.database import PAGE, errors
from checker.store.decoding import decoded_rows, is_valid
from checker.store.history.listed import LISTED_BY, OF_SOURCE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlite_utils import Database


class Status:
    """The part of the store that reads its views."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def artifacts(self, source: str | None = None) -> Iterator[ArtifactRow]:
        """
        The rows of `artifact_status`, each with the titles of up to three papers; only artifacts that papers of
        `source` link to, if given.
        """
        return decoded_rows(ArtifactRow, self._rows(_ARTIFACTS, {"source": source}))

    def artifact_counts(self, source: str | None = None) -> Iterator[ArtifactRow]:
        """The same for counting: without a source, one row (`times`) for all artifacts of a kind and conclusion."""
        if source is not None:
            return self.artifacts(source)
        rows = list(self._rows(_COUNTED))
        if all(map(is_valid, rows)):
            return decoded_rows(ArtifactRow, rows)
        return self.artifacts()  # which names a damaged artifact in the log

    def paper_counts(self, source: str | None = None) -> Iterator[PaperRow]:
        """
        The same as `papers` for counting: without a source, one row (`times`) for all papers of a claim and status;
        only those that claim or promise a release without a link have a row each.
        """
        if source is not None:
            return self.papers(source)
        return chain(*(decoded_rows(PaperRow, self._rows(text)) for text in (_COUNTED_PAPERS, _CLAIMING)))

    def papers(self, source: str | None = None) -> Iterator[PaperRow]:
        """The rows of `paper_status`, sorted by title; only papers that `source` lists, if given."""
        return decoded_rows(PaperRow, self._rows(_PAPERS, {"source": source}))

    def links(self, source: str | None = None) -> Iterator[LinkRow]:
        """A row for each artifact of each paper, sorted by paper, with the text of the first link to it."""
        return decoded_rows(LinkRow, self._rows(_LINKS, {"source": source}))

    def changes(self, *, run: int | None = None, since: str = "") -> Iterator[ChangeRow]:
        """Rows of `changes` after run `run` (that run left out), or from the moment `since` (ISO 8601) on."""
        rows = self._rows(
            "SELECT * FROM changes WHERE run_id > ? AND at >= ? ORDER BY run_id, axis, target",
            [run or 0, since],
        )
        return decoded_rows(ChangeRow, rows)

    def known(self, keys: Collection[str]) -> dict[str, KnownRow]:
        """Key → what is known of the artifact, for those of these keys that were judged."""
        rows = self._rows(_KNOWN, {"keys": orjson.dumps(sorted(keys)).decode()})
        return {row.key: row for row in decoded_rows(KnownRow, rows)}

    def _rows(self, text: str, values: Sequence[Any] | dict[str, Any] = ()) -> Iterator[dict[str, Any]]:
        with errors(self._path):
            cursor = self._db.execute(text, values)
            names = [column[0] for column in cursor.description]
            while page := cursor.fetchmany(PAGE):
                yield from (dict(zip(names, row, strict=True)) for row in page)


_ARTIFACTS = (
    "SELECT s.*, (SELECT json_group_array(title) FROM (SELECT DISTINCT p.title FROM links AS l"  # noqa: S608  (constant text)
    " JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed"
    " WHERE l.artifact_id = s.artifact_id"
    " ORDER BY p.title LIMIT 3)) AS named_by FROM artifact_status AS s"
    f" WHERE :source IS NULL OR {OF_SOURCE.replace('a.id', 's.artifact_id')} ORDER BY kind, target"
)
_COUNTED = (
    "SELECT kind, '' AS target, '' AS url, availability, reason, confirmed, identity, '' AS resolved_target,"
    " hijackable, maintenance, NULL AS last_activity_at, NULL AS archived_at, content, CASE items WHEN '' THEN '{}'"
    " ELSE '{\"' || replace(items, ' ', '\":\"\",\"') || '\":\"\"}' END AS ticks, policies, license, 0 AS papers,"
    " '1970-01-01T00:00:00Z' AS first_seen_at, NULL AS checked_at, NULL AS last_known_availability,"
    " NULL AS last_known_at, '' AS rule, 0 AS artifact_id, artifacts AS times FROM artifact_counts"
)
_WITHOUT = "status IN ('claimed_without_link', 'promised_without_link')"
_COUNTED_PAPERS = (
    "SELECT '' AS paper_id, '' AS title, '' AS published, '' AS source, claim, status, links, available, unavailable,"  # noqa: S608  (constant text)
    f" unknown, count(*) AS times FROM paper_status WHERE NOT {_WITHOUT} GROUP BY claim, status"
)
_CLAIMING = f"SELECT * FROM paper_status WHERE {_WITHOUT} ORDER BY title"  # noqa: S608  (constant text)
_PAPERS = (
    "SELECT s.* FROM paper_status AS s JOIN papers AS p ON p.id = s.paper_id"  # noqa: S608  (constant text)
    f" WHERE :source IS NULL OR {LISTED_BY} ORDER BY s.title"
)
_LINKS = (
    "SELECT p.id AS paper_id, p.title, p.published, l.raw, s.kind, s.target, s.url, s.availability, s.reason,"  # noqa: S608  (constant text)
    " s.confirmed, s.identity, s.resolved_target, s.hijackable, s.maintenance, s.last_activity_at, s.content,"
    " s.license, s.checked_at, l.ownership, l.reading > 0 OR EXISTS"
    " (SELECT 1 FROM json_each(s.broken_forms) AS b WHERE b.value = l.printed)"
    " AS misprinted, s.works_as,"
    " c.preservation, c.software_heritage_url AS code_url, c.wayback_url AS page_url,"
    " p.source, iif(l.line > 0, l.line, p.line) AS line, l.line_column AS column, p.authors, p.venue,"
    " c.software_heritage_at AS code_at, c.wayback_at AS page_at,"
    " i.id AS incident, i.opened_at, i.confirmed_at, i.last_good_at, i.ignored, s.artifact_id"
    " FROM (SELECT paper_id, artifact_id, raw, printed, last_run, ownership, reading, line, line_column,"
    " min(start_offset) FROM links GROUP BY paper_id, artifact_id, last_run) AS l"
    " JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed"
    " JOIN artifact_status AS s ON s.artifact_id = l.artifact_id"
    " JOIN archive_status AS c ON c.artifact_id = l.artifact_id"
    " LEFT JOIN incidents AS i ON i.artifact_id = l.artifact_id AND i.axis = 'availability' AND i.closed_at IS NULL"
    f" WHERE :source IS NULL OR {LISTED_BY} ORDER BY p.id, s.kind, s.target"
)
_COPY = (
    "coalesce((SELECT iif(c.outcome = 'present', c.url, '') FROM archives AS c WHERE c.artifact_id = a.id"
    " AND c.archive = '{archive}' AND c.question = 'copy' AND c.outcome <> 'unknown' ORDER BY c.id DESC LIMIT 1), '')"
)
_KNOWN = (
    "SELECT a.key, a.kind, a.target, v.availability, v.reason, v.confirmed, v.identity, v.resolved_target,"  # noqa: S608  (constant text)
    " a.checked_at, v.broken_forms, v.works_as, (SELECT json_group_array(DISTINCT l.printed) FROM links AS l"
    " WHERE l.artifact_id = a.id AND l.printed <> '') AS printed_forms,"
    f" {_COPY.format(archive='software_heritage')} AS code_url, {_COPY.format(archive='wayback')} AS page_url"
    " FROM artifacts AS a JOIN verdicts AS v ON v.id = a.verdict_id"
    " WHERE a.key IN (SELECT value FROM json_each(:keys))"
)
