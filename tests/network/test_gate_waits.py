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
    one = Host(gate, rule=doubling, ledger=Ledger(), budget=Budget(None), time=backwards)
    asyncio.run(one.ask("s", answering(answer(429), FINE)))
    assert clock.now - 1_000 == 10
