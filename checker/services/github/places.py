"""
The branches and files in repositories that papers link to: what is asked beside a repository, and what is told.

They go along in queries that are sent anyway, as far as these have room for them. Reading a git object costs GitHub
time, and what takes it too long is asked again without them: they never cost a request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from checker.links.platforms.places import SPLITS, places_in, splits, told_of
from checker.network.shapes import mapping, text
from checker.services.github.queries import repositories_query, repositories_variables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from checker.links.platforms.places import Place, There
    from checker.model import Artifact
    from checker.services.github.answers import Alias

    Query = tuple[str, Mapping[str, str]]

#: A query is slow beyond 84 repositories (70 ms each, measured by others); an object is taken to need 50 ms.
_MOST_REPOSITORIES, _REPOSITORY, _OBJECT = 84, 70, 50


class Beside:
    """The questions about places that go along with one round of questions about repositories."""

    def __init__(self, artifacts: Sequence[Artifact], now: datetime) -> None:
        self._places = {one.target: found for one in artifacts if (found := places_in(one.printed))}
        self._waiting = {name: _revisions(list(places.values())) for name, places in self._places.items()}
        self._asked: dict[str, Sequence[str]] = {}
        self._day = now.toordinal()

    def query(self, names: Sequence[str]) -> Query:
        """The query for these repositories, with the places for which it has room."""
        room = max(_MOST_REPOSITORIES - len(names), 0) * _REPOSITORY // _OBJECT
        for name in sorted(self._places.keys() & set(names), key=self._turn):
            # Asked once: what failed is asked again alone.
            revisions = self._waiting.pop(name, ())
            self._asked[name] = revisions if len(revisions) <= room else ()
            room -= len(self._asked[name])
        asked = [self._asked.get(name, ()) for name in names]
        variables = {f"e{r}_{p}": one for r, revisions in enumerate(asked) for p, one in enumerate(revisions)}
        return repositories_query([len(one) for one in asked]), repositories_variables(names) | variables

    def _turn(self, name: str) -> int:
        """Another order every day: where there is not room for all, each comes in turn."""
        return crc32(f"{self._day} {name}".encode())

    def told(self, name: str, answer: Alias) -> tuple[tuple[str, str], ...] | None:
        """The printed addresses whose places are known, each with what of it is not there; None where none is."""
        there = _there(self._asked.get(name, ()), answer)
        default = text(mapping(answer.value.get("defaultBranchRef")).get("name"))
        return told_of(self._places.get(name, {}), there, default)


def _revisions(places: Sequence[Place]) -> tuple[str, ...]:
    """What to ask for: every branch that a place may name, and the path in it (gitrevisions: `ref:path`)."""
    ways = [way for place in dict.fromkeys(places) for way in splits(place)[:SPLITS]]
    return tuple(dict.fromkeys(one for way in ways for one in (way.ref, str(way))))


def _there(asked: Sequence[str], answer: Alias) -> There:
    """
    What was told of revisions; nothing where the answer does not show its default branch both ways, for what leaves
    out one object may leave out any.
    """
    branch = mapping(answer.value.get("defaultBranchRef"))
    if answer.cut:
        return {}
    found: dict[str, bool] = {}
    for place, one in enumerate(asked):
        alias = f"at{place}"
        value = answer.value.get(alias, ...)
        if value is None and alias not in answer.emptied:
            found[one] = False
        elif text(mapping(value).get("oid")):
            found[one] = True
    shown = text(branch.get("name")) and text(mapping(branch.get("target")).get("oid"))
    return found if shown and found.get(str(branch["name"]), True) else {}
