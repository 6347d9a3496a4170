"""Gathers from a database the `Account` that every form of the report prints."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from checker.config import Settings
    from checker.model.losses import IncidentRow, LookRow
    from checker.model.rows import ArtifactRow, CopyRow, LinkRow, PaperRow
    from checker.reports.contents.contents import ContentsOptions
    from checker.reports.protocol import Account, FormOptions
    from checker.store.store import Store

#: Rows of each group that needs attention: in a summary, and in a full list.
FEW, MANY = 8, 1_000


@dataclass(frozen=True, slots=True)
class ListedRows:
    """
    The rows of a database that a report prints: of all that is listed, or of what `source` lists. `copies` maps an
    artifact's id to its copies in archives.
    """

    store: Store
    source: str | None
    copies: Mapping[int, CopyRow]

    def links(self) -> Iterable[LinkRow]:
        """A row for each artifact of each paper."""
        return self.store.status.links(self.source)

    def artifacts(self) -> Iterable[ArtifactRow]:
        """A row for each artifact."""
        return self.store.status.artifacts(self.source)

    def papers(self) -> Iterable[PaperRow]:
        """A row for each paper."""
        return self.store.status.papers(self.source)

    def incidents(self) -> Iterable[IncidentRow]:
        """Every incident, the newest first."""
        return self.store.losses.incidents(self.source)

    def looks(self, artifacts: Iterable[int] | None = None) -> Iterable[LookRow]:
        """The newest answers about these artifacts (ids), or about all."""
        return self.store.losses.looks(artifacts)

    def kept(self, names: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
        """Paper id → its values of these kept columns, by name."""
        return self.store.losses.kept(names)


def ignored_by(settings: Settings, now: datetime) -> tuple[tuple[str, str, str], ...]:
    """What the settings ignore at this moment, as (target, reason, last day in ISO 8601)."""
    return tuple(
        (one.target, one.reason, one.until.isoformat()) for one in settings.ignore if one.until >= now.date()
    )


@contextmanager
def account_of(
    store: Store,
    source: str | None = None,
    *,
    contents_options: ContentsOptions | None = None,
    form_options: FormOptions | None = None,
) -> Iterator[Account]:
    """
    The account of a database, or of what `source` lists in it. `wish` says what it contains, `wishes` how it is
    printed. It is valid inside the context only, because its figures are read from temporary tables.
    """
    from checker.jobs.studies.figures import figures, survival_curves
    from checker.reports.contents.contents import ContentsOptions, contents
    from checker.reports.protocol import Account, FormOptions
    from checker.statistics.summary import build
    from checker.store.figures.reported import sql
    from checker.store.scripts import scripts

    contents_options = contents_options or ContentsOptions(rows=FEW)
    rows = ListedRows(store, source, store.archives.rows(source))
    with store.reported.about(source, everything=not contents_options.own):
        crossed = store.candidates.crossed()
        yield Account(
            contents=contents(store.reported, contents_options),
            figures=store.reported,
            rows=rows,
            report=build(
                store.status.artifact_counts(source),
                store.status.paper_counts(source),
                store.runs.last(),
                rows.copies,
                crossed,
            ),
            sql={**sql(), **{f"statistics/{name}": text for name, text in scripts("statistics").items()}},
            options=form_options or FormOptions(),
            ignored=store.alarms.ignored_targets(form_options.ignore if form_options else ()),
            curves=lambda: survival_curves(store, source),
            statistics=lambda: figures(store, source),
        )
