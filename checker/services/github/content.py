"""
What repositories on GitHub hold, by GraphQL and without a clone: the names in the root, the README, many at once.

Reading git objects costs GitHub more time than flags and dates do: batches are smaller than those that ask for
existence, and only repositories whose head has moved since are asked about at all. The first question takes the
root and `README.md`; a second one, for the few that need it, a README of another name, and the folders of a root
that shows no code itself.
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
from checker.services.github.graphql import Asking, GraphQL
from checker.services.github.queries import (
    OF_ROOT,
    is_repository,
    looks_query,
    looks_variables,
    repositories_variables,
    roots_query,
)
from checker.services.observer import Meaning, Witness, secrets_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.model import Artifact, Observation
    from checker.network.host import Host
    from checker.network.transport import Transport
    from checker.services.github.graphql import Query

BATCH = 96  # artifacts: in so many the few that need a second look fill a question of their own
MOST = 32  # aliases of one question
MOST_LOOKS = 25  # of a second one, which takes more from each
WORKERS = 5
_BESIDE = frozenset({"latestRelease", "description"})  # what a lacking right may hide without a loss
FOLDERS = 3  # of one root that are looked into


@dataclass(frozen=True, slots=True)
class _Look:
    """A root that needs a second look, and at what: the paths of a README and of folders."""

    root: Root
    readme: str
    folders: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """All that is asked for, the README first."""
        return (*filter(None, [self.readme]), *self.folders)


class GitHubContent:
    """Repositories: the names in their root and what their README tells."""

    name = ServiceName.GITHUB_CONTENT
    batch = BATCH
    workers = WORKERS

    def __init__(self, settings: Settings, transport: Transport, host: Host, now: Callable[[], datetime]) -> None:
        first, second = Asking(self.name, most=MOST, fields=OF_ROOT), Asking(self.name, most=MOST_LOOKS)
        self._first = GraphQL(first, settings, transport, host)
        self._second = GraphQL(second, settings, transport, host)
        self._witness = Witness(self.name, now, secrets_of(settings))

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each repository: `unknown` where its content can't be told, never `absent`."""
        by_name = {one.target: one for one in artifacts if is_repository(one.target)}
        for artifact in artifacts:
            if artifact.target not in by_name:
                yield self._witness.cannot(artifact, Unreachable(Reason.BAD_LINK, "GitHub has no such names"))
        looks: dict[str, _Look] = {}
        async for name, answer in self._first.ask(list(by_name), _roots):
            root = root_of(answer.value) if isinstance(answer, Alias) and _is_whole(answer) else None
            if root is None:
                yield self._witness.cannot(by_name[name], _trouble(answer))
            elif (look := _look(root)).paths:
                looks[name] = look
            else:
                yield self._observation(by_name[name], root)
        async for observation in self._second_look(by_name, looks):
            yield observation

    async def _second_look(
        self, by_name: Mapping[str, Artifact], looks: Mapping[str, _Look]
    ) -> AsyncIterator[Observation]:
        def query(names: Sequence[str]) -> Query:
            wanted = [(name, looks[name].root.head, looks[name].paths) for name in names]
            return looks_query([len(paths) for _, _, paths in wanted]), looks_variables(wanted)

        async for name, answer in self._second.ask(list(looks), query):
            if isinstance(answer, Unreachable) or not _is_whole(answer) or not _is_same(looks[name], answer):
                yield self._witness.cannot(by_name[name], _trouble(answer))
            else:
                yield self._observation(by_name[name], _completed(looks[name], answer))

    def _observation(self, artifact: Artifact, root: Root) -> Observation:
        facts = Facts(
            platform_id=root.platform_id,
            head=root.head,
            description=root.description,
            files=names_to_keep(root.files),
            readme=None if root.readme is None else remarks(root.readme),
            assets=root.assets,
        )
        return self._witness.says(artifact, Meaning(Outcome.PRESENT, Reason.OK, status=200, facts=facts))


def _roots(names: Sequence[str]) -> Query:
    return roots_query(len(names)), repositories_variables(names)


def _look(root: Root) -> _Look:
    readme = "" if root.readme is not None else readme_among(root.files)
    return _Look(root, readme, folders_to_look_into(root.files)[:FOLDERS])


def _completed(look: _Look, answer: Alias) -> Root:
    """The root with what the second look saw: paths that were not told stay as they were."""
    root = look.root
    for index, path in enumerate(look.paths):
        found = answer.value.get(f"p{index}")
        if path == look.readme:
            root = replace(root, readme=text_in(found))
        elif (inside := names_in(found)) is not None:
            # An empty folder can't stand in a tree; one whose names are all passed over still shows by its name.
            root = replace(root, files=(*root.files, *(f"{path}{name}" for name in inside)))
    return root


def _is_same(look: _Look, answer: Alias) -> bool:
    """Whether a second look saw the repository that the first one did, and tells of every path."""
    told = all(f"p{index}" in answer.value for index in range(len(look.paths)))
    return told and str(answer.value.get("databaseId")) == look.root.platform_id


def _is_whole(answer: Alias) -> bool:
    """Whether all that was asked for is told: a README or a folder that an error hides may hold what decides."""
    return answer.status is Status.FOUND and not answer.retry and answer.emptied <= _BESIDE


def _trouble(answer: Alias | Unreachable) -> Unreachable:
    if isinstance(answer, Unreachable):
        return answer
    reason = Reason.FORBIDDEN if answer.status is Status.FORBIDDEN else Reason.BAD_RESPONSE
    return Unreachable(reason, answer.message or "no tree at the head")
