"""Rows of the database's views, as frozen values. Moments are texts: ISO 8601 in UTC, ending in Z."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one service cost in one run: requests sent, API points spent, seconds waited for its rate limits."""

    requests: int = 0
    points: int = 0
    waited: float = 0.0


@dataclass(frozen=True, slots=True)
class ArtifactRow:
    """A row of `artifact_status`; docs/codebook.md explains every column and value."""

    kind: str
    target: str
    url: str
    availability: str
    reason: str
    confirmed: bool
    identity: str
    resolved_target: str
    hijackable: bool | None  # None where it was not checked
    maintenance: str
    last_activity_at: str | None
    archived_at: str | None
    content: str
    ticks: dict[str, str]  # item of the completeness checklist → its evidence
    policies: dict[str, str]  # name of a maintenance policy → its result
    license: str
    papers: int
    first_seen_at: str
    checked_at: str | None
    last_known_availability: str | None
    last_known_at: str | None
    rule: str
    artifact_id: int
    named_by: tuple[str, ...] = ()  # titles of up to three papers that name it
    broken_forms: tuple[str, ...] = ()  # printed addresses that do not work
    works_as: str = ""  # an address that works and that no paper prints
    dead_places: Mapping[str, str] = field(default_factory=dict)  # address into a repository → its missing part
    rules: int | None = None  # the version of the rules that the verdict comes from
    times: int = 1  # a row of counts, with no target, stands for so many artifacts of the same kind and conclusion


@dataclass(frozen=True, slots=True)
class CopyRow:
    """The copies of one artifact in archives, from `archive_status`; an address is empty where there is no copy."""

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
    times: int = 1  # a row of counts, with no title, stands for so many papers of the same claim and status


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One artifact that one paper links to, with the artifact's status and copies: a row for a spreadsheet."""

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
    hijackable: bool | None  # None where it was not checked
    maintenance: str
    last_activity_at: str | None
    content: str
    license: str
    checked_at: str | None
    ownership: str
    misprinted: bool  # the link does not work as printed, but another form or alternative of it does
    preservation: str
    code_url: str
    page_url: str
    works_as: str = ""
    source: str = ""  # the input that the paper was read from
    line: int = 0  # of the link in the source, or else of the paper's record; from 1, 0: not known
    column: int = 0  # of the link in the source, from 1; 0: not known
    authors: str = ""
    venue: str = ""
    code_at: str | None = None  # when the copies were made
    page_at: str | None = None
    incident: int | None = None  # the open incident; the next three are its moments
    opened_at: str | None = None
    confirmed_at: str | None = None
    last_good_at: str | None = None
    ignored: str | None = None  # why the incident raises no alarm
    artifact_id: int = 0


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """
    An artifact (or a paper, `kind` "paper") for which a condition of --fail-on holds. `what` says what is wrong,
    `papers` are the titles of three papers that name it, `count` is how many do. `incident` is the number of the
    incident, None where the condition is not about one.
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
    The newest incident of an artifact that an alarm has reported. `papers` are (id, title) of three papers that name
    the artifact, `count` is how many do. `copy` is the address of an archived copy. `end` says why the incident needs
    no action any more: `back`, `unlisted` or `ignored`; empty while it does.
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
        """The artifact as `kind:target` in lower case: the same in every database."""
        return f"{self.kind}:{self.target.casefold()}"

    @property
    def lasts(self) -> bool:
        """Whether the artifact is still lost, is listed, and is not ignored."""
        return not self.end


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """
    A target that raises no alarm ([[ignore]] in the settings): why, and the last day of that (ISO 8601). `artifacts`
    is how many listed artifacts have this target, `lost` how many of these are gone or blocked now.
    """

    target: str
    reason: str
    until: str
    artifacts: int
    lost: int


@dataclass(frozen=True, slots=True)
class ConditionMatches:
    """
    What a condition of --fail-on holds for: `count` artifacts or papers. `rows` are the first ten of them; for
    `newly-gone` all of them.
    """

    count: int
    rows: Sequence[AlarmRow]


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A row of `candidate_status`: one candidate of one paper."""

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
class CandidateSummary:
    """
    What services named for papers, in sum. `outcomes` counts the newest answer about each paper that claims or
    promises a release and prints no link, by outcome; `claims` are the candidates of these papers. `others` are
    candidates other than the repository that a paper prints, `agreeing` counts papers whose printed artifact is named
    too, and `dropped` counts named things whose addresses are no artifact's.
    """

    outcomes: dict[str, int] = field(default_factory=dict)
    claims: tuple[CandidateRow, ...] = ()
    others: tuple[CandidateRow, ...] = ()
    agreeing: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class RunRow:
    """A row of `runs` with its JSON columns decoded."""

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
    """What `reprolinks fix` needs of an artifact to correct a link to it: its newest verdict and its copies."""

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
    works_as: str  # an address that works and that no paper prints
    printed_forms: tuple[str, ...]  # all addresses that papers print for it
    code_url: str  # address of a copy at Software Heritage; empty where none is known
    page_url: str  # address of a capture in the Wayback Machine; empty where none is known
