"""
Any git remote over HTTPS without a token: GitHub beyond its 60 anonymous requests, and every other forge.

A 401 is what GitHub and GitLab answer for a missing or private repository, and what some networks get for a
public one: it is `refused` here, weak evidence that another witness must confirm.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from checker.errors import Unreachable
from checker.model import Facts, Kind, Outcome, Reason
from checker.services.git_wire import Refused, look
from checker.services.github_query import askable
from checker.services.observing import Witness, each
from checker.transport import MEBIBYTE, Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from datetime import datetime

    from checker.answer import Answer
    from checker.config import Settings
    from checker.limits import Host
    from checker.model import Artifact, Observation
    from checker.services.git_wire import Head
    from checker.transport import Transport

HOPS = 5
LARGEST = 8 * MEBIBYTE  # of references or of one commit without its tree


class Git:
    """Repositories of any forge."""

    name = "git"
    batch = 8
    workers = 1
    patient = False

    def __init__(
        self,
        settings: Settings,
        transport: Transport,
        hosts: Callable[[str], Host],
        now: Callable[[], datetime],
    ) -> None:
        self._github = settings.github_web
        self._transport = transport
        self._hosts = hosts
        self._now = now
        self._witness = Witness(self.name, now)

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact."""
        async for observation in each(artifacts, self._observe):
            yield observation

    async def _observe(self, artifact: Artifact) -> Observation:
        try:
            url, trusted = self._remote(artifact)
            send = partial(self._send, loop=asyncio.get_running_loop(), trusted=trusted)
            head = await asyncio.to_thread(look, url, send)
        except Refused as refusal:
            return self._refused(artifact, refusal.answer)
        except Unreachable as trouble:
            return self._witness.cannot(artifact, trouble)
        return self._witness.says(
            artifact, Outcome.PRESENT, Reason.OK, status=200, facts=self._facts(artifact, head, url)
        )

    def _remote(self, artifact: Artifact) -> tuple[str, bool]:
        if artifact.kind is Kind.GITHUB_REPO:
            if not askable(artifact.target):
                raise Unreachable(Reason.BAD_LINK, "GitHub has no such names")
            return f"{self._github}/{artifact.target}.git", True
        host, _, path = artifact.target.partition("/")
        return f"https://{host}/{quote(path)}.git", False

    # -- in dulwich's thread --------------------------------------------------------------------------

    def _send(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        content: bytes | None,
        *,
        loop: asyncio.AbstractEventLoop,
        trusted: bool,
    ) -> Answer:
        """One exchange, carried over to the event loop; blocks dulwich's thread, never the loop."""
        asking = self._exchange(method, url, headers, content, trusted=trusted)
        return asyncio.run_coroutine_threadsafe(asking, loop).result()

    async def _exchange(
        self, method: str, url: str, headers: dict[str, str], content: bytes | None, *, trusted: bool
    ) -> Answer:
        """The answer at the end of a chain of redirects on one host; a POST is not redirected."""
        host = urlsplit(url).hostname or ""
        headers = {name: value for name, value in headers.items() if name != "Content-Length"}
        for _ in range(HOPS):
            request = Request(
                url=url, method=method, headers=headers, content=content, trusted=trusted, max_bytes=LARGEST
            )
            answer = await self._hosts(host).ask(self.name, partial(self._transport.send, request))
            if answer.status not in (301, 302, 303, 307, 308) or method != "GET":
                return answer
            target = urljoin(url, answer.headers.get("location", ""))
            if urlsplit(target).netloc != urlsplit(url).netloc or "info/refs" not in target:
                return answer
            url = target
        raise Unreachable(Reason.BAD_RESPONSE, f"more than {HOPS} redirects")

    # -- reading answers ------------------------------------------------------------------------------

    def _facts(self, artifact: Artifact, head: Head, asked: str) -> Facts:
        when = min(head.committed_at, self._now()) if head.committed_at else None
        return Facts(
            name=_name(artifact, head.url) if head.url != asked.removesuffix("/") else artifact.target,
            last_commit_at=when,
            empty=head.commit is None,
            default_branch=head.branch,
            head=head.commit,
        )

    def _refused(self, artifact: Artifact, answer: Answer) -> Observation:
        outcome, reason = _meaning(answer)
        return self._witness.says(artifact, outcome, reason, status=answer.status, detail=_words(answer))


def _name(artifact: Artifact, url: str) -> str:
    parts = urlsplit(url)
    path = parts.path.strip("/").removesuffix(".git")
    return path if artifact.kind is Kind.GITHUB_REPO else f"{parts.netloc}/{path}"


_BY_STATUS = {
    401: (Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE),
    403: (Outcome.REFUSED, Reason.REFUSED),
    404: (Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE),
    410: (Outcome.ABSENT, Reason.HTTP_410),
    429: (Outcome.UNKNOWN, Reason.RATE_LIMITED),
    **dict.fromkeys((301, 302, 303, 307, 308), (Outcome.REFUSED, Reason.LOGIN)),
}
_BY_TEXT = {
    b"DMCA": (Outcome.BLOCKED, Reason.DMCA),
    b"disabled by GitHub staff": (Outcome.BLOCKED, Reason.TOS),
    b"temporarily limiting": (Outcome.UNKNOWN, Reason.RATE_LIMITED),
}


def _meaning(answer: Answer) -> tuple[Outcome, Reason]:
    """What an answer that is no git says: by GitHub's own texts in a refusal, else by its status."""
    if answer.status in (403, 429):
        for words, said in _BY_TEXT.items():
            if words in answer.body:
                return said
    return _BY_STATUS.get(answer.status, (Outcome.UNKNOWN, Reason.BAD_RESPONSE))


def _words(answer: Answer) -> str:
    kind = answer.headers.get("content-type", "")
    return answer.text[:200] if kind.startswith("text/plain") else f"HTTP {answer.status}"
