"""One host as its services see it: gate, limits, retries, costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import Unreachable
from checker.model import RETRYABLE, Reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from checker.network.answer import Answer
    from checker.network.gate import Gate, Rule, Time
    from checker.network.spending import Budget, Ledger

ATTEMPTS = 3
REFUSALS = 8  # answers "slow down" to one request before it is given up


class Host:
    """
    One host as its services see it: gate, limits, retries, costs.

    `rule` reads the limits from an answer (see limit_rules). `ask` is the only way to send a request,
    whichever library sends it.
    """

    def __init__(self, gate: Gate, *, rule: Rule, ledger: Ledger, budget: Budget, time: Time) -> None:
        self.gate = gate
        self._rule = rule
        self._ledger = ledger
        self._budget = budget
        self._time = time

    async def ask(
        self,
        service: str,
        send: Callable[[], Awaitable[Answer]],
        *,
        hand_back: Collection[int] = (),
        expect_json: bool = False,
        attempts: int = ATTEMPTS,
    ) -> Answer:
        """
        One answer to one request, limits obeyed, passing trouble retried with growing waits.

        Raises Unreachable when no answer can be had. Server errors of a status in `hand_back` are returned,
        for the caller knows better than to ask the same again (a smaller batch). With `expect_json`, an answer
        of 200 that is no JSON is trouble that another attempt may not meet.
        """
        failures = refusals = 0
        while failures < attempts and refusals < REFUSALS:
            try:
                answer = await self._once(service, send)
                if answer is None:
                    refusals += 1
                    continue
                _readable(answer, hand_back, as_json=expect_json)
            except Unreachable as trouble:
                failures += 1
                await self._bear(trouble, failures, attempts)
            else:
                if answer.status < 500:
                    self.gate.succeeded()
                return answer
        raise Unreachable(Reason.RATE_LIMITED, "refused again and again")

    def points(self, service: str, points: int) -> None:
        """Note API points that an answer cost."""
        self._ledger.spend(service, points=points)

    async def _once(self, service: str, send: Callable[[], Awaitable[Answer]]) -> Answer | None:
        """The answer, or None where the host refused for now and the gate is closed."""
        async with self.gate.turn() as waited:
            self._budget.spend()
            self._ledger.spend(service, requests=1, waited=waited)
            asked_at = self._time.monotonic()
            answer = await send()
        limit = self._rule(answer, self._time.wall())
        if limit:
            self.gate.close(limit, asked_at=asked_at)
        return None if limit and limit.refused else answer

    async def _bear(self, trouble: Unreachable, failures: int, attempts: int) -> None:
        """Wait before the next attempt, or raise the trouble where another attempt makes no sense."""
        if trouble.reason not in RETRYABLE or self.gate.given_up:
            raise trouble
        if failures >= attempts:
            self.gate.failed(trouble)
            raise trouble
        await self._time.sleep(0.25 * 2.0**failures)


def _readable(answer: Answer, hand_back: Collection[int], *, as_json: bool) -> None:
    """Raise Unreachable for an answer that is none: a server error, or something else than JSON."""
    if answer.status >= 500 and answer.status not in hand_back:
        raise Unreachable(Reason.SERVER_ERROR, f"HTTP {answer.status}")
    if answer.status == 200 and as_json:
        answer.json()
