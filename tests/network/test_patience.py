"""A host that only costs time: what it may cost in all is bounded, and the rest is due another time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from checker.config import load
from checker.errors import Unreachable
from checker.model import Reason
from checker.network.gate import Gate
from checker.network.host import Host
from checker.network.hosts import Network
from checker.network.rate_limits import plain_rule
from checker.network.spending import Budget, Ledger
from tests.network.test_gate import FINE, Clock, answer, answering

if TYPE_CHECKING:
    from checker.network.answer import Answer


def patient(clock: Clock, seconds: float) -> Host:
    gate = Gate(width=4, max_wait=seconds, time=clock.time())
    return Host(gate, rule=plain_rule, ledger=Ledger(), budget=Budget(None), patience=seconds)


def test_requests_that_fail_slowly_are_made_until_patience_ends() -> None:
    clock, begun = Clock(), []

    async def fails_slowly() -> Answer:
        begun.append(clock.now)
        clock.now += 20
        raise Unreachable(Reason.TIMEOUT)

    one = patient(clock, 30)
    for _ in range(5):
        with pytest.raises(Unreachable) as trouble:
            asyncio.run(one.ask("web", fails_slowly))
        assert trouble.value.reason is Reason.TIMEOUT
    assert len(begun) == 2
    assert clock.now < 1_000 + 2 * 20 + 10, "no more than one request is under way when patience ends"


def test_a_host_that_hangs_is_let_go() -> None:
    async def hangs() -> Answer:
        await asyncio.Event().wait()
        return FINE

    with pytest.raises(Unreachable) as trouble:
        asyncio.run(patient(Clock(), 0.02).ask("web", hangs))
    assert trouble.value.reason is Reason.TIMEOUT


def test_answers_cost_no_patience_however_long_they_take() -> None:
    clock = Clock()

    async def slow() -> Answer:
        clock.now += 20
        return FINE

    one = patient(clock, 30)
    assert [asyncio.run(one.ask("web", slow)).status for _ in range(10)] == [200] * 10


def test_a_limit_of_a_minute_is_not_waited_for_at_a_strangers_host_and_is_at_a_named_one() -> None:
    clock = Clock()
    network = Network(load({}), ledger=Ledger(), budget=Budget(None), time=clock.time())
    with pytest.raises(Unreachable) as trouble:
        asyncio.run(network.of("page.example.org").ask("web", answering(answer(429), FINE)))
    assert (trouble.value.reason, clock.now) == (Reason.RATE_LIMITED, 1_000)
    assert asyncio.run(network.of("github.com").ask("git", answering(answer(429), FINE))).status == 200
    assert clock.now == 1_060


def test_what_a_strangers_host_has_cost_is_remembered_between_requests() -> None:
    clock = Clock()
    network = Network(load({}, {"page_wait": 5.0}), ledger=Ledger(), budget=Budget(None), time=clock.time())

    async def fails_slowly() -> Answer:
        clock.now += 20
        raise Unreachable(Reason.TIMEOUT)

    for _ in range(10):
        with pytest.raises(Unreachable):
            asyncio.run(network.of("page.example.org").ask("web", fails_slowly))
    assert clock.now < 1_000 + 20 + 10
