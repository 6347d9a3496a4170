"""How GitHub and the Hub count requests: fixed windows, by the clock that the test hands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(slots=True)
class Window:
    """A fixed window of `seconds` with so many requests; opens anew when it is over."""

    limit: int
    seconds: float
    wall: Callable[[], float]
    used: int = 0
    began: float = -1.0

    def take(self, cost: int = 1) -> bool:
        """Count a request; False when the limit was used up before."""
        self._turn()
        if self.used >= self.limit:
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


def github_headers(window: Window, resource: str) -> dict[str, str]:
    """The headers that GitHub sends with every answer."""
    return {
        "X-RateLimit-Limit": str(window.limit),
        "X-RateLimit-Remaining": str(window.left),
        "X-RateLimit-Used": str(min(window.used, window.limit)),
        "X-RateLimit-Reset": str(window.reset),
        "X-RateLimit-Resource": resource,
    }


def hub_headers(window: Window) -> dict[str, str]:
    """The headers that the Hub sends with every answer."""
    wait = max(int(window.reset - window.wall()), 0)
    return {
        "RateLimit": f'"api";r={window.left};t={wait}',
        "RateLimit-Policy": f'"fixed window";"api";q={window.limit};w={int(window.seconds)}',
    }
