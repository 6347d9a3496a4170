"""The limits of archives of research data, met by a clock that the test moves: all are asked in the end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from checker.config import load
from checker.jobs.context.services import Services
from checker.jobs.context.world import World as JobWorld
from checker.model import Artifact, Kind, Outcome, Reason, ServiceName
from tests.jobs.test_archive_pace import Clock
from tests.simulator import Simulator, World

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.model import Observation


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def paced(world: World, clock: Clock) -> Iterator[Simulator]:
    with Simulator(world, now=clock.now) as running:
        yield running


def asked(
    service: ServiceName, urls: Sequence[str], simulator: Simulator, clock: Clock, max_wait: float = 1e6
) -> list[Observation]:
    """What a service of a run says of all these, asked at once."""
    world = JobWorld(load(simulator.environment(), {"max_wait": max_wait}), {}, clock.now, clock.time)
    artifacts = [Artifact(Kind.ARCHIVE, url.partition("://")[2], url) for url in urls]

    async def asking() -> list[Observation]:
        services = Services(world)
        async with services:
            return [one async for one in services.for_artifacts[service].observe(artifacts)]

    return asyncio.run(asking())


def test_zenodos_sixty_a_minute_are_kept(world: World, paced: Simulator, clock: Clock) -> None:
    urls = [f"https://zenodo.org/records/{number}" for number in range(1_000, 1_150)]
    for number in range(1_000, 1_150):
        world.deposits.zenodo(number)
    said = asked(ServiceName.ZENODO, urls, paced, clock)
    assert {one.outcome for one in said} == {Outcome.PRESENT}
    assert clock.seconds >= 120
    refused = len(paced.sent_to("zenodo")) - 150
    assert refused <= 2 * 4, "at most those under way when nothing was left"


def test_the_osfs_hundred_an_hour_are_waited_for_by_who_has_the_time(
    world: World, paced: Simulator, clock: Clock
) -> None:
    urls = [f"https://osf.io/{number}" for number in range(10_000, 10_060)]
    for number in range(10_000, 10_060):
        world.deposits.osf(str(number))
    assert {one.reason for one in asked(ServiceName.OSF, urls, paced, clock)} == {Reason.OK}
    assert clock.seconds >= 3_600
    assert len(paced.sent_to("osf")) <= 120 + 2 * 2, "hardly one was asked for that would be refused"


def test_who_has_not_is_told_that_it_is_the_limit(world: World, paced: Simulator, clock: Clock) -> None:
    urls = [f"https://osf.io/{number}" for number in range(10_000, 10_060)]
    for number in range(10_000, 10_060):
        world.deposits.osf(str(number))
    said = asked(ServiceName.OSF, urls, paced, clock, max_wait=60)
    assert {one.reason for one in said} == {Reason.OK, Reason.RATE_LIMITED}
    assert not [one for one in said if one.outcome is Outcome.ABSENT]
    assert clock.seconds < 60
    assert len(paced.sent_to("osf")) <= 104, "nobody is asked again who has said when to come back"


def test_figshare_is_asked_once_a_second(world: World, paced: Simulator, clock: Clock) -> None:
    for number in range(1_000, 1_010):
        world.deposits.figshare(number)
    urls = [f"https://figshare.com/articles/dataset/A/{number}" for number in range(1_000, 1_010)]
    assert {one.reason for one in asked(ServiceName.FIGSHARE, urls, paced, clock)} == {Reason.OK}
    assert clock.seconds >= 9.0
