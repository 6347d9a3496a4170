"""GitHub's repositories and owners, by GraphQL in batches."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.errors import Unreachable
from checker.model import Facts, Kind, Outcome, Reason, ServiceName
from checker.services.github.answers import Alias, ObjectType, Status
from checker.services.github.facts import from_graphql, owner_facts
from checker.services.github.graphql import BATCH, WORKERS, GraphQL, QueryType
from checker.services.github.places import LinkedPlaces
from checker.services.github.queries import (
    OF_REPOSITORY,
    askable,
    is_repository,
    owners_query,
    owners_variables,
)
from checker.services.observer import Meaning, Observer, missing_places, secrets_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.model import Artifact, Observation
    from checker.network.host import Host
    from checker.network.transport import Transport

    Query = tuple[str, Mapping[str, str]]


class GitHubRepositories:
    """Repositories by GraphQL: existence, identity, flags and dates."""

    name = ServiceName.GITHUB_GRAPHQL
    workers = WORKERS

    def __init__(self, settings: Settings, transport: Transport, host: Host, now: Callable[[], datetime]) -> None:
        self._graphql = GraphQL(QueryType(self.name, fields=OF_REPOSITORY), settings, transport, host)
        self._now = now
        self._observer = Observer(self.name, now, secrets_of(settings))

    @property
    def batch(self) -> int:
        """As many as one query takes at present."""
        return self._graphql.size

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each repository."""
        by_name = {one.target: one for one in artifacts if is_repository(one.target)}
        for artifact in artifacts:
            if artifact.target not in by_name:
                yield self._observer.unknown(artifact, _no_name())
        linked_places = LinkedPlaces(list(by_name.values()), self._now())
        async for name, answer in self._graphql.ask(list(by_name), linked_places.query):
            yield self._observation(by_name[name], answer, linked_places)

    def _observation(
        self, artifact: Artifact, answer: Alias | Unreachable, linked_places: LinkedPlaces
    ) -> Observation:
        if isinstance(answer, Unreachable):
            return self._observer.unknown(artifact, answer)
        if answer.status is Status.FOUND:
            places = linked_places.known(artifact.target, answer)
            facts = replace(from_graphql(answer.value, self._observer), places=places)
            return self._observer.observation(
                artifact, Meaning(Outcome.PRESENT, Reason.OK, status=200, detail=missing_places(places), facts=facts)
            )
        if answer.status is Status.NOT_FOUND:
            return self._observer.observation(
                artifact, Meaning(Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, status=200, detail=answer.message)
            )
        return self._observer.observation(
            artifact, Meaning(Outcome.REFUSED, Reason.FORBIDDEN, status=200, detail=answer.message)
        )


class GitHubOwners:
    """
    Owners (users and organisations) by GraphQL: whether they exist.

    For a repository whose link redirects to another owner, the observation reports whether the old owner's name is
    free for anybody to register (docs.github.com, changing your username): then the link can be hijacked.
    """

    name = ServiceName.GITHUB_OWNERS
    batch = BATCH
    workers = 2

    def __init__(self, settings: Settings, transport: Transport, host: Host, now: Callable[[], datetime]) -> None:
        self._graphql = GraphQL(QueryType(self.name, ObjectType.OWNER), settings, transport, host)
        self._observer = Observer(self.name, now, secrets_of(settings))

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact; each owner is asked for once."""
        by_owner: dict[str, list[Artifact]] = {}
        for artifact in artifacts:
            by_owner.setdefault(artifact.target.split("/")[0].casefold(), []).append(artifact)
        strange = [owner for owner in by_owner if not askable(owner)]
        for owner in strange:
            for artifact in by_owner.pop(owner):
                yield self._observer.unknown(artifact, _no_name())
        async for owner, answer in self._graphql.ask(list(by_owner), _owners):
            for artifact in by_owner[owner]:
                yield self._observation(artifact, answer)

    def _observation(self, artifact: Artifact, answer: Alias | Unreachable) -> Observation:
        if isinstance(answer, Unreachable):
            return self._observer.unknown(artifact, answer)
        if answer.status is Status.FORBIDDEN:
            return self._observer.observation(
                artifact, Meaning(Outcome.REFUSED, Reason.FORBIDDEN, status=200, detail=answer.message)
            )
        exists = answer.status is Status.FOUND
        if artifact.kind is not Kind.GITHUB_ORG:
            facts = Facts(old_owner_free=not exists)
            return self._observer.observation(artifact, Meaning(Outcome.PRESENT, Reason.OK, status=200, facts=facts))
        if exists:
            facts = owner_facts(answer.value)
            return self._observer.observation(artifact, Meaning(Outcome.PRESENT, Reason.OK, status=200, facts=facts))
        return self._observer.observation(artifact, Meaning(Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, status=200))


def _owners(names: Sequence[str]) -> Query:
    return owners_query(names), owners_variables(names)


def _no_name() -> Unreachable:
    return Unreachable(Reason.BAD_LINK, "GitHub has no such names")
