"""
GitHub by REST, one object at a time: it confirms what GraphQL reports, and works without a token.

It reports what GraphQL does not: blocks (403), takedowns (451), and by id the present name of a repository that has
moved. Each request, and each hop of a redirect, passes the host's gate and is counted.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from checker.errors import Unreachable
from checker.model import Facts, Kind, Outcome, Reason
from checker.network.bases import split
from checker.network.redirects import followed, joined_below, origin
from checker.services.github.facts import from_rest
from checker.services.github.queries import askable, is_repository
from checker.services.github.rest_answers import read_answer
from checker.services.observer import Meaning, Observer, concurrently, secrets_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.model import Artifact, Observation, ServiceName
    from checker.network.answer import Answer
    from checker.network.host import Host
    from checker.services.github.rest_client import AnonymousHost, Client

_PUBLIC = "https://api.github.com"


class GitHubRest:
    """Repositories, owners and gists, by name and by id. Without a token: public ones, with 60 requests an hour."""

    batch = 20
    workers = 2

    def __init__(
        self,
        settings: Settings,
        client: Client,
        host: Host | AnonymousHost,
        now: Callable[[], datetime],
        *,
        name: ServiceName,
    ) -> None:
        self.name = name
        self._base = settings.github_api
        self._host = host
        self._client = client
        self._observer = Observer(name, now, secrets_of(settings))

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact."""
        async for observation in concurrently(artifacts, self._observe):
            yield observation

    async def _observe(self, artifact: Artifact) -> Observation:
        return await self._observer.observed(artifact, self._look_up)

    async def _look_up(self, artifact: Artifact) -> Observation:
        answer = await self._get(_path(artifact))
        if answer.status == 404 and artifact.kind is Kind.GITHUB_REPO and artifact.platform_id.isdecimal():
            return await self._by_id(artifact, answer)
        return self._observation(artifact, answer)

    async def _by_id(self, artifact: Artifact, at_path: Answer) -> Observation:
        """
        The observation for a repository whose path answers 404, after asking for its known id: it may have another
        name now, or be blocked. In any other case the response at the path decides.
        """
        try:
            answer = await self._get(f"/repositories/{artifact.platform_id}")
            if read_answer(answer, token=self._client.has_token)[0] is Outcome.BLOCKED:
                return self._observation(artifact, answer)
            facts = from_rest(answer.mapping()) if answer.status == 200 else Facts()
        except Unreachable:
            facts = Facts()
        if facts.name is None or facts.platform_id != artifact.platform_id:
            return self._observation(artifact, at_path)
        if facts.name.casefold() == artifact.target.casefold():
            raise Unreachable(Reason.BAD_RESPONSE, "nothing at the path, yet the repository of this id has it")
        return self._observer.observation(
            artifact,
            Meaning(
                Outcome.ABSENT,
                Reason.NOT_FOUND_OR_PRIVATE,
                status=404,
                detail=f"nothing at this path; the repository is {facts.name} today",
                facts=Facts(platform_id=facts.platform_id, name=facts.name),
            ),
        )

    async def _get(self, path: str) -> Answer:
        """The response to a GET; redirects are followed below this base only, so that the token goes nowhere else."""
        answer, _ = await followed(f"{self._base}{path}", self._ask, self._leads_to)
        return answer

    async def _ask(self, url: str) -> Answer:
        send = partial(self._client.get, url.removeprefix(self._base))
        return await self._host.ask(self.name, send, expect_json=True)

    def _leads_to(self, url: str, location: str) -> str:
        target = joined_below(self._base, _PUBLIC, url, location)
        base, there = split(self._base), split(target)
        if origin(target) != origin(self._base) or not there.path.startswith(f"{base.path}/"):
            raise Unreachable(Reason.BAD_RESPONSE, "a redirect that leads away from this service")
        path = there.path.removeprefix(base.path)
        return f"{self._base}{path}?{there.query}" if there.query else f"{self._base}{path}"

    def _observation(self, artifact: Artifact, answer: Answer) -> Observation:
        outcome, reason, detail = read_answer(answer, token=self._client.has_token)
        facts = self._facts(answer) if outcome is Outcome.PRESENT else Facts()
        return self._observer.observation(
            artifact, Meaning(outcome, reason, status=answer.status, detail=detail, facts=facts)
        )

    def _facts(self, answer: Answer) -> Facts:
        """
        The facts in a response of status 200; raises Unreachable (`bad_response`) if its object is not the one at the
        address that was asked last (by name or by number).
        """
        facts = from_rest(answer.mapping())
        asked = answer.url.removeprefix(self._base).partition("?")[0].strip("/").partition("/")[2].casefold()
        if asked not in ((facts.name or "").casefold(), facts.platform_id):
            raise Unreachable(Reason.BAD_RESPONSE, "an answer about something else, without a redirect")
        return facts


class GitHubOldOwner(GitHubRest):
    """
    For repositories that REST reports under another owner: whether the old owner's name is free for anybody to
    register (docs.github.com, changing your username). For runs without a token; with one `GitHubOwners` does it.
    """

    async def _look_up(self, artifact: Artifact) -> Observation:
        answer = await self._get(f"/users/{artifact.target.partition('/')[0]}")
        outcome, reason, detail = read_answer(answer, token=self._client.has_token)
        if outcome not in (Outcome.PRESENT, Outcome.ABSENT):
            raise Unreachable(reason if outcome is Outcome.UNKNOWN else Reason.FORBIDDEN, detail)
        if outcome is Outcome.PRESENT:
            self._facts(answer)
        facts = Facts(old_owner_free=outcome is Outcome.ABSENT)
        return self._observer.observation(
            artifact, Meaning(Outcome.PRESENT, Reason.OK, status=answer.status, facts=facts)
        )


def _path(artifact: Artifact) -> str:
    """The path of an artifact below the base; raises Unreachable (`bad_link`) for a name that GitHub can't have."""
    first, _, name = artifact.target.partition("/")
    fits = is_repository if artifact.kind is Kind.GITHUB_REPO else askable
    if not fits(artifact.target):
        raise Unreachable(Reason.BAD_LINK, "GitHub has no such names")
    if artifact.kind is Kind.GITHUB_REPO:
        return f"/repos/{first}/{name}"
    if artifact.kind is Kind.GITHUB_GIST:
        return f"/gists/{name or first}"
    return f"/users/{first}"
