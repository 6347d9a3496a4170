"""Artifacts as statistics count them: rows of `db/statistics`, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """
    One artifact of those that shares are counted of. `whose` is own, third_party or unclear, `year` that of its
    earliest paper, empty where none is known; `known_at` is when something was last known of it, empty: never.
    `software_heritage` and `wayback` are present, absent, unknown or not_asked.
    """

    artifact_id: int
    kind: str
    target: str
    whose: str
    year: str
    availability: str
    reason: str
    confirmed: bool
    identity: str
    content: str
    policies: Mapping[str, str]
    ticks: int
    known_at: str
    software_heritage: str
    wayback: str
    preservation: str

    @property
    def known(self) -> bool:
        """Whether its availability is known."""
        return self.availability != "unknown"

    @property
    def lost(self) -> bool:
        """Whether it is gone or blocked."""
        return self.availability in _LOST

    @property
    def usable(self) -> bool:
        """Whether it is available, and no other thing under the same name."""
        return self.availability == "available" and self.identity != "reused"


_LOST = ("gone", "blocked")


class Life(NamedTuple):
    """What is known of the life of one artifact, in whole months since its paper: see `db/statistics/lives.sql`."""

    artifact_id: int
    kind: str
    target: str
    entry: int
    last_alive: int | None
    lost: int | None
    never_there: bool
    confirmed: bool
    blocked: bool


class Looked(NamedTuple):
    """
    An address that a foreign witness looked at: how often, how often it did not answer, how often its answer was
    another than the one before, and whether it answered last. See `db/statistics/foreign-looks.sql`.
    """

    kind: str
    target: str
    looks: int
    silent: int
    changes: int
    answered_last: bool


class Promise(NamedTuple):
    """
    A promise of a paper: in words, or by a link that held nothing at first (`how`); the paper's date, and when it
    was first seen, kept (None: it is open) and last seen open, ISO 8601. See `db/statistics/promises.sql`.
    """

    paper_id: str
    how: str
    published: str
    first_at: str
    kept_at: str | None
    open_at: str | None
