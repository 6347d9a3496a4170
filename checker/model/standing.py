"""The standing of an artifact: the state that rules carry from run to run, so that a check reads no history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.observations import Reason
from checker.model.verdicts import Availability, Content

if TYPE_CHECKING:
    from datetime import datetime

    from checker.model.observations import Facts, Remark
    from checker.model.verdicts import Axis, Tick

#: Grows whenever a standing's fields change their meaning: one kept under another version is folded again.
STANDING_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    The last verdict that was not `unknown`: what was concluded, when its evidence was seen, and what the other axes
    are made from. Of the facts only those are kept that rules read again as time goes by.
    """

    availability: Availability
    at: datetime
    facts: Facts
    content: Content = Content.UNKNOWN
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """
    An absence that lasts: every run since has said `gone`, or could not tell.

    `since` is the earliest moment at which it was seen. `attested_since` is the same, counted no further than to the
    last run in which a service other than GitHub's GraphQL said so; None where none has.
    """

    since: datetime
    attested_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The last known content of a repository, with the service, commit and repository id that it came from."""

    service: str
    files: tuple[str, ...]
    readme: tuple[Remark, ...] | None = None
    assets: tuple[str, ...] | None = None
    head: str | None = None
    platform_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """Something of a thing that is there could not be told: the last reason, and for how many runs in a row."""

    reason: Reason
    runs: int = 1

    @property
    def untellable(self) -> bool:
        """Whether that is its nature and no weather: services answer, and have not told it time and again."""
        return self.runs > 1 and self.reason in _ANSWERED


#: Reasons of a service that did answer, in a way that does not tell what was asked for.
_ANSWERED = frozenset({Reason.SERVER_ERROR, Reason.BAD_RESPONSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    All that is carried from run to run of one artifact. One that was never looked at has the default.

    `first_id` is the platform's id when it was first told: what links were made for, as far as is known.
    `hidden` says why its content can't be read, where nothing that was read earlier speaks for it; `untold` what
    services that were asked did not tell of its other axes or of the content of today.
    `block` is why it was taken down, for as long as it stays so. `absent_at` is when GitHub's REST, the
    second opinion, last found nothing, if nobody has seen it since; `blocked_at` when a block was last reported.
    """

    first_id: str = ""
    known: Known | None = None
    absence: Absence | None = None
    inventory: Inventory | None = None
    hidden: Hidden | None = None
    untold: tuple[tuple[Axis, Hidden], ...] = ()
    block: Reason | None = None
    absent_at: datetime | None = None
    blocked_at: datetime | None = None

    @property
    def owed(self) -> frozenset[Axis]:
        """The axes to be asked about again: services did not tell, and may yet."""
        return frozenset(axis for axis, hidden in self.untold if not hidden.untellable)

    @property
    def blocked(self) -> bool:
        """Whether it was blocked when something was last known of it."""
        return self.known is not None and self.known.availability is Availability.BLOCKED
