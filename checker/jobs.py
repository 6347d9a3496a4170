"""
The main job and its parts: read papers, survey what is due, judge, and say how it ended.

Clock, sleep and environment are handed in; `cli` decides what is printed.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from checker.archiving import find_copies
from checker.candidates import CrossCheck
from checker.crosschecking import cross_check
from checker.errors import OutOfReach
from checker.limits import Budget, Ledger
from checker.model import WEATHER, Availability, BadRecord, Kind
from checker.papers.fetching import Fetcher
from checker.papers.live import is_live
from checker.plan import Route
from checker.survey import Survey
from checker.transport import Transport
from checker.verdicts import judge
from checker.wiring import Network, archives, hub_papers, services

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from checker.config import Settings
    from checker.limits import Time
    from checker.model import Artifact, Observation, Verdict
    from checker.papers.live import Page
    from checker.protocols import Service
    from checker.rows import Told
    from checker.store import Store

#: Kinds whose services are named hosts of ours: when one of these can't be looked at, a service is out of reach.
_SERVED = frozenset(Kind) - {Kind.GITHUB_PAGES, Kind.OTHER_FORGE, Kind.ARCHIVE, Kind.OTHER}

#: An answer to a run that ended early is not asked for again by one that goes on within this time.
RESUMED_WITHIN = timedelta(hours=24)

_PUBLIC = frozenset(
    {
        *("https://api.github.com", "https://github.com", "https://huggingface.co"),
        *("https://archive.softwareheritage.org/api/1", "https://archive.org"),
    }
)


@dataclass(frozen=True, slots=True)
class World:
    """What a job takes from outside: settings, environment, clocks."""

    settings: Settings
    environment: Mapping[str, str]
    now: Callable[[], datetime]
    time: Time


@dataclass(slots=True)
class Tally:
    """What a run counted."""

    counts: Counter[str] = field(default_factory=Counter)
    weather: Counter[str] = field(default_factory=Counter)  # reasons of unknowns that pass
    unserved: int = 0  # of those, artifacts of services that a run can't do without
    interrupted: bool = False

    def trouble(self) -> OutOfReach | None:
        """The error that a run ends with when it could not look at all it had to."""
        if self.interrupted:
            return OutOfReach("Interrupted: what was learned is recorded.", "Run again to go on from there.")
        nothing_else = sum(self.weather.values()) == self.counts["checked"]
        if not self.unserved and not (self.weather and nothing_else):
            return None
        reasons = ", ".join(f"{reason} {count}" for reason, count in self.weather.most_common())
        return OutOfReach(
            f"{sum(self.weather.values())} of {self.counts['checked']} artifacts could not be looked at ({reasons}).",
            "What was learned is recorded, nothing is called gone for it; run again, the rest is due.",
        )


def readable(found: Iterable[Told | BadRecord], bad: Callable[[BadRecord], None]) -> Iterator[Told]:
    """Papers with their claims and links; `bad` is told of every record that could not be read."""
    for one in found:
        if isinstance(one, BadRecord):
            bad(one)
        else:
            yield one


@contextlib.contextmanager
def live_sources(
    inputs: Sequence[str], world: Callable[[], World], *, keep: Path | None
) -> Iterator[Callable[[str], Iterator[Page | BadRecord]] | None]:
    """
    What gives the pages of live sources; None if there are none among the inputs. `keep` is the folder where pages
    of sources that are not done stay, so that another run goes on from there.
    """
    if not any(map(is_live, inputs)):
        yield None
        return
    with Fetcher(world().settings, world().time, keep=keep) as fetcher:
        yield fetcher.pages


class Judge:
    """The writer of a survey: keeps observations, judges, keeps verdicts, counts."""

    def __init__(self, store: Store, run: int, world: World, tally: Tally, progress: Callable[[int], None]) -> None:
        self._store = store
        self._run = run
        self._world = world
        self._tally = tally
        self._progress = progress

    def record(self, observations: Sequence[Observation]) -> None:
        """Keep observations."""
        self._store.record(self._run, observations)

    def conclude(self, artifacts: Sequence[Artifact]) -> None:
        """Judge these artifacts from all that was ever said of them."""
        verdicts = [self._verdict(artifact) for artifact in artifacts]
        self._store.conclude(self._run, verdicts)
        for artifact, verdict in zip(artifacts, verdicts, strict=True):
            self._count(artifact, verdict)
        self._progress(len(artifacts))

    def _verdict(self, artifact: Artifact) -> Verdict:
        history = self._store.history(artifact.key)
        return judge(artifact, history, now=self._world.now(), policy=self._world.settings.policy)

    def _count(self, artifact: Artifact, verdict: Verdict) -> None:
        self._tally.counts["checked"] += 1
        if verdict.availability is not Availability.UNKNOWN:
            return
        self._tally.counts["unknown"] += 1
        if verdict.reason in WEATHER:
            self._tally.weather[verdict.reason] += 1
            self._tally.unserved += artifact.kind in _SERVED


def check(
    store: Store,
    world: World,
    *,
    run: int,
    only_run: int | None,
    tally: Tally,
    progress: Callable[[int], None],
    announce: Callable[[str], None],
) -> None:
    """
    Survey everything that is due (of the papers of run `only_run`, where it is given), look for copies in
    archives, then close the run. `progress` hears of artifacts that are done, `announce` of what comes after.

    Raises what ends it early (bad credentials); the run's row says how it ended in any case.
    """
    ledger = Ledger()
    status = "failed"
    try:
        asyncio.run(
            _survey(
                store, world, ledger, run=run, only_run=only_run, tally=tally, progress=progress, announce=announce
            )
        )
        status = "interrupted" if tally.interrupted else "incomplete" if tally.weather else "done"
    finally:
        store.finish_run(run, status=status, at=world.now(), counts=tally.counts, costs=ledger.costs())


async def _survey(
    store: Store,
    world: World,
    ledger: Ledger,
    *,
    run: int,
    only_run: int | None,
    tally: Tally,
    progress: Callable[[int], None],
    announce: Callable[[str], None],
) -> None:
    settings = world.settings
    network = Network(settings, ledger=ledger, budget=Budget(settings.budget), time=world.time)
    token = bool(settings.github_token)
    store.take_up(run, since=world.now() - min(settings.max_age, RESUMED_WITHIN))
    async with Transport(allow_private_hosts=settings.allow_private_hosts) as transport:
        witnesses = services(settings, transport, network, world.now, world.environment)
        survey = Survey(
            witnesses,
            Route(store.count_due(now=world.now(), max_age=settings.max_age, run=only_run), token=token),
            Judge(store, run, world, tally, progress),
            world.now,
            begun=store.taken_up(run),
        )
        due = store.due(now=world.now(), max_age=settings.max_age, run=only_run)
        with _ends_cleanly(asyncio.current_task()):
            try:
                await survey.run(due)
                store.settle_readings()
                papers = hub_papers(settings, transport, network, world.now)
                await cross_check(
                    store.cross_checks,
                    papers,
                    settings,
                    world.now,
                    run=run,
                    only_run=only_run,
                    counts=tally.counts,
                    announce=announce,
                )
                await _survey_candidates(store, world, witnesses, run=run, only_run=only_run)
                held = archives(settings, transport, network, world.now)
                await find_copies(
                    store.copies, held, settings, world.now, run=run, only_run=only_run, announce=announce
                )
            except asyncio.CancelledError:
                tally.interrupted = True


async def _survey_candidates(
    store: Store, world: World, witnesses: Mapping[str, Service], *, run: int, only_run: int | None
) -> None:
    """Look whether what somebody entered for a paper is there; it counts nowhere, and its weather is nobody's."""
    settings = world.settings
    if settings.cross_check == CrossCheck.OFF:
        return
    age, now = settings.max_age, world.now()
    count = store.count_due(now=now, max_age=age, run=only_run, candidates=True)
    route = Route(count, token=bool(settings.github_token))
    judge = Judge(store, run, world, Tally(), lambda _: None)
    named = store.due(now=now, max_age=age, run=only_run, candidates=True)
    await Survey(witnesses, route, judge, world.now).run(named)


