"""
Places within a repository: the branch, tag or commit that a printed address names, and the path in it. Pure.

A branch may have slashes in its name, and an address does not tell where it ends: `tree/a/b/c` is `b/c` in `a`, or
`c` in `a/b`, or the root of `a/b/c`. Only who has the repository can say (git-check-ref-format: no two of these can
be branches at once).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    #: What is known of revisions (`ref`, `ref:path`): True there, False not there; what is not told is not in it.
    There = Mapping[str, bool]

MOST = 12  # addresses of one artifact whose places are told
SPLITS = 4  # ways to tell a branch from a path that are tried

_KINDS = r"(?:tree|blob|raw|blame|edit|resolve|src)"
_REF = r"(?:refs/(?:heads|tags)/|(?<=/src/)(?:branch|tag|commit)/)?(?P<ref>[^/?#]+)(?:/(?P<path>[^?#]*))?"
#: On GitHub, and in viewers of it, owner and name stand right before; an owner or a repository may be called `tree`.
_GITHUB = re.compile(rf"(?:://(?:www\.)?github\.com|/github)/[^/?#]+/[^/?#]+/{_KINDS}/{_REF}", re.IGNORECASE)
_RAW = re.compile(
    rf"://(?:raw\.github(?:usercontent)?\.com|media\.githubusercontent\.com/media)/[^/?#]+/[^/?#]+/{_REF}",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(rf"://[^/?#]+/[^/?#]+/(?:[^?#]+?/)??(?:-/)?{_KINDS}/{_REF}")
_ON_GITHUB = re.compile(r"(?:://(?:www\.)?|/)github\.com/", re.IGNORECASE)

#: What git takes for the name of a reference (git-check-ref-format), and a path that is no revision syntax either.
_NAME = re.compile(r"(?![-/.])(?!.*(?:\.\.|@\{|//|/\.|\.lock(?:/|\Z)))[^\x00-\x20~^:?*\[\\\x7f]{1,200}(?<![/.])")
_PATH = re.compile(r"(?!.*(?://|(?:\A|/)\.{1,2}(?:/|\Z)))[^\x00-\x1f\x7f]{0,400}", re.DOTALL)
#: Names that no other branch begins with: the usual ones of a default branch, and a commit.
_WHOLE = re.compile(r"main|master|HEAD|[0-9a-f]{7,64}")
#: Default branches were renamed by the thousand from one of these to the other, and forges lead readers on from a
#: renamed branch (docs.github.com, renaming a branch), though not from a file as such.
_RENAMED = frozenset({"master", "main"})


class Place(NamedTuple):
    """A place within a repository: a branch, tag or commit, and a path in it, which may be empty."""

    ref: str
    path: str

    def __str__(self) -> str:
        """As git writes it: `ref:path`, or `ref` alone."""
        return f"{self.ref}:{self.path}" if self.path else self.ref


def place_of(printed: str) -> Place | None:
    """
    The place in a repository that a printed address leads to, as in `…/tree/branch/folder`; None for the repository
    as a whole. A branch with a slash in its name gives its first part to `ref`, the rest to `path`.
    """
    found = _RAW.search(printed) or _GITHUB.search(printed)
    if found is None and not _ON_GITHUB.search(printed):
        found = _ELSEWHERE.search(printed)
    return Place(unquote(found["ref"]), unquote(found["path"] or "").strip("/")) if found else None


def is_raw(printed: str) -> bool:
    """Whether an address is of a file as such: there a host does not lead on from a branch that was renamed."""
    return _RAW.search(printed) is not None


def places_in(printed: Iterable[str]) -> dict[str, Place]:
    """The printed addresses that lead to a place that git could have, each with its place: the first MOST of them."""
    every = ((one, place) for one in printed if (place := place_of(one)))
    possible = ((one, place) for one, place in every if _NAME.fullmatch(place.ref) and _PATH.fullmatch(place.path))
    return dict(islice(possible, MOST))


def splits(place: Place) -> tuple[Place, ...]:
    """All that a place may mean, the shortest branch first."""
    parts = [] if _WHOLE.fullmatch(place.ref) else place.path.split("/") if place.path else []
    ways = [Place("/".join([place.ref, *parts[:n]]), "/".join(parts[n:])) for n in range(1, len(parts) + 1)]
    return place, *(one for one in ways if _NAME.fullmatch(one.ref))


def told_of(places: Mapping[str, Place], there: There, default: str | None) -> tuple[tuple[str, str], ...] | None:
    """
    The printed addresses whose places are known, each with what of it is not there, see `Facts.places`; None where
    none is. `default` is the default branch of today.
    """
    found = (
        (printed, _missing(place, there, renamed=place.ref != default and not is_raw(printed)))
        for printed, place in places.items()
    )
    return tuple((printed, missing) for printed, missing in found if missing is not None) or None


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
