"""
GitHub by GraphQL: many repositories, or owners, in one aliased query over httpx.

Batches begin at 50 aliases, grow to 80 as long as GitHub bears them (80 take about 5.6 s of its time), and halve
whenever it finds one too heavy (502, 504, RESOURCE_LIMITS_EXCEEDED, more than six seconds: its wall is ten).
Answered aliases are never lost; only the others are asked again, in halves, down to one at a time, and what even then
has no answer is `unknown` here and another witness's. So is a field that an error has emptied: asked for again, and
untold if it comes to that, never taken for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from checker.errors import Unreachable
from checker.model import Facts, Kind, Outcome, Reason
from checker.services.github_facts import from_graphql, owner_facts, says_refused, token_refused
from checker.services.github_query import (
    LEAST_COST,
    Alias,
    Reading,
    Said,
    askable,
    is_repository,
    owners_query,
    owners_variables,
    read,
    repositories_query,
    repositories_variables,
)
from checker.services.observing import Witness
from checker.transport import Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.limits import Host
    from checker.model import Artifact, Observation
    from checker.transport import Transport

    Query = tuple[str, Mapping[str, str]]

BATCH = 80
FIRST = 50
WORKERS = 5
SLOW = 6.0  # seconds
TOO_HEAVY = (502, 504)
LIGHT = 6  # aliases: what fails with so few is the weather, not the weight


class GraphQL:
    """Asks aliased queries in batches of at most `most`, whose `size` follows what GitHub can bear."""

    def __init__(
        self,
        service: str,
        settings: Settings,
        transport: Transport,
        host: Host,
        *,
        null_is_absent: bool = False,
        most: int = BATCH,
    ) -> None:
        self._service = service
        self._settings = settings
        self._transport = transport
        self._host = host
        self._null_is_absent = null_is_absent
        self._most, self.size = most, min(most, FIRST)

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
                reading = await self._reading(query(batch), len(batch))
            except Unreachable as trouble:
                for name in batch:
                    yield name, trouble
                continue
            unanswered = []
            for name, alias in zip(batch, reading.aliases, strict=True):
                if len(batch) > 1 and (alias.again or alias.said is Said.NOTHING):
                    unanswered.append(name)
                else:
                    yield name, alias if alias.said is not Said.NOTHING else _nothing(alias)
            borne = self._adapt(len(batch), borne, heavy=reading.heavy)
            pieces += _halves(unanswered, len(batch))

    def _cut(self, pieces: list[list[str]]) -> list[str]:
        """The next batch, of a size that is borne; what is cut off stays with the pieces."""
        piece = pieces.pop()
        if len(piece) > self.size:
            pieces.append(piece[self.size :])
        return piece[: self.size]

    async def _reading(self, query: Query, count: int) -> Reading:
        text, variables = query
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
            return self._too_heavy(count, answer.status)
        if answer.status == 401 and says_refused(answer):
            raise token_refused()
        if answer.status != 200:
            raise Unreachable(Reason.FORBIDDEN if answer.status == 403 else Reason.BAD_RESPONSE, answer.text[:120])
        reading = read(answer.mapping(), count, null_is_absent=self._null_is_absent)
        self._host.points(self._service, reading.cost)
        return reading if answer.elapsed <= SLOW else Reading(reading.aliases, reading.cost, heavy=True)

    def _too_heavy(self, count: int, status: int) -> Reading:
        if count <= LIGHT:
            self._host.gate.failed(Unreachable(Reason.SERVER_ERROR, f"HTTP {status}"))
        return Reading(tuple(Alias(Said.NOTHING, {}, f"HTTP {status}") for _ in range(count)), LEAST_COST, heavy=True)

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


def _nothing(alias: Alias) -> Unreachable:
    return Unreachable(Reason.SERVER_ERROR, alias.message)


class GitHubRepositories:
    """Repositories: existence, identity, flags and dates."""

    name = "github_graphql"
    workers = WORKERS

    def __init__(self, settings: Settings, transport: Transport, host: Host, now: Callable[[], datetime]) -> None:
        self._graphql = GraphQL(self.name, settings, transport, host)
        self._witness = Witness(self.name, now)

    @property
    def batch(self) -> int:
        """As many as one question takes."""
        return self._graphql.size

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each repository."""
        by_name = {one.target: one for one in artifacts if is_repository(one.target)}
        for artifact in artifacts:
            if artifact.target not in by_name:
                yield self._witness.cannot(artifact, _no_name())
        async for name, said in self._graphql.ask(list(by_name), _repositories):
            yield self._observation(by_name[name], said)

    def _observation(self, artifact: Artifact, said: Alias | Unreachable) -> Observation:
        if isinstance(said, Unreachable):
            return self._witness.cannot(artifact, said)
        if said.said is Said.THERE:
            facts = from_graphql(said.value, self._witness)
            return self._witness.says(artifact, Outcome.PRESENT, Reason.OK, status=200, facts=facts)
        if said.said is Said.NOT_FOUND:
            return self._witness.says(
                artifact, Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, status=200, detail=said.message
            )
        return self._witness.says(artifact, Outcome.REFUSED, Reason.FORBIDDEN, status=200, detail=said.message)


class GitHubOwners:
    """
    Owners (users and organisations): whether they exist.

    Asked about a repository, whose link redirects to another owner, it tells whether the old owner's name is
    free for anybody to take (docs.github.com, changing your username): then the link can be hijacked.
    """

    name = "github_owners"
    batch = BATCH
    workers = 2

    def __init__(self, settings: Settings, transport: Transport, host: Host, now: Callable[[], datetime]) -> None:
        self._graphql = GraphQL(self.name, settings, transport, host, null_is_absent=True)
        self._witness = Witness(self.name, now)

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact; each owner is asked once."""
        by_owner: dict[str, list[Artifact]] = {}
        for artifact in artifacts:
            by_owner.setdefault(artifact.target.split("/")[0].casefold(), []).append(artifact)
        strange = [owner for owner in by_owner if not askable(owner)]
        for owner in strange:
            for artifact in by_owner.pop(owner):
                yield self._witness.cannot(artifact, _no_name())
        async for owner, said in self._graphql.ask(list(by_owner), _owners):
            for artifact in by_owner[owner]:
                yield self._observation(artifact, said)

    def _observation(self, artifact: Artifact, said: Alias | Unreachable) -> Observation:
        if isinstance(said, Unreachable):
            return self._witness.cannot(artifact, said)
        if said.said is Said.FORBIDDEN:
            return self._witness.says(artifact, Outcome.REFUSED, Reason.FORBIDDEN, status=200, detail=said.message)
        exists = said.said is Said.THERE
        if artifact.kind is not Kind.GITHUB_ORG:
            facts = Facts(old_owner_free=not exists)
            return self._witness.says(artifact, Outcome.PRESENT, Reason.OK, status=200, facts=facts)
        if exists:
            facts = owner_facts(said.value)
            return self._witness.says(artifact, Outcome.PRESENT, Reason.OK, status=200, facts=facts)
        return self._witness.says(artifact, Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, status=200)


def _repositories(names: Sequence[str]) -> Query:
    return repositories_query(len(names)), repositories_variables(names)


def _owners(names: Sequence[str]) -> Query:
    return owners_query(len(names)), owners_variables(names)


def _no_name() -> Unreachable:
    return Unreachable(Reason.BAD_LINK, "GitHub has no such names")
