"""
All that a database knows, as plain values from which it can be made again: what happened, run by run, which never
changes; and what is there now. Looks that heard what the look before them heard are told together.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import orjson

from checker.store.chronicle.columns import COLUMNS, EVENTS
from checker.store.database import errors
from checker.store.encoding import iso, moment_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

Line = dict[str, Any]


class Chronicle:
    """The part of the store that tells all of it. Read it inside `Store.reading`, so that it is of one moment."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._path = path

    def artifacts(self) -> Iterator[Line]:
        """Every artifact, in the order in which they came."""
        yield from self._rows("artifacts", "SELECT {} FROM artifacts ORDER BY id")

    def foreign(self) -> Iterator[Line]:
        """Whose looks were imported, and at what they looked."""
        yield from ({"what": "witness", **one} for one in self._rows("witnesses", _WITNESSES))
        yield from ({"what": "foreign_link", **one} for one in self._rows("foreign_links", _FOREIGN_LINKS))

    def papers(self) -> Iterator[Line]:
        """
        Every paper by its id, with its listings, links and candidates. The run that last read a paper is left out
        where it is the newest that read its source, that of a link where it is its paper's.
        """
        newest = dict(self._all("SELECT source, max(last_run) FROM papers GROUP BY source"))
        heard = dict(self._all("SELECT source, max(run_id) FROM listings GROUP BY source"))
        for line in self._rows("papers", "SELECT {} FROM papers ORDER BY id"):
            paper, last = line["id"], line["last_run"]
            listings = self._all("SELECT source, run_id FROM listings WHERE paper_id = ? ORDER BY source", paper)
            links = self._rows("links", "SELECT {} FROM links WHERE paper_id = ? ORDER BY id", [paper])
            more = {
                "listings": [[source] if run == heard[source] else [source, run] for source, run in listings],
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
        """What changes with every run: which run last read each source, and when each artifact was last looked at."""
        for what, query in _NEWEST.items():
            for source, run in self._all(query):
                yield {"what": what, "source": source, "run": run}
        for what, names in _STATES.items():
            shown = ", ".join(names)
            some = " OR ".join(f"coalesce({name}, '') <> ''" for name in names)
            rows = self._db.execute(f"SELECT {shown}, id FROM artifacts WHERE {some} ORDER BY {shown}, id")  # noqa: S608  (constant names)
            for values, group in groupby(rows, key=lambda row: row[:-1]):
                told = {name: value for name, value in zip(names, values, strict=True) if value is not None}
                yield {"what": what, **told, "artifacts": ranges(row[-1] for row in group)}
        for incident, reason in self._all("SELECT id, ignored FROM incidents WHERE ignored IS NOT NULL ORDER BY id"):
            yield {"what": "ignored", "incident": incident, "reason": reason}

    def runs(self) -> Iterator[Line]:
        """What happened, run by run: each begins with the run itself."""
        heard: dict[int, tuple[int, ...]] = {}
        with errors(self._path):
            lines = list(self._rows("runs", "SELECT {} FROM runs ORDER BY id"))
            for line, follower in zip_longest(lines, lines[1:]):
                span = {"run": line["id"], "since": line["started_at"], "until": (follower or _NEVER)["started_at"]}
                if line is lines[0]:
                    span["since"] = ""
                yield {"what": "run", **line}
                yield from self._looks(line["id"], heard)
                for what, (table, query) in EVENTS.items():
                    yield from ({"what": what, "run": line["id"], **one} for one in self._rows(table, query, span))

    def _looks(self, run: int, heard: dict[int, tuple[int, ...]]) -> Iterator[Line]:
        """The looks of one run: what was heard for the first time in whole, the rest together by its moments."""
        again: defaultdict[tuple[int, ...], list[int]] = defaultdict(list)
        looks = self._db.execute(_LOOKS, [run])
        for artifact, group in groupby(looks, key=itemgetter(0)):
            told = list(group)
            answers = tuple(row[1] for row in told)
            if heard.get(artifact) == answers:
                again[tuple(row[2] for row in told)].append(artifact)
                continue
            heard[artifact] = answers
            yield from ({"what": "look", "run": run, **self._heard(row)} for row in told)
        for moments, artifacts in sorted(again.items()):
            at = [iso(moment_at(one)) for one in moments]
            yield {"what": "again", "run": run, "at": at, "artifacts": ranges(artifacts)}

    def _heard(self, look: tuple[int, int, int, int | None, int | None]) -> Line:
        artifact, answer, at, pushed, stars = look
        line = next(self._rows("answers", "SELECT {} FROM answers WHERE id = ?", [answer]))
        line["facts"] = opened(line["facts"])
        beside = {"pushed_at": iso(moment_at(pushed)), "stars": stars}
        told = {name: value for name, value in beside.items() if value is not None}
        return {"artifact": artifact, "at": iso(moment_at(at)), **line, **told}

    def _rows(self, table: str, query: str, values: Any = ()) -> Iterator[Line]:
        """Rows as values by the names of columns, without those that hold nothing."""
        names = COLUMNS[table]
        for row in self._db.execute(query.format(", ".join(names.values())), values):
            yield {name: value for name, value in zip(names, row, strict=True) if value is not None}

    def _all(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with errors(self._path):
            return self._db.execute(query, values).fetchall()


def ranges(numbers: Iterable[int]) -> list[list[int]]:
    """Rising numbers as [first, last] of each unbroken row, or [only]."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return found


def opened(text: str) -> Any:
    """JSON as its value, so that a line is read with ease; the text itself where it would not come back the same."""
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
