"""What all witnesses share: making observations, reading moments and names that services give."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from checker.model import Facts, Observation, Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from checker.errors import Unreachable
    from checker.model import Artifact, ServiceName

_Asked = TypeVar("_Asked")
_Said = TypeVar("_Said")

DETAIL = 200  # characters of a host's own words that are kept


class Witness:
    """Makes observations in the name of one service, by one clock."""

    def __init__(self, service: ServiceName, now: Callable[[], datetime]) -> None:
        self._service = service
        self._now = now

    def says(
        self,
        artifact: Artifact,
        outcome: Outcome,
        reason: Reason,
        *,
        status: int | None = None,
        detail: str = "",
        facts: Facts | None = None,
    ) -> Observation:
        """One observation, made now."""
        return Observation(
            key=artifact.key,
            service=self._service,
            at=self._now(),
            outcome=outcome,
            reason=reason,
            status=status,
            detail=" ".join(detail.split())[:DETAIL],
            facts=facts or Facts(),
        )

    def cannot(self, artifact: Artifact, trouble: Unreachable) -> Observation:
        """The observation that nothing could be found out, and why."""
        return self.says(artifact, Outcome.UNKNOWN, trouble.reason, detail=trouble.detail)

    def past(self, text: object) -> datetime | None:
        """A moment that a service gives as ISO 8601; None for one to come: anybody can write one into a commit."""
        moment = moment_in(text)
        return moment if moment and moment <= self._now() else None


def moment_in(text: object) -> datetime | None:
    """An ISO 8601 moment with its zone, None for anything else."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


async def each(asked: Sequence[_Asked], observe: Callable[[_Asked], Awaitable[_Said]]) -> AsyncIterator[_Said]:
    """What is said of things asked about at once, as it comes in; leaving early cancels what is under way."""
    tasks = [asyncio.ensure_future(observe(one)) for one in asked]
    try:
        for done in asyncio.as_completed(tasks):
            yield await done
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
