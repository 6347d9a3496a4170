"""`Run`: one execution on a database, with all that its passes need."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.jobs.context.services import Services
from checker.jobs.context.tally import Tally
from checker.store.history.alarms import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.jobs.context.world import World
    from checker.store.store import Store


def _ignore(_: object) -> None:
    """Default of callbacks: ignore the argument."""


def _no_report() -> None:
    """Default of `Run.report`: write none."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """
    One run on a database.

    It is about the papers that run `scope` has read, about those that `source` lists, or about all listed ones where
    both are None. `progress` is called with the number of artifacts just finished, `announce` with a line on what
    begins, `report` to write the reports of what is known so far.
    """

    id: int
    store: Store
    world: World
    scope: int | None = None
    source: str | None = None
    tally: Tally = field(default_factory=Tally)
    progress: Callable[[int], None] = _ignore
    announce: Callable[[str], None] = _ignore
    report: Callable[[], None] = _no_report
    services: Services

    @classmethod
    def begin(cls, store: Store, world: World, *, command: str, inputs: Sequence[str] = ()) -> Run:
        """Begin a run, which locks the database; StoreError, naming the holder, where another run has it locked."""
        options = world.settings.record()
        number = store.runs.begin(command=command, inputs=inputs, options=options, at=world.now())
        tally = Tally(bases=world.settings.set_bases(), tolerate=world.settings.tolerate)
        return cls(id=number, store=store, world=world, tally=tally, services=Services(world))

    def finish(self, status: str) -> None:
        """Record how the run ended (`done`, `incomplete`, `interrupted`, `failed`), its counts and its costs."""
        costs = self.world.ledger.costs()
        self.store.runs.finish(self.id, status=status, at=self.world.now(), counts=self.tally.counts, costs=costs)

    def watch(self) -> Watch:
        """The scope of this run's alarms: the papers that it is about, and what the settings ignore today."""
        settings, now = self.world.settings, self.world.now()
        ignored = settings.ignored_on(now.date())
        return Watch(
            run=self.id, now=now, scope=self.scope, source=self.source, grace=settings.grace, ignored=ignored
        )

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Record the run as failed where the body raises."""
        try:
            yield
        except BaseException:
            self.finish("failed")
            raise
