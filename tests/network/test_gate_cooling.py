"""A host that answered before and fails now is left alone for a while, longer each time, and then given up."""

from __future__ import annotations

import asyncio

import pytest

from checker.errors import Unreachable
from checker.model import Reason
from checker.network.gate import Gate, Limit, Time
from tests.network.test_gate import Clock

TROUBLE = Unreachable(Reason.TIMEOUT, "no answer")


def gate_of(clock: Clock) -> Gate:
    return Gate(width=2, max_wait=1_000, time=clock.time())


def waited(gate: Gate) -> float:
    async def one_turn() -> float:
        async with gate.turn() as seconds:
            return seconds

    return asyncio.run(one_turn())


def test_twelve_failures_in_a_row_cool_a_host_down_longer_each_time_and_the_fourth_time_it_is_given_up() -> None:
    gate = gate_of(Clock())
    gate.succeeded()
    for cooling in (5, 15, 30):
        for _ in range(11):
            gate.failed(TROUBLE)
        assert waited(gate) == 0
        gate.failed(TROUBLE)
        assert waited(gate) == cooling
    for _ in range(12):
        assert not gate.given_up
        gate.failed(TROUBLE)
    assert gate.given_up
    with pytest.raises(Unreachable, match="no answer"):
        waited(gate)


def test_the_third_failure_gives_up_a_host_that_never_answered() -> None:
    gate = gate_of(Clock())
    for _ in range(3):
        assert not gate.given_up
        gate.failed(TROUBLE)
    assert gate.given_up


def test_a_wait_that_was_slept_through_counts_though_the_clock_stood_still() -> None:
    clock = Clock()

    async def at_once(_: float) -> None:
        """Time passes, and the clock does not show it."""

    gate = Gate(width=2, max_wait=1_000, time=Time(lambda: clock.now, lambda: clock.now, at_once))
    gate.close(Limit(60, refused=True), asked_at=clock.now)
    assert waited(gate) == 60


def test_a_host_that_says_how_long_is_believed_each_time() -> None:
    clock = Clock()
    gate = gate_of(clock)
    for _ in range(3):
        gate.close(Limit(10, refused=True, doubling=True), asked_at=clock.now + 0.5)
        clock.now += 1_000
    gate.close(Limit(10, refused=True), asked_at=clock.now)
    assert waited(gate) == 10


def test_a_host_that_is_given_up_is_told_with_the_reason(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="reprolinks.network")
    gate = Gate(width=2, max_wait=1_000, time=Clock().time(), name="the forge")
    for _ in range(3):
        gate.failed(TROUBLE)
    assert [record.getMessage() for record in caplog.records] == [f"the forge is given up for this run: {TROUBLE}"]
