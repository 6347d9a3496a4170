"""The values of the figures below the headline: trend, kind and year, content, maintenance, promises, archives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.statistics.intervals import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """
    What a run found of the links that are listed today: usable of those known, the same among those that were looked
    at in the first run, and how many of all were unknown.
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
    Still there of those known: for each kind (its key, its word) a share for each of `years` (`` for no date), of all
    years, and standardised: in percent, as if the kind had the whole set's years; None where it can't be. `methods`
    names what made the intervals.
    """

    years: tuple[str, ...]
    methods: str
    rows: tuple[tuple[str, str, tuple[Share, ...], Share, float | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """
    Content by rung: (key, word, how many), of `known` whose content is known, and how many beside are not known.
    `sentence` says how many hold code.
    """

    rungs: tuple[tuple[str, str, int], ...]
    known: int
    unknown: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """Maintenance by every rule: (name, what it says, active of judged); the rule of the run, and the finding."""

    rules: tuple[tuple[str, str, Share], ...]
    default: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One promise: the paper, when it was made, when kept (or empty), how many days that took or it has been open."""

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
    """The promise ledger: counts, the finding, and the newest promises, the oldest of these first."""

    total: int
    kept: int
    young: int
    open: int
    unlinked: int  # papers that say that something is out, and print no link
    sentence: str
    newest: tuple[Promise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A share of copies in archives, what it is of, and the published one to lay beside it, in percent or None."""

    name: str
    of: str
    share: Share
    published: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """What could not be found out, by reason: (words, how many, code); and our own error."""

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
