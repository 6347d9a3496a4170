"""The interface of a form of the report, and all that a form may print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from checker.model.losses import IncidentRow, LookRow
    from checker.model.rows import ArtifactRow, CopyRow, IgnoredRow, LinkRow, PaperRow
    from checker.reports.contents.contents import Contents
    from checker.reports.contents.context import Figures
    from checker.statistics.figures.values import Figure
    from checker.statistics.summary import Report
    from checker.statistics.survival.curve import Curve


class Rows(Protocol):
    """The rows of a report, read anew at each call, one at a time: there may be a million."""

    @property
    def copies(self) -> Mapping[int, CopyRow]:
        """Artifact → its copies in archives, for all artifacts that archives were asked about."""

    def links(self) -> Iterable[LinkRow]:
        """A row for each artifact of each paper, by paper."""

    def artifacts(self) -> Iterable[ArtifactRow]:
        """A row for each artifact, by kind and target."""

    def papers(self) -> Iterable[PaperRow]:
        """A row for each paper, by title; also for papers without a link."""

    def incidents(self) -> Iterable[IncidentRow]:
        """Every loss, the newest first."""

    def looks(self, artifacts: Iterable[int] | None = None) -> Iterable[LookRow]:
        """The answers at the last look at these artifacts (None: at all), by artifact."""

    def kept(self, names: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
        """Paper → the values of its kept columns, by the name of the column in lower case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOptions:
    """
    What the user asks of a form. `limit` is the largest size in bytes (0 for any); `keep` are the kept columns to
    print; `by` are the groups of figures; `excel` is for spreadsheets; `plain` is without colours and signs. `ignore`
    are targets that raise no alarm, each with its reason and last day.
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
    All that a form may print. `contents` are sentences and findings, `report` counts of all artifacts, `sql` is the
    SQL behind each figure by its name, `ignored` what raises no alarm. `curves` and `statistics` compute the survival
    curves and the figures F1 to F9 when they are called.
    """

    contents: Contents
    figures: Figures
    rows: Rows
    report: Report
    sql: Mapping[str, str]
    options: FormOptions = FormOptions()
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
