"""Verdicts: what the rules conclude, on four independent axes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from checker.model.observations import Places, Reason


class Axis(StrEnum):
    """One of the four independent things that a verdict says."""

    AVAILABILITY = "availability"
    IDENTITY = "identity"
    MAINTENANCE = "maintenance"
    CONTENT = "content"


class Availability(StrEnum):
    """The first axis of a verdict: whether a reader can get at it today."""

    AVAILABLE = "available"
    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    RESTRICTED = "restricted"
    BLOCKED = "blocked"
    GONE = "gone"
    UNKNOWN = "unknown"


class Identity(StrEnum):
    """Whether it is still the thing that the link was made for, by the platform's own id, not by its path."""

    SAME = "same"
    RENAMED = "renamed"
    TRANSFERRED = "transferred"
    REUSED = "reused"
    UNKNOWN = "unknown"


class Maintenance(StrEnum):
    """Whether it is maintained, which is independent of availability."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    ARCHIVED = "archived"
    UNKNOWN = "unknown"


class Content(StrEnum):
    """The content ladder, from nothing to something that can be run."""

    EMPTY = "empty"
    README_ONLY = "readme_only"
    PLACEHOLDER = "placeholder"
    DATA_ONLY = "data_only"
    CODE = "code"
    CODE_WITH_DEPENDENCIES = "code_with_dependencies"
    RUNNABLE = "runnable"
    UNKNOWN = "unknown"


class Preservation(StrEnum):
    """Whether archives hold a copy; the words and their source stand in db/views/archive_status.sql."""

    REPLICATED = "replicated"
    VULNERABLE = "vulnerable"
    RECOVERABLE = "recoverable"
    PAGE_ONLY = "page_only"
    UNRECOVERABLE = "unrecoverable"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """
    What the rules conclude about one artifact from its observations: four independent axes and why.

    `rule` names the rule that spoke, `rules` is the version of them all. Where `availability` is unknown, `known`
    and `known_at` keep the last verdict that was not. `hijackable` is None where nobody looked. `owed` are the axes
    that services were asked about and could not tell, and may tell another time.
    """

    key: str
    at: datetime
    availability: Availability
    reason: Reason
    rule: str
    confirmed: bool = False
    identity: Identity = Identity.UNKNOWN
    resolved_target: str = ""
    hijackable: bool | None = None
    maintenance: Maintenance = Maintenance.UNKNOWN
    last_activity_at: datetime | None = None
    archived_at: datetime | None = None
    content: Content = Content.UNKNOWN
    ticks: tuple[Tick, ...] = ()  # items of the ML code completeness checklist that were found
    policies: tuple[tuple[str, Maintenance], ...] = ()  # what every maintenance policy says, by its name
    license: str = ""
    known: Availability | None = None
    known_at: datetime | None = None
    rules: int = 0
    owed: frozenset[Axis] = frozenset()
    broken_forms: tuple[str, ...] = ()  # printed addresses that do not work
    works_as: str = ""  # an address that no paper prints, and that works where a printed one does not
    dead_places: Places = ()  # printed addresses into a repository that is there, and what of it is not


class Item(StrEnum):
    """An item of the checklist."""

    DEPENDENCIES = "dependencies"
    TRAINING = "training"
    EVALUATION = "evaluation"
    WEIGHTS = "weights"
    RESULTS = "results"


@dataclass(frozen=True, slots=True)
class Tick:
    """An item of the checklist that a repository has, and its evidence: a file name or a line of the README."""

    item: Item
    evidence: str
