"""Requests to Software Heritage to copy what is there and has no copy yet."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from checker.errors import OutOfReach
from checker.jobs.find_copies import find_copies
from checker.model import NO_MORE_NOW, WEATHER, ServiceName
from checker.network.hosts import Network
from checker.network.rate_limits import software_heritage_rule
from checker.network.spending import Budget, Ledger
from checker.network.transport import Transport
from checker.services.archives.save_code_now import PER_HOUR, SaveCodeNow
from checker.services.archives.software_heritage import origins
from checker.services.registry import archives

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from checker.jobs.world import World
    from checker.model import Artifact
    from checker.services.archives.save_code_now import Saved
    from checker.store.archives import Copies
    from checker.store.store import Store


def intended(store: Store, world: World, limit: int | None) -> list[str]:
    """The addresses that `save` would ask about, as far as is known without asking anybody."""
    age = world.settings.archive_max_age
    found = store.copies.unsaved(now=world.now(), max_age=age, certain=False)
    return [origins(artifact)[0] for artifact in islice(found, limit)]


def hours(count: int) -> int:
    """The whole hours that so many requests take at the pace that is open to anybody; the first are free."""
    return max(count - 1, 0) // PER_HOUR


def save(
    store: Store,
    world: World,
    *,
    run: int,
    limit: int | None,
    told: Callable[[Saved], None],
    announce: Callable[[str], None],
) -> int:
    """
    Ask Software Heritage to copy what is there and what it says it has no copy of, at most `limit` repositories,
    until its limit for now is met. `told` hears of each, `announce` of what comes before; returns how many are
    left for another time.

    Raises OutOfReach when it could not be reached; what it said until then is recorded.
    """
    ledger, counts = Ledger(), Counter[str]()
    status = "failed"
    try:
        left = asyncio.run(
            _save(store, world, ledger, run=run, limit=limit, told=told, announce=announce, counts=counts)
        )
        status = "incomplete" if left or counts["unasked"] else "done"
    finally:
        store.finish_run(run, status=status, at=world.now(), counts=counts, costs=ledger.costs())
    if counts["unasked"]:
        raise OutOfReach(
            f"Software Heritage could not be asked about every repository ({counts['unasked']} left out).",
            "What it said of others is recorded; run again later.",
        )
    return left


async def _save(
    store: Store,
    world: World,
    ledger: Ledger,
    *,
    run: int,
    limit: int | None,
    told: Callable[[Saved], None],
    announce: Callable[[str], None],
    counts: Counter[str],
) -> int:
    settings = replace(world.settings, archives=True)
    network = Network(settings, ledger=ledger, budget=Budget(settings.budget), time=world.time)
    async with Transport() as transport:
        heritage = {
            ServiceName.SOFTWARE_HERITAGE: archives(settings, transport, network, world.now)[
                ServiceName.SOFTWARE_HERITAGE
            ]
        }
        await find_copies(store.copies, heritage, settings, world.now, run=run, only_run=None, announce=announce)
        missing, maybe = (
            list(store.copies.unsaved(now=world.now(), max_age=settings.archive_max_age, certain=certain))
            for certain in (True, False)
        )
        counts["unasked"] = len(maybe) - len(missing)
        artifacts = missing[:limit]
        host = network.host(software_heritage_rule, width=1, max_wait=settings.max_wait)
        saver = SaveCodeNow(settings, transport, host)
        for done, artifact in enumerate(artifacts):
            saved = await saver.save(artifact)
            if saved.reason in NO_MORE_NOW:
                return len(artifacts) - done
            _record(store.copies, run, artifact, saved, world.now())
            counts[saved.status] += 1
            counts["unasked"] += saved.reason in WEATHER
            told(saved)
            if host.gate.given_up:
                return len(artifacts) - done
    return 0


def _record(copies: Copies, run: int, artifact: Artifact, saved: Saved, at: datetime) -> None:
    copies.record_save(
        run, artifact.key, at=at, status=saved.status, reason=saved.reason, detail=saved.detail or saved.origin
    )
