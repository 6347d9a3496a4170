"""
The gate of a host: how many requests it gets at once, how far apart, and the waits that it asks for, which hold for
everybody who asks it.

Clock and sleep are arguments. A gate measures its waits with a monotonic clock, so that a wall clock that jumps can't
prolong them.
"""

from __future__ import annotations

import asyncio
import logging
import random
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from checker.errors import Unreachable
from checker.model import Reason

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from checker.network.answer import Answer

_LOG = logging.getLogger("reprolinks.network")
_LOGGED_WAIT = 5.0  # seconds of a wait from which on it is logged
_MOST_DOUBLINGS = 16
LONGEST_WAIT = 3_700.0  # seconds: no window is longer than an hour, so that more means a wrong clock


@dataclass(frozen=True, slots=True)
class Time:
    """
    Clock and sleep, in seconds: `wall` since the epoch, `monotonic` from any moment on. `chance` gives random numbers
    from 0 up to 1, for the jitter of waits.
    """

    wall: Callable[[], float]
    monotonic: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    chance: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class Limit:
    """
    A rate limit that an answer reports: no requests for `seconds`.

    `refused`: the answer is a refusal, and its request must be sent again. `doubling`: the host did not say how long,
    so each refusal in a row doubles the wait. `left`: how many requests the host still allows; the gate closes once
    that is fewer than may be in flight.
    """

    seconds: float
    refused: bool
    doubling: bool = False
    left: int = 0


class Rule(Protocol):
    """Reads its host's rate limit from an answer, at `now` in epoch seconds; None where the answer reports none."""

    def __call__(self, answer: Answer, now: float) -> Limit | None:
        """Read one answer."""


class Gate:
    """
    Lets requests to one host through: at most `width` at once, their starts at least `apart` seconds from each other,
    and none while a limit of the host lasts.

    All waits of a run together stay under `max_wait` seconds: a request that would wait longer raises Unreachable
    (`rate_limited`). A host that keeps failing is given up for the run: soon if it has never answered, after
    cool-downs if it has. Every later turn raises Unreachable with its last failure.
    """

    PATIENCE = 3  # failed requests in a row before a host that never answered is given up
    COOL_DOWN = (5.0, 15.0, 30.0)  # seconds, for a host that did answer before

    def __init__(self, *, width: int, max_wait: float, time: Time, apart: float = 0.0, name: str = "a host") -> None:
        self._name = name
        self._turns, self._width = asyncio.Semaphore(width), width
        self._apart, self._free_at = apart, float("-inf")
        self._max_wait = max_wait
        self.time = time
        self._closed_at, self._opens_at = float("-inf"), time.monotonic()
        self._closed_for = 0.0
        self._strikes = 0
        self._failures = 0
        self._cool_downs = 0
        self._answered = False
        self._given_up: Unreachable | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[float]:
        """
        Wait until the host allows a request; yields the seconds waited. Raises Unreachable where it
        won't be allowed.
        """
        async with self._turns:
            yield await self._opened()

    async def _opened(self) -> float:
        """
        Wait until the gate is open; returns the seconds that a limit made us wait. Time slept counts even if the
        clock has not moved.
        """
        waited, now = 0.0, self.time.monotonic()
        while True:
            if self._given_up:
                raise Unreachable(self._given_up.reason, self._given_up.detail)
            now = max(self.time.monotonic(), now)
            closed, early = self._opens_at - now, self._free_at - now
            if closed > 0 and self._closed_for > self._max_wait:
                raise Unreachable(Reason.RATE_LIMITED, f"the limit lifts in {closed:.0f} s, which is too long")
            if closed <= 0 and early <= 0:
                self._free_at = now + self._apart
                return waited
            if closed >= _LOGGED_WAIT:
                _LOG.info("waiting for %s, %s", self._name, self._until(closed))
            await self.time.sleep(max(closed, early))
            now += max(closed, early)
            waited += max(closed, 0.0)

    def close(self, limit: Limit, *, asked_at: float) -> None:
        """
        Let nobody through while a limit lasts. `asked_at` is the monotonic moment of the request that met it:
        of many refusals in flight at once only the first makes the next wait longer.
        """
        if limit.left >= self._width:
            return
        if limit.doubling and asked_at > self._closed_at:
            self._strikes += 1
        times = 2.0 ** min(max(self._strikes - 1, 0), _MOST_DOUBLINGS) if limit.doubling else 1.0
        self._close_for(limit.seconds * times, "a limit refuses us" if limit.refused else "a limit is used up")

    def _close_for(self, seconds: float, why: str) -> None:
        now = self.time.monotonic()
        _LOG.info("%s is not asked, %s: %s", self._name, self._until(seconds), why)
        opens_at = max(self._opens_at, now + min(max(seconds, 0.0), LONGEST_WAIT))
        self._closed_for += opens_at - max(self._opens_at, now)
        self._closed_at, self._opens_at = now, opens_at

    def succeeded(self) -> None:
        """Note that the host answered."""
        self._answered = True
        self._failures = self._cool_downs = self._strikes = 0

    def failed(self, trouble: Unreachable) -> None:
        """
        Note a request that failed in all its attempts; enough of them in a row close the gate, or give
        the host up.
        """
        self._failures += 1
        if self._failures < self.PATIENCE * (4 if self._answered else 1):
            return
        if not self._answered or self._cool_downs == len(self.COOL_DOWN):
            self._given_up = trouble
            _LOG.info("%s is given up for this run: %s", self._name, trouble)
            return
        self._close_for(self.COOL_DOWN[self._cool_downs], f"it fails again and again ({trouble})")
        self._cool_downs += 1
        self._failures = 0

    def _until(self, seconds: float) -> str:
        """`until 12:30:05Z (65 s)`, by our own wall clock."""
        seconds = min(max(seconds, 0.0), LONGEST_WAIT)
        return f"until {datetime.fromtimestamp(self.time.wall() + seconds, UTC):%H:%M:%SZ} ({seconds:.0f} s)"

    @property
    def given_up(self) -> bool:
        """Whether the host is out of reach for the rest of this run."""
        return self._given_up is not None
