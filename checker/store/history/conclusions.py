"""Verdicts in the database: a row for each that differs from the one before it, and the standing after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from checker.model import Availability
from checker.store.encoding import VERDICT_COLUMNS, iso, verdict_row
from checker.store.history.counts import count_links_of
from checker.store.history.incidents import follow
from checker.store.history.standings import to_keep

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from checker.model import Standing, Verdict

#: The words that figures count, in the order of the table `conclusions`.
WORDS = (
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
    """Keeps verdicts and standings, in a transaction of whoever calls."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, run: int, verdicts: Sequence[Verdict], standings: Mapping[str, Standing]) -> None:
        """Keep verdicts, the standings after them by key, and what follows: incidents, changes, counts of papers."""
        appended: list[int] = []
        turned: list[int] = []
        for verdict in verdicts:
            artifact, good_at, availability, *before = self._db.execute(_BEFORE, [verdict.key]).fetchone()
            row = verdict_row(verdict)
            if tuple(before) != row:
                number = self._append(run, artifact, verdict, row)
                if before[0] is not None:
                    appended.append(number)
            if availability != row[0]:
                turned.append(artifact)
            follow(self._db, run, artifact, verdict, good_at=good_at)
            self._judged(artifact, verdict, standings.get(verdict.key))
        if appended:
            self._db.execute(STEPS, {"verdicts": orjson.dumps(appended).decode()})
        if turned:
            count_links_of(self._db, _NAMING, {"artifacts": orjson.dumps(turned).decode()})

    def _append(self, run: int, artifact: int, verdict: Verdict, row: tuple[Any, ...]) -> int:
        conclusion = self.words(row)
        values = [run, artifact, iso(verdict.at), verdict.rules or None, conclusion, *row]
        number = int(self._db.execute(_APPEND, values).lastrowid or 0)
        self._db.execute(
            "UPDATE artifacts SET verdict_id = ?, conclusion_id = ? WHERE id = ?", [number, conclusion, artifact]
        )
        return number

    def words(self, row: tuple[Any, ...]) -> int:
        """The number of a verdict's words, kept once."""
        said = dict(zip(VERDICT_COLUMNS, row, strict=True))
        items = " ".join(sorted(orjson.loads(said["ticks"])))
        words = (*(said[name] for name in WORDS), items, said["broken_forms"] != "[]" or said["dead_places"] != "{}")
        found = self._db.execute(_SAME_WORDS, words).fetchone()
        return int(found[0] if found else self._db.execute(_WORDS, words).lastrowid or 0)

    def _judged(self, artifact: int, verdict: Verdict, standing: Standing | None) -> None:
        at = iso(verdict.at)
        checked = at if verdict.availability is not Availability.UNKNOWN else None
        self._db.execute(_JUDGED, [" ".join(sorted(verdict.owed)), at, checked, artifact])
        if standing is not None:
            text, known_at = to_keep(standing)
            self._db.execute(_KEEP, [artifact, text])
            self._db.execute(_FOLDED, [standing.first_id, known_at, artifact])


_BEFORE = (
    f"SELECT a.id, a.checked_at, c.availability, {', '.join(f'v.{name}' for name in VERDICT_COLUMNS)}"  # noqa: S608  (constant names)
    " FROM artifacts AS a JOIN conclusions AS c ON c.id = a.conclusion_id"
    " LEFT JOIN verdicts AS v ON v.id = a.verdict_id WHERE a.key = ?"
)
_NAMES = ("run_id", "artifact_id", "at", "rules", "conclusion_id", *VERDICT_COLUMNS)
_APPEND = f"INSERT INTO verdicts ({', '.join(_NAMES)}) VALUES ({', '.join('?' * len(_NAMES))})"  # noqa: S608  (constant names)
_ALL_WORDS = (*WORDS, "items", "broken")
_WORDS = f"INSERT INTO conclusions ({', '.join(_ALL_WORDS)}) VALUES ({', '.join('?' * len(_ALL_WORDS))})"  # noqa: S608  (constant names)
_EQUAL = " AND ".join(
    "coalesce(hijackable, -1) = coalesce(?, -1)" if name == "hijackable" else f"{name} = ?" for name in _ALL_WORDS
)
_SAME_WORDS = f"SELECT id FROM conclusions WHERE {_EQUAL}"  # noqa: S608  (constant names)
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
    The statement that keeps, for verdicts :verdicts, each axis whose value is another than it was when it was last
    known. `confirmed` says something of what is gone alone.
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


#: An axis and its word for "not known".
_AXES = (
    *((name, "unknown") for name in ("availability", "identity", "maintenance", "content")),
    ("resolved_target", ""),
)
STEPS = _steps()
