"""What a job takes from outside."""

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
    """What a job takes from outside: settings, environment, clocks; and what it may spend and has spent there."""

    settings: Settings
    environment: Mapping[str, str]
    now: Callable[[], datetime]
    time: Time

    @cached_property
    def ledger(self) -> Ledger:
        """What was spent, by service: live sources, witnesses and archives keep one account."""
        return Ledger()

    @cached_property
    def budget(self) -> Budget:
        """How many requests may still be sent, by whoever sends them."""
        return Budget(self.settings.budget)
