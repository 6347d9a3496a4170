"""
A database made again, line by line, from what `Chronicle` told of one: first the runs, then artifacts, papers, what
happened in the runs, and what is there now; `finish` concludes what follows from these.
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
from checker.store.encoding import VERDICT_COLUMNS, moment_of, seconds
from checker.store.history.conclusions import STEPS, Conclusions
from checker.store.history.counts import count_all_of
from checker.store.history.standings import to_keep

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from checker.store.chronicle.chronicle import Line
    from checker.store.evidence import Evidence


class Damaged(CheckerError):  # noqa: N818  (says what a line is)
    """A line that can't be restored; the text says why."""


class Restored:
    """The part of the store that takes a history. Whoever calls keeps one transaction around all of it."""

    def __init__(self, db: Database, path: str, evidence: Evidence) -> None:
        self._db = db
        self._path = path
        self._evidence = evidence
        self._conclusions = Conclusions(db)
        self._heard: dict[int, tuple[int, ...]] = {}
        self._places: Counter[int] = Counter()
        self._newest: dict[tuple[str, str], int] = {}

    def take(self, line: Line) -> None:
        """One line; Damaged, with nothing of it kept, where it is not whole or refers to what is not there."""
        try:
            with self._db.atomic():
                self._taken(dict(line))
        except (sqlite3.Error, LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise Damaged(f"{type(error).__name__}: {error}") from error

    def _taken(self, line: Line) -> None:
        what = line.pop("what")
        if what in _INSERTED:
            table, shape, run = _INSERTED[what]
            self._insert(table, COLUMNS[shape], line, **({run: line.pop("run")} if run else {}))
        elif what in _OF_INCIDENTS:
            self._of_incident(_OF_INCIDENTS[what], line.get("at", line["run"]), line["incident"])
            if what == "closed":
                self._of_incident("closed_run", line["run"], line["incident"])
        else:
            getattr(self, _OTHERS[what])(line)

    def _insert(self, table: str, names: dict[str, str], line: Line, **more: Any) -> None:
        if unknown := line.keys() - names.keys():
            raise ValueError(f"{min(unknown)} is nothing of ours")
        values = {names[name]: value for name, value in line.items()} | more
        holes = ", ".join("?" * len(values))
        self._db.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({holes})", list(values.values()))  # noqa: S608  (our own names)

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
        said = [line.get(name) for name in ("service", "outcome", "reason", "status", "detail", "facts")]
        digest = answer_digest(*said)
        which = "SELECT id FROM answers WHERE artifact_id = ? AND digest = ?"
        found = self._db.execute(which, [artifact, digest]).fetchone()
        if found is None:
            self._insert("answers", COLUMNS["answers"], line, artifact_id=artifact, digest=digest)
            found = self._db.execute(which, [artifact, digest]).fetchone()
        self._looked(run, artifact, found[0], seconds(moment_of(at)), seconds(moment_of(pushed)), stars)
        begun = self._first_of == (run, artifact)
        self._heard[artifact] = (*(self._heard[artifact] if begun else ()), found[0])
        self._first_of = (run, artifact)

    _first_of: tuple[int, int] = (0, 0)  # run and artifact of the last look that was told in whole

    def _again(self, line: Line) -> None:
        moments = [seconds(moment_of(one)) for one in line["at"]]
        for artifact in spread(line["artifacts"]):
            for answer, at in zip(self._heard[artifact], moments, strict=True):
                self._looked(line["run"], artifact, answer, at, None, None)

    def _looked(self, run: int, artifact: int, *told: object) -> None:
        place = self._places[run]
        self._db.execute("INSERT INTO looks VALUES (?, ?, ?, ?, ?, ?, ?)", [run, artifact, place, *told])
        self._places[run] += 1

    def _adopted(self, line: Line) -> None:
        then = [line["from"], line["artifact"]]
        places = "SELECT place FROM looks WHERE run_id = ? AND artifact_id = ? ORDER BY place LIMIT 1 OFFSET ?"
        (place,) = self._db.execute(places, [*then, line["place"]]).fetchone()
        values = [line["from"] << 32 | place, line["artifact"], line["run"]]
        self._db.execute("INSERT INTO taken_up (observation_id, artifact_id, run_id) VALUES (?, ?, ?)", values)

    def _verdict(self, line: Line) -> None:
        run, row = line.pop("run"), tuple(line.get(name) for name in VERDICT_COLUMNS)
        conclusion = self._conclusions.words(row)
        self._insert("verdicts", COLUMNS["verdicts"], line, run_id=run, conclusion_id=conclusion)

    # -- what is there now -------------------------------------------------------------------------------

    def _state(self, line: Line) -> None:
        artifacts = line.pop("artifacts")
        if not line or line.keys() - _STATES:
            raise ValueError("no state of ours")
        columns = ", ".join(f"{name} = ?" for name in line)
        for artifact in spread(artifacts):
            self._db.execute(f"UPDATE artifacts SET {columns} WHERE id = ?", [*line.values(), artifact])  # noqa: S608  (our own names)

    def _ignored(self, line: Line) -> None:
        self._of_incident("ignored", line["reason"], line["incident"])

    def _of_incident(self, column: str, value: Any, incident: int) -> None:
        changed = self._db.execute(f"UPDATE incidents SET {column} = ? WHERE id = ?", [value, incident])  # noqa: S608  (our own names)
        if not changed.rowcount:
            raise ValueError(f"there is no incident {incident}")

    def finish(self) -> None:
        """Conclude what follows from all lines: newest verdicts, changes, counts, standings."""
        with errors(self._path):
            self._db.execute(_NEWEST)
            self._db.execute(_STANDING_COPIES)
            count_all_of(self._db, "SELECT id FROM papers", {})
            numbers = [number for (number,) in self._db.execute("SELECT id FROM verdicts ORDER BY id").fetchall()]
            for first in range(0, len(numbers), PAGE):
                self._db.execute(STEPS, {"verdicts": orjson.dumps(numbers[first : first + PAGE]).decode()})
            self._keep_standings()

    def _keep_standings(self) -> None:
        rows = self._db.execute("SELECT id, key, kind FROM artifacts WHERE unjudged IS NULL").fetchall()
        for artifact, key, kind in rows:
            if kind not in set(Kind) or not self._evidence.history(key):
                continue
            text, _ = to_keep(self._evidence.standing(key, Kind(kind)))
            self._db.execute("INSERT INTO standings (artifact_id, standing) VALUES (?, ?)", [artifact, text])


def spread(ranges: Iterable[list[Any]]) -> Iterable[int]:
    """The numbers of `chronicle.ranges`; ValueError for what is none."""
    for first, *rest in ranges:
        last = rest[0] if rest else first
        if not isinstance(first, int) or not isinstance(last, int) or last < first:
            raise ValueError("no range of numbers")
        yield from range(first, last + 1)


#: What is a row as it stands: its table, its names, the column of its run.
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
_OF_INCIDENTS = {"confirmed": "confirmed_at", "closed": "closed_at", "told": "told_run"}
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
