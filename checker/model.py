"""
The things that travel through the program: papers, links, artifacts, observations, verdicts.

Everything here is frozen and knows nothing of files, clocks, networks or databases. The words and values
are those of the contract; no dict crosses a module border.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from checker.content import Tick
    from checker.readme import Remark


class Kind(StrEnum):
    """What sort of thing a link points to; decides who is asked about it."""

    GITHUB_REPO = "github_repo"
    GITHUB_ORG = "github_org"
    GITHUB_GIST = "github_gist"
    GITHUB_PAGES = "github_pages"
    HF_MODEL = "hf_model"
    HF_DATASET = "hf_dataset"
    HF_SPACE = "hf_space"
    HF_COLLECTION = "hf_collection"
    HF_ORG = "hf_org"
    OTHER_FORGE = "other_forge"
    ARCHIVE = "archive"
    OTHER = "other"


class Claim(StrEnum):
    """What a paper says about its artifacts."""

    LINKED = "linked"
    RELEASED = "released"
    PROMISED = "promised"
    ON_REQUEST = "on_request"
    NONE = "none"


class Ownership(StrEnum):
    """Whose the thing is that a link points to."""

    OWN = "own"  # this paper's artifact
    THIRD_PARTY = "third_party"  # a tool or data set that it uses
    UNCLEAR = "unclear"


class Outcome(StrEnum):
    """What one service's answer says about existence. Only ABSENT claims that there is nothing."""

    PRESENT = "present"
    ABSENT = "absent"  # said with authority: 404, 410, NOT_FOUND, the Hub's 401 for a missing repository
    BLOCKED = "blocked"  # taken down or disabled by the host
    REFUSED = "refused"  # credentials asked for, or a robot turned away: no statement on existence
    UNKNOWN = "unknown"  # no answer that could be read


class Availability(StrEnum):
    """The first axis of a verdict: can a reader get at it today?"""

    AVAILABLE = "available"
    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    RESTRICTED = "restricted"
    BLOCKED = "blocked"
    GONE = "gone"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why an observation or a verdict is what it is. The README says what to do about each."""

    OK = "ok"
    NOT_FOUND_OR_PRIVATE = "not_found_or_private"
    HTTP_410 = "http_410"
    DMCA = "dmca"
    TOS = "tos"
    BLOCKED = "blocked"  # by the host, for a reason that is neither dmca nor tos
    DISABLED = "disabled"
    GATED = "gated"
    LOGIN = "login"
    NO_COMMITS = "no_commits"
    README_ONLY = "readme_only"
    COMING_SOON = "coming_soon"
    SPACE_NOT_RUNNING = "space_not_running"
    RATE_LIMITED = "rate_limited"
    NETWORK = "network"
    DNS = "dns"
    TLS = "tls"
    TIMEOUT = "timeout"
    SERVER_ERROR = "server_error"
    BAD_RESPONSE = "bad_response"
    REFUSED = "refused"
    FORBIDDEN = "forbidden"  # our token lacks a right (SSO, app, address list): says nothing on existence
    BAD_LINK = "bad_link"  # the address as printed can't be asked at all
    UNSAFE_ADDRESS = "unsafe_address"  # a stranger's link to a loopback, private or otherwise unsafe address
    BUDGET = "budget"
    INTERRUPTED = "interrupted"
    NOT_CHECKED = "not_checked"


#: Reasons for `unknown` that pass with the weather: a later run on a better day heals them.
WEATHER = frozenset(
    {
        Reason.RATE_LIMITED,
        Reason.NETWORK,
        Reason.DNS,
        Reason.TLS,
        Reason.TIMEOUT,
        Reason.SERVER_ERROR,
        Reason.BAD_RESPONSE,
        Reason.INTERRUPTED,
    }
)


class Identity(StrEnum):
    """Is it the thing that the link was made for? Kept by the platform's id, never by the path."""

    SAME = "same"
    RENAMED = "renamed"
    TRANSFERRED = "transferred"
    REUSED = "reused"
    UNKNOWN = "unknown"


class Maintenance(StrEnum):
    """Does anybody look after it? Another question than whether it is there."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    ARCHIVED = "archived"
    UNKNOWN = "unknown"


class Content(StrEnum):
    """How much there is, from nothing to something that a reader can run."""

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


class PaperStatus(StrEnum):
    """What a reader of one paper can expect of its links."""

    OK = "ok"
    DEGRADED = "degraded"
    BROKEN = "broken"
    UNKNOWN = "unknown"
    CLAIMED_WITHOUT_LINK = "claimed_without_link"
    PROMISED_WITHOUT_LINK = "promised_without_link"
    NO_LINK = "no_link"


class Paper(NamedTuple):
    """
    A title and an abstract, with the id and date that the source gives them.

    `published` is an ISO 8601 date or moment, empty where the source has none; `comments` is arXiv's field of
    that name; `source` names the input the paper was read from.
    """

    id: str
    title: str
    abstract: str
    comments: str = ""
    published: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that could not be read: where (`source`, 1-based `line`) and why. It never stops a corpus."""

    source: str
    line: int
    why: str


