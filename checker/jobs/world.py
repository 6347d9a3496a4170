"""What a job takes from outside, and what of it a run's row keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from checker.config import Settings
    from checker.network.gate import Time


_PUBLIC = frozenset(
    {
        *("https://api.github.com", "https://github.com", "https://huggingface.co"),
        *("https://archive.softwareheritage.org/api/1", "https://archive.org"),
    }
)


@dataclass(frozen=True, slots=True)
class World:
    """What a job takes from outside: settings, environment, clocks."""

    settings: Settings
    environment: Mapping[str, str]
    now: Callable[[], datetime]
    time: Time


def options_of(world: World) -> dict[str, object]:
    """What of the settings a run's row keeps: never a secret, only whether there was one."""
    settings = world.settings
    bases = (
        *(settings.github_api, settings.github_web, settings.hf_endpoint),
        *(settings.swh_api, settings.wayback),
    )
    return {
        "max_age": str(settings.max_age),
        "max_wait": settings.max_wait,
        "budget": settings.budget,
        "policy": settings.policy,
        "archives": settings.archives,
        "cross_check": settings.cross_check,
        "allow_private_hosts": settings.allow_private_hosts,
        "github_token": bool(settings.github_token),
        "hf_token": bool(settings.hf_token),
        "bases": [base for base in bases if base not in _PUBLIC],
    }
