"""
Places within a repository: the branch, tag or commit that a printed URL names, and the path in it. Pure.

The name of a branch may contain slashes, and a URL does not show where it ends: `tree/a/b/c` is the path `b/c` in the
branch `a`, or `c` in `a/b`, or the root of `a/b/c`. Only the repository itself can tell (at most one of the three can
be a branch: git-check-ref-format).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    #: Revisions (`ref`, `ref:path`) that a service answered about: True if they exist, False if not.
    KnownRevisions = Mapping[str, bool]

MOST = 12  # printed URLs of one artifact whose places are looked up
SPLITS = 4  # ways to divide a place into branch and path that are looked up

_KINDS = r"(?:tree|blob|raw|blame|edit|resolve|src)"
_REF = r"(?:refs/(?:heads|tags)/|(?<=/src/)(?:branch|tag|commit)/)?(?P<ref>[^/?#]+)(?:/(?P<path>[^?#]*))?"
#: At GitHub and in its viewers owner and name precede this segment; a repository or an owner may itself be called
#: `tree`.
_GITHUB = re.compile(rf"(?:://(?:www\.)?github\.com|/github)/[^/?#]+/[^/?#]+/{_KINDS}/{_REF}", re.IGNORECASE)
_RAW = re.compile(
    rf"://(?:raw\.github(?:usercontent)?\.com|media\.githubusercontent\.com/media)/[^/?#]+/[^/?#]+/{_REF}",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(rf"://[^/?#]+/[^/?#]+/(?:[^?#]+?/)??(?:-/)?{_KINDS}/{_REF}")
_ON_GITHUB = re.compile(r"(?:://(?:www\.)?|/)github\.com/", re.IGNORECASE)

#: Names that git allows for a reference (git-check-ref-format), and paths that git does not read as revision syntax.
_NAME = re.compile(r"(?![-/.])(?!.*(?:\.\.|@\{|//|/\.|\.lock(?:/|\Z)))[^\x00-\x20~^:?*\[\\\x7f]{1,200}(?<![/.])")
_PATH = re.compile(r"(?!.*(?://|(?:\A|/)\.{1,2}(?:/|\Z)))[^\x00-\x1f\x7f]{0,400}", re.DOTALL)
#: References that are whole, because no longer branch name begins with them: usual default branches, and commits.
_WHOLE = re.compile(r"main|master|HEAD|[0-9a-f]{7,64}")
#: Many default branches were renamed from one of these to the other. Forges redirect pages of a renamed branch
#: (docs.github.com, renaming a branch), but not raw files.
_RENAMED = frozenset({"master", "main"})


class Place(NamedTuple):
    """A place within a repository: `ref` is a branch, tag or commit, `path` a path in it, empty for the root."""

    ref: str
    path: str

    def __str__(self) -> str:
        """The revision as git writes it: `ref:path`, or `ref` alone."""
        return f"{self.ref}:{self.path}" if self.path else self.ref


def place_of(printed: str) -> Place | None:
    """
    The place in a repository that a printed URL leads to, as in `…/tree/branch/folder`; None for the repository as a
    whole. Of a branch with slashes in its name only the first part is in `ref`, the rest is in `path`: see `splits`.
    """
    found = _RAW.search(printed) or _GITHUB.search(printed)
    if found is None and not _ON_GITHUB.search(printed):
        found = _ELSEWHERE.search(printed)
    return Place(unquote(found["ref"]), unquote(found["path"] or "").strip("/")) if found else None


def is_raw(printed: str) -> bool:
    """Whether a URL leads to a raw file: for these, hosts do not redirect from a branch that was renamed."""
    return _RAW.search(printed) is not None


def places_in(printed: Iterable[str]) -> dict[str, Place]:
    """The first MOST printed URLs that lead to a place with a valid reference and path, each with its place."""
    every = ((one, place) for one in printed if (place := place_of(one)))
    possible = ((one, place) for one, place in every if _NAME.fullmatch(place.ref) and _PATH.fullmatch(place.path))
    return dict(islice(possible, MOST))


def splits(place: Place) -> tuple[Place, ...]:
    """All ways to divide a place into branch and path, the shortest branch first."""
    parts = [] if _WHOLE.fullmatch(place.ref) else place.path.split("/") if place.path else []
    ways = [Place("/".join([place.ref, *parts[:n]]), "/".join(parts[n:])) for n in range(1, len(parts) + 1)]
    return place, *(one for one in ways if _NAME.fullmatch(one.ref))


def missing_parts(
    places: Mapping[str, Place], known: KnownRevisions, default: str | None
) -> tuple[tuple[str, str], ...] | None:
    """
    The printed URLs whose places are known to exist or not, each with the part that is missing (see `Facts.places`);
    None if nothing is known about any. `default` is the current default branch.
    """
    found = (
        (printed, _missing(place, known, renamed=place.ref != default and not is_raw(printed)))
        for printed, place in places.items()
    )
    return tuple((printed, missing) for printed, missing in found if missing is not None) or None


def _missing(place: Place, known: KnownRevisions, *, renamed: bool) -> str | None:
    """
    The part of a place that does not exist: nothing (""), the path in an existing branch (`ref:path`), or every
    branch that the place may name (`ref`); None if that is not known. `renamed`: the branch may have another name
    now.
    """
    ways = splits(place)
    if any(known.get(str(way)) for way in ways):
        return ""
    branch = next((way for way in ways if known.get(way.ref)), None)
    if branch is not None:
        return str(branch) if known.get(str(branch)) is False else None
    absent = all(known.get(way.ref) is False for way in ways)
    return place.ref if absent and not (renamed and place.ref in _RENAMED) else None
