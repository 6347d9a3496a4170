"""Incidents, the newest answers on artifacts, and kept columns, as reports show them. Never writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from checker.model.losses import IncidentRow, LookRow
from checker.store.database import PAGE, errors
from checker.store.decoding import decoded_rows, decoded_value
from checker.store.history.listed import OF_SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlite_utils import Database


class Losses:
    """The part of the store for what was lost, and which answers say so."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def incidents(self, source: str | None = None) -> Iterator[IncidentRow]:
        """The incidents of listed artifacts, or of those that papers of `source` link to; the newest first."""
        return decoded_rows(IncidentRow, self._rows(_INCIDENTS, {"source": source}))

    def looks(self, artifacts: Iterable[int] | None = None) -> Iterator[LookRow]:
        """The answers of the newest run that looked at each of these artifacts, or at each of all; by artifact id."""
        wanted = None if artifacts is None else orjson.dumps(sorted(artifacts)).decode()
        for row in self._rows(_LOOKS, {"artifacts": wanted}):
            status = row.pop("status")
            yield LookRow(
                **{name: decoded_value(name, value) for name, value in row.items()},
                status=status if isinstance(status, int) else None,
            )

    def kept(self, names: Iterable[str]) -> dict[str, dict[str, str]]:
        """Paper id → its values of these kept columns (`--keep`), by the column's case-folded name."""
        found: dict[str, dict[str, str]] = {}
        wanted = orjson.dumps([name.casefold() for name in names]).decode()
        for row in self._rows(_KEPT, {"names": wanted}):
            found.setdefault(row["paper_id"], {})[row["name"].casefold()] = row["value"]
        return found

    def kept_names(self) -> tuple[str, ...]:
        """The names of all kept columns (`--keep`)."""
        return tuple(row["name"] for row in self._rows("SELECT DISTINCT name FROM kept_columns ORDER BY name", {}))

    def _rows(self, text: str, values: Mapping[str, object]) -> Iterator[dict[str, Any]]:
        with errors(self._path):
            cursor = self._db.execute(text, dict(values))
            names = [column[0] for column in cursor.description]
            while page := cursor.fetchmany(PAGE):
                yield from (dict(zip(names, row, strict=True)) for row in page)


_NAMING = "FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed"
_INCIDENTS = (
    "SELECT i.id AS incident, a.id AS artifact_id, a.kind, a.target, a.url,"  # noqa: S608  (constant text)
    " coalesce(v.availability, 'unknown') AS availability, coalesce(v.reason, 'not_checked') AS reason,"
    " i.opened_at, i.opened_run, i.last_good_at, i.confirmed_at, i.closed_at, i.closed_run, i.ignored,"
    f" (SELECT count(DISTINCT p.id) {_NAMING} WHERE l.artifact_id = a.id) AS papers,"
    f" (SELECT json_group_array(title) FROM (SELECT DISTINCT p.title {_NAMING} WHERE l.artifact_id = a.id"
    " ORDER BY p.title LIMIT 3)) AS named_by"
    " FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id LEFT JOIN verdicts AS v ON v.id = a.verdict_id"
    f" WHERE EXISTS (SELECT 1 {_NAMING} WHERE l.artifact_id = a.id) AND (:source IS NULL OR {OF_SOURCE})"
    " ORDER BY i.opened_at DESC, i.id DESC"
)
_LAST = (
    "SELECT r.id FROM runs AS r WHERE EXISTS"
    " (SELECT 1 FROM looks AS k WHERE k.run_id = r.id AND k.artifact_id = a.id)"
)
_LOOKS = (
    "SELECT look.artifact_id, look.run_id, strftime('%Y-%m-%dT%H:%M:%SZ', look.at, 'unixepoch') AS at,"  # noqa: S608  (constant text)
    " x.service, x.outcome, x.reason, x.status, x.detail FROM artifacts AS a"
    f" JOIN looks AS look ON look.run_id = ({_LAST} ORDER BY r.id DESC LIMIT 1) AND look.artifact_id = a.id"
    " JOIN answers AS x ON x.id = look.answer_id"
    " WHERE :artifacts IS NULL OR a.id IN (SELECT value FROM json_each(:artifacts))"
    " ORDER BY a.id, look.place"
)
_KEPT = (
    "SELECT k.paper_id, k.name, k.value FROM kept_columns AS k JOIN papers AS p ON p.id = k.paper_id AND p.listed"
    " WHERE lower(k.name) IN (SELECT value FROM json_each(:names)) ORDER BY k.paper_id, k.name"
)
