"""The interface of a form of the report, and all that a form may print: contents, rows, and what the user wants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from checker.model.losses import IncidentRow, LookRow
    from checker.model.rows import ArtifactRow, CopyRow, IgnoredRow, LinkRow, PaperRow
    from checker.reports.contents.contents import Contents
    from checker.reports.contents.found import Figures
    from checker.statistics.figures.values import Figure
    from checker.statistics.summary import Report
    from checker.statistics.survival.curve import Curve


class Rows(Protocol):
    """The rows of what a report is about, read anew at each call; one at a time, for there may be a million."""

    @property
    def copies(self) -> Mapping[int, CopyRow]:
        """Artifact → what archives hold of it, of all that they were asked about."""

    def links(self) -> Iterable[LinkRow]:
        """A row for each artifact of each paper, by paper."""

    def artifacts(self) -> Iterable[ArtifactRow]:
        """A row for each artifact, by kind and target."""

    def papers(self) -> Iterable[PaperRow]:
        """A row for each paper, by title; those without a link too."""

    def incidents(self) -> Iterable[IncidentRow]:
        """Every loss, the newest first."""

    def looks(self, artifacts: Iterable[int] | None = None) -> Iterable[LookRow]:
        """What was answered at the last look at these artifacts, or at all, by artifact."""

    def kept(self, names: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
        """Paper → the values of the columns that were kept of it, under their names in small letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """
    What the user asks of a form. `limit` is the largest size in bytes (0: any); `keep` are kept columns to print;
    `by` are what figures are told apart by; `excel` is for spreadsheets; `plain` is without colour and signs.
    `ignore` are targets that raise no alarm, each with its reason and its last day.
    """

    limit: int = 0
    keep: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    excel: bool = False
    plain: bool = False
    ignore: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """
    All that a form may print. `contents` is what is said, `report` counts over all artifacts, `sql` the text behind
    each figure by its name, `ignored` what raises no alarm. `curves` and `statistics` make the survival curves and
    the figures F1 to F9 when asked.
    """

    contents: Contents
    figures: Figures
    rows: Rows
    report: Report
    sql: Mapping[str, str]
    wishes: Wishes = Wishes()
    ignored: Sequence[IgnoredRow] = ()
    curves: Callable[[], Mapping[str, Curve]] = dict
    statistics: Callable[[], Sequence[Figure]] = tuple


class Format(Protocol):
    """One form of the availability report."""

    @property
    def name(self) -> str:
        """The name of the form for `--format`."""

    def render(self, account: Account) -> Iterator[str]:
        """The report as pieces of text; the same account gives the same pieces."""
