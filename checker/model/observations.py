"""Observations: what one service answered about one artifact at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from checker.model.names import ServiceName


class Outcome(StrEnum):
    """What one service's answer says about existence. Only ABSENT says that there is nothing."""

    PRESENT = "present"
    ABSENT = "absent"  # the host says so: 404, 410, GraphQL's NOT_FOUND, the Hub's 401 for a missing repository
    BLOCKED = "blocked"  # taken down or disabled by the host
    REFUSED = "refused"  # credentials are required, or programs are turned away: no statement on existence
    UNKNOWN = "unknown"  # no answer, or none that could be read


class Reason(StrEnum):
    """Why an observation or a verdict is what it is. `checker.statistics.advice` says what to do about each."""

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
    FORBIDDEN = "forbidden"  # the user's token lacks a right (SSO, app, list of addresses): nothing on existence
    BAD_LINK = "bad_link"  # the address as printed can't be requested at all
    UNSAFE_ADDRESS = "unsafe_address"  # a paper's link leads to a loopback, private or otherwise unsafe address
    BUDGET = "budget"
    INTERRUPTED = "interrupted"
    NOT_CHECKED = "not_checked"


#: Failures of one request that may not happen again at a second attempt.
RETRYABLE = frozenset(
    {Reason.NETWORK, Reason.DNS, Reason.TLS, Reason.TIMEOUT, Reason.SERVER_ERROR, Reason.BAD_RESPONSE}
)
#: Reasons after which no further request is sent in this run.
OUT_OF_QUOTA = frozenset({Reason.RATE_LIMITED, Reason.BUDGET})
#: Reasons for `unknown` that come from the network or the service, not from the artifact: a later run may find out.
TRANSIENT = RETRYABLE | {Reason.RATE_LIMITED, Reason.INTERRUPTED}
#: Reasons for `unknown` for which the next run asks again.
DUE_AGAIN = TRANSIENT | OUT_OF_QUOTA
#: Reasons why a service did not tell a part (content, owner …) of something that is present and may tell it later.
UNANSWERED = DUE_AGAIN | {Reason.REFUSED}


#: (printed address into a repository, its missing part). The part is `ref:path` where the branch, tag or commit
#: exists and the path does not, `ref` where the reference does not exist, and empty where nothing is missing.
Places = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    What a service told about an artifact that is present. None means that it was not told, and never means no.

    `name` is the current full name in the platform's own case (`owner/name`), the final address of a page, or the
    DOI of a deposit as a target. Moments are aware datetimes in UTC. `files` are the names in the root, folders with
    a slash at the end, and the content of folders that were listed too, as `folder/name`.
    """

    platform_id: str | None = None  # GitHub's databaseId, the Hub's _id, an archive's id of all versions
    name: str | None = None
    created_at: datetime | None = None
    pushed_at: datetime | None = None  # a pull request of anybody changes it, so it is no evidence of maintenance
    last_commit_at: datetime | None = None  # on the default branch
    latest_release_at: datetime | None = None  # for a deposit: its newest version, or its last change
    archived_at: datetime | None = None
    archived: bool | None = None
    disabled: bool | None = None
    empty: bool | None = None  # no commit and no file
    private: bool | None = None
    fork: bool | None = None
    gated: str | None = None  # the Hub: "auto" or "manual"; archives: "embargoed", "restricted" …; "" means open
    stage: str | None = None  # of a Hub space, as its runtime reports it: RUNNING, PAUSED …
    license: str | None = None  # SPDX id
    stars: int | None = None
    default_branch: str | None = None
    head: str | None = None  # commit id
    files: tuple[str, ...] | None = None
    readme: tuple[Remark, ...] | None = None  # the lines of the README that rules use; empty where it has none
    assets: tuple[str, ...] | None = None  # file names of the latest release
    has_weights: bool | None = None  # the Hub: whether weights or data are among the files
    has_card: bool | None = None
    arxiv: tuple[str, ...] | None = None  # ids of the papers that the artifact itself names
    old_owner_free: bool | None = None  # the link redirects, and no owner has the name in the link any more
    broken_forms: tuple[str, ...] | None = None  # printed addresses that do not work
    works_as: str | None = None  # an address that works and that no paper prints
    places: Places | None = None
    copy_url: str | None = None  # address of an archive's copy
    captured_at: datetime | None = None  # when that copy was made
    description: str | None = None  # the description on the platform, at most 300 characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """
    The answer of one service about one artifact at one moment. It is the evidence for verdicts: never changed.

    `key` is the artifact's, `status` the HTTP status of the deciding answer, `detail` the host's own words (short,
    without secrets).
    """

    key: str
    service: ServiceName | str  # a plain text only where a database names a service of a later release
    at: datetime
    outcome: Outcome
    reason: Reason
    status: int | None = None
    detail: str = ""
    facts: Facts = field(default_factory=Facts)


class Topic(StrEnum):
    """What a line of a README tells (see `Remark`)."""

    PROMISE = "promise"  # the code or data is still to come
    RELEASED = "released"  # the code is released
    COMMAND = "command"  # a command that runs the code
    TRAIN = "train"  # how to train
    EVALUATE = "evaluate"  # how to evaluate
    USE = "use"  # how to call the code from a program
    INSTALL = "install"  # dependencies, named one by one
    WEIGHTS = "weights"  # where trained models are
    RESULTS = "results"  # a row of a table of results
    STATUS = "status"  # the state of the project as its authors declare it
    PAGE = "page"  # the repository is the source of a project page
    LIST = "list"  # the repository is a curated list of links


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of a README that a rule uses: its topic, its number from 1, its text cut to 160 characters."""

    topic: Topic
    line: int
    text: str
