"""Observations: what one service answered about one artifact at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from checker.model.names import ServiceName


class Outcome(StrEnum):
    """What one service's answer says about existence. Only ABSENT claims that there is nothing."""

    PRESENT = "present"
    ABSENT = "absent"  # said with authority: 404, 410, NOT_FOUND, the Hub's 401 for a missing repository
    BLOCKED = "blocked"  # taken down or disabled by the host
    REFUSED = "refused"  # credentials asked for, or a robot turned away: no statement on existence
    UNKNOWN = "unknown"  # no answer that could be read


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


#: Trouble with one request that another attempt a moment later may not meet.
RETRYABLE = frozenset(
    {Reason.NETWORK, Reason.DNS, Reason.TLS, Reason.TIMEOUT, Reason.SERVER_ERROR, Reason.BAD_RESPONSE}
)
#: No further request would go out now.
NO_MORE_NOW = frozenset({Reason.RATE_LIMITED, Reason.BUDGET})
#: Reasons for `unknown` that say nothing of the artifact: a later run on a better day finds out.
WEATHER = RETRYABLE | {Reason.RATE_LIMITED, Reason.INTERRUPTED}
#: Reasons for which what was not told in one run is asked for again in the next one.
DUE_AGAIN = WEATHER | NO_MORE_NOW
#: Reasons for which a part of what is there was not told, and may be told another time.
UNTOLD = DUE_AGAIN | {Reason.REFUSED}


#: Printed addresses that lead into a repository, each with what of it is not there: `ref:path` for a path in a
#: branch, tag or commit that is; `ref` for a reference; empty where all is there.
Places = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """
    What a service told about a thing that is there. None means: not told, never: no.

    `name` is today's full name in the platform's own case (`owner/name`), the final address of a page, or the
    DOI of a deposit as a target.
    Moments are aware datetimes in UTC. `files` are the names in the root, folders with a slash at the end; of
    folders that were looked into also what is in them, as `folder/name`.
    """

    platform_id: str | None = None  # GitHub's databaseId, the Hub's _id, an archive's number of all versions
    name: str | None = None
    created_at: datetime | None = None
    pushed_at: datetime | None = None  # moved by anybody's pull request: never the sign of maintenance
    last_commit_at: datetime | None = None  # on the default branch
    latest_release_at: datetime | None = None  # of a deposit: its newest version, or its last change
    archived_at: datetime | None = None
    archived: bool | None = None
    disabled: bool | None = None
    empty: bool | None = None  # no commit and no file
    private: bool | None = None
    fork: bool | None = None
    gated: str | None = None  # the Hub: "auto" or "manual"; archives: "embargoed", "restricted" …; "" means open
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
    broken_forms: tuple[str, ...] | None = None  # printed addresses that do not work
    works_as: str | None = None  # an address that no paper prints, and that works
    places: Places | None = None
    copy_url: str | None = None  # of an archive's copy
    captured_at: datetime | None = None  # when that copy was made
    description: str | None = None  # how the host itself puts it, at most 300 characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """
    What one service answered about one artifact at one moment. Never changed, never deleted: the evidence.

    `status` is the HTTP status of the deciding answer, `detail` the host's own words, short, no secrets.
    """

    key: str
    service: ServiceName | str  # a text only where a database names a service that this version does not know
    at: datetime
    outcome: Outcome
    reason: Reason
    status: int | None = None
    detail: str = ""
    facts: Facts = field(default_factory=Facts)


class Topic(StrEnum):
    """What a telling line is about."""

    PROMISE = "promise"  # what a repository is for is still to come
    RELEASED = "released"  # the code is out, it says
    COMMAND = "command"  # how to run it
    TRAIN = "train"
    EVALUATE = "evaluate"
    USE = "use"  # how to call it from a program
    INSTALL = "install"  # what must be there first, named one by one
    WEIGHTS = "weights"  # where trained models are
    RESULTS = "results"  # a row of a table of results
    STATUS = "status"  # what the authors declare of the project's state
    PAGE = "page"  # this is the source of a project page
    LIST = "list"  # a curated list of links


@dataclass(frozen=True, slots=True)
class Remark:
    """One telling line of a README: what it is about, its number from 1, its text cut to 160 characters."""

    topic: Topic
    line: int
    text: str
