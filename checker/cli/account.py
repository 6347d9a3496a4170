"""What a form of the report prints, gathered from a database."""

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
    from checker.reports.contents.contents import Wish
    from checker.reports.protocol import Account, Wishes
    from checker.store.store import Store

#: Rows of each attention group: what a terminal, a page, and a list for all have room for.
FEW, MANY = 8, 1_000


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of all that is listed, or of what one source lists; `copies` is what archives hold of it."""

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
        """Every loss, the newest first."""
        return self.store.losses.incidents(self.source)

    def looks(self, artifacts: Iterable[int] | None = None) -> Iterable[LookRow]:
        """The answers of the last looks."""
        return self.store.losses.looks(artifacts)

    def kept(self, names: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
        """Paper → its kept columns."""
        return self.store.losses.kept(names)


def ignored_by(settings: Settings, now: datetime) -> tuple[tuple[str, str, str], ...]:
    """What settings ignore today: target, reason, last day."""
    return tuple(
        (one.target, one.reason, one.until.isoformat()) for one in settings.ignore if one.until >= now.date()
    )


@contextmanager
def account_of(
    store: Store, source: str | None = None, *, wish: Wish | None = None, wishes: Wishes | None = None
) -> Iterator[Account]:
    """The account of a database, or of what one source of it lists; it holds as long as the context does."""
    from checker.jobs.studies.figures import figures, survival_curves
    from checker.reports.contents.contents import Wish, contents
    from checker.reports.protocol import Account, Wishes
    from checker.statistics.summary import build
    from checker.store.figures.reported import sql
    from checker.store.scripts import scripts

    wish, rows = wish or Wish(rows=FEW), Listed(store, source, store.archives.rows(source))
    with store.reported.about(source, everything=not wish.own):
        crossed = store.candidates.crossed()
        yield Account(
            contents=contents(store.reported, wish),
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
            wishes=wishes or Wishes(),
            ignored=store.alarms.ignored_targets(wishes.ignore if wishes else ()),
            curves=lambda: survival_curves(store, source),
            statistics=lambda: figures(store, source),
        )
