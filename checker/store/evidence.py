"""Evidence in the database: observations, kept for good, and the verdicts that follow from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import Availability
from checker.store.database import errors
from checker.store.decoding import LOG
from checker.store.encoding import VERDICT_COLUMNS, clean, facts_to_json, iso, observation_of, verdict_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlite_utils import Database

    from checker.model import Observation, Verdict


class Evidence:
    """The part of the store that is about observations and verdicts."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def record(self, run: int, observations: Sequence[Observation]) -> None:
        """Keep observations, all of them or none; they are durable when this returns."""
        with errors(self._path), self._db.atomic():
            self._db.conn.executemany(
                "INSERT INTO observations"
                " (run_id, artifact_id, service, at, outcome, reason, status, detail, platform_id, facts)"
                " VALUES (?, (SELECT id FROM artifacts WHERE key = ?), ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (
                        run,
                        one.key,
                        one.service,
                        iso(one.at),
                        str(one.outcome),
                        str(one.reason),
                        one.status,
                        clean(one.detail),
                        one.facts.platform_id and clean(one.facts.platform_id),
                        facts_to_json(one.facts),
                    )
                    for one in observations
                ),
            )

    def adopt(self, run: int, *, since: datetime) -> None:
        """
        Let what runs that ended early were told after `since`, of artifacts that they never came to judge, count as
        told to this run. What they could not find out is left to be asked again.
        """
        with errors(self._path), self._db.atomic():
            self._db.execute(_ADOPT, {"run": run, "since": iso(since)})

    def history(self, key: str) -> list[tuple[int, Observation]]:
        """All observations of one artifact as (run that they count for, observation), run by run, oldest first."""
        with errors(self._path):
            rows = self._db.execute(
                f"SELECT coalesce(t.run_id, o.run_id) AS run, {_SAID} FROM observations AS o"  # noqa: S608  (constant text)
                " LEFT JOIN taken_up AS t ON t.observation_id = o.id"
                " WHERE o.artifact_id = (SELECT id FROM artifacts WHERE key = ?) ORDER BY run, o.id",
                [key],
            ).fetchall()
        return list(_observations((key, row) for row in rows))

    def adopted(self, run: int) -> dict[str, list[Observation]]:
        """What a run was told by those before it that ended early, by the artifacts' keys."""
        with errors(self._path):
            rows = self._db.execute(
                f"SELECT a.key, t.run_id, {_SAID} FROM taken_up AS t"  # noqa: S608  (constant text)
                " JOIN observations AS o ON o.id = t.observation_id"
                " JOIN artifacts AS a ON a.id = o.artifact_id WHERE t.run_id = ? ORDER BY o.id",
                [run],
            ).fetchall()
        said: dict[str, list[Observation]] = {}
        for _, observation in _observations((key, tuple(row)) for key, *row in rows):
            said.setdefault(observation.key, []).append(observation)
        return said

    def conclude(self, run: int, verdicts: Sequence[Verdict]) -> None:
        """
        Keep verdicts: a row for each that differs from the one before it.

        An artifact counts as checked when its verdict is not unknown; the first platform id that was seen stays.
        """
        with errors(self._path), self._db.atomic():
            for verdict in verdicts:
                self._conclude(run, verdict)

    def _conclude(self, run: int, verdict: Verdict) -> None:
        columns = ", ".join(f"v.{name}" for name in VERDICT_COLUMNS)
        artifact, *before = self._db.execute(
            f"SELECT a.id, {columns} FROM artifacts AS a LEFT JOIN verdicts AS v ON v.id = a.verdict_id"  # noqa: S608  (constant text)
            " WHERE a.key = ?",
            [verdict.key],
        ).fetchone()
        row = verdict_row(verdict)
        if tuple(before) != row:
            self._append_verdict(run, artifact, verdict, row)
        at = iso(verdict.at)
        checked = at if verdict.availability is not Availability.UNKNOWN else None
        self._db.execute(
            "UPDATE artifacts SET owed = ?, tried_at = ?, checked_at = coalesce(?, checked_at), platform_id ="
            " CASE platform_id WHEN '' THEN coalesce((SELECT o.platform_id FROM observations AS o"
            " WHERE o.artifact_id = artifacts.id AND o.platform_id IS NOT NULL ORDER BY o.id LIMIT 1), '')"
            " ELSE platform_id END WHERE id = ?",
            [" ".join(sorted(verdict.owed)), at, checked, artifact],
        )

    def _append_verdict(self, run: int, artifact: int, verdict: Verdict, row: tuple[Any, ...]) -> None:
        names = ("run_id", "artifact_id", "at", "rules", *VERDICT_COLUMNS)
        marks = ", ".join("?" * len(names))
        cursor = self._db.execute(
            f"INSERT INTO verdicts ({', '.join(names)}) VALUES ({marks})",  # noqa: S608  (constant names)
            [run, artifact, iso(verdict.at), verdict.rules or None, *row],
        )
        self._db.execute("UPDATE artifacts SET verdict_id = ? WHERE id = ?", [cursor.lastrowid, artifact])


def _observations(rows: Iterable[tuple[str, tuple[Any, ...]]]) -> Iterator[tuple[int, Observation]]:
    """(run, observation) of rows with the keys of their artifacts; a damaged one is named and left out."""
    for key, row in rows:
        try:
            yield observation_of(key, row)
        except (ValueError, TypeError, AttributeError) as error:
            LOG.warning("left out, damaged in the database: an observation of %.80r (%s)", key, error)


_ADOPT = (
    "INSERT INTO taken_up (observation_id, run_id) SELECT o.id, :run FROM observations AS o"
    " JOIN runs AS r ON r.id = o.run_id JOIN artifacts AS a ON a.id = o.artifact_id"
    " WHERE r.status IN ('interrupted', 'failed') AND o.outcome <> 'unknown' AND o.at > :since"
    " AND (a.tried_at IS NULL OR o.at > a.tried_at)"
    " ON CONFLICT (observation_id) DO UPDATE SET run_id = excluded.run_id"
)
_SAID = "o.service, o.at, o.outcome, o.reason, o.status, o.detail, o.facts"
