"""The values that contents are made of. Dates are ISO 8601 in UTC; sentences are whole and in plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.reports.contents.words import long_date

if TYPE_CHECKING:
    from checker.statistics.intervals import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """
    The newest run that checked: `sentence` says how complete it is. `previous_at` is when the run was that news are
    compared with, empty on the first. `note` is one phrase on services that stood in for the public ones, or empty.
    """

    number: int
    at: str
    complete: bool
    found_out: int
    total: int
    sentence: str
    previous: int = 0
    previous_at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """
    The share of the papers' own links that is usable, and what stands beside it. `figure` is what is printed large,
    `of` what it is of, `counts` is "3,755 of 4,195 known", `interval` the sentence on the interval and the unknown.
    `low` and `high` bound the share whatever the unknown ones are. `beside` are lines of (label, value, remark).
    """

    usable: Share
    there: Share
    gone: int
    seen_once: int
    maintained: Share
    third_party: Share
    unknown: int
    total: int
    low: float | None
    high: float | None
    figure: str
    of: str
    counts: str
    sentence: str
    interval: str
    bounds: str
    beside: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A state of the composition: its key (`available`, `reused` …), its word, how many."""

    state: str
    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A paper that names an artifact: `by` is its first author and year, `url` where it is read, or empty."""

    id: str
    title: str
    by: str = ""
    year: str = ""
    published: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy in an archive: `what` is `code` or `page`, `day` its date, `where` the archive's name."""

    what: str
    url: str
    day: str
    where: str

    @property
    def name(self) -> str:
        """`Code of 1 March 2026 at Software Heritage`."""
        dated = f" of {long_date(self.day)}" if self.day else ""
        return f"{self.what.capitalize()}{dated} at {self.where}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """
    One artifact that something is said of: an event of the news, or a row of what needs attention.

    `event` is its key and its sign (`newly_gone`, `back`, `kept`, `moved`, `gated`, `reused`, `blocked`, `emptied`,
    `opened`; for attention: the state), `word` the same in words. `seen` says what was seen. What to do is `deed` (in
    bold) and what follows it at once, `more`. `today` is the name that it has today, where it has another, with its
    address. `helps` is the short answer of the column that an attention group names, `helps_url` its address.
    """

    event: str
    word: str
    kind: str
    target: str
    url: str
    whose: str
    artifact_id: int
    papers: tuple[Cited, ...]
    paper_count: int
    seen: str
    deed: str
    more: str
    since: str = ""
    last_good: str = ""
    confirmed: bool = False
    reason: str = ""
    today: str = ""
    today_url: str = ""
    copy: Copy | None = None
    helps: str = ""
    helps_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """
    What is new since the run before: `line` are (event, how many, words) for the news line, `events` the first ones
    of all, `total` how many there are. `sentence` stands where there is none to show, and says why.
    """

    since: str
    line: tuple[tuple[str, int, str], ...]
    events: tuple[Finding, ...]
    total: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """
    Artifacts that need the same deed. `imperative` is its heading, `why` one sentence, `column` names what helps.
    `counted` is off for what nobody need do anything about. `rows` are the newest of all `count`.
    """

    deed: str
    imperative: str
    why: str
    column: str
    count: int
    counted: bool
    rows: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A loss that the user has asked to leave out of alarms, since when it lasts, and the reason given."""

    kind: str
    target: str
    url: str
    why: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """What needs attention, by deed; `count` leaves out what nobody need act on. `sentence` where nothing does."""

    count: int
    groups: tuple[Group, ...]
    sentence: str
