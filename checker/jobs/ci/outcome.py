"""How a job ended, in the forms that its platform takes: outputs, annotations, and a line of its summary."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from checker.jobs.ci.workflow import Annotation
from checker.store.history.alarms import Watch
from checker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from checker.jobs.ci.locations import Location
    from checker.jobs.context.world import World
    from checker.model.rows import ConditionMatches, RunRow

#: Exit codes of a run that has evaluated its conditions: only then are its alarms recorded as told.
_EVALUATED = (0, 1)
_OUT_OF_REACH = 3
STATUS = {0: "ok", 1: "alarm", 2: "error", 3: "incomplete"}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOutcome:
    """
    The outcome of the run in a CI job. `run` is its number (0: none began), `code` its exit code, and `trouble` the
    message of the error that ended it (empty: none). `holding` maps each condition that holds to what it holds for,
    `counts` each availability to the number of artifacts. `opened` and `closed` are the numbers of incidents that the
    run opened and closed.
    """

    run: int = 0
    code: int
    trouble: str = ""
    holding: Mapping[str, ConditionMatches] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    opened: int = 0
    closed: int = 0
    kept: bool = True  # whether the history was pushed; if not, the next job reports the same

    @property
    def message(self) -> str:
        """The message of the commit that keeps the history."""
        return f"Run {self.run}: {self.opened} lost, {self.closed} there again"

    def outputs(self) -> dict[str, str]:
        """Name → value of the job's outputs, which later steps of a workflow can read."""
        conditions = {name.replace("-", "_"): str(found.count) for name, found in self.holding.items()}
        counts = {name: str(self.counts.get(name, 0)) for name in ("available", "gone", "blocked", "unknown")}
        numbers = {"opened": str(self.opened), "closed": str(self.closed)}
        status = STATUS.get(self.code, "error")
        return {"status": status, "code": str(self.code), **counts, **numbers, **conditions}

    def notes(self, locate: Callable[[str, str], Location | None]) -> Iterator[Annotation]:
        """
        An annotation for each artifact that a condition holds for, at the location that `locate(kind, target)` gives,
        and one for the error that ended the run. Their level is `error` where they make the job fail; it is `warning`
        where services could not be reached, and for losses that only issues are opened about.
        """
        for name, found in self.holding.items():
            for alarm in found.rows:
                location = locate(alarm.kind, alarm.target)
                yield Annotation(
                    level="error" if self.code else "warning",
                    title=f"{alarm.target}: {name}",
                    message=f"{alarm.kind} {alarm.target}: {alarm.what}. {'; '.join(alarm.papers)}",
                    file=location.file if location else "",
                    line=location.line if location else 0,
                    column=location.column if location else 0,
                )
        if self.trouble:
            yield Annotation(
                level="warning" if self.code == _OUT_OF_REACH else "error", title="reprolinks", message=self.trouble
            )

    def why(self) -> str:
        """A line of Markdown that says why the job is red or green."""
        if self.code == 1:
            names = ", ".join(f"`{name}` for {found.count}" for name, found in self.holding.items())
            again = (
                " The next scheduled run will not repeat newly gone links." if "newly-gone" in self.holding else ""
            )
            again = again if self.kept else " The history could not be kept: the next run reports them again."
            return f"This job is red because `--fail-on` holds: {names}.{again}"
        if self.code == _OUT_OF_REACH:
            return "This job is red because too many artifacts could not be checked; none is called gone for that."
        if self.code:
            return "This job is red because it could not be carried out."
        return "This job is green: no condition of `--fail-on` holds, and what was due was checked."


def last_run(world: World) -> int:
    """The number of the newest run in the database, 0 where there is none."""
    if not Path(world.settings.db).is_file():
        return 0
    with Store.open(world.settings.db, create=False) as store:
        last = store.runs.last()
    return last.id if last else 0


def job_outcome(world: World, code: int, trouble: str, conditions: Sequence[str], before: int) -> JobOutcome:
    """
    The outcome of the run that came after run `before`, from the database. `code` and `trouble` are its exit code and
    error message. Where it has evaluated its conditions, the incidents that `conditions` hold for are recorded as
    told.
    """
    if last_run(world) <= before:
        return JobOutcome(code=code, trouble=trouble)
    with Store.open(world.settings.db, create=False) as store:
        run = store.runs.last()
        if run is None or code not in _EVALUATED:
            return JobOutcome(run=run.id if run else 0, code=code, trouble=trouble)
        found = {name: store.alarms.matches(name, watch_of(world, run)) for name in conditions}
        if "newly-gone" in found:
            store.alarms.mark_told(run.id, found["newly-gone"].rows)
        opened, closed = store.told.counts(run.id)
        counts = store.runs.availability(run.id)
    holding = {name: named for name, named in found.items() if named.count}
    return JobOutcome(run=run.id, code=code, holding=holding, counts=counts, opened=opened, closed=closed)


def watch_of(world: World, run: RunRow) -> Watch:
    """The scope of the alarms of a run: the papers that it has read."""
    ignored = world.settings.ignored_on(world.now().date())
    return Watch(run=run.id, now=world.now(), scope=run.id, grace=world.settings.grace, ignored=ignored)
