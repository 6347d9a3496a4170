"""
The whole content of a database as plain values, from which `Restorer` can restore it: what happened in each run,
which never changes, and the present state. A "look" is one observation: in which run and when an artifact got an
answer. Looks of a run that got the same answers as the looks before them share one line.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import orjson

from checker.store.chronicle.columns import COLUMNS, EVENTS
from checker.store.database import errors
from checker.store.encoding import from_seconds, iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

Line = dict[str, Any]


class Chronicle:
    """The part of the store that reads all of it. To be used inside `Store.reading`, so that it sees one state."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def artifacts(self) -> Iterator[Line]:
        """Every artifact, by id."""
        yield from self._rows("artifacts", "SELECT {} FROM artifacts ORDER BY id")

    def foreign(self) -> Iterator[Line]:
        """The foreign witnesses whose checks were imported, and the addresses that they checked."""
        yield from ({"what": "witness", **one} for one in self._rows("witnesses", _WITNESSES))
        yield from ({"what": "foreign_link", **one} for one in self._rows("foreign_links", _FOREIGN_LINKS))

    def papers(self) -> Iterator[Line]:
        """
        Every paper by its id, with its listings, links and candidates. To keep lines unchanged from run to run, the
        run that last read a paper is left out where it is the newest that read its source, and the run that last
        found a link where it is the paper's.
        """
        newest = dict(self._all("SELECT source, max(last_run) FROM papers GROUP BY source"))
        newest_listing = dict(self._all("SELECT source, max(run_id) FROM listings GROUP BY source"))
        for line in self._rows("papers", "SELECT {} FROM papers ORDER BY id"):
            paper, last = line["id"], line["last_run"]
            listings = self._all("SELECT source, run_id FROM listings WHERE paper_id = ? ORDER BY source", paper)
            links = self._rows("links", "SELECT {} FROM links WHERE paper_id = ? ORDER BY id", [paper])
            more = {
                "listings": [
                    [source] if run == newest_listing[source] else [source, run] for source, run in listings
                ],
                "unlisted": self._all("SELECT from_run, to_run FROM unlisted WHERE paper_id = ? ORDER BY 1", paper),
                "links": [self._link(link, last) for link in links],
                "candidates": list(self._rows("candidates", f"SELECT {{}} {_CANDIDATES}", [paper])),
            }
            if last == newest[line["source"]]:
                del line["last_run"]
            yield line | {name: value for name, value in more.items() if value}

    def _link(self, link: Line, last: int) -> Line:
        if link["last_run"] == last:
            del link["last_run"]
        readings = self._all(
            "SELECT rank, artifact_id, target FROM readings WHERE link_id = ? ORDER BY 1", link["id"]
        )
        return link | ({"readings": readings} if readings else {})

    def now(self) -> Iterator[Line]:
        """What changes with every run: which run last read each source, and when each artifact was last checked."""
        for what, query in _NEWEST.items():
            for source, run in self._all(query):
                yield {"what": what, "source": source, "run": run}
        for what, names in _STATES.items():
            shown = ", ".join(names)
            any_given = " OR ".join(f"coalesce({name}, '') <> ''" for name in names)
            rows = self._db.execute(f"SELECT {shown}, id FROM artifacts WHERE {any_given} ORDER BY {shown}, id")  # noqa: S608  (constant names)
            for values, group in groupby(rows, key=lambda row: row[:-1]):
                given = {name: value for name, value in zip(names, values, strict=True) if value is not None}
                yield {"what": what, **given, "artifacts": ranges(row[-1] for row in group)}
        for incident, reason in self._all("SELECT id, ignored FROM incidents WHERE ignored IS NOT NULL ORDER BY id"):
            yield {"what": "ignored", "incident": incident, "reason": reason}

    def runs(self) -> Iterator[Line]:
        """What happened, run by run; the lines of each begin with the run itself."""
        last_answers: dict[int, tuple[int, ...]] = {}  # artifact → answers of its newest run so far
        with errors(self._path):
            lines = list(self._rows("runs", "SELECT {} FROM runs ORDER BY id"))
            for line, follower in zip_longest(lines, lines[1:]):
                span = {"run": line["id"], "since": line["started_at"], "until": (follower or _NEVER)["started_at"]}
                if line is lines[0]:
                    span["since"] = ""
                yield {"what": "run", **line}
                yield from self._looks(line["id"], last_answers)
                for what, (table, query) in EVENTS.items():
                    yield from ({"what": what, "run": line["id"], **one} for one in self._rows(table, query, span))

    def _looks(self, run: int, last_answers: dict[int, tuple[int, ...]]) -> Iterator[Line]:
        """
        The looks of one run: a whole line for each of an artifact whose answers changed, and one line for all
        artifacts that got their last answers again at the same moments.
        """
        again: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
        looks = self._db.execute(_LOOKS, [run])
        for artifact, group in groupby(looks, key=itemgetter(0)):
            rows = list(group)
            answers = tuple(row[1] for row in rows)
            if last_answers.get(artifact) == answers:
                again[tuple(row[2] for row in rows)].append(artifact)
                continue
            last_answers[artifact] = answers
            yield from ({"what": "look", "run": run, **self._look(row)} for row in rows)
        for moments, artifacts in sorted(again.items()):
            at = [iso(from_seconds(one)) for one in moments]
            yield {"what": "again", "run": run, "at": at, "artifacts": ranges(artifacts)}

    def _look(self, look: tuple[int, int, int, int | None, int | None]) -> Line:
        artifact, answer, at, pushed, stars = look
        line = next(self._rows("answers", "SELECT {} FROM answers WHERE id = ?", [answer]))
        line["facts"] = decoded_json(line["facts"])
        volatile = {"pushed_at": iso(from_seconds(pushed)), "stars": stars}
        given = {name: value for name, value in volatile.items() if value is not None}
        return {"artifact": artifact, "at": iso(from_seconds(at)), **line, **given}

    def _rows(self, table: str, query: str, values: Any = ()) -> Iterator[Line]:
        """Rows as name → value (the names of COLUMNS), without NULLs; `{}` in the query stands for the columns."""
        names = COLUMNS[table]
        for row in self._db.execute(query.format(", ".join(names.values())), values):
            yield {name: value for name, value in zip(names, row, strict=True) if value is not None}

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with errors(self._path):
            return self._db.execute(query, values).fetchall()


def ranges(numbers: Iterable[int]) -> list[list[int]]:
    """Ascending numbers as a list of ranges, each [first, last], or [number] for a single one."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return found


def decoded_json(text: str) -> Any:
    """A JSON text as its value, which is easier to read; the text itself where that could not be restored exactly."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
    return value if not isinstance(value, str) and orjson.dumps(value).decode() == text else text


_WITNESSES = "SELECT {} FROM foreign_witnesses ORDER BY id"
_FOREIGN_LINKS = "SELECT {} FROM foreign_links ORDER BY id"
_NEVER = {"started_at": "~"}  # after every moment
_LOOKS = "SELECT artifact_id, answer_id, at, pushed_at, stars FROM looks WHERE run_id = ? ORDER BY artifact_id, place"
_CANDIDATES = "FROM candidates WHERE paper_id = ? ORDER BY id"
_NEWEST = {
    "read": "SELECT source, max(last_run) FROM papers GROUP BY source ORDER BY source",
    "listed": "SELECT source, max(run_id) FROM listings GROUP BY source ORDER BY source",
}
#: Columns of artifacts that change as they are looked at.
_STATES = {"looked": ("tried_at", "checked_at", "known_at"), "owed": ("owed",), "unjudged": ("unjudged",)}