class Link(NamedTuple):
    """
    One mention in one paper: `text[start:end] == raw`, where text is the paper's `field`.

    Offsets count characters. `target` keeps its case as written; `url` is the canonical address, https.
    `readings` are other things that the same place may name, likeliest first: checking settles which exists.
    `evidence` is the sentence that tells whose it is, on one line, at most 400 characters of it.
    """

    kind: Kind
    target: str
    url: str
    raw: str
    start: int
    end: int
    field: str = "abstract"
    readings: tuple[Artifact, ...] = ()
    ownership: Ownership = Ownership.UNCLEAR
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Artifact:
    """
    The distinct thing that links point to, however many papers name it.

    `platform_id` is the id seen at an earlier check; `published` the date (ISO 8601) of the first paper that
    names it: both help to see that a name has been re-used. `content_head` is the commit whose content is known,
    `content_id` the id of the repository that it was seen in.
    `absent_at` is when a second witness last found nothing there, if nobody has seen it since; `blocked`: so it was
    when it was last known, and `blocked_at` is when a witness last told the reason.
    `also` are other names of it, today's first.
    """

    kind: Kind
    target: str
    url: str
    platform_id: str = ""
    published: str = ""
    content_head: str = ""
    content_id: str = ""
    absent_at: datetime | None = None
    blocked: bool = False
    blocked_at: datetime | None = None
    also: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The identity of an artifact: its kind, its target without case, and its query where that tells apart."""
        return artifact_key(self.kind, self.target, self.url)


def artifact_key(kind: Kind, target: str, url: str = "") -> str:
    """`kind:target` without case; of a page also its query, for `forum?id=a` and `forum?id=b` are two things."""
    _, mark, query = url.partition("?") if kind in (Kind.OTHER, Kind.ARCHIVE) else ("", "", "")
    return f"{kind}:{target.casefold()}{mark}{query}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    What a service told about a thing that is there. None means: not told, never: no.

    `name` is today's full name in the platform's own case (`owner/name`), or the final address of a page.
    Moments are aware datetimes in UTC. `files` are the names in the root, folders with a slash at the end; of
    folders that were looked into also what is in them, as `folder/name`.
    """

    platform_id: str | None = None  # GitHub's databaseId, the Hub's _id
    name: str | None = None
    created_at: datetime | None = None
    pushed_at: datetime | None = None  # moved by anybody's pull request: never the sign of maintenance
    last_commit_at: datetime | None = None  # on the default branch
    latest_release_at: datetime | None = None
    archived_at: datetime | None = None
    archived: bool | None = None
    disabled: bool | None = None
    empty: bool | None = None  # no commit and no file
    private: bool | None = None
    fork: bool | None = None
    gated: str | None = None  # the Hub: "auto" or "manual"; "" means open
    stage: str | None = None  # of a Hub space
    license: str | None = None  # SPDX id
    stars: int | None = None
    default_branch: str | None = None
    head: str | None = None  # commit id
    files: tuple[str, ...] | None = None
    readme: tuple[Remark, ...] | None = None  # its telling lines; none where it has nothing to tell
    assets: tuple[str, ...] | None = None  # files of the latest release
    has_weights: bool | None = None  # the Hub: files of weights or data are among the siblings
    has_card: bool | None = None
    arxiv: tuple[str, ...] | None = None  # ids of the papers that the thing itself names
    old_owner_free: bool | None = None  # the link redirects, and its owner's name exists no more
    copy_url: str | None = None  # of an archive's copy
    captured_at: datetime | None = None  # when that copy was made
    description: str | None = None  # how the host itself puts it, at most 300 characters
    etag: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """
    What one service answered about one artifact at one moment. Never changed, never deleted: the evidence.

    `status` is the HTTP status of the deciding answer, `detail` the host's own words, short, no secrets.
    """

    key: str
    service: str
    at: datetime
    outcome: Outcome
    reason: Reason
    status: int | None = None
    detail: str = ""
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """
    What the rules conclude about one artifact from its observations: four independent axes and why.

    `rule` names the rule that spoke. Where `availability` is unknown, `known` and `known_at` keep the last
    verdict that was not.
    """

    key: str
    at: datetime
    availability: Availability
    reason: Reason
    rule: str
    confirmed: bool = False
    identity: Identity = Identity.UNKNOWN
    resolved_target: str = ""
    hijackable: bool = False
    maintenance: Maintenance = Maintenance.UNKNOWN
    last_activity_at: datetime | None = None
    archived_at: datetime | None = None
    content: Content = Content.UNKNOWN
    ticks: tuple[Tick, ...] = ()  # items of the ML code completeness checklist that were found
    policies: tuple[tuple[str, Maintenance], ...] = ()  # what every maintenance policy says, by its name
    license: str = ""
    known: Availability | None = None
    known_at: datetime | None = None
