"""
The branches and files in repositories that papers link to: what is asked beside a repository, and what is told.

They go along in queries that are sent anyway, as far as these have room for them. Reading a git object costs GitHub
time, and what takes it too long is asked again without them: they never cost a request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from checker.links.platforms.places import SPLITS, is_raw, places_in, splits
from checker.network.shapes import mapping, text
from checker.services.github.queries import repositories_query, repositories_variables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from checker.links.platforms.places import Place
    from checker.model import Artifact
    from checker.services.github.answers import Alias

    Query = tuple[str, Mapping[str, str]]
    #: What is known of a revision: True there, False not there; one that is not told is not in it.
    There = Mapping[str, bool]

#: A query is slow beyond 84 repositories (70 ms each, measured by others); an object is taken to need 50 ms.
_MOST_REPOSITORIES, _REPOSITORY, _OBJECT = 84, 70, 50
#: Default branches were renamed by the thousand from one of these to the other, and GitHub leads readers on from a
#: renamed branch (docs.github.com, renaming a branch), though not from a file as such.
_RENAMED = frozenset({"master", "main"})


class Beside:
    """The questions about places that go along with one round of questions about repositories."""

    def __init__(self, artifacts: Sequence[Artifact], now: datetime) -> None:
        self._places = {one.target: found for one in artifacts if (found := places_in(one.printed))}
        self._waiting = {name: _revisions(places.values()) for name, places in self._places.items()}
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
        found = (
            (printed, _missing(place, there, renamed=place.ref != default and not is_raw(printed)))
            for printed, place in self._places.get(name, {}).items()
        )
        return tuple((printed, missing) for printed, missing in found if missing is not None) or None


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


def _missing(place: Place, there: There, *, renamed: bool) -> str | None:
    """
    What of a place is not there: nothing (""), the path in a branch that is (`ref:path`), or every branch that it may
    name (`ref`); None where that is not told. `renamed`: its branch may go by another name today.
    """
    ways = splits(place)
    if any(there.get(str(way)) for way in ways):
        return ""
    branch = next((way for way in ways if there.get(way.ref)), None)
    if branch is not None:
        return str(branch) if there.get(str(branch)) is False else None
    absent = all(there.get(way.ref) is False for way in ways)
    return place.ref if absent and not (renamed and place.ref in _RENAMED) else None
