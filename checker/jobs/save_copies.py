"""Asks Software Heritage to save repositories that exist and of which it has no copy."""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING

from checker.errors import OutOfReach
from checker.jobs.find_copies import ask_archive
from checker.model import OUT_OF_QUOTA, TRANSIENT, ServiceName
from checker.network.rate_limits import counted_rule
from checker.services.archives.save_code_now import PER_HOUR, SaveCodeNow
from checker.services.archives.software_heritage import origins
from checker.store.archives import SaveAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.jobs.context.run import Run
    from checker.jobs.context.world import World
    from checker.model import Artifact
    from checker.services.archives.save_code_now import Saved
    from checker.store.store import Store

_ARCHIVE = ServiceName.SOFTWARE_HERITAGE


def addresses_to_save(store: Store, world: World, limit: int | None) -> list[str]:
    """The addresses (at most `limit`) that `save` would ask Software Heritage to save, as far as is known."""
    age = world.settings.archive_max_age
    found = store.archives.unsaved(now=world.now(), max_age=age, certain=False)
    return [origins(artifact)[0] for artifact in islice(found, limit)]


def hours_needed(count: int) -> int:
    """The hours that `count` requests take at the public rate, rounded down; the first `PER_HOUR` take none."""
    return max(count - 1, 0) // PER_HOUR


def save(run: Run, *, limit: int | None, report: Callable[[Saved], None]) -> int:
    """
    Ask Software Heritage to save the repositories that exist and of which it says that it has no copy: at most
    `limit`, and until its rate limit is reached. Calls `report` with each answer; returns how many repositories are
    left.

    Raises OutOfReach where it could not be asked about every repository; the answers until then are recorded.
    """
    counts, status = run.tally.counts, "failed"
    try:
        left = asyncio.run(_save(run, limit, report))
        status = "incomplete" if left or counts["unasked"] else "done"
    finally:
        run.finish(status)
    if counts["unasked"]:
        raise OutOfReach(
            f"Software Heritage could not be asked about every repository ({counts['unasked']} left out).",
            "Answers about the others are recorded; run again later.",
        )
    return left


async def _save(run: Run, limit: int | None, report: Callable[[Saved], None]) -> int:
    async with run.services:
        await ask_archive(run, _ARCHIVE, everything=True)
        missing, maybe = (list(_unsaved(run, certain=certain)) for certain in (True, False))
        run.tally.counts["unasked"] = len(maybe) - len(missing)
        return await _ask(run, missing[:limit], report)


def _unsaved(run: Run, *, certain: bool) -> Sequence[Artifact]:
    age = run.world.settings.archive_max_age
    return list(run.store.archives.unsaved(now=run.world.now(), max_age=age, certain=certain))


async def _ask(run: Run, artifacts: Sequence[Artifact], report: Callable[[Saved], None]) -> int:
    """Send a request for each artifact; returns how many are left where the archive accepts no more."""
    settings = run.world.settings
    host = run.services.network.host(counted_rule, width=1, max_wait=settings.max_wait)
    saver = SaveCodeNow(settings, run.services.transport, host)
    for done, artifact in enumerate(artifacts):
        saved = await saver.save(artifact)
        if saved.reason in OUT_OF_QUOTA:
            return len(artifacts) - done
        _record(run, artifact, saved)
        report(saved)
        if host.gate.given_up:
            return len(artifacts) - done
    return 0


def _record(run: Run, artifact: Artifact, saved: Saved) -> None:
    run.tally.counts[saved.status] += 1
    run.tally.counts["unasked"] += saved.reason in TRANSIENT
    answer = SaveAnswer(artifact.key, run.world.now(), saved.status, saved.reason, saved.detail or saved.origin)
    run.store.archives.record_save(run.id, answer)
