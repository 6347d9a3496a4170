"""
Conversations with git servers: each exchange is one request, bounded, through its host's gate, and redirected within
its site only.
"""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from checker.errors import Unreachable
from checker.model import Reason, ServiceName
from checker.network.bases import Bases
from checker.network.redirects import followed, joined, joined_below
from checker.network.transport import Request
from checker.services.git.pack import LARGEST
from checker.services.git.wire import REFERENCES, Wanted, found_at, is_pack

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from checker.config import Settings
    from checker.network.answer import Answer
    from checker.network.host import Host
    from checker.network.transport import Transport
    from checker.services.git.wire import Exchange

    _T = TypeVar("_T")

PUBLIC = "https://github.com"
EXCHANGES = 8  # of one question; a usual one takes two


class Courier:
    """Sends the exchanges of all conversations."""

    def __init__(self, settings: Settings, transport: Transport, hosts: Callable[[str], Host]) -> None:
        self._base = settings.github_web
        self._bases = Bases(settings)
        self._transport = transport
        self._hosts = hosts

    async def answer(self, exchange: Exchange) -> Answer:
        """The answer at the end of a chain of redirects on one host; a POST is not redirected."""

        def leads_to(url: str, location: str) -> str | None:
            ours = url.startswith(f"{self._base}/")
            target = joined_below(self._base, PUBLIC, url, location) if ours else joined(url, location)
            follow = exchange.content is None and same_site(url, target) and target.endswith(REFERENCES)
            return target if follow else None

        answer, _ = await followed(exchange.url, partial(self._send, exchange), leads_to)
        return answer

    async def _send(self, exchange: Exchange, url: str) -> Answer:
        request = Request(
            url=url,
            method="GET" if exchange.content is None else "POST",
            # Some forges show a page instead of git to whoever does not call itself git.
            headers={**dict(exchange.headers), "User-Agent": f"git/{self._transport.user_agent}"},
            content=exchange.content,
            max_bytes=LARGEST,
            trusted=self._bases.trusts(url),
        )
        host = self._hosts(urlsplit(url).hostname or "")
        return await host.ask(ServiceName.GIT, partial(self._transport.send, request))


class Conversation:
    """All that is said between us and one remote. `sought` are beginnings of references to be listed beside HEAD."""

    def __init__(self, remote: str, courier: Courier, sought: tuple[bytes, ...] = ()) -> None:
        self.sought = sought
        self._remote = remote
        self._courier = courier
        self._answers: dict[Exchange, Answer] = {}

    @property
    def place(self) -> str:
        """Where the remote is after the redirects that its first answer came by."""
        return found_at(self._remote, self._answers)

    @property
    def host(self) -> str:
        """The host that is spoken to."""
        return urlsplit(self._remote).netloc

    async def held(self, talk: Callable[[str, Mapping[Exchange, Answer]], _T]) -> _T:
        """What `talk` comes to, given the remote and all answers that it wants. Raises what it raises."""
        for _ in range(EXCHANGES):
            try:
                return talk(self._remote, self._answers)
            except Wanted as wanted:
                self._answers[wanted.exchange] = await self._courier.answer(wanted.exchange)
        raise Unreachable(Reason.BAD_RESPONSE, "a conversation without an end")

    @property
    def cut(self) -> bool:
        """Whether an answer of git's was longer than what is read; anybody else's may be of any length."""
        return any(answer.truncated and is_pack(answer) for answer in self._answers.values())

    def clock(self, default: datetime) -> datetime:
        """What time it is by the host's own clock, `default` where it does not say."""
        for answer in self._answers.values():
            try:
                return parsedate_to_datetime(answer.headers.get("date", ""))
            except (ValueError, TypeError, OverflowError):
                continue
        return default


def same_site(one: str, other: str) -> bool:
    """Whether a redirect stays where it is: the same host, with or without `www.`, never away from TLS."""
    here, there = urlsplit(one), urlsplit(other)
    secure = there.scheme == "https" or there.scheme == here.scheme == "http"
    return secure and bare(here.netloc) == bare(there.netloc)


def bare(netloc: str) -> str:
    """A host's name as targets write it."""
    return netloc.casefold().removeprefix("www.")
