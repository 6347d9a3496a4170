"""Gates, back-off and the reading of limits: time passes at once, and is counted."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import Unreachable
from checker.model import Reason
from checker.network.answer import Answer
from checker.network.gate import Gate, Limit, Rule, Time
from checker.network.host import ATTEMPTS, Host
from checker.network.rate_limits import github_rule, hub_rule, plain_rule
from checker.network.spending import Budget, Ledger

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    def time(self) -> Time:
        return Time(wall=lambda: self.now, monotonic=lambda: self.now, sleep=self.sleep)


def host(clock: Clock, rule: Rule = plain_rule, *, max_wait: float = 900, budget: int | None = None) -> Host:
    gate = Gate(width=2, max_wait=max_wait, time=clock.time())
    return Host(gate, rule=rule, ledger=Ledger(), budget=Budget(budget))


def answering(*answers: Answer | Unreachable) -> Callable[[], Awaitable[Answer]]:
    left = list(answers)

    async def send() -> Answer:
        one = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(one, Unreachable):
            raise one
        return one

    return send


def answer(status: int, body: str = "", **headers: str) -> Answer:
    plain = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status=status, headers=plain, body=body.encode())


FINE = answer(200, "{}")


def test_a_refusal_is_waited_out_and_asked_again() -> None:
    clock = Clock()
    got = asyncio.run(host(clock).ask("s", answering(answer(429, retry_after="30"), FINE)))
    assert got.status == 200
    assert clock.now == 1_030


def test_a_wait_that_is_too_long_is_not_begun() -> None:
    clock = Clock()
    with pytest.raises(Unreachable) as caught:
        asyncio.run(host(clock, max_wait=60).ask("s", answering(answer(429, retry_after="3600"), FINE)))
    assert caught.value.reason is Reason.RATE_LIMITED
    assert clock.now == 1_000


@pytest.mark.parametrize("reason", [Reason.NETWORK, Reason.TIMEOUT, Reason.BAD_RESPONSE])
def test_passing_trouble_is_tried_again_a_few_times(reason: Reason) -> None:
    trouble = Unreachable(reason)
    assert asyncio.run(host(Clock()).ask("s", answering(trouble, trouble, FINE))).status == 200
    ledger_host = host(Clock())
    with pytest.raises(Unreachable):
        asyncio.run(ledger_host.ask("s", answering(trouble)))
    assert ledger_host._ledger.costs()["s"].requests == ATTEMPTS


def test_a_host_that_never_answers_is_given_up_and_asked_no_more() -> None:
    silent = host(Clock())
    for _ in range(Gate.PATIENCE + 5):
        with pytest.raises(Unreachable):
            asyncio.run(silent.ask("s", answering(Unreachable(Reason.DNS))))
    assert silent.gate.given_up
    assert silent._ledger.costs()["s"].requests == Gate.PATIENCE * ATTEMPTS


def test_a_budget_ends_the_asking() -> None:
    poor = host(Clock(), budget=1)
    asyncio.run(poor.ask("s", answering(FINE)))
    with pytest.raises(Unreachable) as caught:
        asyncio.run(poor.ask("s", answering(FINE)))
    assert caught.value.reason is Reason.BUDGET


def test_many_refusals_in_flight_make_the_next_wait_longer_once() -> None:
    clock = Clock()
    gate = Gate(width=9, max_wait=10_000, time=clock.time())
    for _ in range(10):
        gate.close(Limit(60, refused=True, doubling=True), asked_at=999)
    assert gate._opens_at == 1_060


class Shared(Clock):
    """A clock on which others go on while one sleeps."""

    async def sleep(self, seconds: float) -> None:
        end = self.now + seconds
        for _ in range(5):
            await asyncio.sleep(0)
        self.now = max(self.now, end)


def begun(gate: Gate, clock: Clock, *, requests: int, each: Callable[[int], None] = lambda _: None) -> list[float]:
    """When each of so many requests, all wanted at once, passes the gate."""
    moments = []

    async def ask(number: int) -> None:
        async with gate.turn() as waited:
            moments.append(clock.now)
            assert waited <= clock.now - 1_000
            await asyncio.sleep(0)
            each(number)

    async def ask_all() -> None:
        await asyncio.gather(*map(ask, range(requests)))

    asyncio.run(ask_all())
    return moments


def test_requests_begin_apart_from_each_other_however_many_may_be_under_way() -> None:
    clock = Shared()
    moments = begun(Gate(width=3, max_wait=100, time=clock.time(), apart=0.25), clock, requests=5)
    assert moments[0] == 1_000
    assert all(later - earlier >= 0.25 for earlier, later in pairwise(moments))


def test_keeping_apart_is_no_wait_that_the_host_imposed() -> None:
    clock = Clock()
    gate = Gate(width=3, max_wait=0, time=clock.time(), apart=0.25)
    one = Host(gate, rule=plain_rule, ledger=Ledger(), budget=Budget(None))
    for _ in range(3):
        asyncio.run(one.ask("s", answering(FINE)))
    assert (one._ledger.costs()["s"].waited, clock.now) == (0, 1_000.5)


def test_a_limit_that_is_met_while_others_keep_apart_holds_for_them() -> None:
    clock = Shared()
    gate = Gate(width=3, max_wait=100, time=clock.time(), apart=0.25)
    moments = begun(
        gate,
        clock,
        requests=3,
        each=lambda number: gate.close(Limit(60, refused=False), asked_at=clock.now) if number == 0 else None,
    )
    assert moments[1] >= 1_060


DATE = "Mon, 01 Jun 2026 12:00:00 GMT"
EPOCH = 1_780_315_200  # DATE


@pytest.mark.parametrize(
    ("given", "seconds", "refused"),
    [
        (answer(403, '{"message":"Repository access blocked","block":{"reason":"tos"}}'), None, None),
        (answer(403, "", x_ratelimit_remaining="0", x_ratelimit_reset=str(EPOCH + 9), date=DATE), 10, True),
        (answer(429, "", x_ratelimit_remaining="0", x_ratelimit_reset=str(EPOCH + 9), date=DATE), 10, True),
        (answer(403, '{"message":"You have exceeded a secondary rate limit."}', retry_after="7"), 7, True),
        (answer(403, '{"message":"You have exceeded a secondary rate limit."}'), 60, True),
        (answer(403, '{"message":"Resource not accessible"}', x_ratelimit_remaining="41"), None, None),
        (answer(200, '{"errors":[{"type":"RATE_LIMITED","message":"x"}]}'), 60, True),
        (answer(200, '{"errors":[{"type":"RATE_LIMIT","code":"graphql_rate_limit"}]}'), 60, True),
        (answer(200, '{"data":{"r0":{"nameWithOwner":"a/RATE_LIMIT"}}}'), None, None),
        (
            answer(
                200, '{"data":{"r0":null,"rateLimit":{"cost":1}},"errors":[{"type":"RATE_LIMITED","message":"x"}]}'
            ),
            60,
            True,
        ),
        (answer(200, '{"message":"You have exceeded a secondary rate limit."}', retry_after="30"), 30, True),
        (answer(200, '{"message":"You have exceeded a secondary rate limit."}'), 60, True),
        (
            answer(
                200, '{"data":{"r0":null},"errors":[{"type":"NOT_FOUND","path":["r0"],"message":"a/RATE_LIMIT"}]}'
            ),
            None,
            None,
        ),
        (answer(200, "{}", x_ratelimit_remaining="0", x_ratelimit_reset=str(EPOCH + 9), date=DATE), 10, False),
        (answer(200, "{}", x_ratelimit_remaining="3", x_ratelimit_reset=str(EPOCH + 9), date=DATE), 10, False),
        (answer(200, "{}", x_ratelimit_remaining="99", x_ratelimit_reset=str(EPOCH + 9), date=DATE), None, None),
    ],
)
def test_github_says_wait_in_many_ways(given: Answer, seconds: float | None, refused: bool | None) -> None:
    limit = github_rule(given, 0.0)
    assert (limit.seconds if limit else None, limit.refused if limit else None) == (seconds, refused)


def test_the_gate_closes_before_more_is_under_way_than_is_left() -> None:
    clock, left = Clock(), 12
    most = 0

    async def send() -> Answer:
        nonlocal left, most
        left -= 1
        told = left
        most = max(most, -left)
        await asyncio.sleep(0)
        return answer(200 if told >= 0 else 429, "{}", ratelimit=f'"api";r={max(told, 0)};t=300')

    async def ask() -> list[Answer | BaseException]:
        gate = Gate(width=5, max_wait=100, time=clock.time())
        busy = Host(gate, rule=hub_rule, ledger=Ledger(), budget=Budget(None))
        return await asyncio.gather(*(busy.ask("s", send) for _ in range(40)), return_exceptions=True)

    answered = [one for one in asyncio.run(ask()) if isinstance(one, Answer)]
    assert most == 0, "nobody was refused"
    assert 12 - 5 < len(answered) <= 12, "and what was left was used"


def test_the_hub_says_it_in_one_header() -> None:
    assert hub_rule(answer(429, ratelimit='"api";r=0;t=17'), 0) == Limit(17, refused=True)
    assert hub_rule(answer(200, ratelimit='"api";r=0;t=17'), 0) == Limit(17, refused=False)
    assert hub_rule(answer(307, ratelimit='"api";r=3;t=17'), 0) == Limit(17, refused=False, left=3)
    assert hub_rule(answer(401, ratelimit='"api";r=40;t=17'), 0) is None


@given(st.floats(0, 1, exclude_max=True))
def test_waits_between_attempts_double_and_differ_by_chance(chance: float) -> None:
    clock, slept = Clock(), list[float]()

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    time = Time(wall=lambda: 0.0, monotonic=lambda: clock.now, sleep=sleep, chance=lambda: chance)
    gate = Gate(width=1, max_wait=100, time=time)
    one = Host(gate, rule=plain_rule, ledger=Ledger(), budget=Budget(None))
    with pytest.raises(Unreachable):
        asyncio.run(one.ask("s", answering(Unreachable(Reason.NETWORK))))
    assert slept == [0.5 * (0.5 + chance), 1.0 * (0.5 + chance)]


@pytest.mark.parametrize("status", [600, 777, 999])
def test_a_status_beyond_those_of_http_is_asked_once(status: int) -> None:
    one = host(Clock())
    assert asyncio.run(one.ask("s", answering(answer(status)))).status == status
    assert one._ledger.costs()["s"].requests == 1


def test_a_long_wait_says_what_for_and_until_when(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="reprolinks")
    clock = Clock()
    gate = Gate(width=1, max_wait=900, time=clock.time(), name="the forge")
    one = Host(gate, rule=plain_rule, ledger=Ledger(), budget=Budget(None))
    asyncio.run(one.ask("s", answering(answer(429, retry_after="65"), FINE)))
    shut, waiting = (record.getMessage() for record in caplog.records)
    assert shut == "the forge is not asked, until 00:17:45Z (65 s): a limit refuses us"
    assert waiting == "waiting for the forge, until 00:17:45Z (65 s)"
