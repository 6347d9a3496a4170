"""
Candidates: what services name for a paper beyond what it prints, each with its evidence. Pure.

A candidate is never a link of the paper, and counts in no status and in no rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from checker.model.artifacts import artifact_key

if TYPE_CHECKING:
    from datetime import datetime

    from checker.model.artifacts import Kind
    from checker.model.observations import Reason


class CheckOutcome(StrEnum):
    """The result of looking up a paper. Only UNKNOWN is due again at once."""

    NAMED = "named"
    NOTHING = "nothing"  # it knows the paper, and names nothing for it
    NOT_INDEXED = "not_indexed"  # it does not know the paper
    UNKNOWN = "unknown"  # it could not be asked


class AddedBy(StrEnum):
    """Who named a candidate, the strongest evidence first."""

    USER = "user"  # somebody entered it on the paper's page
    AUTO = "auto"  # the service found it by itself
    NOT_TOLD = ""
    TAG = "tag"  # the thing's own card names the paper: its makers', or anybody's who built on it


class CrossCheck(StrEnum):
    """Which papers are looked up for candidates."""

    CLAIMS = "claims"  # those that claim or promise a release and print no link
    ALL = "all"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Question:
    """A paper to ask about, by the number that arXiv knows it by."""

    paper_id: str
    arxiv: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    One thing that a service names for a paper. `route` is what was asked, `field` the part of the answer that names
    it, `evidence` both in words.
    """

    kind: Kind
    target: str
    url: str
    route: str
    field: str
    added_by: AddedBy
    evidence: str

    @property
    def key(self) -> str:
        """The identity of what is named."""
        return artifact_key(self.kind, self.target, self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """
    What a service told about one paper at one moment. `dropped` counts names that are no address of anything;
    `detail` is short, and holds no secret.
    """

    paper_id: str
    service: str
    at: datetime
    outcome: CheckOutcome
    reason: Reason
    detail: str = ""
    candidates: tuple[Candidate, ...] = ()
    dropped: int = 0
