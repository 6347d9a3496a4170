"""The standing of an artifact: the state that the rules carry from run to run, so that a check reads no history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model.observations import Reason
from checker.model.verdicts import Availability, Content

if TYPE_CHECKING:
    from datetime import datetime

    from checker.model.observations import Facts, Remark
    from checker.model.verdicts import Axis, Tick

#: To be raised whenever the fields of a standing change their meaning: a stored one of another version is not used,
#: but derived again from the observations.
STANDING_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """
    The last verdict that was not `unknown`: its availability, the moment `at` of its evidence, and what the other
    axes are derived from. `facts` holds only the facts that rules need again when they are applied at a later date.
    """

    availability: Availability
    at: datetime
    facts: Facts
    content: Content = Content.UNKNOWN
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """
    A continuing absence: every run since its begin has found the artifact `gone` or could not tell.

    `since` is when it was first observed. `attested_since` is the same in the runs up to the last one in which a
    service other than GitHub's GraphQL reported the absence; None where no other service has.
    """

    since: datetime
    attested_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The last known content of a repository, with the service, commit and repository id that it comes from."""

    service: str
    files: tuple[str, ...]
    readme: tuple[Remark, ...] | None = None
    assets: tuple[str, ...] | None = None
    head: str | None = None
    platform_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A part of a present artifact that services did not tell: the last reason, and for how many runs in a row."""

    reason: Reason
    runs: int = 1

    @property
    def untellable(self) -> bool:
        """Whether asking again is pointless: the services do answer, and have not told it in several runs."""
        return self.runs > 1 and self.reason in _ANSWERED


#: Reasons with which a service did answer, but not with what was asked for.
_ANSWERED = frozenset({Reason.SERVER_ERROR, Reason.BAD_RESPONSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    The state of one artifact between runs. An artifact that was never checked has the default.

    `first_id` is the first platform id that was seen: as far as is known, of the thing that the links were made for.
    `hidden` says why the content can't be read, where no earlier content is known; `untold` says which other axes, or
    which current content, services were asked about and did not tell.
    `block` is why the artifact was taken down, None where it is not. `absent_at` is when GitHub's REST, asked as a
    second service, last found nothing, None if any service has seen it since; `blocked_at` is when a block was last
    reported.
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
        """The axes to ask about again in the next run, because services did not tell and may still."""
        return frozenset(axis for axis, hidden in self.untold if not hidden.untellable)

    @property
    def blocked(self) -> bool:
        """Whether its last known availability is `blocked`."""
        return self.known is not None and self.known.availability is Availability.BLOCKED
