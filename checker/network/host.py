"""One host as its services see it: gate, limits, retries, costs."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from checker.errors import Unreachable
from checker.model import RETRYABLE, Reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection

    from checker.network.answer import Answer
    from checker.network.gate import Gate, Rule
    from checker.network.spending import Budget, Ledger

_LOG = logging.getLogger("reprolinks.network")
ATTEMPTS = 3
FIRST_WAIT = 0.25  # seconds: half the average wait after the first failure
REFUSALS = 8  # refusals for a rate limit before a request is given up


class Host:
    """
    One host as its services see it: gate, limits, retries, costs.

    `rule` reads the limits from an answer (see rate_limits). `ask` is the only way to send a request, whichever
    library sends it. `patience` is how many seconds all failing requests may take together, None for any.
    """

    def __init__(
        self,
        gate: Gate,
        *,
        rule: Rule,
        ledger: Ledger,
        budget: Budget,
        patience: float | None = None,
    ) -> None:
        self.gate = gate
        self._patience = patience
        self._rule = rule
        self._ledger = ledger
        self._budget = budget
        self._time = gate.time

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
        The answer to one request that `send` sends: limits are obeyed, temporary failures retried with exponential
        back-off, costs noted under `service`.

        Raises Unreachable when there is no answer after `attempts`. Server errors with a status in `hand_back` are
        returned, where the caller can send a better request (a smaller batch). With `expect_json`, a 200 that is not
        JSON is a temporary failure.
        """
        failures = refusals = 0
        while failures < attempts and refusals < REFUSALS:
            try:
                answer = await self._once(service, send)
                if answer is None:
                    refusals += 1
                    continue
                _require_readable(answer, hand_back, as_json=expect_json)
            except Unreachable as trouble:
                failures += 1
                await self._before_next(service, trouble, failures, attempts)
            else:
                if not 500 <= answer.status < 600:
                    self.gate.succeeded()
                return answer
        raise Unreachable(Reason.RATE_LIMITED, "refused again and again")

    def points(self, service: str, points: int) -> None:
        """Note the API points that an answer cost."""
        self._ledger.spend(service, points=points)

    async def _once(self, service: str, send: Callable[[], Awaitable[Answer]]) -> Answer | None:
        """The answer, or None where the host refused for now and the gate is closed."""
        async with self.gate.turn() as waited:
            self._budget.spend()
            self._ledger.spend(service, requests=1, waited=waited)
            asked_at = self._time.monotonic()
            answer = await self._sent(send)
        limit = self._rule(answer, self._time.wall())
        if limit:
            self.gate.close(limit, asked_at=asked_at)
        return None if limit and limit.refused else answer

    async def _sent(self, send: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer; where patience is bounded, a request that takes longer than what is left of it times out."""
        if self._patience is None:
            return await send()
        if self._patience <= 0:
            raise Unreachable(Reason.TIMEOUT, "it has cost as much time as a run has for one host")
        begun = self._time.monotonic()
        try:
            async with asyncio.timeout(self._patience):
                return await send()
        except TimeoutError as error:
            self._patience = 0.0
            raise Unreachable(Reason.TIMEOUT, "it costs more time than a run has for one host") from error
        except Unreachable:
            self._patience -= self._time.monotonic() - begun
            raise

    async def _before_next(self, service: str, trouble: Unreachable, failures: int, attempts: int) -> None:
        """
        Wait before the next attempt, or raise the failure where another attempt makes no sense. Waits double, with
        jitter, so that requests that failed together are not sent again together.
        """
        if trouble.reason not in RETRYABLE or self.gate.given_up:
            raise trouble
        if failures >= attempts:
            self.gate.failed(trouble)
            raise trouble
        wait = FIRST_WAIT * 2.0**failures * (0.5 + self._time.chance())
        _LOG.info("%s is asked again in %.1f s: %s", service, wait, trouble)
        await self._time.sleep(wait)


def _require_readable(answer: Answer, hand_back: Collection[int], *, as_json: bool) -> None:
    """Raise Unreachable for a server error, or for a body that is not JSON where JSON is expected."""
    if 500 <= answer.status < 600 and answer.status not in hand_back:
        raise Unreachable(Reason.SERVER_ERROR, f"HTTP {answer.status}")
    if answer.status == 200 and as_json:
        answer.json()
