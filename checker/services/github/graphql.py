"""
GitHub by GraphQL: many repositories, or owners, in one aliased query over httpx.

Batches begin at 50 aliases, grow to 80 as long as GitHub bears them (80 take about 5.6 s of its time), and halve
whenever it finds one too heavy (502, 504, RESOURCE_LIMITS_EXCEEDED, more than six seconds: its wall is ten).
Answered aliases are never lost; only the others are asked again, in halves, down to one at a time, and what even then
has no answer is `unknown` here and another witness's. So is a field that an error has emptied: asked for again, and
untold if it comes to that, never taken for nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import orjson

from checker.errors import CheckerError, Unreachable
from checker.model import Reason
from checker.network.transport import Request
from checker.services.github.answers import LEAST_COST, Alias, BatchAnswer, Sought, Status, read
from checker.services.github.facts import is_bad_credentials, token_refused
from checker.services.github.replays import Questions
from checker.services.observer import trouble_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from checker.config import Settings
    from checker.model import ServiceName
    from checker.network.host import Host
    from checker.network.transport import Transport

    Query = tuple[str, Mapping[str, str]]


BATCH = 80
FIRST = 50
WORKERS = 5
SLOW = 6.0  # seconds
TOO_HEAVY = (502, 504)
_REFUSALS = {403: Reason.FORBIDDEN, 600: Reason.REFUSED}  # by status; 600 and more are none of HTTP
_NO_ANSWER = (Status.UNANSWERED, Status.CONTRADICTORY)
LIGHT = 6  # aliases: what fails with so few is the weather, not the weight


class Asking(NamedTuple):
    """What a service asks for: things of one sort, at most so many at once, and of each at least these fields."""

    service: ServiceName
    sought: Sought = Sought.REPOSITORY
    most: int = BATCH
    fields: frozenset[str] = frozenset()


class GraphQL:
    """Asks aliased queries in batches whose `size` follows what GitHub can bear."""

    def __init__(self, asking: Asking, settings: Settings, transport: Transport, host: Host) -> None:
        self._service = asking.service
        self._settings = settings
        self._transport = transport
        self._host = host
        self._sought, self._fields = asking.sought, asking.fields
        self._questions = Questions(asking.sought)
        self._most, self.size = asking.most, min(asking.most, FIRST)

    async def ask(
        self, names: Sequence[str], query: Callable[[Sequence[str]], Query]
    ) -> AsyncIterator[tuple[str, Alias | Unreachable]]:
        """
        Exactly one (name, what is said) for each of the names, in any order. `query` makes the query and its
        variables for some of them.
        """
        pieces, borne = [list(names)] if names else [], 0
        while pieces:
            batch = self._cut(pieces)
            try:
                answered = await self._answered_batch(query(batch), batch)
            except CheckerError:
                raise
            except Exception as error:  # noqa: BLE001  (any trouble with a batch is that of all in it)
                trouble = trouble_of(error)
                for name in batch:
                    yield name, trouble
                continue
            unanswered = []
            for name, alias in zip(batch, answered.aliases, strict=True):
                if len(batch) > 1 and (alias.retry or alias.status is Status.UNANSWERED):
                    unanswered.append(name)
                else:
                    yield name, alias if alias.status not in _NO_ANSWER else _trouble(alias)
            borne = self._adapt(len(batch), borne, heavy=answered.heavy)
            pieces += _halves(unanswered, len(batch))

    def _cut(self, pieces: list[list[str]]) -> list[str]:
        """The next batch, of a size that is borne; what is cut off stays with the pieces."""
        piece = pieces.pop()
        if len(piece) > self.size:
            pieces.append(piece[self.size :])
        return piece[: self.size]

    async def _answered_batch(self, query: Query, names: Sequence[str]) -> BatchAnswer:
        text, variables = query
        self._questions.ask(names)
        request = Request(
            url=self._settings.github_graphql,
            method="POST",
            headers={
                "Authorization": f"bearer {self._settings.github_token}",
                "Content-Type": "application/json",
            },
            content=orjson.dumps({"query": text, "variables": variables}),
            trusted=True,
        )
        answer = await self._host.ask(
            self._service, lambda: self._transport.send(request), hand_back=TOO_HEAVY, expect_json=True
        )
        if answer.status in TOO_HEAVY:
            return self._too_heavy(len(names), answer.status)
        if answer.status == 401 and is_bad_credentials(answer):
            raise token_refused()
        if answer.status != 200:
            reason = _REFUSALS.get(min(answer.status, 600), Reason.BAD_RESPONSE)
            raise Unreachable(reason, answer.text[:120])
        body = answer.mapping()
        answered = read(body, names, self._sought, self._fields)
        self._host.points(self._service, answered.cost)
        answered = self._questions.own(body, answered, names)
        return answered if answer.elapsed <= SLOW else replace(answered, heavy=True)

    def _too_heavy(self, count: int, status: int) -> BatchAnswer:
        if count <= LIGHT:
            self._host.gate.failed(Unreachable(Reason.SERVER_ERROR, f"HTTP {status}"))
        unanswered = Alias(Status.UNANSWERED, {}, f"HTTP {status}")
        return BatchAnswer((unanswered,) * count, LEAST_COST, heavy=True)

    def _adapt(self, size: int, borne: int, *, heavy: bool) -> int:
        """
        Learn from a batch of this size; returns the largest that was borne. One that is heavy though a larger one was
        not has a heavy repository in it, which says nothing of the others.
        """
        if not heavy:
            if size >= self.size:
                self.size = min(self._most, self.size + max(1, self.size // 8))
            return max(size, borne)
        if size > borne:
            # Half of what failed, not of what is: several batches in flight may all be too heavy at once.
            self.size = min(self.size, (size + 1) // 2)
        return borne


def _halves(names: list[str], asked: int) -> list[list[str]]:
    """What had no answer among so many that were asked, in parts of at most half as many."""
    most = (asked + 1) // 2
    return [names[at : at + most] for at in range(0, len(names), most)]


def _trouble(alias: Alias) -> Unreachable:
    unanswered = alias.status is Status.UNANSWERED
    return Unreachable(Reason.SERVER_ERROR if unanswered else Reason.BAD_RESPONSE, alias.message)
