"""The values that contents consist of. Dates are ISO 8601 in UTC; sentences are complete and in plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.reports.contents.words import long_date

if TYPE_CHECKING:
    from checker.statistics.intervals import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """
    The newest run that checked: `sentence` says how complete it is. `previous_at` is the end of the run that news are
    compared with, empty on the first run. `note` is one phrase on base addresses that are not the public ones, or
    empty.
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
    The usable share of the papers' own links, and the figures beside it. `figure` is printed large, `of` follows it,
    `counts` is "3,755 of 4,195 known", `interval` the sentence on the interval and the unknown. `low` and `high`
    bound the share, whatever the unknown ones are (percent). `beside` are lines of (label, value, remark).
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
    """A state in the composition bar: its key (`available`, `reused` …), its word, how many artifacts."""

    state: str
    word: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A paper that names an artifact: `by` is its first author and year, `url` where it can be read, or empty."""

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
    One artifact with what is reported of it: an event of the news, or a row of what needs attention.

    `event` is a key with a sign of its own (`newly_gone`, `back`, `kept`, `moved`, `gated`, `reused`, `blocked`,
    `emptied`, `opened`; for attention the state), `word` the same in words. `seen` says what was seen. `deed` is what
    to do (printed in bold), `more` the words that follow it. `today` is the current name where it differs,
    `today_url` its address. `helps` is the short answer in the column that an attention group names, `helps_url` its
    address.
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
    What is new since the run before: `line` are (event, how many, words) for the news line, `events` those shown of
    `total`. `sentence` says why there is none to show; empty where there is one.
    """

    since: str
    line: tuple[tuple[str, int, str], ...]
    events: tuple[Finding, ...]
    total: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """
    Artifacts about which the same is to be done. `imperative` is the heading, `why` one sentence, `column` the
    heading of the column that says what helps. `counted` is off where nobody needs to act. `rows` are the newest of
    all `count`.
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
    """A loss that the user has taken out of alarms, since when it lasts, and the reason given."""

    kind: str
    target: str
    url: str
    why: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """
    What needs attention, by what to do; `count` leaves out groups in which nobody needs to act. `sentence` says so
    where nothing does.
    """

    count: int
    groups: tuple[Group, ...]
    sentence: str
