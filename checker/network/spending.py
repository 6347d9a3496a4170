"""What a run spends: a ledger by service, and a budget of requests."""

from __future__ import annotations

from collections import defaultdict

from checker.errors import Unreachable
from checker.model import Reason
from checker.model.rows import Cost


class Ledger:
    """What was spent, by service: requests, points, seconds waited."""

    def __init__(self) -> None:
        self._requests: dict[str, int] = defaultdict(int)
        self._points: dict[str, int] = defaultdict(int)
        self._waited: dict[str, float] = defaultdict(float)

    def spend(self, service: str, *, requests: int = 0, points: int = 0, waited: float = 0.0) -> None:
        """Add requests, API points and seconds waited to the account of a service."""
        self._requests[service] += requests
        self._points[service] += points
        self._waited[service] += waited

    def costs(self) -> dict[str, Cost]:
        """The accounts of all services that were asked, by name."""
        return {
            name: Cost(requests=count, points=self._points[name], waited=round(self._waited[name], 3))
            for name, count in sorted(self._requests.items())
        }


class Budget:
    """The number of requests that may still be sent; None for no bound."""

    def __init__(self, left: int | None) -> None:
        self._left = left

    def spend(self) -> None:
        """Take one request; raises Unreachable (`budget`) when none is left."""
        if self._left is None:
            return
        if self._left <= 0:
            raise Unreachable(Reason.BUDGET, "the budget of this run is spent")
        self._left -= 1
