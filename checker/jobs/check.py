"""The main job: check every artifact that is due, in several passes."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.jobs.context.interrupts import cancel_on_signals
from checker.jobs.context.judging import Judge
from checker.jobs.context.tally import Tally
from checker.jobs.cross_check import cross_check
from checker.jobs.find_copies import find_copies
from checker.jobs.health.probes import verify_bases
from checker.model.candidates import CrossCheck
from checker.store.due import Which
from checker.survey.route import Route
from checker.survey.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence

    from checker.jobs.context.run import Run
    from checker.model import Observation

#: How old observations of a run that ended early may be for a later run to use them instead of asking again.
RESUMED_WITHIN = timedelta(hours=24)
HEARTBEAT = 30.0  # seconds


def check(run: Run) -> None:
    """
    Make every pass in `PASSES`, then close the run: its row in the database says how it ended, in any case.

    Raises the error that ends it early (a refused token, a database that can't be written).
    """
    status = "failed"
    try:
        asyncio.run(_make_passes(run))
        status = run.tally.status()
    finally:
        run.finish(status)
    run.store.runs.record_availability(run.id, run.scope, run.source)


async def _make_passes(run: Run) -> None:
    """Make the passes until all are done, a signal comes, or --max-time is over."""
    async with run.services:
        with cancel_on_signals(asyncio.current_task()):
            try:
                async with asyncio.timeout(run.world.settings.max_time) as allowed:
                    with heartbeat(run):
                        for one in PASSES:
                            await one(run)
            except (asyncio.CancelledError, TimeoutError):
                run.tally.interrupted = True
                run.tally.timed_out = allowed.expired()


@contextmanager
def heartbeat(run: Run) -> Iterator[None]:
    """Record every `HEARTBEAT` seconds that the run is alive, also while it waits for a service."""
    loop = asyncio.get_running_loop()
    following = loop.call_later(HEARTBEAT, lambda: beat())  # noqa: PLW0108  (it is made below)

    def beat() -> None:
        nonlocal following
        with suppress(CheckerError):  # the next write to the database raises the same error where it is handled
            run.store.runs.record_heartbeat(run.id, run.world.now())
        following = loop.call_later(HEARTBEAT, beat)

    try:
        yield
    finally:
        following.cancel()


async def survey(run: Run) -> None:
    """Check every artifact that papers print and that is due; go on from what a run that ended early has recorded."""
    age, evidence = run.world.settings.max_age, run.store.evidence
    evidence.adopt(run.id, since=run.world.now() - min(age, RESUMED_WITHIN))
    await _survey_due(run, Which.PRINTED, evidence.adopted(run.id))


async def resolve_alternatives(run: Run) -> None:
    """
    Let every ambiguous link point to the alternative that exists. A web page that is a later alternative is checked
    only where the first one does not exist.
    """
    await _survey_due(replace(run, progress=_no_progress), Which.ALTERNATIVES)
    run.store.papers.resolve_alternatives()


async def survey_candidates(run: Run) -> None:
    """Check the artifacts that services name for papers. They count in no figure and in no exit code."""
    if run.world.settings.cross_check != CrossCheck.OFF:
        await _survey_due(replace(run, source=None, tally=Tally(), progress=_no_progress), Which.CANDIDATES)


async def report(run: Run) -> None:
    """Write the reports before the archives are asked, because these may take long or never answer."""
    run.report()


def _no_progress(_: int) -> None:
    """Ignore progress: the progress bar counts only the artifacts that papers print."""


async def _survey_due(run: Run, which: Which, begun: Mapping[str, Sequence[Observation]] | None = None) -> None:
    """Check the artifacts of one sort that are due; `begun` holds observations already made, by artifact key."""
    settings, due, start = run.world.settings, run.store.due, run.world.now()
    scope, source, age = run.scope, run.source, settings.max_age
    count = due.count(now=start, max_age=age, run=scope, source=source, which=which)
    route = Route(count, token=bool(settings.github_token))
    survey = Survey(run.services.for_artifacts, route, Judge(run), run.world.now, begun=begun)
    await survey.run(due.artifacts(now=start, max_age=age, run=scope, source=source, which=which))


PASSES: tuple[Callable[[Run], Awaitable[None]], ...] = (
    survey,
    resolve_alternatives,
    cross_check,
    survey_candidates,
    report,
    find_copies,
    verify_bases,
)
