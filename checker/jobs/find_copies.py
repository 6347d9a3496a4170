"""The pass after the survey that looks for archived copies. It changes no verdict and no exit code."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from checker.store.candidates import PaperScope
from checker.survey.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.jobs.context.run import Run
    from checker.model import Artifact, Observation, ServiceName


class _CopyWriter:
    """The `Writer` of a survey of archives: records answers, and judges nothing."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def record(self, observations: Sequence[Observation]) -> None:
        self._run.store.archives.record(self._run.id, observations)

    def conclude(self, artifacts: Sequence[Artifact]) -> None:
        """Do nothing: the view `archive_status` derives the status from the answers."""


async def find_copies(run: Run) -> None:
    """
    Ask each archive about the artifacts that are due: those gone or blocked, or all with `--archives`. The pass ends
    after `--archive-wait` seconds at the latest; what was not answered by then is due in the next run.
    """
    settings = run.world.settings
    try:
        async with asyncio.timeout(settings.archive_wait):
            for name in run.services.archives:
                await ask_archive(run, name, everything=settings.archives)
    except TimeoutError:
        run.announce(
            f"copies: {settings.archive_wait:g} s (--archive-wait) are over; the next run goes on from there"
        )


async def ask_archive(run: Run, name: ServiceName, *, everything: bool) -> None:
    """Ask one archive about the artifacts that are due: those gone or blocked, or `everything` that it may hold."""

    def only(_: Artifact, observations: Sequence[Observation]) -> ServiceName | None:
        return None if observations else name

    now, age = run.world.now, run.world.settings.archive_max_age
    due = run.store.archives.due(
        name, now=now(), max_age=age, everything=everything, about=PaperScope(run.scope, run.source)
    )
    if due.count:
        run.announce(f"copies at {name}: asking about {due.count}")
        await Survey({name: run.services.archives[name]}, only, _CopyWriter(run), now).run(due.artifacts)
