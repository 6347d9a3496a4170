"""
GitHub by REST, one thing at a time, by PyGithub in a thread: the second opinion, and the token-less way.

It tells what GraphQL does not: blocks (403), takedowns (451), and where a thing lives whose path is gone (by
id). PyGithub's own retries, spacing and redirects are off: each request passes our gate, is counted and judged.
"""

from __future__ import annotations

import asyncio
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from checker.answer import Answer
from checker.errors import CredentialsError, Unreachable
from checker.model import Facts, Kind, Outcome, Reason
from checker.services.github_query import askable
from checker.services.observing import Witness, each, moment_in

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime

    from github import Github

    from checker.config import Settings
    from checker.limits import Host
    from checker.model import Artifact, Observation

TIMEOUT = 20  # seconds
HOPS = 5
_LOCATION = "x-reprolinks-location"
_BLOCKS = {"dmca": Reason.DMCA, "tos": Reason.TOS}


class GitHubRest:
    """
    Repositories, owners and gists, by name and by id. Without a token it sees what anybody sees, 60 times an
    hour.
    """

    batch = 20
    workers = 2

    def __init__(
        self,
        settings: Settings,
        host: Host,
        now: Callable[[], datetime],
        *,
        token: str,
        name: str,
        certificates: str | None = None,
    ) -> None:
        self.name = name
        self._base = settings.github_api
        self._host = host
        self._token = token
        self._certificates = certificates
        self._witness = Witness(name, now)
        self._threads = threading.local()

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact."""
        async for observation in each(artifacts, self._observe):
            yield observation

    async def _observe(self, artifact: Artifact) -> Observation:
        try:
            return await self._look_up(artifact)
        except Unreachable as trouble:
            return self._witness.cannot(artifact, trouble)

    async def _look_up(self, artifact: Artifact) -> Observation:
        if not askable(artifact.target):
            raise Unreachable(Reason.BAD_LINK, "GitHub has no such names")
        answer = await self._get(_path(artifact))
        if answer.status == 404 and artifact.kind is Kind.GITHUB_REPO and artifact.platform_id.isdecimal():
            return await self._by_id(artifact)
        return self._observation(artifact, answer)

    async def _by_id(self, artifact: Artifact) -> Observation:
        """Nothing at the path, but we know the id: does the repository live under another name?"""
        answer = await self._get(f"/repositories/{artifact.platform_id}")
        if answer.status != 200:
            return self._observation(artifact, answer)
        facts = self._facts(answer.mapping())
        return self._witness.says(
            artifact,
            Outcome.ABSENT,
            Reason.NOT_FOUND_OR_PRIVATE,
            status=404,
            detail=f"nothing at this path; the repository is {facts.name} today",
            facts=Facts(platform_id=facts.platform_id, name=facts.name),
        )

    async def _get(self, path: str) -> Answer:
        """The answer to a GET, redirects followed on this host only, each hop a request of its own."""
        for _ in range(HOPS):
            send = partial(asyncio.to_thread, self._send, path)
            answer = await self._host.ask(self.name, send, expect_json=True)
            if answer.status not in (301, 302, 307, 308):
                return answer
            path = self._next(answer.headers.get(_LOCATION, ""))
        raise Unreachable(Reason.BAD_RESPONSE, f"more than {HOPS} redirects")

    def _next(self, location: str) -> str:
        base, target = urlsplit(self._base), urlsplit(location)
        same = target.netloc in ("", base.netloc) and target.scheme in ("", base.scheme)
        if not target.path or not same:
            raise Unreachable(Reason.BAD_RESPONSE, "a redirect that leads nowhere on this host")
        return target.path.removeprefix(base.path)

    # -- PyGithub, in a thread ------------------------------------------------------------------------

    def _send(self, path: str) -> Answer:
        import requests  # noqa: PLC0415  (slow to import, and not needed by every run)

        start = time.monotonic()
        client, connection = self._client()
        try:
            status, headers, body = client.requester.requestJson("GET", path, cnx=connection)
        except requests.RequestException as error:
            raise Unreachable(_why(error), type(error).__name__) from error
        plain = {name.lower(): str(value) for name, value in headers.items()}
        return Answer(
            status=status,
            headers=plain,
            body=body.encode(),
            elapsed=time.monotonic() - start,
            url=f"{self._base}{path}",
        )

    def _client(self) -> tuple[Github, Any]:
        """This thread's client and connection: PyGithub's are not safe to share."""
        if not hasattr(self._threads, "pair"):
            self._threads.pair = _connect(self._base, self._token, self._certificates)
        pair: tuple[Github, Any] = self._threads.pair
        return pair

    # -- reading answers ------------------------------------------------------------------------------

    def _observation(self, artifact: Artifact, answer: Answer) -> Observation:
        outcome, reason, detail = self._meaning(answer)
        facts = self._facts(answer.mapping()) if outcome is Outcome.PRESENT else Facts()
        return self._witness.says(artifact, outcome, reason, status=answer.status, detail=detail, facts=facts)

    def _meaning(self, answer: Answer) -> tuple[Outcome, Reason, str]:
        if answer.status == 200:
            return Outcome.PRESENT, Reason.OK, ""
        body = _object(answer)
        message = str(body.get("message", ""))
        if answer.status == 401 and self._token:
            raise CredentialsError(
                "GitHub refuses the token in GITHUB_TOKEN (or GH_TOKEN): bad credentials.",
                "Set a valid token, or unset it to go without one.",
            )
        if isinstance(block := body.get("block"), dict) or answer.status == 451:
            block = block if isinstance(block, dict) else {"reason": "dmca"}
            why = _BLOCKS.get(str(block.get("reason")), Reason.BLOCKED)
            return Outcome.BLOCKED, why, f"{message}, {block.get('reason')} since {block.get('created_at', '?')}"
        if answer.status in (404, 410):
            gone = Reason.HTTP_410 if answer.status == 410 else Reason.NOT_FOUND_OR_PRIVATE
            return Outcome.ABSENT, gone, message
        if answer.status in (401, 403):
            return Outcome.REFUSED, Reason.FORBIDDEN, message
        return Outcome.UNKNOWN, Reason.BAD_RESPONSE, f"HTTP {answer.status} {message}"

    def _facts(self, body: Mapping[str, Any]) -> Facts:
        if body.get("id") is None:
            raise Unreachable(Reason.BAD_RESPONSE, "HTTP 200 without an id")
        spdx = (body.get("license") or {}).get("spdx_id")
        return Facts(
            platform_id=str(body["id"]),
            name=body.get("full_name") or body.get("login"),
            created_at=moment_in(body.get("created_at")),
            pushed_at=moment_in(body.get("pushed_at")),
            archived=body.get("archived"),
            disabled=body.get("disabled"),
            private=body.get("private"),
            fork=body.get("fork"),
            license=spdx if spdx and spdx != "NOASSERTION" else None,
            stars=body.get("stargazers_count"),
            default_branch=body.get("default_branch"),
        )


def _path(artifact: Artifact) -> str:
    first, _, name = artifact.target.partition("/")
    if artifact.kind is Kind.GITHUB_REPO:
        return f"/repos/{quote(first)}/{quote(name)}"
    if artifact.kind is Kind.GITHUB_GIST:
        return f"/gists/{quote(name or first)}"
    return f"/users/{quote(first)}"


def _object(answer: Answer) -> dict[str, Any]:
    try:
        return answer.mapping()
    except Unreachable:
        return {}


def _connect(base: str, token: str, certificates: str | None) -> tuple[Github, Any]:
    from github import Auth, Github  # noqa: PLC0415  (slow to import, and not needed by every run)
    from github.Requester import (  # noqa: PLC0415
        HTTPRequestsConnectionClass,
        HTTPSRequestsConnectionClass,
        RequestsResponse,
    )

    parts = urlsplit(base)
    kind: Any = HTTPSRequestsConnectionClass if parts.scheme == "https" else HTTPRequestsConnectionClass

    class Connection(kind):  # type: ignore[misc]  # one of two classes
        """A connection that keeps redirects from PyGithub, which follows some and hides them."""

        def getresponse(self) -> RequestsResponse:
            response: RequestsResponse = super().getresponse()
            if "location" in response.headers:
                response.headers[_LOCATION] = response.headers.pop("location")
            return response

    client = Github(
        auth=Auth.Token(token) if token else None,
        base_url=base,
        timeout=TIMEOUT,
        retry=None,
        verify=certificates or True,
        seconds_between_requests=None,
        seconds_between_writes=None,
    )
    connection = Connection(parts.hostname, parts.port, timeout=TIMEOUT, retry=None, verify=certificates or True)
    return client, connection


def _why(error: Exception) -> Reason:
    import requests  # noqa: PLC0415

    text = repr(error)
    if isinstance(error, requests.Timeout):
        return Reason.TIMEOUT
    if isinstance(error, requests.exceptions.SSLError):
        return Reason.TLS
    if "NameResolutionError" in text or "getaddrinfo" in text:
        return Reason.DNS
    if isinstance(error, (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError)):
        return Reason.BAD_RESPONSE
    return Reason.NETWORK
