"""
Fields of the Hub's answers that decide whether a reader gets at a repository, and whether a Hub tells them.

The Hub gives each of them whenever it is asked for (recorded answers have all of them): an answer without one is no
answer to the question, and not one about a repository that is open. A mirror or an older hub may have no such field:
what neither a list of its repositories nor any answer has told is not waited for.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from checker.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: By kind: what each answer about a repository of it has to tell.
_DECIDING: dict[Kind, tuple[str, ...]] = {
    Kind.HF_MODEL: ("disabled", "gated"),
    Kind.HF_DATASET: ("disabled", "gated"),
    Kind.HF_SPACE: ("disabled",),
}
SEVERAL = 4  # repositories that show what a hub does not tell


def _is_told(name: str, value: object) -> bool:
    """`gated` is `false`, "auto" or "manual"; the others are flags."""
    return isinstance(value, bool) or (name == "gated" and isinstance(value, str) and bool(value))


class Told:
    """What a hub tells of repositories, as far as a run has seen. `token`: it may show us what is private."""

    def __init__(self, *, token: bool) -> None:
        self._token = token
        self._bodies: dict[Kind, int] = defaultdict(int)
        self._fields: dict[Kind, set[str]] = defaultdict(set)
        self._listed: set[Kind] = set()

    def deciding(self, kind: Kind) -> tuple[str, ...]:
        """The fields that decide about a thing of this kind, the weightiest first; none where an answer is enough."""
        fields = _DECIDING.get(kind, ())
        return ("private", *fields) if fields and self._token else fields

    def lacking(self, body: Mapping[str, Any], kind: Kind) -> frozenset[str]:
        """
        The deciding fields that an answer does not tell in the type that the Hub gives them. Who says that a
        repository is disabled need tell nothing more.
        """
        if body.get("disabled") is True:
            return frozenset()
        return frozenset(name for name in self.deciding(kind) if not _is_told(name, body.get(name)))

    def note(self, bodies: Iterable[Mapping[str, Any]], kind: Kind) -> None:
        """Take note of the fields that answers about repositories of a kind have."""
        for body in bodies:
            self._bodies[kind] += 1
            self._fields[kind] |= {name for name in self.deciding(kind) if _is_told(name, body.get(name))}

    def note_list(self, bodies: Iterable[Mapping[str, Any]], kind: Kind) -> None:
        """Take note of a list of repositories of a kind, however short: a hub may have few, or no list of them."""
        self.note(bodies, kind)
        self._listed.add(kind)

    def never(self, names: frozenset[str], kind: Kind) -> bool:
        """Whether a list or several answers about repositories of a kind were seen, and none told any of these."""
        seen = kind in self._listed or self._bodies[kind] >= SEVERAL
        return seen and self._fields[kind].isdisjoint(names)
