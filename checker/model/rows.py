"""The rows of the views, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one service cost in one run: requests sent, API points spent, seconds waited for its limits."""

    requests: int = 0
    points: int = 0
    waited: float = 0.0


@dataclass(frozen=True, slots=True)
class ArtifactRow:
    """A row of `artifact_status`; the meaning of each column is the contract's."""

    kind: str
    target: str
    url: str
    availability: str
    reason: str
    confirmed: bool
    identity: str
    resolved_target: str
    hijackable: bool | None  # None where nobody looked
    maintenance: str
    last_activity_at: str | None
    archived_at: str | None
    content: str
    ticks: dict[str, str]  # item of the completeness checklist → what shows it
    policies: dict[str, str]  # maintenance policy → what it says
    license: str
    papers: int
    first_seen_at: str
    checked_at: str | None
    last_known_availability: str | None
    last_known_at: str | None
    rule: str
    artifact_id: int
    named_by: tuple[str, ...] = ()  # titles of the first papers that name it
    broken_forms: tuple[str, ...] = ()  # printed addresses that do not work
    works_as: str = ""  # an address that no paper prints, and that works
    dead_places: Mapping[str, str] = field(default_factory=dict)  # address into a repository → what is not there
    rules: int | None = None  # the version of the rules that concluded it
    times: int = 1  # how many artifacts a row is for that stands for all of its kind and conclusion, without a target


@dataclass(frozen=True, slots=True)
class CopyRow:
    """What archives hold of one artifact, from `archive_status`; addresses are empty where there is no copy."""

    preservation: str
    code_url: str
    code_at: str | None
    page_url: str
    page_at: str | None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of `paper_status`."""

    paper_id: str
    title: str
    published: str
    source: str
    claim: str
    status: str
    links: int
    available: int
    unavailable: int
    unknown: int
    claim_evidence: str = ""
    times: int = 1  # how many papers a row is for that stands for all of its claim and status


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One artifact as one paper links to it, with what is known of it: a row for a spreadsheet."""

    paper_id: str
    title: str
    published: str
    raw: str
    kind: str
    target: str
    url: str
    availability: str
    reason: str
    confirmed: bool
    identity: str
    resolved_target: str
    hijackable: bool | None  # None where nobody looked
    maintenance: str
    last_activity_at: str | None
    content: str
    license: str
    checked_at: str | None
    ownership: str
    misprinted: bool  # the link does not work as it is printed; another reading or form of it does
    preservation: str
    code_url: str
    page_url: str
    works_as: str = ""
    source: str = ""  # the input that the paper was read from
    line: int = 0  # of the link in it, or of the paper's record; from 1, 0: not known
    column: int = 0  # of the link, from 1; 0: not known
    authors: str = ""
    venue: str = ""
    code_at: str | None = None  # when the copies were made
    page_at: str | None = None
    incident: int | None = None  # the loss that lasts, and when it was opened, confirmed, and last found there before
    opened_at: str | None = None
    confirmed_at: str | None = None
    last_good_at: str | None = None
    ignored: str | None = None  # why it raises no alarm
    artifact_id: int = 0


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """
    What a condition of --fail-on names: an artifact, or a paper. `what` says what is wrong, `papers` are titles of
    three that name it, `count` is how many do. `incident` is the number of the loss, None where it is none.
    """

    incident: int | None
    kind: str
    target: str
    what: str
    papers: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LossRow:
    """
    The newest loss of an artifact that an alarm told of. `papers` are (id, title) of three papers that name it,
    `count` is how many do. `copy` is the address of an archived copy. `end` says why it lasts no more: `back`,
    `unlisted`, `ignored`; empty while it lasts.
    """

    incident: int
    kind: str
    target: str
    url: str
    availability: str
    reason: str
    opened_at: datetime
    confirmed: bool
    last_good_at: datetime | None
    closed_at: datetime | None
    papers: tuple[tuple[str, str], ...] = ()
    count: int = 0
    copy: str = ""
    end: str = ""

    @property
    def key(self) -> str:
        """What names the artifact in any database."""
        return f"{self.kind}:{self.target.casefold()}"

    @property
    def lasts(self) -> bool:
        """Whether it is still lost, listed, and not to be ignored."""
        return not self.end


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """
    A target that raises no alarm ([[ignore]] in the settings), why, and until which day (ISO 8601); how many listed
    artifacts it is, and how many of these are lost now.
    """

    target: str
    reason: str
    until: str
    artifacts: int
    lost: int


@dataclass(frozen=True, slots=True)
class Holding:
    """What a condition of --fail-on names: how many, and the first of them; all of them for `newly-gone`."""

    count: int
    rows: Sequence[AlarmRow]


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A row of `candidate_status`: a candidate of a paper."""

    paper_id: str
    title: str
    claim: str
    relation: str
    kind: str
    target: str
    url: str
    added_by: str
    evidence: str
    availability: str
    reason: str
    last_seen_at: str


@dataclass(frozen=True, slots=True)
class Crossed:
    """
    What services told of papers. `outcomes` are the newest answers on those that claim or promise a release and
    print no link, `claims` what is named for these; `others` what is named in the place of a repository that is
    printed; `agreeing` counts papers whose printed artifact is named too, `dropped` names that are no address.
    """

    outcomes: dict[str, int] = field(default_factory=dict)
    claims: tuple[CandidateRow, ...] = ()
    others: tuple[CandidateRow, ...] = ()
    agreeing: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class RunRow:
    """A row of `runs`, its JSON columns opened."""

    id: int
    started_at: str
    finished_at: str | None
    command: str
    inputs: tuple[str, ...]
    options: dict[str, Any]
    version: str
    status: str
    counts: dict[str, int]
    costs: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A row of `changes`."""

    run_id: int
    at: str
    kind: str
    target: str
    axis: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class KnownRow:
    """What is known of one artifact, for whoever corrects a link to it: its newest verdict, and copies of it."""

    key: str
    kind: str
    target: str
    availability: str
    reason: str
    confirmed: bool
    identity: str
    resolved_target: str
    checked_at: str | None
    broken_forms: tuple[str, ...]  # printed addresses that do not work
    works_as: str  # an address that no paper prints, and that works
    printed_forms: tuple[str, ...]  # all addresses that papers print for it
    code_url: str  # of a copy at Software Heritage; empty where none is known
    page_url: str  # of a capture in the Wayback Machine; empty where none is known
