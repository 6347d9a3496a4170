"""How a job ended, as its platform is told: outputs, annotations, and the words under its summary."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from checker.jobs.ci.workflow import Note
from checker.store.history.alarms import Watch
from checker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checker.jobs.ci.places import Spot
    from checker.jobs.context.world import World
    from checker.model.rows import ConditionMatches, RunRow

#: What a run ended with that has evaluated its conditions in full: it is an occasion of alarms.
_EVALUATED = (0, 1)
_WEATHER = 3
STATUS = {0: "ok", 1: "alarm", 2: "error", 3: "incomplete"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """
    The exit code of a run, what ended it early (empty: nothing), the alarms of each condition that holds, counts of
    artifacts by availability, and the numbers of losses that this run opened and closed. `run` is 0 where none began.
    """

    run: int = 0
    code: int
    trouble: str = ""
    holding: Mapping[str, ConditionMatches] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    opened: int = 0
    closed: int = 0
    kept: bool = True  # whether the history was: else the next job tells the same

    @property
    def message(self) -> str:
        """What the history's commit says."""
        return f"Run {self.run}: {self.opened} lost, {self.closed} there again"

    def outputs(self) -> dict[str, str]:
        """What later steps of a workflow read."""
        told = {name.replace("-", "_"): str(found.count) for name, found in self.holding.items()}
        counts = {name: str(self.counts.get(name, 0)) for name in ("available", "gone", "blocked", "unknown")}
        numbers = {"opened": str(self.opened), "closed": str(self.closed)}
        return {"status": STATUS.get(self.code, "error"), "code": str(self.code), **counts, **numbers, **told}

    def notes(self, spot: Callable[[str, str], Spot | None]) -> Iterator[Note]:
        """
        A note for each artifact that a condition names, at its place, and one for what ended the run: errors where
        they make the job fail, warnings for weather and for what only issues are opened about.
        """
        for name, found in self.holding.items():
            for alarm in found.rows:
                place = spot(alarm.kind, alarm.target)
                yield Note(
                    level="error" if self.code else "warning",
                    title=f"{alarm.target}: {name}",
                    message=f"{alarm.kind} {alarm.target}: {alarm.what}. {'; '.join(alarm.papers)}",
                    file=place.file if place else "",
                    line=place.line if place else 0,
                    column=place.column if place else 0,
                )
        if self.trouble:
            yield Note(
                level="warning" if self.code == _WEATHER else "error", title="reprolinks", message=self.trouble
            )

    def why(self) -> str:
        """A line that says why the job is red or green."""
        if self.code == 1:
            names = ", ".join(f"`{name}` for {found.count}" for name, found in self.holding.items())
            again = " The next scheduled run will not repeat what is new." if "newly-gone" in self.holding else ""
            again = again if self.kept else " The history could not be kept: the next run tells it again."
            return f"This job is red because `--fail-on` holds: {names}.{again}"
        if self.code == 3:
            return "This job is red because too much could not be looked at; nothing is called gone for it."
        if self.code:
            return "This job is red because it could not be carried out."
        return "This job is green: no condition of `--fail-on` holds, and what was due was looked at."


def last_run(world: World) -> int:
    """The number of the newest run in the database, 0 where there is none."""
    if not Path(world.settings.db).is_file():
        return 0
    with Store.open(world.settings.db, create=False) as store:
        last = store.runs.last()
    return last.id if last else 0


def outcome_of(world: World, code: int, trouble: str, conditions: Sequence[str], before: int) -> Outcome:
    """
    How the run after number `before` ended, from the database. It has told of the losses that it names, if it ended
    having evaluated `conditions` in full.
    """
    if last_run(world) <= before:
        return Outcome(code=code, trouble=trouble)
    with Store.open(world.settings.db, create=False) as store:
        run = store.runs.last()
        if run is None or code not in _EVALUATED:
            return Outcome(run=run.id if run else 0, code=code, trouble=trouble)
        found = {name: store.alarms.holding(name, watch_of(world, run)) for name in conditions}
        if "newly-gone" in found:
            store.alarms.told(run.id, found["newly-gone"].rows)
        opened, closed = store.told.counts(run.id)
        counts = store.runs.availability(run.id)
    holding = {name: named for name, named in found.items() if named.count}
    return Outcome(run=run.id, code=code, holding=holding, counts=counts, opened=opened, closed=closed)


def watch_of(world: World, run: RunRow) -> Watch:
    """What the alarms of a run of given papers are about."""
    ignored = world.settings.ignored_on(world.now().date())
    return Watch(run=run.id, now=world.now(), scope=run.id, grace=world.settings.grace, ignored=ignored)
