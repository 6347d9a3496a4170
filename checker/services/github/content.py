"""
What repositories on GitHub hold, by GraphQL and without a clone: the names in the root, and the README.

Reading git objects costs GitHub more time than flags and dates: batches are smaller than those of
`GitHubRepositories`, and only repositories whose head has moved since the last reading are asked about. The first
query reads the root and `README.md`. A second one, for the few that need it, reads a README of another name, and the
folders of a root that shows no code itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from checker.content.ladder import folders_to_look_into, names_to_keep
from checker.content.readme import readme_among, remarks
from checker.errors import Unreachable
from checker.model import Facts, Outcome, Reason, ServiceName
from checker.services.github.answers import Alias, Status
from checker.services.github.facts import Root, names_in, root_of, text_in
from checker.services.github.graphql import GraphQL, QueryType
from checker.services.github.queries import (
    OF_ROOT,
    is_repository,
    paths_query,
    paths_variables,
    repositories_variables,
    roots_query,
)
from checker.services.observer import Meaning, Observer, secrets_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.model import Artifact, Observation
    from checker.network.host import Host
    from checker.network.transport import Transport
    from checker.services.github.graphql import Query

BATCH = 96  # artifacts: enough for the few that need a second query to fill one
MOST = 32  # aliases of a first query
MOST_SECOND = 25  # aliases of a second query, which reads more of each repository
WORKERS = 5
_OPTIONAL = frozenset({"latestRelease", "description"})  # fields that may be missing: they do not decide the content
FOLDERS = 3  # folders of one root that are read


@dataclass(frozen=True, slots=True)
class _SecondQuery:
    """A root, and the paths that a second query has to read in it: of a README ("" for none) and of folders."""

    root: Root
    readme: str
    folders: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """All paths to read, the README first; empty if no second query is needed."""
        return (*filter(None, [self.readme]), *self.folders)


class GitHubContent:
    """Content of repositories: the names in their root, and remarks in their README."""

    name = ServiceName.GITHUB_CONTENT
    batch = BATCH
    workers = WORKERS

    def __init__(self, settings: Settings, transport: Transport, host: Host, now: Callable[[], datetime]) -> None:
        first, second = QueryType(self.name, most=MOST, fields=OF_ROOT), QueryType(self.name, most=MOST_SECOND)
        self._first = GraphQL(first, settings, transport, host)
        self._second = GraphQL(second, settings, transport, host)
        self._observer = Observer(self.name, now, secrets_of(settings))

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each repository: `unknown` if its content can't be read, never `absent`."""
        by_name = {one.target: one for one in artifacts if is_repository(one.target)}
        for artifact in artifacts:
            if artifact.target not in by_name:
                yield self._observer.unknown(artifact, Unreachable(Reason.BAD_LINK, "GitHub has no such names"))
        second: dict[str, _SecondQuery] = {}
        async for name, answer in self._first.ask(list(by_name), _roots):
            root = root_of(answer.value) if isinstance(answer, Alias) and _is_whole(answer) else None
            if root is None:
                yield self._observer.unknown(by_name[name], _trouble(answer))
            elif (needed := _needed_paths(root)).paths:
                second[name] = needed
            else:
                yield self._observation(by_name[name], root)
        async for observation in self._ask_again(by_name, second):
            yield observation

    async def _ask_again(
        self, by_name: Mapping[str, Artifact], second: Mapping[str, _SecondQuery]
    ) -> AsyncIterator[Observation]:
        def query(names: Sequence[str]) -> Query:
            wanted = [(name, second[name].root.head, second[name].paths) for name in names]
            return paths_query([len(paths) for _, _, paths in wanted]), paths_variables(wanted)

        async for name, answer in self._second.ask(list(second), query):
            if isinstance(answer, Unreachable) or not _is_whole(answer) or not _is_same(second[name], answer):
                yield self._observer.unknown(by_name[name], _trouble(answer))
            else:
                yield self._observation(by_name[name], _completed(second[name], answer))

    def _observation(self, artifact: Artifact, root: Root) -> Observation:
        facts = Facts(
            platform_id=root.platform_id,
            head=root.head,
            description=root.description,
            files=names_to_keep(root.files),
            readme=None if root.readme is None else remarks(root.readme),
            assets=root.assets,
        )
        return self._observer.observation(artifact, Meaning(Outcome.PRESENT, Reason.OK, status=200, facts=facts))


def _roots(names: Sequence[str]) -> Query:
    return roots_query(len(names)), repositories_variables(names)


def _needed_paths(root: Root) -> _SecondQuery:
    readme = "" if root.readme is not None else readme_among(root.files)
    return _SecondQuery(root, readme, folders_to_look_into(root.files)[:FOLDERS])


def _completed(needed: _SecondQuery, answer: Alias) -> Root:
    """The root with the README and folders that the second query returned."""
    root = needed.root
    for index, path in enumerate(needed.paths):
        found = answer.value.get(f"p{index}")
        if path == needed.readme:
            root = replace(root, readme=text_in(found))
        elif (inside := names_in(found)) is not None:
            # Git has no empty folders: a folder without names of interest still counts by its own name.
            root = replace(root, files=(*root.files, *(f"{path}{name}" for name in inside)))
    return root


def _is_same(needed: _SecondQuery, answer: Alias) -> bool:
    """Whether the second query returned the same repository as the first one, and every path."""
    complete = all(f"p{index}" in answer.value for index in range(len(needed.paths)))
    return complete and str(answer.value.get("databaseId")) == needed.root.platform_id


def _is_whole(answer: Alias) -> bool:
    """Whether every field that decides is there: a README or a folder hidden by an error may change the result."""
    return answer.status is Status.FOUND and not answer.retry and answer.emptied <= _OPTIONAL


def _trouble(answer: Alias | Unreachable) -> Unreachable:
    if isinstance(answer, Unreachable):
        return answer
    reason = Reason.FORBIDDEN if answer.status is Status.FORBIDDEN else Reason.BAD_RESPONSE
    return Unreachable(reason, answer.message or "no tree at the head")
