"""
Asks about many artifacts at once and hands what it learns to one writer.

A window of artifacts is under way at any time, so that memory does not grow with their number. Each goes from
witness to witness as the plan says. A patient witness's batches leave when they are full, or when nothing that
could fill them is under way any more; other witnesses take what there is.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from checker.errors import CheckerError
from checker.model import Observation, Outcome, Reason
from checker.survey.route import FILLED, PATIENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from checker.model import Artifact, ServiceName
    from checker.services.protocol import Service

_LOG = logging.getLogger("reprolinks.survey")
WINDOW = 1_000  # artifacts under way at once


class Writer(Protocol):
    """Where what is learned goes. Both are called from one place, one after the other."""

    def record(self, observations: Sequence[Observation]) -> None:
        """Keep observations; they are safe when this returns."""

    def conclude(self, artifacts: Sequence[Artifact]) -> None:
        """All that can be known of these artifacts in this run is recorded: judge them."""


@dataclass
class _Station:
    """One witness with its queue and what it has under way."""

    service: Service
    queue: deque[Artifact] = field(default_factory=deque)
    patient: bool = False
    busy: int = 0


class Survey:
    """
    One pass over artifacts. `route` names the next witness from what was said of an artifact in this run, or
    None; `now` stamps what the survey itself has to say. `begun` is what a run that ended early was told, by the
    artifacts' keys: it goes on from there.
    """

    def __init__(
        self,
        services: Mapping[ServiceName, Service],
        route: Callable[[Artifact, Sequence[Observation]], ServiceName | None],
        writer: Writer,
        now: Callable[[], datetime],
        *,
        begun: Mapping[str, Sequence[Observation]] | None = None,
    ) -> None:
        self._stations = {name: _Station(service, patient=name in PATIENT) for name, service in services.items()}
        self._route = route
        self._writer = writer
        self._now = now
        self._said = {key: list(said) for key, said in (begun or {}).items()}
        self._artifacts: dict[str, Artifact] = {}
        self._news: asyncio.Queue[Observation | None] = asyncio.Queue()
        self._more = True

    async def run(self, artifacts: Iterator[Artifact]) -> None:
        """
        Ask about all artifacts. Raises what a service raises for all (bad credentials); when cancelled, what
        was learned until then is with the writer.
        """
        try:
            async with asyncio.TaskGroup() as group:
                await self._loop(artifacts, group)
        except BaseExceptionGroup as errors:
            self._write(self._waiting_news())
            raise errors.exceptions[0] from None
        except asyncio.CancelledError:
            self._write(self._waiting_news())
            raise

    async def _loop(self, artifacts: Iterator[Artifact], group: asyncio.TaskGroup) -> None:
        while True:
            self._feed(artifacts)
            self._dispatch(group)
            if not self._artifacts:
                return
            first = await self._news.get()
            self._write([*([first] if first else []), *self._waiting_news()])

    def _feed(self, artifacts: Iterator[Artifact]) -> None:
        room = WINDOW - len(self._artifacts)
        # Half a window at a time: the source pages through a database.
        if not self._more or (room < WINDOW // 2 and self._artifacts):
            return
        fresh = list(islice(artifacts, room))
        self._more = len(fresh) == room
        idle = [artifact for artifact in fresh if not self._send_on(artifact)]
        if idle:
            self._writer.conclude(idle)

    def _send_on(self, artifact: Artifact) -> bool:
        """Queue an artifact at its next witness; False when there is none."""
        name = self._route(artifact, self._said.get(artifact.key, ()))
        if name is None or name not in self._stations:
            self._artifacts.pop(artifact.key, None)
            self._said.pop(artifact.key, None)
            return False
        self._artifacts[artifact.key] = artifact
        self._stations[name].queue.append(artifact)
        return True

    def _dispatch(self, group: asyncio.TaskGroup) -> None:
        """Let batches leave: the impatient witnesses' first, so that the patient see what is under way."""
        for station in sorted(self._stations.values(), key=lambda one: one.patient):
            while station.queue and station.busy < station.service.workers and not self._waits(station):
                count = min(len(station.queue), station.service.batch)
                batch = [station.queue.popleft() for _ in range(count)]
                station.busy += 1
                group.create_task(self._ask(station, batch))

    def _waits(self, station: _Station) -> bool:
        """Whether a batch is not full, and what is under way or to come may still fill it."""
        if len(station.queue) >= station.service.batch:
            return False
        if not station.patient:
            return self._more and station.busy > 0 and station.service.name in FILLED
        return any(other.busy for other in self._stations.values() if other is not station)

    async def _ask(self, station: _Station, batch: list[Artifact]) -> None:
        try:
            for key in await self._heard(station.service, batch):
                # A witness owes one observation for each: its silence is an unknown.
                self._news.put_nowait(self._silence(station.service.name, key))
        finally:
            station.busy -= 1
            self._news.put_nowait(None)

    async def _heard(self, service: Service, batch: list[Artifact]) -> set[str]:
        """Pass on what a witness says of a batch; returns the keys of those that it says nothing of."""
        silent = {artifact.key for artifact in batch}
        try:
            async for observation in service.observe(batch):
                silent.discard(observation.key)
                self._news.put_nowait(observation)
        except CheckerError:
            raise
        except Exception as error:  # noqa: BLE001  (a witness that fails ends nobody's run)
            _LOG.warning("%s fails for %d artifacts: %s", service.name, len(silent), type(error).__name__)
        return silent

    def _silence(self, service: ServiceName, key: str) -> Observation:
        return Observation(
            key=key, service=service, at=self._now(), outcome=Outcome.UNKNOWN, reason=Reason.BAD_RESPONSE
        )

    def _waiting_news(self) -> list[Observation]:
        news = []
        while not self._news.empty():
            if (one := self._news.get_nowait()) is not None:
                news.append(one)
        return news

    def _write(self, news: Sequence[Observation]) -> None:
        """Keep what was said, then send each artifact on or have it judged."""
        if not news:
            return
        self._writer.record(news)
        for observation in news:
            self._said.setdefault(observation.key, []).append(observation)
        keys = dict.fromkeys(one.key for one in news)
        artifacts = [self._artifacts[key] for key in keys if key in self._artifacts]
        finished = [artifact for artifact in artifacts if not self._send_on(artifact)]
        if finished:
            self._writer.conclude(finished)
