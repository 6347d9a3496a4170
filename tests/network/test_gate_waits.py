"""How long a host may make us wait: each wait is bounded, and so are all of them together."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import Unreachable
from checker.model import Reason
from checker.network.gate import Gate, Limit, Time
from checker.network.host import Host
from checker.network.spending import Budget, Ledger
from tests.network.test_gate import FINE, Clock, answer, answering, begun, host

if TYPE_CHECKING:
    from checker.network.answer import Answer

HOUR = 3_600


def test_a_host_whose_clock_has_gone_wrong_is_not_waited_for_longer_than_a_window_lasts() -> None:
    clock = Clock()
    asyncio.run(host(clock, max_wait=10 * HOUR).ask("s", answering(answer(429, retry_after="300000"), FINE)))
    assert HOUR <= clock.now - 1_000 <= HOUR + 100


def test_many_short_waits_are_together_no_longer_than_the_longest_allowed() -> None:
    clock = Clock()
    refusing = answering(*[answer(429, retry_after="40")] * 3, FINE)
    with pytest.raises(Unreachable) as caught:
        asyncio.run(host(clock, max_wait=100).ask("s", refusing))
    assert caught.value.reason is Reason.RATE_LIMITED
    assert clock.now - 1_000 <= 100


@given(st.lists(st.integers(1, 90), max_size=7), st.integers(0, 200))
def test_whatever_a_host_asks_for_the_waits_of_a_run_stay_within_the_bound(waits: list[int], most: int) -> None:
    clock, refusals = Clock(), [answer(429, retry_after=str(wait)) for wait in waits]
    asked = host(clock, max_wait=most).ask("s", answering(*refusals, FINE))
    if sum(waits) <= most:
        assert asyncio.run(asked).status == 200
        assert clock.now - 1_000 == sum(waits)
    else:
        with pytest.raises(Unreachable, match="rate_limited"):
            asyncio.run(asked)
        assert clock.now - 1_000 <= most


def test_as_many_requests_left_as_may_be_under_way_hold_nobody_up() -> None:
    clock = Clock()
    gate = Gate(width=2, max_wait=100, time=clock.time())
    gate.close(Limit(60, refused=False, left=2), asked_at=clock.now)
    assert begun(gate, clock, requests=1) == [1_000]
    gate.close(Limit(60, refused=False, left=1), asked_at=clock.now)
    assert begun(gate, clock, requests=1) == [1_060]


def doubling(answer: Answer, now: float) -> Limit | None:
    """The rule of a host that refuses without saying for how long."""
    del now
    return Limit(10, refused=True, doubling=True) if answer.status == 429 else None


@pytest.mark.parametrize(
    ("told", "waits"),
    [
        ([429, 200], 10),
        ([429, 429, 200], 10 + 20),
        ([429, 429, 429, 200], 10 + 20 + 40),
        ([429, 200, 429, 200], 10 + 10),  # after an answer the host is taken to be well again
        ([429, 429, 200, 429, 429, 200], 10 + 20 + 10 + 20),
    ],
)
def test_refusals_in_a_row_wait_twice_as_long_each_and_an_answer_ends_the_row(told: list[int], waits: int) -> None:
    clock = Clock()
    one = host(clock, doubling)
    send = answering(*(answer(status) for status in told))
    for _ in range(told.count(200)):
        assert asyncio.run(one.ask("s", send)).status == 200
    assert clock.now - 1_000 == waits


def test_time_lost_to_a_wall_clock_set_back_prolongs_no_wait() -> None:
    clock = Clock()
    backwards = Time(wall=lambda: 5_000 - clock.now, monotonic=lambda: clock.now, sleep=clock.sleep)
    gate = Gate(width=1, max_wait=100, time=backwards)
    one = Host(gate, rule=doubling, ledger=Ledger(), budget=Budget(None))
    asyncio.run(one.ask("s", answering(answer(429), FINE)))
    assert clock.now - 1_000 == 10


def through(gate: Gate) -> float:
    """The seconds that one request had to wait."""

    async def turn() -> float:
        async with gate.turn() as waited:
            return waited

    return asyncio.run(turn())


def test_a_limit_that_lifted_by_itself_holds_nobody_up_from_its_last_moment_on() -> None:
    clock = Clock()
    gate = Gate(width=2, max_wait=100, time=clock.time())
    gate.close(Limit(3_000, refused=True), asked_at=clock.now)
    with pytest.raises(Unreachable, match="lifts in 3000 s"):
        through(gate)
    clock.now += 3_000
    assert through(gate) == 0


@pytest.mark.parametrize("seconds", [0, 0.0, -5, -3_600])
def test_a_limit_that_is_over_when_it_is_read_closes_nothing(seconds: float) -> None:
    clock = Clock()
    gate = Gate(width=2, max_wait=100, time=clock.time())
    gate.close(Limit(seconds, refused=True), asked_at=clock.now)
    assert through(gate) == 0


def test_only_refusals_that_do_not_say_how_long_make_the_next_such_wait_longer() -> None:
    clock = Clock()
    gate = Gate(width=2, max_wait=1_000, time=clock.time())
    for _ in range(3):
        gate.close(Limit(10, refused=True), asked_at=clock.now + 1)
        clock.now += 10
    gate.close(Limit(10, refused=True, doubling=True), asked_at=clock.now + 1)
    assert through(gate) == 10


def test_a_request_sent_at_the_very_moment_of_a_refusal_was_under_way_with_it() -> None:
    clock = Clock()
    gate = Gate(width=2, max_wait=1_000, time=clock.time())
    gate.close(Limit(10, refused=True, doubling=True), asked_at=clock.now - 1)
    gate.close(Limit(10, refused=True, doubling=True), asked_at=clock.now)
    assert through(gate) == 10


def test_a_late_refusal_after_an_answer_waits_the_whole_first_wait() -> None:
    clock = Clock()
    gate = Gate(width=2, max_wait=1_000, time=clock.time())
    gate.close(Limit(10, refused=True, doubling=True), asked_at=clock.now - 1)
    gate.succeeded()
    clock.now += 10
    gate.close(Limit(10, refused=True, doubling=True), asked_at=clock.now - 11)
    assert through(gate) == 10


def told(caplog: pytest.LogCaptureFixture, limit: Limit) -> list[str]:
    """What the log says of one limit and of the wait for it."""
    caplog.set_level("INFO", logger="reprolinks.network")
    clock = Clock()
    gate = Gate(width=2, max_wait=1_000, time=clock.time(), name="the forge")
    gate.close(limit, asked_at=clock.now)
    through(gate)
    return [record.getMessage() for record in caplog.records if record.name == "reprolinks.network"]


@pytest.mark.parametrize(("seconds", "lines"), [(4.9, 1), (5, 2), (6, 2)])
def test_a_wait_of_five_seconds_is_worth_a_line_a_shorter_one_is_not(
    caplog: pytest.LogCaptureFixture, seconds: float, lines: int
) -> None:
    assert len(told(caplog, Limit(seconds, refused=True))) == lines


@pytest.mark.parametrize(("refused", "why"), [(True, "a limit refuses us"), (False, "a limit is used up")])
def test_a_limit_that_refuses_is_told_apart_from_one_that_is_used_up(
    caplog: pytest.LogCaptureFixture, refused: bool, why: str
) -> None:
    assert told(caplog, Limit(60, refused=refused))[0] == f"the forge is not asked, until 00:17:40Z (60 s): {why}"


def test_a_limit_that_is_over_is_told_as_no_wait(caplog: pytest.LogCaptureFixture) -> None:
    assert told(caplog, Limit(-30, refused=True)) == [
        "the forge is not asked, until 00:16:40Z (0 s): a limit refuses us"
    ]
