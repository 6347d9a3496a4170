"""
How GitHub and the Hub count requests, by the clock that the test gives, and a record of every limit that a client
exceeded.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

REST_POINTS, GRAPHQL_POINTS = 900, 2_000  # a minute; a read is one, a write five
CONCURRENT = 100
CPU_SECONDS, GRAPHQL_CPU_SECONDS = 90.0, 60.0  # of a minute; GraphQL's are part of all
UNTOLD_WAIT = 60.0  # seconds, where no answer says how long


class Exceeded(StrEnum):
    """The limit that a client exceeded."""

    PRIMARY = "primary"  # a request though the window was used up
    POINTS = "points"
    CONCURRENCY = "concurrency"
    CPU = "cpu"
    HURRY = "hurry"  # a request before the announced wait was over


@dataclass(frozen=True, slots=True)
class Breach:
    """One request that exceeded a limit; `at` is in epoch seconds."""

    service: str
    limit: Exceeded
    at: float


@dataclass(slots=True)
class Manner:
    """How GitHub reports an exceeded limit. Each of these forms was observed."""

    primary: int = 403  # or 429
    secondary: int = 403  # or 429
    secondary_graphql: int = 403  # or 200
    retry_after: int | None = 60  # or nothing
    word: str = "RATE_LIMIT"  # or RATE_LIMITED: GraphQL's primary limit


@dataclass(slots=True)
class Window:
    """A fixed window of `seconds` with at most `limit` requests; a new one begins when it is over."""

    limit: int
    seconds: float
    wall: Callable[[], float]
    used: int = 0
    began: float = -1.0

    def take(self, cost: int = 1) -> bool:
        """Count a request; False when the limit was used up before."""
        if not self.left:
            return False
        self.used += cost
        return True

    def _turn(self) -> None:
        if self.began < 0 or self.wall() >= self.began + self.seconds:
            self.began, self.used = self.wall(), 0

    @property
    def left(self) -> int:
        """Requests left."""
        self._turn()
        return max(self.limit - self.used, 0)

    @property
    def reset(self) -> int:
        """The epoch second at which the window ends."""
        self._turn()
        return int(self.began + self.seconds)


@dataclass(slots=True)
class Sliding:
    """The amount spent in the last minute."""

    wall: Callable[[], float]
    _spent: deque[tuple[float, float]] = field(default_factory=deque)
    _sum: float = 0.0

    def add(self, amount: float) -> None:
        """Spend an amount."""
        self._spent.append((self.wall(), amount))
        self._sum += amount

    @property
    def sum(self) -> float:
        """The amount spent less than a minute ago."""
        while self._spent and self._spent[0][0] <= self.wall() - 60.0:
            self._sum -= self._spent.popleft()[1]
        return self._sum


class Secondary:
    """
    GitHub's secondary limits, for REST and GraphQL together, on points, CPU seconds and concurrent requests
    (docs.github.com, rate limits for the REST API). A client that exceeds one is refused until the wait is over.
    """

    def __init__(self, wall: Callable[[], float], manner: Manner) -> None:
        self.breaches: list[Breach] = []
        self.in_flight = 0
        self._wall = wall
        self._manner = manner
        self._points = {"github_rest": Sliding(wall), "github_graphql": Sliding(wall)}
        self._cpu = {"github_rest": Sliding(wall), "github_graphql": Sliding(wall)}
        self._until = float("-inf")

    def enter(self, service: str, points: int) -> bool:
        """Count a request that is in flight; returns whether it is let through."""
        self._points[service].add(points)
        over = self._over(service)
        if over is None:
            return True
        self.note(service, over)
        if over is not Exceeded.HURRY:
            self._until = self._wall() + (self._manner.retry_after or UNTOLD_WAIT)
        return False

    def work(self, service: str, seconds: float) -> None:
        """Count the CPU time of an answer; later requests are refused when it was too much."""
        self._cpu[service].add(seconds)

    def note(self, service: str, limit: Exceeded) -> None:
        """Record a breach."""
        self.breaches.append(Breach(service, limit, self._wall()))

    def _over(self, service: str) -> Exceeded | None:
        graphql = service == "github_graphql"
        if self._wall() < self._until:
            return Exceeded.HURRY
        if self.in_flight > CONCURRENT:
            return Exceeded.CONCURRENCY
        if self._points[service].sum > (GRAPHQL_POINTS if graphql else REST_POINTS):
            return Exceeded.POINTS
        mine = self._cpu["github_graphql"].sum
        too_long = graphql and mine > GRAPHQL_CPU_SECONDS
        return Exceeded.CPU if too_long or mine + self._cpu["github_rest"].sum > CPU_SECONDS else None


def github_headers(window: Window, resource: str) -> dict[str, str]:
    """The headers that GitHub sends with every answer."""
    return {
        "X-RateLimit-Limit": str(window.limit),
        "X-RateLimit-Remaining": str(window.left),
        "X-RateLimit-Used": str(min(window.used, window.limit)),
        "X-RateLimit-Reset": str(window.reset),
        "X-RateLimit-Resource": resource,
    }


def hub_headers(window: Window, bucket: str) -> dict[str, str]:
    """The headers that the Hub sends with every answer, also with redirects and refusals."""
    wait = max(int(window.reset - window.wall()), 0)
    return {
        "RateLimit": f'"{bucket}";r={window.left};t={wait}',
        "RateLimit-Policy": f'"fixed window";"{bucket}";q={window.limit};w={int(window.seconds)}',
    }
