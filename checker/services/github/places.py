"""
Branches and files in repositories that papers link to (*places*): added to queries for repositories, and read from
their responses.

They are added to queries that are sent anyway, as far as there is room: reading a git object costs GitHub time. A
query that takes too long is repeated without them, so that they never cost a request of their own.
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

#: A query is too slow beyond 84 repositories (70 ms each, as others measured); an object is assumed to need 50 ms.
_MOST_REPOSITORIES, _REPOSITORY, _OBJECT, _MOST_OBJECTS = 84, 70, 50, 48


class LinkedPlaces:
    """The linked places of some repositories: which of them a query asks for, and which of them exist."""

    def __init__(self, artifacts: Sequence[Artifact], now: datetime) -> None:
        self._places = {one.target: found for one in artifacts if (found := places_in(one.printed))}
        self._waiting = {name: set(places.values()) for name, places in self._places.items()}
        self._asked: dict[str, list[str]] = {}
        self._day = now.toordinal()

    def query(self, names: Sequence[str]) -> Query:
        """The query for these repositories, with the places for which it has room."""
        self._asked |= {name: [] for name in names}
        # Places are asked for once: a repository that is asked for again is asked for without them.
        waiting = [(name, place) for name in names for place in self._waiting.pop(name, ())]
        room = min(max(_MOST_REPOSITORIES - len(names), 0) * _REPOSITORY // _OBJECT, _MOST_OBJECTS)
        for name, place in sorted(waiting, key=self._turn):
            more = [one for one in _revisions(place) if one not in self._asked[name]]
            if len(more) <= room:
                self._asked[name] += more
                room -= len(more)
        asked = [self._asked[name] for name in names]
        variables = {f"e{r}_{p}": one for r, revisions in enumerate(asked) for p, one in enumerate(revisions)}
        return repositories_query([len(one) for one in asked]), repositories_variables(names) | variables

    def _turn(self, one: tuple[str, Place]) -> tuple[int, str, Place]:
        """A sort key with another order each day, so that every place gets its turn if there is no room for all."""
        name, place = one
        return crc32(f"{self._day} {name} {place}".encode()), name, place

    def known(self, name: str, answer: Alias) -> tuple[tuple[str, str], ...] | None:
        """
        Each printed address whose place is known, with the part that is missing ("" for none); None
        without any.
        """
        there = _there(self._asked.get(name, ()), answer)
        default = text(mapping(answer.value.get("defaultBranchRef")).get("name"))
        return told_of(self._places.get(name, {}), there, default)


def _revisions(place: Place) -> list[str]:
    """The revisions to ask for: each branch that a place may name, and its path there (gitrevisions: `ref:path`)."""
    return list(dict.fromkeys(one for way in splits(place)[:SPLITS] for one in (way.ref, str(way))))


def _there(asked: Sequence[str], answer: Alias) -> There:
    """
    Which revisions exist. Empty if the response lacks the commit of the default branch, or denies that branch as a
    revision: a response that leaves out one object may leave out any.
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
