"""Observations in the database, each distinct answer stored once; and the verdicts that follow from them."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from checker.model import Kind, Standing
from checker.store.database import answer_digest, errors
from checker.store.decoding import LOG
from checker.store.encoding import facts_to_json, iso, observation_of, storable, to_seconds
from checker.store.history.conclusions import Conclusions
from checker.store.history.standings import stored_standing
from checker.verdicts.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlite_utils import Database

    from checker.model import Artifact, Observation, Verdict

History = list[tuple[int, "Observation"]]


class JudgingInput(NamedTuple):
    """What an artifact is judged by in a run: its standing before the run, and the run's observations of it."""

    standing: Standing
    observations: list[Observation]


class Evidence:
    """The part of the store for observations and verdicts."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path
        self._conclusions = Conclusions(db)
        self._next_place: tuple[int, int] = (0, 0)  # (run, number of its next observation)

    def record(self, run: int, observations: Sequence[Observation]) -> None:
        """Record observations, all or none; they are durable when this returns."""
        first = self._place(run)
        with errors(self._path), self._db.atomic():
            write = self._db.conn.executemany
            stored = [_StoredObservation.of(one) for one in observations]
            write(_ANSWER, [one.answer for one in stored])
            write(
                _LOOK,
                [(run, place, one.digest, *one.volatile, one.key) for place, one in enumerate(stored, first)],
            )
            write(
                "UPDATE artifacts SET unjudged = coalesce(unjudged, ?) WHERE key = ?",
                [(run, one.key) for one in stored],
            )
            if observations:
                self._db.execute(
                    "UPDATE runs SET alive_at = ? WHERE id = ?", [iso(max(o.at for o in observations)), run]
                )
        self._next_place = (run, first + len(observations))

    def _place(self, run: int) -> int:
        """The number of the next observation of a run; they are numbered in the order in which they were made."""
        if self._next_place[0] != run:
            with errors(self._path):
                query = "SELECT coalesce(max(place) + 1, 0) FROM looks WHERE run_id = ?"
                self._next_place = (run, int(self._db.execute(query, [run]).fetchone()[0]))
        return self._next_place[1]

    def adopt(self, run: int, *, since: datetime) -> None:
        """
        Let observations of runs that ended early count as this run's: those made after `since` of artifacts that
        these runs did not come to judge. Observations of outcome `unknown` are not adopted, so that these are asked
        again.
        """
        with errors(self._path), self._db.atomic():
            self._db.execute(_ADOPT, {"run": run, "since": to_seconds(since), "then": iso(since)})

    def history(self, key: str) -> History:
        """All observations of one artifact as (run that it counts for, observation), the oldest first."""
        with errors(self._path):
            return list(_history(self._db, key))

    def adopted(self, run: int) -> dict[str, list[Observation]]:
        """Artifact key → the observations that a run has adopted from runs that ended early."""
        with errors(self._path):
            rows = self._db.execute(f"{_ADOPTED} ORDER BY t.observation_id", {"run": run}).fetchall()
        return _by_key(rows)

    def judging_inputs(self, run: int, artifacts: Sequence[Artifact]) -> dict[str, JudgingInput]:
        """
        Artifact key → what the artifact is judged by in a run. The stored standing is used; only where it lacks
        observations of an earlier run, or is of another version, the whole history is read and folded.
        """
        keys = orjson.dumps([one.key for one in artifacts]).decode()
        with errors(self._path):
            rows = self._db.execute(_STANDINGS, {"run": run, "keys": keys}).fetchall()
            made = _by_key(self._db.execute(_OF_RUN, {"run": run, "keys": keys}).fetchall())
            return {
                key: JudgingInput(self._standing(run, key, Kind(kind), (is_behind, text, known)), made.get(key, []))
                for key, kind, is_behind, text, known in rows
            }

    def _standing(self, run: int, key: str, kind: Kind, stored: tuple[int, str | None, int | None]) -> Standing:
        is_behind, text, known = stored
        standing = None if is_behind else stored_standing(text, known)
        if standing is not None:
            return standing
        return fold((row for row in _history(self._db, key) if row[0] != run), kind)

    def standing(self, key: str, kind: Kind) -> Standing:
        """The standing of an artifact from all its observations, judged or not; the default where the rules fail."""
        try:
            return fold(self.history(key), kind)
        except Exception as error:  # noqa: BLE001  (any error here concerns this artifact alone)
            LOG.warning("the evidence on %.80r can't be folded: %s", key, type(error).__name__)
            return Standing()

    def conclude(
        self, run: int, verdicts: Sequence[Verdict], standings: Mapping[str, Standing] | None = None
    ) -> None:
        """
        Record verdicts (a row for each that differs from the one before it), and the standings after them by key. An
        artifact without a standing here has its history folded again when its standing is next needed.

        An artifact counts as checked where its verdict is not unknown; the first platform id that was seen stays.
        """
        with errors(self._path), self._db.atomic():
            self._conclusions.keep(run, verdicts, standings or {})


class _StoredObservation(NamedTuple):
    """
    One observation as the tables `answers` and `looks` store it. `answer` is the row of the first, which equal
    answers share; `volatile` is what changes without the answer being another one: (at, pushed_at, stars).
    """

    key: str
    digest: int
    answer: tuple[object, ...]
    volatile: tuple[int | None, int | None, int | None]

    @classmethod
    def of(cls, one: Observation) -> _StoredObservation:
        facts = facts_to_json(replace(one.facts, pushed_at=None, stars=None))
        answer = (one.service, str(one.outcome), str(one.reason), one.status, storable(one.detail))
        digest = answer_digest(*answer, facts)
        platform = one.facts.platform_id and storable(one.facts.platform_id)
        moments = (to_seconds(one.at) or 0, to_seconds(one.facts.pushed_at), one.facts.stars)
        return cls(one.key, digest, (one.key, digest, *answer, platform, facts), moments)


def _history(db: Database, key: str) -> Iterator[tuple[int, Observation]]:
    rows = db.execute(_HISTORY, [key]).fetchall()
    return _observations((key, row) for row in rows)


def _by_key(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[Observation]]:
    """Artifact key → observations, of rows that begin with the key."""
    groups = groupby(_observations((key, tuple(row)) for key, *row in rows), key=lambda one: one[1].key)
    found: dict[str, list[Observation]] = {}
    for key, group in groups:
        found.setdefault(key, []).extend(map(itemgetter(1), group))
    return found


def _observations(rows: Iterable[tuple[str, tuple[Any, ...]]]) -> Iterator[tuple[int, Observation]]:
    """(run, observation) of (artifact key, row); a damaged row is named in the log and left out."""
    for key, row in rows:
        try:
            yield observation_of(key, row)
        except (ValueError, TypeError, AttributeError) as error:
            LOG.warning("left out, damaged in the database: an observation of %.80r (%s)", key, error)


_ANSWER = (
    "INSERT INTO answers (artifact_id, digest, service, outcome, reason, status, detail, platform_id, facts)"
    " VALUES ((SELECT id FROM artifacts WHERE key = ?), ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (artifact_id, digest) DO NOTHING"
)
_LOOK = (
    "INSERT INTO looks (run_id, artifact_id, place, answer_id, at, pushed_at, stars) SELECT ?, a.id, ?,"
    " (SELECT answer.id FROM answers AS answer WHERE answer.artifact_id = a.id AND answer.digest = ?), ?, ?, ?"
    " FROM artifacts AS a WHERE a.key = ?"
)
_COLUMNS = "o.service, o.at, o.outcome, o.reason, o.status, o.detail, o.facts"
_HISTORY = (
    f"SELECT coalesce(t.run_id, o.run_id) AS run, {_COLUMNS} FROM observations AS o"  # noqa: S608  (constant text)
    " LEFT JOIN taken_up AS t ON t.observation_id = o.id"
    " WHERE o.artifact_id = (SELECT id FROM artifacts WHERE key = ?) ORDER BY run, o.id"
)
#: Observations of runs that ended early which run :run has adopted.
_ADOPTED = (
    f"SELECT a.key, t.run_id, {_COLUMNS} FROM taken_up AS t CROSS JOIN artifacts AS a ON a.id = t.artifact_id"  # noqa: S608  (constant text)
    " CROSS JOIN observations AS o ON o.run_id = t.observation_id >> 32 AND o.artifact_id = t.artifact_id"
    " AND o.id = t.observation_id WHERE t.run_id = :run"
)
_KEYS = "(SELECT value FROM json_each(:keys))"
_OF_RUN = (
    f"SELECT key, run, service, at, outcome, reason, status, detail, facts FROM ("  # noqa: S608  (constant text)
    f"SELECT a.key AS key, :run AS run, {_COLUMNS}, o.id AS id FROM artifacts AS a CROSS JOIN observations AS o"
    f" ON o.artifact_id = a.id AND o.run_id = :run WHERE a.key IN {_KEYS}"
    f" UNION ALL SELECT a.key, t.run_id, {_COLUMNS}, o.id FROM artifacts AS a"
    " CROSS JOIN taken_up AS t ON t.artifact_id = a.id AND t.run_id = :run"
    " CROSS JOIN observations AS o ON o.run_id = t.observation_id >> 32 AND o.artifact_id = t.artifact_id"
    f" AND o.id = t.observation_id WHERE a.key IN {_KEYS}) ORDER BY id"
)
#: A standing is behind where observations of an earlier run are neither in it nor adopted by this run.
_STANDINGS = (
    "SELECT a.key, a.kind, coalesce(a.unjudged, :run) < :run, s.standing, a.known_at FROM artifacts AS a"  # noqa: S608  (constant text)
    f" LEFT JOIN standings AS s ON s.artifact_id = a.id WHERE a.key IN {_KEYS}"
)
_ADOPT = (
    "INSERT INTO taken_up (observation_id, artifact_id, run_id)"
    " SELECT (look.run_id << 32) | look.place, look.artifact_id, :run FROM runs AS r"
    " CROSS JOIN looks AS look ON look.run_id = r.id CROSS JOIN answers AS answer ON answer.id = look.answer_id"
    " CROSS JOIN artifacts AS a ON a.id = look.artifact_id"
    " WHERE r.status IN ('interrupted', 'failed') AND coalesce(r.alive_at, r.finished_at, r.started_at) >= :then"
    " AND answer.outcome <> 'unknown' AND look.at > :since AND a.unjudged <= look.run_id"
    " AND (a.tried_at IS NULL OR look.at > CAST(strftime('%s', a.tried_at) AS INTEGER))"
    " ON CONFLICT (observation_id) DO UPDATE SET run_id = excluded.run_id"
)
