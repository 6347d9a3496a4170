"""
Fields that responses about a repository must have, because they decide whether readers can use it.

The Hub sends each of them whenever it is asked for (recorded responses have all of them). A response without one is
incomplete, and must not be read as one about an open repository. A mirror or an older hub may not have such a field
at all: a field that is in no response and in no list of its repositories is not required of it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from checker.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Kind of repository → fields that each response about one must have.
_REQUIRED: dict[Kind, tuple[str, ...]] = {
    Kind.HF_MODEL: ("disabled", "gated"),
    Kind.HF_DATASET: ("disabled", "gated"),
    Kind.HF_SPACE: ("disabled",),
}
SEVERAL = 4  # responses without a field from which it counts as one that a hub never reports


def _is_valid(name: str, value: object) -> bool:
    """Whether a field has a valid value: `gated` is `false`, "auto" or "manual"; the others are flags."""
    return isinstance(value, bool) or (name == "gated" and isinstance(value, str) and bool(value))


class ReportedFields:
    """Which fields a hub reports for repositories, as seen in this run. `token`: requests are sent with our token."""

    def __init__(self, *, token: bool) -> None:
        self._token = token
        self._bodies: dict[Kind, int] = defaultdict(int)
        self._fields: dict[Kind, set[str]] = defaultdict(set)
        self._listed: set[Kind] = set()

    def required(self, kind: Kind) -> tuple[str, ...]:
        """The fields that responses about this kind must have, the most important first; none for other kinds."""
        fields = _REQUIRED.get(kind, ())
        return ("private", *fields) if fields and self._token else fields

    def missing(self, body: Mapping[str, Any], kind: Kind) -> frozenset[str]:
        """
        The required fields that a body lacks, or has with another type than the Hub's. None are required of a body
        that reports the repository as disabled.
        """
        if body.get("disabled") is True:
            return frozenset()
        return frozenset(name for name in self.required(kind) if not _is_valid(name, body.get(name)))

    def note(self, bodies: Iterable[Mapping[str, Any]], kind: Kind) -> None:
        """Record the fields of responses about repositories of a kind."""
        for body in bodies:
            self._bodies[kind] += 1
            self._fields[kind] |= {name for name in self.required(kind) if _is_valid(name, body.get(name))}

    def note_list(self, bodies: Iterable[Mapping[str, Any]], kind: Kind) -> None:
        """Record the fields in a list of repositories of a kind, which may be short or empty."""
        self.note(bodies, kind)
        self._listed.add(kind)

    def never_reported(self, names: frozenset[str], kind: Kind) -> bool:
        """
        Whether a list or several responses about repositories of a kind were seen, none with any of
        these fields.
        """
        seen = kind in self._listed or self._bodies[kind] >= SEVERAL
        return seen and self._fields[kind].isdisjoint(names)