@contextlib.contextmanager
def _ends_cleanly(task: asyncio.Task[None] | None) -> Iterator[None]:
    """Ctrl-C and SIGTERM cancel the survey once; a second one ends the process the usual way."""
    loop = asyncio.get_running_loop()
    caught = (signal.SIGINT, signal.SIGTERM)

    def stop() -> None:
        for one in caught:
            loop.remove_signal_handler(one)
        if task:
            task.cancel()

    try:
        for one in caught:
            loop.add_signal_handler(one, stop)
    except (NotImplementedError, RuntimeError, ValueError):  # no Unix, or not the main thread
        yield
        return
    try:
        yield
    finally:
        for one in caught:
            loop.remove_signal_handler(one)


def options_of(world: World) -> dict[str, object]:
    """What of the settings a run's row keeps: never a secret, only whether there was one."""
    settings = world.settings
    bases = (
        *(settings.github_api, settings.github_web, settings.hf_endpoint),
        *(settings.swh_api, settings.wayback),
    )
    return {
        "max_age": str(settings.max_age),
        "max_wait": settings.max_wait,
        "budget": settings.budget,
        "policy": settings.policy,
        "archives": settings.archives,
        "cross_check": settings.cross_check,
        "allow_private_hosts": settings.allow_private_hosts,
        "github_token": bool(settings.github_token),
        "hf_token": bool(settings.hf_token),
        "bases": [base for base in bases if base not in _PUBLIC],
    }


def failing(conditions: Sequence[str], report_counts: Mapping[str, int]) -> list[str]:
    """Those of the conditions asked for with --fail-on that hold, by counts of what they name."""
    return [name for name in conditions if report_counts.get(name, 0)]
