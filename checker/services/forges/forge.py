"""
The witness for what git does not tell of a repository on another forge than GitHub: its id, its name of today, since
when it is there, whether it is archived, its licence. Asked once, after git, and never with a token.
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
LARGEST = 256 * 1024  # bytes of one answer
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
        self._found: dict[str, tuple[Dialect, ...]] = {}  # host → what it has shown itself to be, or that it is none

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact: `absent` only in a forge's own words."""
        async for observation in concurrently(artifacts, self._observe):
            yield observation

    async def _observe(self, artifact: Artifact) -> Observation:
        return await self._observer.observed(artifact, self._look_up)

    async def _look_up(self, artifact: Artifact) -> Observation:
        project = project_of(artifact.target)
        if project is None:
            raise Unreachable(Reason.NOT_CHECKED, "a forge has no project at such a path")
        for dialect in self._found.get(project.host, possible(project.host)):
            if said := await self._asked(artifact, dialect, project):
                self._found[project.host] = (dialect,)
                return said
        if known(project.host):
            raise Unreachable(Reason.BAD_RESPONSE, "no answer of such a forge")
        self._found[project.host] = ()
        raise Unreachable(Reason.NOT_CHECKED, "no forge with an API that is known")

    async def _asked(self, artifact: Artifact, dialect: Dialect, project: Project) -> Observation | None:
        """What a forge of one sort says; None where the host is no such forge."""
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
        """The facts with what a second question tells; trouble with it takes nothing from them."""
        question = dialect.question(facts, project)
        if question is None:
            return facts
        url, content = question
        headers = {**_JSON, "Content-Type": "application/json"}
        request = Request(url=url, method="POST", headers=headers, content=content, max_bytes=LARGEST)
        try:
            return dialect.completed(facts, _object(await self._send(request)))
        except Unreachable:
            return facts

    async def _get(self, dialect: Dialect, project: Project) -> tuple[Answer, str]:
        """The answer at the end of a chain of redirects within the route, and where that was."""

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
    Whether facts are those of what was asked for, by path or by number, at the end of the forge's own redirects: they
    are how a forge tells that a project has moved. The id that was seen before is the same project under any name.
    """
    name = (facts.name or "").removeprefix(project.named("")).casefold()
    path = unquote(asked.partition("?")[0]).strip("/").casefold()
    by_number = path.rpartition("/")[2].strip("{}") == facts.platform_id
    return path == name or by_number or (bool(seen_before) and seen_before == facts.platform_id)


def _object(answer: Answer) -> dict[str, Any]:
    """The JSON object of an answer; an empty one for anything else."""
    try:
        return answer.mapping()
    except Unreachable:
        return {}
