"""
GitHub by GraphQL: many repositories, or owners, in one aliased query over httpx.

Batches start at 50 aliases, grow to 80 while GitHub answers in time (80 take about 5.6 s), and halve whenever one is
too heavy: 502, 504, RESOURCE_LIMITS_EXCEEDED, or more than six seconds (GitHub ends a query after ten). Answered
aliases are kept. Only the others are asked for again, in halves, down to one at a time; those without an answer even
then are `unknown`, and another service is asked about them. A field that is null because of an error is asked for
again in the same way, and stays unknown if the error stays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import orjson

from checker.errors import CheckerError, Unreachable
from checker.model import Reason
from checker.network.transport import Request
from checker.services.github.answers import LEAST_COST, Alias, BatchAnswer, ObjectType, Status, read
from checker.services.github.facts import is_bad_credentials, token_refused
from checker.services.github.replays import QueryHistory
from checker.services.observer import trouble_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from checker.config import Settings
    from checker.model import ServiceName
    from checker.network.host import Host
    from checker.network.transport import Transport

    Query = tuple[str, Mapping[str, str]]


BATCH = 80
FIRST = 50  # aliases of a first batch
WORKERS = 5
SLOW = 6.0  # seconds from which on a batch counts as too heavy
TOO_HEAVY = (502, 504)
_REFUSALS = {403: Reason.FORBIDDEN, 600: Reason.REFUSED}  # by status; HTTP has none of 600 or more
_NO_ANSWER = (Status.UNANSWERED, Status.CONTRADICTORY)
LIGHT = 6  # aliases: if a batch of so few fails, GitHub has a fault, and the batch is not too heavy


class QueryType(NamedTuple):
    """What a service asks for: objects of one type, at most `most` in a query, each with at least these fields."""

    service: ServiceName
    object_type: ObjectType = ObjectType.REPOSITORY
    most: int = BATCH
    fields: frozenset[str] = frozenset()


class GraphQL:
    """Sends aliased queries in batches; their `size` adapts to how many aliases GitHub answers in time."""

    def __init__(self, query_type: QueryType, settings: Settings, transport: Transport, host: Host) -> None:
        self._service = query_type.service
        self._settings = settings
        self._transport = transport
        self._host = host
        self._object_type, self._fields = query_type.object_type, query_type.fields
        self._history = QueryHistory(query_type.object_type)
        self._most, self.size = query_type.most, min(query_type.most, FIRST)

    async def ask(
        self, names: Sequence[str], query: Callable[[Sequence[str]], Query]
    ) -> AsyncIterator[tuple[str, Alias | Unreachable]]:
        """
        Ask for these names; yields exactly one (name, alias or why there is none) for each of them, in any order.
        `query` makes the query and its variables for some of the names. Raises CredentialsError for a refused token.
        """
        pieces, borne = [list(names)] if names else [], 0
        while pieces:
            batch = self._cut(pieces)
            try:
                answered = await self._answered_batch(query(batch), batch)
            except CheckerError:
                raise
            except Exception as error:  # noqa: BLE001  (what fails a batch is reported for each name in it)
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
        """Take the next batch from the pieces, of at most the present size; the rest stays in them."""
        piece = pieces.pop()
        if len(piece) > self.size:
            pieces.append(piece[self.size :])
        return piece[: self.size]

    async def _answered_batch(self, query: Query, names: Sequence[str]) -> BatchAnswer:
        text, variables = query
        self._history.note(names)
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
        answered = read(body, names, self._object_type, self._fields)
        self._host.points(self._service, answered.cost)
        answered = self._history.without_replays(body, answered, names)
        return answered if answer.elapsed <= SLOW else replace(answered, heavy=True)

    def _too_heavy(self, count: int, status: int) -> BatchAnswer:
        if count <= LIGHT:
            self._host.gate.failed(Unreachable(Reason.SERVER_ERROR, f"HTTP {status}"))
        unanswered = Alias(Status.UNANSWERED, {}, f"HTTP {status}")
        return BatchAnswer((unanswered,) * count, LEAST_COST, heavy=True)

    def _adapt(self, size: int, borne: int, *, heavy: bool) -> int:
        """
        Adapt the size after a batch of `size`; returns the size of the largest batch that was not too heavy so far
        (`borne`). If a batch is too heavy though a larger one was not, a single repository in it is, and the size
        stays.
        """
        if not heavy:
            if size >= self.size:
                self.size = min(self._most, self.size + max(1, self.size // 8))
            return max(size, borne)
        if size > borne:
            # Half of the size that failed, not of the present one: several batches in flight may fail together.
            self.size = min(self.size, (size + 1) // 2)
        return borne


def _halves(names: list[str], asked: int) -> list[list[str]]:
    """The names that had no answer, in parts of at most half the size of their batch."""
    most = (asked + 1) // 2
    return [names[at : at + most] for at in range(0, len(names), most)]


def _trouble(alias: Alias) -> Unreachable:
    unanswered = alias.status is Status.UNANSWERED
    return Unreachable(Reason.SERVER_ERROR if unanswered else Reason.BAD_RESPONSE, alias.message)
