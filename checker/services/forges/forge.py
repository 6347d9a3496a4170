"""
The service for facts about a repository on another forge than GitHub that git does not have: its id, its present
name, its date of creation, whether it is archived, its licence. Asked once, after git, and without a token.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from checker.errors import Unreachable
from checker.model import Outcome, Reason, ServiceName
from checker.network.redirects import followed, joined
from checker.network.transport import Request
from checker.services.forges.hosts import known, possible, project_of
from checker.services.observer import Meaning, Observer, concurrently, secrets_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.model import Artifact, Facts, Observation
    from checker.network.answer import Answer
    from checker.network.host import Host
    from checker.network.transport import Transport
    from checker.services.forges.dialect import Dialect, Project

HOPS = 3
LARGEST = 256 * 1024  # longest response that is read
_JSON = {"Accept": "application/json"}


class Forge:
    """Repositories on GitLab, Gitea, Forgejo and Bitbucket."""

    name = ServiceName.FORGE
    batch = 1
    workers = 8

    def __init__(
        self,
        settings: Settings,
        transport: Transport,
        hosts: Callable[[str], Host],
        now: Callable[[], datetime],
    ) -> None:
        self._transport = transport
        self._hosts = hosts
        self._observer = Observer(self.name, now, secrets_of(settings))
        self._found: dict[str, tuple[Dialect, ...]] = {}  # host → the type of forge that it runs; () for none

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact: `absent` only with a forge's own error message."""
        async for observation in concurrently(artifacts, self._observe):
            yield observation

    async def _observe(self, artifact: Artifact) -> Observation:
        return await self._observer.observed(artifact, self._look_up)

    async def _look_up(self, artifact: Artifact) -> Observation:
        project = project_of(artifact.target)
        if project is None:
            raise Unreachable(Reason.NOT_CHECKED, "a forge has no project at such a path")
        for dialect in self._found.get(project.host, possible(project.host)):
            if seen := await self._asked(artifact, dialect, project):
                self._found[project.host] = (dialect,)
                return seen
        if known(project.host):
            raise Unreachable(Reason.BAD_RESPONSE, "no answer of such a forge")
        self._found[project.host] = ()
        raise Unreachable(Reason.NOT_CHECKED, "no forge with an API that is known")

    async def _asked(self, artifact: Artifact, dialect: Dialect, project: Project) -> Observation | None:
        """The observation by the API of one type of forge; None if the host does not run it."""
        answer, asked_at = await self._get(dialect, project)
        body = _object(answer)
        if answer.status == 404 and dialect.says_absent(body):
            return self._observer.observation(
                artifact, Meaning(Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, status=404)
            )
        facts = dialect.facts(body, project) if answer.status == 200 else None
        if facts is None:
            return None
        if not _is_about(facts, asked_at.removeprefix(dialect.within(project)), project, artifact.platform_id):
            raise Unreachable(Reason.BAD_RESPONSE, "an answer about something else, without a redirect")
        return self._observer.observation(
            artifact,
            Meaning(
                Outcome.PRESENT,
                Reason.OK,
                status=200,
                detail=dialect.name,
                facts=await self._completed(facts, dialect, project),
            ),
        )

    async def _completed(self, facts: Facts, dialect: Dialect, project: Project) -> Facts:
        """The facts, with those that a second request has; if it fails, the facts as they are."""
        further = dialect.further_query(facts, project)
        if further is None:
            return facts
        url, content = further
        headers = {**_JSON, "Content-Type": "application/json"}
        request = Request(url=url, method="POST", headers=headers, content=content, max_bytes=LARGEST)
        try:
            return dialect.completed(facts, _object(await self._send(request)))
        except Unreachable:
            return facts

    async def _get(self, dialect: Dialect, project: Project) -> tuple[Answer, str]:
        """The response at the end of the redirects within the route, and the address that it came from."""

        def leads_to(url: str, location: str) -> str | None:
            target = joined(url, location)
            return target if target.startswith(dialect.within(project)) else None

        def ask(url: str) -> Awaitable[Answer]:
            return self._send(Request(url=url, headers=_JSON, max_bytes=LARGEST))

        answer, asked_at = await followed(dialect.route(project), ask, leads_to, hops=HOPS)
        if answer.status in (401, 403) and known(project.host):
            raise Unreachable(Reason.REFUSED, f"HTTP {answer.status}")
        return answer, asked_at

    async def _send(self, request: Request) -> Answer:
        host = self._hosts(urlsplit(request.url).hostname or "")
        return await host.ask(self.name, partial(self._transport.send, request))


def _is_about(facts: Facts, asked: str, project: Project, seen_before: str) -> bool:
    """
    Whether facts are about the project at the address that was asked last (`asked`), by path or by number: a forge
    redirects to the present address of a project that has moved. With the id `seen_before` it is the same project
    under any name.
    """
    name = (facts.name or "").removeprefix(project.named("")).casefold()
    path = unquote(asked.partition("?")[0]).strip("/").casefold()
    by_number = path.rpartition("/")[2].strip("{}") == facts.platform_id
    return path == name or by_number or (bool(seen_before) and seen_before == facts.platform_id)


def _object(answer: Answer) -> dict[str, Any]:
    """The JSON object of a response; an empty one for any other response."""
    try:
        return answer.mapping()
    except Unreachable:
        return {}
