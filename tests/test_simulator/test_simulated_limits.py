"""Limits by a clock that the tests move: each can be exceeded, is refused as was seen, and is recorded."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.simulator import Breach, Exceeded, Simulator
from tests.simulator.limits import Manner, Secondary
from tests.test_simulator.visitor import Clock, Visitor, batch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.simulator import World


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def running(world: World, clock: Clock) -> Iterator[Simulator]:
    """The simulator under a clock that stands still unless a test moves it."""
    world.github("octo/tool")
    with Simulator(world, now=clock) as simulator:
        yield simulator


@pytest.fixture
def ask(running: Simulator) -> Visitor:
    return Visitor(running)


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize(("known", "limit"), [(False, 60), (True, 5000)])
def test_a_window_of_an_hour_is_used_up_and_opens_again(
    ask: Visitor, running: Simulator, clock: Clock, status: int, known: bool, limit: int
) -> None:
    running.limits.manner.primary = status
    running.core[known].used = 0
    running.core[known].take(limit - 1)
    clock.pass_by(600)
    last, refused = (ask.rest("/repos/octo/tool", known=known) for _ in range(2))
    assert (last.status_code, last.headers["X-RateLimit-Remaining"]) == (200, "0")
    assert (refused.status_code, refused.headers["X-RateLimit-Remaining"]) == (status, "0")
    assert refused.headers["X-RateLimit-Limit"] == refused.headers["X-RateLimit-Used"] == str(limit)
    assert "Retry-After" not in refused.headers
    words = "API rate limit exceeded for user ID 12345." if known else "API rate limit exceeded for 203.0.113.7. (But"
    assert refused.json()["message"].startswith(words)
    reset = int(refused.headers["X-RateLimit-Reset"])
    assert reset - int(clock().timestamp()) == 3000
    assert running.breaches == [Breach("github_rest", Exceeded.PRIMARY, clock().timestamp())]
    clock.pass_by(3000)
    assert ask.rest("/repos/octo/tool", known=known).status_code == 200


@pytest.mark.parametrize(("status", "retry_after"), [(403, 60), (429, 60), (403, None), (429, None)])
def test_900_points_a_minute_are_enough(
    ask: Visitor, running: Simulator, clock: Clock, status: int, retry_after: int | None
) -> None:
    running.limits.manner.secondary, running.limits.manner.retry_after = status, retry_after
    assert running.limits.secondary.enter("github_rest", 898)
    answers = [ask.rest("/rate_limit", known=True).status_code for _ in range(3)]
    assert answers == [200, 200, status], "what is free of the hour's limit is not free of this one"
    refused = ask.rest("/repos/octo/tool", known=True)
    assert (refused.status_code, refused.headers.get("Retry-After")) == (status, retry_after and str(retry_after))
    assert int(refused.headers["X-RateLimit-Remaining"]) > 0
    assert refused.json().keys() == {"documentation_url", "message"}
    assert refused.json()["message"].startswith("You have exceeded a secondary rate limit. Please wait a few minutes")
    assert refused.json()["documentation_url"].endswith("#about-secondary-rate-limits")
    assert [breach.limit for breach in running.breaches] == [Exceeded.POINTS, Exceeded.HURRY]
    clock.pass_by(60)
    assert ask.rest("/repos/octo/tool", known=True).status_code == 200
    assert len(running.breaches) == 2


def test_what_writes_is_five_points(clock: Clock) -> None:
    for points, expected in ((5, 181), (1, 901)):
        limits = Secondary(lambda: clock().timestamp(), Manner())
        assert next(n for n in range(1, 2_000) if not limits.enter("github_rest", points)) == expected


def test_graphql_has_2000_points_of_its_own(clock: Clock) -> None:
    limits = Secondary(lambda: clock().timestamp(), Manner())
    assert all(limits.enter("github_rest", 1) for _ in range(900))
    assert all(limits.enter("github_graphql", 1) for _ in range(2_000))
    clock.pass_by(59)
    assert not limits.enter("github_graphql", 1)
    assert [breach.limit for breach in limits.breaches] == [Exceeded.POINTS]


def test_graphql_may_work_for_60_seconds_of_a_minute(ask: Visitor, running: Simulator, clock: Clock) -> None:
    query = batch(*["octo/tool"] * 100)  # seven seconds
    for _ in range(9):
        assert ask.graphql(query).status_code == 200
    refused = ask.graphql(query)
    assert (refused.status_code, refused.headers["Retry-After"]) == (403, "60")
    assert running.breaches == [Breach("github_graphql", Exceeded.CPU, clock().timestamp())]
    clock.pass_by(60)
    assert ask.graphql(query).status_code == 200


def test_both_together_may_work_for_90_seconds(clock: Clock) -> None:
    limits = Secondary(lambda: clock().timestamp(), Manner())
    limits.work("github_graphql", 55.0)
    limits.work("github_rest", 34.0)
    assert limits.enter("github_rest", 1)
    limits.work("github_rest", 2.0)
    assert not limits.enter("github_rest", 1)
    assert limits.breaches[0].limit is Exceeded.CPU


def test_who_keeps_to_the_pace_is_never_refused(ask: Visitor, running: Simulator, clock: Clock) -> None:
    for _ in range(30):
        assert ask.graphql(batch(*["octo/tool"] * 50)).status_code == 200
        clock.pass_by(3.6)
    assert running.breaches == []


def test_a_hundred_requests_at_once_are_enough(clock: Clock) -> None:
    limits = Secondary(lambda: clock().timestamp(), Manner())
    limits.in_flight = 100
    assert limits.enter("github_rest", 1)
    limits.in_flight = 101
    assert not limits.enter("github_graphql", 1)
    assert [breach.limit for breach in limits.breaches] == [Exceeded.CONCURRENCY]


def test_requests_count_while_they_are_answered(
    ask: Visitor, running: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.simulator.limits.CONCURRENT", 3)
    running.latency = 0.3

    async def rush() -> list[int]:
        async with httpx.AsyncClient(trust_env=False, headers=ask.github_token) as client:
            answers = await asyncio.gather(*(client.get(f"{ask.api}/repos/octo/tool") for _ in range(4)))
        return sorted(answer.status_code for answer in answers)

    assert asyncio.run(rush()) == [200, 200, 200, 403]
    assert running.limits.secondary.in_flight == 0


def test_the_secondary_limit_of_graphql_may_come_at_200(ask: Visitor, running: Simulator) -> None:
    running.limits.manner.secondary_graphql = 200
    running.limits.secondary.work("github_graphql", 61.0)
    answer = ask.graphql("{ rateLimit { cost } }")
    assert (answer.status_code, answer.headers["Retry-After"]) == (200, "60")
    assert "secondary rate limit" in answer.json()["errors"][0]["message"]


def test_a_query_that_met_the_wall_costs_extra(ask: Visitor, running: Simulator) -> None:
    assert ask.graphql(batch(*["octo/tool"] * 143)).status_code == 502
    assert running.graphql.used > 1


def test_rate_limit_tells_all_windows_and_is_free(ask: Visitor, running: Simulator) -> None:
    ask.rest("/repos/octo/tool", known=True)
    ask.graphql("{ rateLimit { cost } }")
    body = ask.rest("/rate_limit", known=True).json()
    assert {"core", "search", "graphql", "code_search", "scim"} <= body["resources"].keys()
    assert (body["resources"]["core"]["used"], body["resources"]["graphql"]["used"]) == (1, 1)
    assert body["rate"] == body["resources"]["core"]
    assert body["rate"].keys() == {"limit", "used", "remaining", "reset"}
    assert running.core[True].used == 1
