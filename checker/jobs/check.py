"""The main job: look at everything that is due, pass by pass, and say how it ended."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.jobs.context.interrupts import ends_cleanly
from checker.jobs.context.judging import Judge
from checker.jobs.context.tally import Tally
from checker.jobs.cross_check import cross_check
from checker.jobs.find_copies import find_copies
from checker.jobs.health.probes import question_bases
from checker.model.candidates import CrossCheck
from checker.store.due import Which
from checker.survey.route import Route
from checker.survey.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence

    from checker.jobs.context.run import Run
    from checker.model import Observation

#: What a run learned before it ended early is good for a run that goes on from there within this time.
RESUMED_WITHIN = timedelta(hours=24)
HEARTBEAT = 30.0  # seconds


def check(run: Run) -> None:
    """
    Make every pass over what is due, then close the run.

    Raises what ends it early (bad credentials); the run's row says how it ended in any case.
    """
    status = "failed"
    try:
        asyncio.run(_make_passes(run))
        status = run.tally.status()
    finally:
        run.finish(status)
    run.store.runs.keep_availability(run.id, run.scope, run.source)


async def _make_passes(run: Run) -> None:
    async with run.reach:
        with ends_cleanly(asyncio.current_task()):
            try:
                async with asyncio.timeout(run.world.settings.max_time) as allowed:
                    with beating(run):
                        for one in PASSES:
                            await one(run)
            except (asyncio.CancelledError, TimeoutError):
                run.tally.interrupted = True
                run.tally.late = allowed.expired()


@contextmanager
def beating(run: Run) -> Iterator[None]:
    """Say in the database now and then that the run is alive, also while it waits for a service."""
    loop = asyncio.get_running_loop()
    following = loop.call_later(HEARTBEAT, lambda: beat())  # noqa: PLW0108  (it is made below)

    def beat() -> None:
        nonlocal following
        with suppress(CheckerError):  # who writes next says what is wrong with the database
            run.store.runs.beat(run.id, run.world.now())
        following = loop.call_later(HEARTBEAT, beat)

    try:
        yield
    finally:
        following.cancel()


async def survey(run: Run) -> None:
    """Look at every artifact that is due."""
    age, evidence = run.world.settings.max_age, run.store.evidence
    evidence.adopt(run.id, since=run.world.now() - min(age, RESUMED_WITHIN))
    await _look(run, Which.PRINTED, evidence.adopted(run.id))


async def settle_alternatives(run: Run) -> None:
    """
    Let every link that can be read in several ways point to what exists. A page that is its second reading is looked
    at only where the first one is not there.
    """
    await _look(replace(run, progress=_unheard), Which.ALTERNATIVES)
    run.store.papers.settle()


async def survey_candidates(run: Run) -> None:
    """Look whether what others name for a paper is there. It counts in no figure and in no exit code."""
    if run.world.settings.cross_check != CrossCheck.OFF:
        await _look(replace(run, source=None, tally=Tally(), progress=_unheard), Which.CANDIDATES)


async def report(run: Run) -> None:
    """Let the report be written: what archives hold is a while in coming, and may never come."""
    run.report()


def _unheard(_: int) -> None:
    """Progress is told of what papers print."""


async def _look(run: Run, which: Which, begun: Mapping[str, Sequence[Observation]] | None = None) -> None:
    """Look at what is due of one sort; `begun` is what a run that ended early was told of it."""
    settings, due, start = run.world.settings, run.store.due, run.world.now()
    scope, source, age = run.scope, run.source, settings.max_age
    count = due.count(now=start, max_age=age, run=scope, source=source, which=which)
    route = Route(count, token=bool(settings.github_token))
    survey = Survey(run.reach.witnesses, route, Judge(run), run.world.now, begun=begun)
    await survey.run(due.artifacts(now=start, max_age=age, run=scope, source=source, which=which))


PASSES: tuple[Callable[[Run], Awaitable[None]], ...] = (
    survey,
    settle_alternatives,
    cross_check,
    survey_candidates,
    report,
    find_copies,
    question_bases,
)
