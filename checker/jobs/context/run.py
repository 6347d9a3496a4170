"""The one value that carries a run."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.jobs.context.reach import Reach
from checker.jobs.context.tally import Tally
from checker.store.history.alarms import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.jobs.context.world import World
    from checker.store.store import Store


def _silent(_: object) -> None:
    """Nobody listens."""


def _nothing() -> None:
    """Nobody wants a report."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """
    One run on a database. `scope` is the run whose papers it is about, None for all papers, or for
    those that `source` lists. `progress` hears of the
    number of artifacts just finished, `announce` of what begins, in a line. `report` writes what is known so far.
    """

    id: int
    store: Store
    world: World
    scope: int | None = None
    source: str | None = None
    tally: Tally = field(default_factory=Tally)
    progress: Callable[[int], None] = _silent
    announce: Callable[[str], None] = _silent
    report: Callable[[], None] = _nothing
    reach: Reach

    @classmethod
    def begin(cls, store: Store, world: World, *, command: str, inputs: Sequence[str] = ()) -> Run:
        """Take the database for one run; StoreError, naming the holder, where another has it."""
        options = world.settings.record()
        number = store.runs.begin(command=command, inputs=inputs, options=options, at=world.now())
        tally = Tally(bases=world.settings.set_bases(), tolerate=world.settings.tolerate)
        return cls(id=number, store=store, world=world, tally=tally, reach=Reach(world))

    def finish(self, status: str) -> None:
        """Say how the run ended (`done`, `incomplete`, `interrupted`, `failed`), what it counted and what it cost."""
        costs = self.world.ledger.costs()
        self.store.runs.finish(self.id, status=status, at=self.world.now(), counts=self.tally.counts, costs=costs)

    def watch(self) -> Watch:
        """What the alarms of this run are about: its own papers, or all that is listed."""
        settings, now = self.world.settings, self.world.now()
        ignored = settings.ignored_on(now.date())
        return Watch(
            run=self.id, now=now, scope=self.scope, source=self.source, grace=settings.grace, ignored=ignored
        )

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Mark the run as failed where what is done inside raises."""
        try:
            yield
        except BaseException:
            self.finish("failed")
            raise
