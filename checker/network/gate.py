"""
What a host allows: gates that close for everybody at once, back-off, a budget, a ledger of what was spent.

Clock and sleep are handed in. A gate measures its waits with a monotonic clock, so that a wall clock that
jumps can't prolong them.
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
_TOLD = 5.0  # seconds of a wait that are worth a line
_MOST_DOUBLINGS = 16
LONGEST_WAIT = 3_700.0  # no window is longer than an hour: more is a clock gone wrong


@dataclass(frozen=True, slots=True)
class Time:
    """
    Clock and sleep, in seconds: `wall` since the epoch, `monotonic` since whenever. `chance` is a number from 0 up to
    1, by which waits differ from each other.
    """

    wall: Callable[[], float]
    monotonic: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]
    chance: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True)
class Limit:
    """
    Ask nobody for `seconds`. `refused`: this very answer is no answer and must be had again. `doubling`: the
    host did not say how long, so each refusal in a row waits twice as long. `left` requests it will still answer:
    it holds as soon as so many may be under way at once.
    """

    seconds: float
    refused: bool
    doubling: bool = False
    left: int = 0


class Rule(Protocol):
    """What an answer says of its host's limits, at `now` in epoch seconds; None where it says nothing."""

    def __call__(self, answer: Answer, now: float) -> Limit | None:
        """Read one answer."""


class Gate:
    """
    The one way to a host: at most `width` requests at once, `apart` seconds or more between the beginnings of two,
    closed for everybody when the host says so.

    All waits of a run together stay under `max_wait` seconds: what would wait longer raises Unreachable
    (`rate_limited`). A host that fails again and again is given up: at once if it has never answered,
    after cool-downs if it has. Then every turn raises what it last failed with.
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
        """Wait for the host to allow a request; yields the seconds waited. Raises Unreachable if it won't."""
        async with self._turns:
            yield await self._opened()

    async def _opened(self) -> float:
        """
        Seconds that the host made us wait until the gate was open; a wait that was slept through counts, whatever the
        clock says.
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
            if closed >= _TOLD:
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
        """The host answered."""
        self._answered = True
        self._failures = self._cool_downs = self._strikes = 0

    def failed(self, trouble: Unreachable) -> None:
        """A request failed for good; enough of them in a row close the gate, or give the host up."""
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
