"""The requests that a check would send, by service and for all its passes, without sending any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.jobs.cross_check import papers_to_look_up
from checker.model import ServiceName, archived_kinds
from checker.services.archives.software_heritage import origins
from checker.store.due import Which
from checker.survey.estimate import Estimate, estimate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.jobs.context.world import World
    from checker.model import Artifact
    from checker.store.candidates import PaperScope
    from checker.store.store import Store

#: Most requests to each archive about one artifact: Software Heritage takes one for each address, the Wayback Machine
#: one for each of its two APIs.
_ARCHIVES: dict[str, Callable[[Artifact], int]] = {
    ServiceName.SOFTWARE_HERITAGE: lambda artifact: len(origins(artifact)),
    ServiceName.WAYBACK: lambda _: 2,
}


def forecast(store: Store, world: World, about: PaperScope) -> list[Estimate]:
    """
    The largest number of requests that a check of these papers sends, one Estimate for each service. For archives
    every artifact that is due counts, because any of them may turn out to be gone.
    """
    now, age, (run, source) = world.now(), world.settings.max_age, about
    due, candidates = (
        list(store.due.artifacts(now=now, max_age=age, run=run, source=source, which=which))
        for which in (Which.PRINTED, Which.CANDIDATES)
    )
    papers, _ = papers_to_look_up(store, world, about)
    estimates = estimate([*due, *candidates], token=bool(world.settings.github_token), papers=papers)
    return [*estimates, *_copies(store, world, about, due)]


def _copies(store: Store, world: World, about: PaperScope, due: Iterable[Artifact]) -> Iterable[Estimate]:
    settings = world.settings
    for name, requests in _ARCHIVES.items():
        waiting = store.archives.due(
            name,
            now=world.now(),
            max_age=settings.archive_max_age,
            everything=settings.archives,
            about=about,
        )
        kinds = archived_kinds(name, lost=True)
        requests_by_key = {one.key: requests(one) for one in due if one.kind in kinds}
        requests_by_key |= {one.key: requests(one) for one in waiting.artifacts}
        if requests_by_key:
            yield Estimate(f"{name} (if gone)", len(requests_by_key), sum(requests_by_key.values()))
