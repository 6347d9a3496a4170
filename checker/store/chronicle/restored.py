"""
Restores a database, line by line, from what `Chronicle` has read of one: first the runs, then artifacts, papers, the
events of the runs, and the present state; `finish` computes the derived tables.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import TYPE_CHECKING, Any

import orjson

from checker.errors import CheckerError
from checker.model import Kind
from checker.store.chronicle.columns import COLUMNS
from checker.store.database import PAGE, answer_digest, errors
from checker.store.encoding import VERDICT_COLUMNS, from_iso, to_seconds
from checker.store.history.conclusions import STEPS, Conclusions
from checker.store.history.counts import recount_all
from checker.store.history.standings import standing_to_store

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from checker.store.chronicle.chronicle import Line
    from checker.store.evidence import Evidence


class Damaged(CheckerError):  # noqa: N818  (says what a line is)
    """A line can't be restored; the message says why."""


class Restorer:
    """The part of the store that restores a history. The caller has one transaction around all calls."""

    def __init__(self, db: Database, path: str, evidence: Evidence) -> None:
        self._db = db
        self._path = path
        self._evidence = evidence
        self._conclusions = Conclusions(db)
        self._answers: dict[int, tuple[int, ...]] = {}  # artifact → ids of the answers of its newest run so far
        self._places: Counter[int] = Counter()  # run → number of its next look
        self._newest: dict[tuple[str, str], int] = {}  # ("read" or "listed", source) → its newest run

    def take(self, line: Line) -> None:
        """Restore one line; Damaged, with nothing of it restored, where it is incomplete or has a bad reference."""
        try:
            with self._db.atomic():
                self._restore(dict(line))
        except (sqlite3.Error, LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise Damaged(f"{type(error).__name__}: {error}") from error

    def _restore(self, line: Line) -> None:
        what = line.pop("what")
        if what in _INSERTED:
            table, shape, run = _INSERTED[what]
            self._insert(table, COLUMNS[shape], line, **({run: line.pop("run")} if run else {}))
        elif what in _INCIDENT_COLUMNS:
            self._set_incident(_INCIDENT_COLUMNS[what], line.get("at", line["run"]), line["incident"])
            if what == "closed":
                self._set_incident("closed_run", line["run"], line["incident"])
        else:
            getattr(self, _OTHERS[what])(line)

    def _insert(self, table: str, names: dict[str, str], line: Line, **more: Any) -> None:
        if unknown := line.keys() - names.keys():
            raise ValueError(f"unknown name {min(unknown)}")
        values = {names[name]: value for name, value in line.items()} | more
        marks = ", ".join("?" * len(values))
        self._db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", list(values.values()))  # noqa: S608  (our own names)

    # -- papers ------------------------------------------------------------------------------------------

    def _source_read(self, line: Line) -> None:
        self._newest["read", line["source"]] = line["run"]

    def _source_listed(self, line: Line) -> None:
        self._newest["listed", line["source"]] = line["run"]

    def _paper(self, line: Line) -> None:
        parts = {name: line.pop(name, ()) for name in ("listings", "unlisted", "links", "candidates")}
        last = line.setdefault("last_run", self._newest.get(("read", line["source"])))
        self._insert("papers", COLUMNS["papers"], line)
        for source, *run in parts["listings"]:
            when = run[0] if run else self._newest["listed", source]
            self._db.execute("INSERT INTO listings VALUES (?, ?, ?)", [source, line["id"], when])
        for since, until in parts["unlisted"]:
            self._db.execute("INSERT INTO unlisted VALUES (?, ?, ?)", [line["id"], since, until])
        for link in parts["links"]:
            self._link(line["id"], {"last_run": last, **link})
        for candidate in parts["candidates"]:
            self._insert("candidates", COLUMNS["candidates"], candidate, paper_id=line["id"])

    def _link(self, paper: str, link: Line) -> None:
        readings = link.pop("readings", ())
        self._insert("links", COLUMNS["links"], link, paper_id=paper)
        for reading in readings:
            self._db.execute("INSERT INTO readings VALUES (?, ?, ?, ?)", [link["id"], *reading])

    # -- evidence ----------------------------------------------------------------------------------------

    def _look(self, line: Line) -> None:
        run, artifact, at = line.pop("run"), line.pop("artifact"), line.pop("at")
        pushed, stars = line.pop("pushed_at", None), line.pop("stars", None)
        facts = line["facts"]
        line["facts"] = facts if isinstance(facts, str) else orjson.dumps(facts).decode()
        digest = answer_digest(
            *(line.get(name) for name in ("service", "outcome", "reason", "status", "detail", "facts"))
        )
        which = "SELECT id FROM answers WHERE artifact_id = ? AND digest = ?"
        found = self._db.execute(which, [artifact, digest]).fetchone()
        if found is None:
            self._insert("answers", COLUMNS["answers"], line, artifact_id=artifact, digest=digest)
            found = self._db.execute(which, [artifact, digest]).fetchone()
        self._insert_look(run, artifact, found[0], to_seconds(from_iso(at)), to_seconds(from_iso(pushed)), stars)
        is_further = self._last_look == (run, artifact)
        self._answers[artifact] = (*(self._answers[artifact] if is_further else ()), found[0])
        self._last_look = (run, artifact)

    _last_look: tuple[int, int] = (0, 0)  # run and artifact of the last `look` line

    def _again(self, line: Line) -> None:
        moments = [to_seconds(from_iso(one)) for one in line["at"]]
        for artifact in expand_ranges(line["artifacts"]):
            for answer, at in zip(self._answers[artifact], moments, strict=True):
                self._insert_look(line["run"], artifact, answer, at, None, None)

    def _insert_look(self, run: int, artifact: int, *values: object) -> None:
        place = self._places[run]
        self._db.execute("INSERT INTO looks VALUES (?, ?, ?, ?, ?, ?, ?)", [run, artifact, place, *values])
        self._places[run] += 1

    def _adopted(self, line: Line) -> None:
        then = [line["from"], line["artifact"]]
        places = "SELECT place FROM looks WHERE run_id = ? AND artifact_id = ? ORDER BY place LIMIT 1 OFFSET ?"
        (place,) = self._db.execute(places, [*then, line["place"]]).fetchone()
        values = [line["from"] << 32 | place, line["artifact"], line["run"]]
        self._db.execute("INSERT INTO taken_up (observation_id, artifact_id, run_id) VALUES (?, ?, ?)", values)

    def _verdict(self, line: Line) -> None:
        run, row = line.pop("run"), tuple(line.get(name) for name in VERDICT_COLUMNS)
        conclusion = self._conclusions.conclusion_id(row)
        self._insert("verdicts", COLUMNS["verdicts"], line, run_id=run, conclusion_id=conclusion)

    # -- what is there now -------------------------------------------------------------------------------

    def _state(self, line: Line) -> None:
        artifacts = line.pop("artifacts")
        if not line or line.keys() - _STATES:
            raise ValueError("unknown names of a state")
        columns = ", ".join(f"{name} = ?" for name in line)
        for artifact in expand_ranges(artifacts):
            self._db.execute(f"UPDATE artifacts SET {columns} WHERE id = ?", [*line.values(), artifact])  # noqa: S608  (our own names)

    def _ignored(self, line: Line) -> None:
        self._set_incident("ignored", line["reason"], line["incident"])

    def _set_incident(self, column: str, value: Any, incident: int) -> None:
        changed = self._db.execute(f"UPDATE incidents SET {column} = ? WHERE id = ?", [value, incident])  # noqa: S608  (our own names)
        if not changed.rowcount:
            raise ValueError(f"there is no incident {incident}")

    def finish(self) -> None:
        """Compute what follows from all lines: newest verdicts, changes, counts, standings."""
        with errors(self._path):
            self._db.execute(_NEWEST)
            self._db.execute(_STANDING_COPIES)
            recount_all(self._db, "SELECT id FROM papers", {})
            numbers = [number for (number,) in self._db.execute("SELECT id FROM verdicts ORDER BY id").fetchall()]
            for first in range(0, len(numbers), PAGE):
                self._db.execute(STEPS, {"verdicts": orjson.dumps(numbers[first : first + PAGE]).decode()})
            self._keep_standings()

    def _keep_standings(self) -> None:
        rows = self._db.execute("SELECT id, key, kind FROM artifacts WHERE unjudged IS NULL").fetchall()
        for artifact, key, kind in rows:
            if kind not in set(Kind) or not self._evidence.history(key):
                continue
            text, _ = standing_to_store(self._evidence.standing(key, Kind(kind)))
            self._db.execute("INSERT INTO standings (artifact_id, standing) VALUES (?, ?)", [artifact, text])


def expand_ranges(ranges: Iterable[list[Any]]) -> Iterable[int]:
    """The numbers that `chronicle.ranges` encoded; ValueError for anything else."""
    for first, *rest in ranges:
        last = rest[0] if rest else first
        if not isinstance(first, int) or not isinstance(last, int) or last < first:
            raise ValueError("no range of numbers")
        yield from range(first, last + 1)


#: Kinds of lines that are a row each → (table, key of COLUMNS, column of the run that the line names).
_INSERTED = {
    "run": ("runs", "runs", ""),
    "artifact": ("artifacts", "artifacts", ""),
    "opened": ("incidents", "opened", "opened_run"),
    "claim": ("claims", "claims", "run_id"),
    "archive": ("archives", "archives", "run_id"),
    "cross_check": ("cross_checks", "cross_checks", "run_id"),
    "witness": ("foreign_witnesses", "witnesses", ""),
    "foreign_link": ("foreign_links", "foreign_links", ""),
    "foreign_check": ("foreign_checks", "foreign_checks", "run_id"),
}
#: Kinds of lines that set a column of an incident.
_INCIDENT_COLUMNS = {"confirmed": "confirmed_at", "closed": "closed_at", "told": "told_run"}
#: All other kinds of lines → the method that restores them.
_OTHERS = {
    "paper": "_paper",
    "read": "_source_read",
    "listed": "_source_listed",
    "look": "_look",
    "again": "_again",
    "adopted": "_adopted",
    "verdict": "_verdict",
    "looked": "_state",
    "owed": "_state",
    "unjudged": "_state",
    "ignored": "_ignored",
}
_STATES = {"tried_at", "checked_at", "known_at", "owed", "unjudged"}
_NEWEST = (
    "UPDATE artifacts SET verdict_id = v.id, conclusion_id = v.conclusion_id FROM (SELECT max(id) AS id, artifact_id,"
    " conclusion_id FROM verdicts GROUP BY artifact_id) AS v WHERE v.artifact_id = artifacts.id"
)
_STANDING_COPIES = (
    "UPDATE archives SET stands = 1 WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY"
    " artifact_id, archive ORDER BY outcome <> 'unknown' DESC, id DESC) AS place FROM archives"
    " WHERE question = 'copy') WHERE place = 1)"
)
