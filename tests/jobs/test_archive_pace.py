"""The archives' limits, met by a clock that the test moves: everything is asked in the end, and no 429 is met."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from checker.config import load
from checker.jobs.context.run import Run
from checker.jobs.context.services import Services
from checker.jobs.context.world import World as JobWorld
from checker.jobs.find_copies import find_copies
from checker.jobs.save_copies import save
from checker.model import Availability, Claim, Kind, Link, Paper, Reason, Verdict
from checker.network.gate import Time
from checker.store.store import Store
from tests.simulator import Simulator, World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.network.spending import Ledger

START = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Clock:
    """Wall clock, monotonic clock and sleep in one: sleeping moves it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    def wall(self) -> float:
        return self.now().timestamp()

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(0)

    @property
    def time(self) -> Time:
        return Time(wall=self.wall, monotonic=lambda: self.seconds, sleep=self.sleep)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def paced(world: World, clock: Clock) -> Iterator[Simulator]:
    with Simulator(world, now=clock.now) as running:
        yield running


def judged(store: Store, links: list[Link], availability: Availability) -> int:
    run = store.runs.begin(command="test", inputs=[], options={}, at=START)
    store.papers.record(run, [(Paper("p", "One", "", published="2024-05-06"), Claim.LINKED, links)], at=START)
    keys = (f"{link.kind}:{link.target}" for link in links)
    store.evidence.conclude(
        run,
        [Verdict(key=key, at=START, availability=availability, reason=Reason.OK, rule="test") for key in keys],
    )
    return run


def repositories(count: int) -> list[Link]:
    names = [f"octo/r{i}" for i in range(count)]
    return [
        Link(Kind.GITHUB_REPO, name, f"https://github.com/{name}", name, i, i + 1) for i, name in enumerate(names)
    ]


def pages(count: int) -> list[Link]:
    names = [f"e.example/{i}" for i in range(count)]
    return [Link(Kind.OTHER, name, f"https://{name}", name, i, i + 1) for i, name in enumerate(names)]


def job(store: Store, number: int, simulator: Simulator, clock: Clock) -> Run:
    world = JobWorld(load(simulator.environment(), {"max_wait": 1e6}), {}, clock.now, clock.time)
    return Run(id=number, store=store, world=world, services=Services(world))


def look(store: Store, number: int, simulator: Simulator, clock: Clock) -> Ledger:
    run = job(store, number, simulator, clock)

    async def asking() -> None:
        async with run.services:
            await find_copies(run)

    asyncio.run(asking())
    return run.world.ledger


def test_the_index_of_captures_is_asked_no_faster_than_it_allows(paced: Simulator, clock: Clock) -> None:
    with Store.open(":memory:") as store:
        run = judged(store, pages(70), Availability.GONE)
        ledger = look(store, run, paced, clock)
        _, ((words, count),) = store.query("SELECT preservation, count(*) FROM archive_status GROUP BY 1")
    assert (words, count) == ("unrecoverable", 70)
    assert len(paced.sent_to("wayback")) == 140, "each once at either route: none was refused"
    assert 115 <= clock.seconds <= 185
    assert ledger.costs()["wayback"].waited == pytest.approx(clock.seconds, abs=1)


def test_visits_are_asked_for_until_nothing_is_left_and_then_after_the_reset(paced: Simulator, clock: Clock) -> None:
    paced.swh.visits.limit = 20
    with Store.open(":memory:") as store:
        run = judged(store, repositories(50), Availability.BLOCKED)
        look(store, run, paced, clock)
        _, rows = store.query("SELECT DISTINCT software_heritage FROM archive_status")
    assert rows == [("absent",)]
    asked, forms = len(paced.sent_to("swh")), 2 * 50
    resets = forms // 20 - 1  # windows of 20 that are waited for
    assert forms <= asked <= forms + resets * 8, "at most those under way at the limit were refused, and asked again"


def test_a_patient_user_gets_all_copies_asked_for_ten_an_hour(paced: Simulator, clock: Clock) -> None:
    told: list[str] = []
    with Store.open(":memory:") as store:
        run = judged(store, repositories(25), Availability.AVAILABLE)
        left = save(job(store, run, paced, clock), limit=None, report=lambda saved: told.append(saved.status))
    assert (left, told) == (0, ["accepted"] * 25)
    posts = [received for received in paced.sent_to("swh") if received.method == "POST"]
    assert len(posts) == 25, "none was refused"
    assert 2 * 3_600 <= clock.seconds <= 3 * 3_600
