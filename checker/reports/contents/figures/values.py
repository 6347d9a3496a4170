"""The values of the figures below the headline: trend, kind and year, content, maintenance, promises, archives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.statistics.intervals import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """
    A run's results for the links that are listed today: usable of those known; usable of known ones among the links
    that the first run looked at; and unknown of all.
    """

    run: int
    at: str
    usable: Share
    first: Share
    unknown: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The usable share run by run, and the finding in a sentence."""

    points: tuple[Point, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KindYears:
    """
    The share still there of known links: for each kind (its key, its word) a share for each of `years`, one for all
    years, and the standardised share in percent, as if the kind had the years of all links (None where it can't be
    computed). `methods` names how the intervals were made.
    """

    years: tuple[str, ...]
    methods: str
    rows: tuple[tuple[str, str, tuple[Share, ...], Share, float | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """
    Content by rung: (key, word, how many) of the `known` artifacts; the content of `unknown` more is not known.
    `sentence` says how many hold code.
    """

    rungs: tuple[tuple[str, str, int], ...]
    known: int
    unknown: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """
    Maintenance by every policy: (name, the policy in words, active of judged); the policy of the run; and a sentence
    on the range of the answers.
    """

    rules: tuple[tuple[str, str, Share], ...]
    default: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """
    One promise: the paper, the dates on which it was made and kept (or empty), and the days until it was kept, or
    that it has been open.
    """

    paper_id: str
    title: str
    name: str
    begun: str
    kept: str
    days: int
    young: bool

    @property
    def words(self) -> str:
        """`kept after 245 days`, `open for 420 days`, `49 days: within grace`."""
        days = f"{self.days:,} day{'' if self.days == 1 else 's'}"
        return f"kept after {days}" if self.kept else f"{days}: within grace" if self.young else f"open for {days}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The ledger of promises: counts, a sentence on them, and the newest promises in order of date."""

    total: int
    kept: int
    young: int
    open: int
    unlinked: int  # papers that say that something is released, and print no link
    sentence: str
    newest: tuple[Promise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A share of copies in archives, what it is a share of, and the published share beside it (percent, or None)."""

    name: str
    of: str
    share: Share
    published: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """What could not be found out, by reason as (words, how many, code); and our own error."""

    reasons: tuple[tuple[str, int, str], ...]
    total: int
    of: int
    own_error: tuple[str, ...]  # sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class AllFigures:
    """All figures of a report below its headline."""

    trend: Trend
    kind_years: KindYears
    ladder: Ladder
    policies: Policies
    ledger: Ledger
    archives: tuple[Measure, ...]
    unknown: NotFound
