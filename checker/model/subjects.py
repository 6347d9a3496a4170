"""What statistics are computed from: rows of the queries in `db/statistics`, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """
    One artifact that shares are counted over. `whose` is own, third_party or unclear. `year` is the year of its
    earliest paper, empty where no date is known. `ticks` is the number of items of the completeness checklist.
    `known_at` is when its availability was last known, empty where it never was. `software_heritage` and `wayback`
    are present, absent, unknown or not_asked.
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
        """Whether it is available and is still the same thing (not another one under a re-used name)."""
        return self.availability == "available" and self.identity != "reused"


_LOST = ("gone", "blocked")


class Life(NamedTuple):
    """
    The life of one artifact for survival analysis. Ages are whole months since its earliest paper: `entry` is the age
    from which it is under observation, `last_alive` the last age at which it was found (None: never), `lost` the age
    at which its present absence was first seen (None: it is not absent). `never_there` is whether it was lost at the
    first check, soon after its paper. See `db/statistics/lives.sql`.
    """

    artifact_id: int
    kind: str
    target: str
    entry: int
    last_alive: int | None
    lost: int | None
    never_there: bool
    confirmed: bool
    blocked: bool


class LookHistory(NamedTuple):
    """
    The checks of one address by somebody else (`import-checks`): how many there are, how many found no answer
    (`silent`), how many differ from the one before, and whether the last one found an answer. See
    `db/statistics/foreign-looks.sql`.
    """

    kind: str
    target: str
    looks: int
    silent: int
    changes: int
    answered_last: bool


class Promise(NamedTuple):
    """
    A promise of a release. `how` says whether the paper makes it in words or by a link that held nothing at first.
    `published` is the paper's date; `first_at`, `kept_at` (None while the promise is open) and `open_at` are when the
    promise was first seen, found kept, and last seen open; ISO 8601. See `db/statistics/promises.sql`.
    """

    paper_id: str
    how: str
    published: str
    first_at: str
    kept_at: str | None
    open_at: str | None
