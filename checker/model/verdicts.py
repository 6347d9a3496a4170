"""Verdicts: what the rules conclude from observations, on four independent axes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from checker.model.observations import Places, Reason


class Axis(StrEnum):
    """One of the four independent axes of a verdict."""

    AVAILABILITY = "availability"
    IDENTITY = "identity"
    MAINTENANCE = "maintenance"
    CONTENT = "content"


class Availability(StrEnum):
    """The first axis: whether a reader can access the artifact now."""

    AVAILABLE = "available"
    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    RESTRICTED = "restricted"
    BLOCKED = "blocked"
    GONE = "gone"
    UNKNOWN = "unknown"


class Identity(StrEnum):
    """The second axis: whether it is still the thing that the link was made for, by the platform's id of it."""

    SAME = "same"
    RENAMED = "renamed"
    TRANSFERRED = "transferred"
    REUSED = "reused"
    UNKNOWN = "unknown"


class Maintenance(StrEnum):
    """The third axis: whether it is maintained, which is independent of its availability."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    ARCHIVED = "archived"
    UNKNOWN = "unknown"


class Content(StrEnum):
    """The fourth axis: what it holds, in ascending order from nothing to something that can be run."""

    EMPTY = "empty"
    README_ONLY = "readme_only"
    PLACEHOLDER = "placeholder"
    DATA_ONLY = "data_only"
    CODE = "code"
    CODE_WITH_DEPENDENCIES = "code_with_dependencies"
    RUNNABLE = "runnable"
    UNKNOWN = "unknown"


class Preservation(StrEnum):
    """Whether archives hold a copy; db/views/archive_status.sql defines the values and names their source."""

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
    What the rules conclude about one artifact from its observations: four independent axes and the reasons.

    `rule` names the rule that decided the availability, `rules` is the version of all rules. Where `availability` is
    unknown, `known` and `known_at` are the last one that was not, and its moment. `hijackable` is None where it was
    not checked. `owed` are the axes to ask about again in the next run, because services did not tell and may still.
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
    policies: tuple[tuple[str, Maintenance], ...] = ()  # (name, result) of every maintenance policy
    license: str = ""
    known: Availability | None = None
    known_at: datetime | None = None
    rules: int = 0
    owed: frozenset[Axis] = frozenset()
    broken_forms: tuple[str, ...] = ()  # printed addresses that do not work
    works_as: str = ""  # an address that works where a printed one does not, and that no paper prints
    dead_places: Places = ()  # printed addresses into an existing repository, each with its missing part


class Item(StrEnum):
    """An item of the ML code completeness checklist (paperswithcode/releasing-research-code)."""

    DEPENDENCIES = "dependencies"
    TRAINING = "training"
    EVALUATION = "evaluation"
    WEIGHTS = "weights"
    RESULTS = "results"


@dataclass(frozen=True, slots=True)
class Tick:
    """An item of the checklist that a repository has, with its evidence: a file name or a line of the README."""

    item: Item
    evidence: str
