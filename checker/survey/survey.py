"""
Asks services about many artifacts at once and hands the answers to one writer.

At most `WINDOW` artifacts are under way at a time, so that memory does not grow with their number. Each goes from
service to service as the route says. Most services are sent what is waiting for them as soon as they are free; the
batches of those in `LATE_BATCHES` wait until they are full, or until nothing that could fill them is under way.
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
from checker.survey.route import FULL_BATCHES, LATE_BATCHES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from checker.model import Artifact, ServiceName
    from checker.services.protocol import Service

_LOG = logging.getLogger("reprolinks.survey")
WINDOW = 1_000  # artifacts under way at once


class Writer(Protocol):
    """Takes the results of a survey. Its methods are never called at the same time."""

    def record(self, observations: Sequence[Observation]) -> None:
        """Store observations; they are durable when this returns."""

    def conclude(self, artifacts: Sequence[Artifact]) -> None:
        """Judge these artifacts: all observations that this run makes of them have been recorded."""


@dataclass
class _ServiceQueue:
    """A service, the artifacts that wait for it, and how many of its batches are under way (`busy`)."""

    service: Service
    waiting: deque[Artifact] = field(default_factory=deque)
    is_late: bool = False  # asked after others, see LATE_BATCHES
    busy: int = 0


class Survey:
    """
    One pass over artifacts.

    `route` names the next service for an artifact, given its observations in this run; None ends its way. `now` dates
    the observations that the survey itself makes. `begun` holds observations that a run which ended early has already
    made, by the artifacts' keys; the survey goes on from there.
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
        self._queues = {name: _ServiceQueue(one, is_late=name in LATE_BATCHES) for name, one in services.items()}
        self._route = route
        self._writer = writer
        self._now = now
        self._observations = {key: list(made) for key, made in (begun or {}).items()}
        self._artifacts: dict[str, Artifact] = {}
        self._results: asyncio.Queue[Observation | None] = asyncio.Queue()
        self._more_to_come = True

    async def run(self, artifacts: Iterator[Artifact]) -> None:
        """
        Ask about all artifacts. Raises the error of a service that concerns all of them (a refused token). Whether it
        raises or is cancelled, the writer has recorded every answer that came until then.
        """
        try:
            async with asyncio.TaskGroup() as group:
                await self._loop(artifacts, group)
        except BaseExceptionGroup as errors:
            self._write(self._received())
            raise errors.exceptions[0] from None
        except asyncio.CancelledError:
            self._write(self._received())
            raise

    async def _loop(self, artifacts: Iterator[Artifact], group: asyncio.TaskGroup) -> None:
        while True:
            self._feed(artifacts)
            self._dispatch(group)
            if not self._artifacts:
                return
            first = await self._results.get()
            self._write([*([first] if first else []), *self._received()])

    def _feed(self, artifacts: Iterator[Artifact]) -> None:
        """Take more artifacts where there is room for half a window of them: the source pages through a database."""
        room = WINDOW - len(self._artifacts)
        if not self._more_to_come or (room < WINDOW // 2 and self._artifacts):
            return
        fresh = list(islice(artifacts, room))
        self._more_to_come = len(fresh) == room
        idle = [artifact for artifact in fresh if not self._enqueue(artifact)]
        if idle:
            self._writer.conclude(idle)

    def _enqueue(self, artifact: Artifact) -> bool:
        """Queue an artifact for its next service; False, forgetting the artifact, where there is none."""
        name = self._route(artifact, self._observations.get(artifact.key, ()))
        if name is None or name not in self._queues:
            self._artifacts.pop(artifact.key, None)
            self._observations.pop(artifact.key, None)
            return False
        self._artifacts[artifact.key] = artifact
        self._queues[name].waiting.append(artifact)
        return True

    def _dispatch(self, group: asyncio.TaskGroup) -> None:
        """Start the batches that need not wait. Late services come last: they wait while others are busy."""
        for queue in sorted(self._queues.values(), key=lambda one: one.is_late):
            while queue.waiting and queue.busy < queue.service.workers and not self._should_wait(queue):
                count = min(len(queue.waiting), queue.service.batch)
                batch = [queue.waiting.popleft() for _ in range(count)]
                queue.busy += 1
                group.create_task(self._ask(queue, batch))

    def _should_wait(self, queue: _ServiceQueue) -> bool:
        """Whether the next batch is not full, and artifacts under way or to come may still fill it."""
        if len(queue.waiting) >= queue.service.batch:
            return False
        if not queue.is_late:
            return self._more_to_come and queue.busy > 0 and queue.service.name in FULL_BATCHES
        return any(other.busy for other in self._queues.values() if other is not queue)

    async def _ask(self, queue: _ServiceQueue, batch: list[Artifact]) -> None:
        try:
            for key in await self._observe(queue.service, batch):
                # A service owes one observation for each artifact: where it makes none, the artifact is unknown.
                self._results.put_nowait(self._no_answer(queue.service.name, key))
        finally:
            queue.busy -= 1
            self._results.put_nowait(None)

    async def _observe(self, service: Service, batch: list[Artifact]) -> set[str]:
        """Queue the observations that a service makes of a batch; returns the keys of which it makes none."""
        silent = {artifact.key for artifact in batch}
        try:
            async for observation in service.observe(batch):
                silent.discard(observation.key)
                self._results.put_nowait(observation)
        except CheckerError:
            raise
        except Exception as error:  # noqa: BLE001  (a defect in one service must not end the run)
            _LOG.warning("%s fails for %d artifacts: %s", service.name, len(silent), type(error).__name__)
        return silent

    def _no_answer(self, service: ServiceName, key: str) -> Observation:
        return Observation(
            key=key, service=service, at=self._now(), outcome=Outcome.UNKNOWN, reason=Reason.BAD_RESPONSE
        )

    def _received(self) -> list[Observation]:
        """The observations that are queued now."""
        received = []
        while not self._results.empty():
            if (one := self._results.get_nowait()) is not None:
                received.append(one)
        return received

    def _write(self, observations: Sequence[Observation]) -> None:
        """Record observations, then queue each of their artifacts for its next service or have it judged."""
        if not observations:
            return
        self._writer.record(observations)
        for observation in observations:
            self._observations.setdefault(observation.key, []).append(observation)
        keys = dict.fromkeys(one.key for one in observations)
        artifacts = [self._artifacts[key] for key in keys if key in self._artifacts]
        finished = [artifact for artifact in artifacts if not self._enqueue(artifact)]
        if finished:
            self._writer.conclude(finished)
