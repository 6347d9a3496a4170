"""
Copies in archives: who has one of what is gone, and of what is still there. A second pass after the survey: its
answers change no verdict, and its failures no exit code. And, when told to, the requests to make copies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.survey.survey import Survey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.model import Artifact, Observation, ServiceName
    from checker.services.protocol import Service
    from checker.store.archives import Copies


class _Keeper:
    """Keeps what archives say; there is nothing to judge."""

    def __init__(self, copies: Copies, run: int) -> None:
        self._copies = copies
        self._run = run

    def record(self, observations: Sequence[Observation]) -> None:
        self._copies.record(self._run, observations)

    def conclude(self, artifacts: Sequence[Artifact]) -> None:
        """Nothing: what archives hold is read from their answers."""


async def find_copies(
    copies: Copies,
    archives: Mapping[ServiceName, Service],
    settings: Settings,
    now: Callable[[], datetime],
    *,
    run: int,
    only_run: int | None,
    announce: Callable[[str], None],
) -> None:
    """
    Ask each archive in turn about what is due there: what is gone or blocked, everything with `--archives`.
    `announce` is told, in a line, before an archive is asked.
    """
    for name, archive in archives.items():

        def only(_: Artifact, seen: Sequence[Observation], name: ServiceName = name) -> ServiceName | None:
            return None if seen else name

        due = copies.due(
            name, now=now(), max_age=settings.archive_max_age, everything=settings.archives, run=only_run
        )
        if due.count:
            announce(f"copies at {name}: asking about {due.count}")
            await Survey({name: archive}, only, _Keeper(copies, run), now).run(due.artifacts)
