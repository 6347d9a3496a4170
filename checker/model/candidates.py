"""
Candidates: artifacts that a service associates with a paper that does not print them, each with its evidence.

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
    """The result of looking up a paper at a service. Only UNKNOWN is due again at once."""

    NAMED = "named"  # the service names at least one artifact
    NOTHING = "nothing"  # the service knows the paper, and names no artifact
    NOT_INDEXED = "not_indexed"  # the service does not know the paper
    UNKNOWN = "unknown"  # the service could not be asked


class AddedBy(StrEnum):
    """How a candidate came to be associated with a paper, the strongest evidence first."""

    USER = "user"  # somebody entered it on the paper's page
    AUTO = "auto"  # the service found it by itself
    NOT_TOLD = ""
    TAG = "tag"  # the artifact's own card names the paper: it may be the paper's, or build on it


class CrossCheck(StrEnum):
    """Which papers are looked up for candidates."""

    CLAIMS = "claims"  # those that claim or promise a release and print no link
    ALL = "all"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class PaperLookup:
    """A paper to look up at a service: its id here, and its arXiv number (`2402.00001`, without a version)."""

    paper_id: str
    arxiv: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    One artifact that a service names for a paper. `route` is the path of the request, `field` the part of the answer
    that names it, `evidence` a sentence that says both.
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
        """The key of the artifact, see `artifact_key`."""
        return artifact_key(self.kind, self.target, self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupResult:
    """
    The answer of one service about one paper at one moment. `reason` and `detail` (short, without secrets) explain an
    `unknown`; `dropped` counts named things whose addresses are no artifact's.
    """

    paper_id: str
    service: str
    at: datetime
    outcome: CheckOutcome
    reason: Reason
    detail: str = ""
    candidates: tuple[Candidate, ...] = ()
    dropped: int = 0
