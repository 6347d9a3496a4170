"""
The main job and its parts: read papers, survey what is due, judge, and say how it ended.

Clock, sleep and environment are handed in; `cli` decides what is printed.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from checker.jobs.cross_check import cross_check
from checker.jobs.find_copies import find_copies
from checker.jobs.interrupts import ends_cleanly
from checker.jobs.judging import Judge
from checker.jobs.tally import Tally
from checker.model.candidates import CrossCheck
from checker.network.hosts import Network
from checker.network.spending import Budget, Ledger
from checker.network.transport import Transport
from checker.services.registry import archives, hub_papers, services
from checker.survey.route import Route
from checker.survey.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.jobs.world import World
    from checker.model import ServiceName
    from checker.services.protocol import Service
    from checker.store.store import Store

#: An answer to a run that ended early is not asked for again by one that goes on within this time.
RESUMED_WITHIN = timedelta(hours=24)


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
        with ends_cleanly(asyncio.current_task()):
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
    store: Store, world: World, witnesses: Mapping[ServiceName, Service], *, run: int, only_run: int | None
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


def failing(conditions: Sequence[str], report_counts: Mapping[str, int]) -> list[str]:
    """Those of the conditions asked for with --fail-on that hold, by counts of what they name."""
    return [name for name in conditions if report_counts.get(name, 0)]
