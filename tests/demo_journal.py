"""
The journal of the demonstration: invented papers of twelve years on moths. The fates of their links follow from their
numbers by fixed formulas, so that survival, promises and kinds by year have something to show.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How many days ago the journal was read before the months of demo-history.toml.
READINGS = (728, 400, 182)
_LINKED, _PROMISED = 270, 80  # papers
_QUIET = 57  # days before today in which nothing happens, so that the news are those of demo-history.toml
_OLDEST, _YOUNGEST = 4_560, 60  # days
_LIFE = {"repository": 9_000, "page": 4_000, "model": 40_000}  # days that a link lasts on average
_HOSTS, _CLOSED = 29, 0.3  # hosts of pages, and the share of them that close
_DELAY = 600  # days until a promise is kept, on average
_SILENT, _HEALED, _HOLLOW = (31, 151, 251), (44, 184), (12, 95, 208)  # numbers of papers
_DOING = ("Counting", "Tracking", "Sorting", "Hearing", "Naming", "Finding", "Drawing", "Following")
_MOTHS = ("Hawk", "Tiger", "Emperor", "Silk", "Clothes", "Winter", "Lappet", "Plume", "Death's-Head")
_PLACES = ("Oak Woods", "Hedges", "Street Light", "Alpine Meadows", "Reed Beds", "Old Museums")


@dataclass(frozen=True)
class Entry:
    """
    One paper: how many days ago it appeared, its link, and how many days ago the target came (a kept promise) and was
    lost.
    """

    number: int
    published: int
    kind: str
    target: str
    came: float
    lost: float

    @property
    def url(self) -> str:
        """The address of its link."""
        return {"repository": "https://github.com/", "model": "https://huggingface.co/"}.get(
            self.kind, "https://"
        ) + self.target

    def paper(self, day: int, now: datetime) -> str:
        """The paper as a line of JSON, as it read `day` days ago."""
        title = (
            f"{_DOING[self.number % 8]} {_MOTHS[self.number % 9]} Moths in {_PLACES[self.number // 8 % 6]}"
            f" ({self.number})"
        )
        available = (
            f"Our code is available at {self.url}." if self.kind != "model" else f"Our model is at {self.url}."
        )
        text = available if day <= self.came else "We will release our code upon acceptance."
        date = f"{now - timedelta(days=self.published):%Y-%m-%d}"
        row = {"id": f"moths.{self.number:03}", "title": title, "published": date, "abstract": f"On moths. {text}"}
        return json.dumps(row, ensure_ascii=False) + "\n"


def entries() -> list[Entry]:
    """All papers, those with a link first."""
    found = [_linked(number) for number in range(_LINKED)]
    return found + [_promised(_LINKED + number, READINGS[number % 4 % 3]) for number in range(_PROMISED)]


def papers(day: int, now: datetime) -> Iterator[str]:
    """The journal as it was `day` days ago: a line for each paper that had appeared."""
    return (one.paper(day, now) for one in entries() if one.published >= day)


def world(day: int) -> dict[str, dict[str, Any]]:
    """The targets of its links as they were `day` days ago: tables as in demo-world.toml."""
    tables: dict[str, dict[str, Any]] = {
        "github": {},
        "hub_model": {},
        "page": {},
        "software_heritage": {},
        "wayback": {},
    }
    for one in entries():
        there = one.came >= day > one.lost and not (one.number in _HEALED and day == READINGS[1])
        if one.kind == "page":
            silent = one.number in _SILENT and day <= READINGS[-1]
            tables["page"][one.url] = {"status": 503 if silent else 200 if there else 404}
        elif one.kind == "model" and there:
            tables["hub_model"][one.target] = {"license": "mit"}
        elif there:
            tables["github"][one.target] = _repository(one, day)
        if one.kind == "repository" and one.number % 3:
            tables["software_heritage"][one.url] = {"date": "2024-05-06T07:08:09+00:00"}
        if one.number % 50:  # pages without a capture need the index of the archive, which has a strict rate limit
            tables["wayback"][one.url] = ["20240506070809"]
    return tables


def _repository(one: Entry, day: int) -> dict[str, Any]:
    """
    Facts of a repository: its last commit is up to four years after its paper; a few have no license or
    no code.
    """
    created, quiet = one.published + 20 - day, max(one.published - one.number * 37 % 1_460, _QUIET) - day
    facts: dict[str, Any] = {"created_days_ago": created, "last_commit_days_ago": max(quiet, 3)}
    if one.number in _HOLLOW:
        facts["files"] = {"README.md": f"# moths-{one.number}\nCode will be released soon.\n"}
    elif one.number % 4:
        facts["license"] = "MIT"
    return facts


def _linked(number: int) -> Entry:
    published = _OLDEST - number * (_OLDEST - _YOUNGEST) // _LINKED
    kind = "model" if number % 17 == 5 and published < 1_800 else "page" if number % 10 in (1, 4, 7) else "repository"
    lost, host = published + _LIFE[kind] * math.log(1 - _even(number, 0.6180339887)), number * 7 % _HOSTS
    if kind == "page":
        target, closed = f"moths-{host}.example.edu/tool-{number}", _closed(host)
        lost = max(lost, closed) if closed < published else lost
    else:
        target = f"moth-lab-{number * 11 % 139}/moths-{number}"
    lasts = lost <= _QUIET or number in (*_SILENT, *_HEALED, *_HOLLOW)
    return Entry(number, published, kind, target, math.inf, -math.inf if lasts else lost)


def _closed(host: int) -> float:
    """How many days ago a host closed with all its pages; minus infinity where it has not closed."""
    share = _even(host + 1, 0.6180339887)
    return 3_000 * share / _CLOSED if share < _CLOSED else -math.inf


def _promised(number: int, reading: int) -> Entry:
    published = reading + 1 + number % 11
    kept = published + _DELAY * math.log(1 - _even(number, 0.7548776662))
    came = kept if kept > _QUIET else -math.inf
    return Entry(number, published, "repository", f"moth-lab-{number}/promised", came, -math.inf)


def _even(number: int, step: float) -> float:
    """Numbers spread evenly over 0 to 1, in no apparent order."""
    return number * step % 1
