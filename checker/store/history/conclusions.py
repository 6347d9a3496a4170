"""Recording verdicts: a row for each that differs from the one before it, with its standing and all that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from checker.model import Availability
from checker.store.encoding import VERDICT_COLUMNS, iso, verdict_row
from checker.store.history.counts import recount_papers
from checker.store.history.incidents import update_incident
from checker.store.history.standings import standing_to_store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from checker.model import Standing, Verdict

#: The columns of a verdict that figures count, in the order of the table `conclusions`.
COUNTED = (
    "availability",
    "reason",
    "confirmed",
    "identity",
    "hijackable",
    "maintenance",
    "content",
    "license",
    "policies",
)


class Conclusions:
    """Records verdicts and standings, in the caller's transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, run: int, verdicts: Sequence[Verdict], standings: Mapping[str, Standing]) -> None:
        """Record verdicts, their standings by key, and what follows: incidents, changes, counts of papers."""
        changed: list[int] = []  # ids of verdicts that differ from an earlier one
        turned: list[int] = []  # ids of artifacts with another availability than before
        for verdict in verdicts:
            artifact, good_at, availability, *before = self._db.execute(_BEFORE, [verdict.key]).fetchone()
            row = verdict_row(verdict)
            if tuple(before) != row:
                number = self._append(run, artifact, verdict, row)
                if before[0] is not None:
                    changed.append(number)
            if availability != row[0]:
                turned.append(artifact)
            update_incident(self._db, run, artifact, verdict, good_at=good_at)
            self._judged(artifact, verdict, standings.get(verdict.key))
        if changed:
            self._db.execute(STEPS, {"verdicts": orjson.dumps(changed).decode()})
        if turned:
            recount_papers(self._db, _NAMING, {"artifacts": orjson.dumps(turned).decode()})

    def _append(self, run: int, artifact: int, verdict: Verdict, row: tuple[Any, ...]) -> int:
        conclusion = self.conclusion_id(row)
        values = [run, artifact, iso(verdict.at), verdict.rules or None, conclusion, *row]
        number = int(self._db.execute(_APPEND, values).lastrowid or 0)
        self._db.execute(
            "UPDATE artifacts SET verdict_id = ?, conclusion_id = ? WHERE id = ?", [number, conclusion, artifact]
        )
        return number

    def conclusion_id(self, row: tuple[Any, ...]) -> int:
        """
        The id of the row of `conclusions` with the counted values of a verdict, which is inserted if need be. Equal
        conclusions share a row, so that figures count few rows instead of all artifacts.
        """
        values = dict(zip(VERDICT_COLUMNS, row, strict=True))
        items = " ".join(sorted(orjson.loads(values["ticks"])))
        broken = values["broken_forms"] != "[]" or values["dead_places"] != "{}"
        counted = (*(values[name] for name in COUNTED), items, broken)
        found = self._db.execute(_FIND_CONCLUSION, counted).fetchone()
        return int(found[0] if found else self._db.execute(_INSERT_CONCLUSION, counted).lastrowid or 0)

    def _judged(self, artifact: int, verdict: Verdict, standing: Standing | None) -> None:
        at = iso(verdict.at)
        checked = at if verdict.availability is not Availability.UNKNOWN else None
        self._db.execute(_JUDGED, [" ".join(sorted(verdict.owed)), at, checked, artifact])
        if standing is not None:
            text, known_at = standing_to_store(standing)
            self._db.execute(_KEEP, [artifact, text])
            self._db.execute(_FOLDED, [standing.first_id, known_at, artifact])


_BEFORE = (
    f"SELECT a.id, a.checked_at, c.availability, {', '.join(f'v.{name}' for name in VERDICT_COLUMNS)}"  # noqa: S608  (constant names)
    " FROM artifacts AS a JOIN conclusions AS c ON c.id = a.conclusion_id"
    " LEFT JOIN verdicts AS v ON v.id = a.verdict_id WHERE a.key = ?"
)
_NAMES = ("run_id", "artifact_id", "at", "rules", "conclusion_id", *VERDICT_COLUMNS)
_APPEND = f"INSERT INTO verdicts ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"  # noqa: S608  (constant names)
_COLUMNS = (*COUNTED, "items", "broken")
_INSERT_CONCLUSION = f"INSERT INTO conclusions ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608  (constant names)
_EQUAL = " AND ".join(
    "coalesce(hijackable, -1) = coalesce(?, -1)" if name == "hijackable" else f"{name} = ?" for name in _COLUMNS
)
_FIND_CONCLUSION = f"SELECT id FROM conclusions WHERE {_EQUAL}"  # noqa: S608  (constant names)
_JUDGED = "UPDATE artifacts SET owed = ?, tried_at = ?, checked_at = coalesce(?, checked_at) WHERE id = ?"
_KEEP = (
    "INSERT INTO standings (artifact_id, standing) VALUES (?, ?) ON CONFLICT (artifact_id)"
    " DO UPDATE SET standing = excluded.standing WHERE standing <> excluded.standing"
)
_FOLDED = (
    "UPDATE artifacts SET platform_id = iif(platform_id = '', ?, platform_id), known_at = ?, unjudged = NULL"
    " WHERE id = ?"
)
_NAMING = "SELECT paper_id FROM links WHERE artifact_id IN (SELECT value FROM json_each(:artifacts))"


def _steps() -> str:
    """
    The statement that records, for the verdicts with ids :verdicts, each axis whose value differs from its last known
    one (table `steps`, view `changes`). `confirmed` is an axis only where the availability is `gone`.
    """
    known = {name: f"{{}}.{name} <> '{nothing}' AND {{}}.availability <> 'unknown'" for name, nothing in _AXES}
    known |= {"confirmed": "{}.availability = 'gone'"}
    arms = []
    for axis, condition in known.items():
        value = "iif({}.confirmed, 'yes', 'no')" if axis == "confirmed" else f"{{}}.{axis}"
        now, then = (condition.format(name, name) for name in "vb")
        arms.append(
            f"SELECT v.run_id, v.id, '{axis}' AS axis, v.artifact_id, (SELECT {value.format('b')} FROM verdicts AS b"  # noqa: S608  (our own text)
            f" WHERE b.artifact_id = v.artifact_id AND b.id < v.id AND {then} ORDER BY b.id DESC LIMIT 1) AS before,"
            f" {value.format('v')} AS after FROM json_each(:verdicts) AS one JOIN verdicts AS v ON v.id = one.value"
            f" WHERE {now}"
        )
    return (
        "INSERT INTO steps (run_id, verdict_id, axis, artifact_id, before, after)"  # noqa: S608  (our own text)
        f" SELECT * FROM ({' UNION ALL '.join(arms)}) WHERE before <> after"
    )


#: (axis, its value for "not known").
_AXES = (
    *((name, "unknown") for name in ("availability", "identity", "maintenance", "content")),
    ("resolved_target", ""),
)
STEPS = _steps()
