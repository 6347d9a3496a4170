"""`World`: what a job takes from outside itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from checker.network.spending import Budget, Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from checker.config import Settings
    from checker.network.gate import Time


@dataclass(frozen=True)
class World:
    """
    What a job takes from outside: settings, environment variables, the current time (`now`, aware, UTC) and the
    clocks of rate limits (`time`); also its request budget and the ledger of what it has spent.
    """

    settings: Settings
    environment: Mapping[str, str]
    now: Callable[[], datetime]
    time: Time

    @cached_property
    def ledger(self) -> Ledger:
        """What was spent, by service: one account for live sources, services and archives."""
        return Ledger()

    @cached_property
    def budget(self) -> Budget:
        """How many requests may still be sent, to all services together."""
        return Budget(self.settings.budget)
