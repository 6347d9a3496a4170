"""
Branches, tags and files in a git repository that papers link to (*places*): whether they exist. Pure.

References are listed by prefix (gitprotocol-v2, ls-refs), in the request that asks for HEAD anyway. For files of the
default branch the names in its root are used, if that was read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.platforms.places import places_in, splits, told_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from checker.links.platforms.places import Place
    from checker.model import Artifact
    from checker.model.observations import Places
    from checker.services.git.wire import Head

_SPACES = ("refs/heads/", "refs/tags/")
_COMMIT = re.compile(r"[0-9a-f]{7,64}")


def ref_prefixes(artifact: Artifact) -> tuple[bytes, ...]:
    """The prefixes of the references that papers link to, for the request that lists references."""
    refs = dict.fromkeys(place.ref for place in places_in(artifact.printed).values() if not _is_fixed(place.ref))
    return tuple(f"{space}{ref}".encode() for ref in refs for space in _SPACES)


def known_places(artifact: Artifact, head: Head, files: Collection[str] | None) -> Places | None:
    """Which linked places exist, by the listed references and the names in the root of HEAD (None if not read)."""
    places = places_in(artifact.printed)
    if head.refs is None or not head.commit:
        return None
    names = {name.removeprefix(space) for name in head.refs for space in _SPACES if name.startswith(space)}
    there: dict[str, bool] = {}
    for way in (way for place in places.values() for way in splits(place)):
        default = way.ref in (head.branch, "HEAD")
        if default or not _is_fixed(way.ref):
            there[way.ref] = default or way.ref in names
        if default and files is not None and way.path:
            there |= _in_root(way, files)
    return told_of(places, there, head.branch)


def _in_root(way: Place, files: Collection[str]) -> dict[str, bool]:
    """Whether a path exists, by the names in the root; nothing about a path below a folder that is there."""
    first, below, _ = way.path.partition("/")
    if f"{first}/" not in files and (below or first not in files):
        return {str(way): False}
    return {} if below else {str(way): True}


def _is_fixed(ref: str) -> bool:
    """Whether a revision is no branch or tag, and so in no list of references: HEAD, or a commit."""
    return ref == "HEAD" or _COMMIT.fullmatch(ref) is not None
