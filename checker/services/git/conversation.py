"""
Conversations with git servers: sequences of exchanges, each of which is one request. Its response is limited in size,
it passes the host's gate, and redirects are followed within the same site only.
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
from checker.services.git.wire import REFERENCES, ExchangeNeeded, found_at, is_pack

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
EXCHANGES = 8  # requests for one result; usually two


class ExchangeSender:
    """Sends exchanges; shared by all conversations."""

    def __init__(self, settings: Settings, transport: Transport, hosts: Callable[[str], Host]) -> None:
        self._base = settings.github_web
        self._bases = Bases(settings)
        self._transport = transport
        self._hosts = hosts

    async def answer(self, exchange: Exchange) -> Answer:
        """The response at the end of the redirects within one site; those of a POST are not followed."""

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
            # Some forges send a page in place of git to clients whose user agent is not git.
            headers={**dict(exchange.headers), "User-Agent": f"git/{self._transport.user_agent}"},
            content=exchange.content,
            max_bytes=LARGEST,
            trusted=self._bases.trusts(url),
        )
        host = self._hosts(urlsplit(url).hostname or "")
        return await host.ask(ServiceName.GIT, partial(self._transport.send, request))


class Conversation:
    """The responses of one remote so far. `ref_prefixes`: prefixes of references to be listed beside HEAD."""

    def __init__(self, remote: str, sender: ExchangeSender, ref_prefixes: tuple[bytes, ...] = ()) -> None:
        self.ref_prefixes = ref_prefixes
        self._remote = remote
        self._sender = sender
        self._answers: dict[Exchange, Answer] = {}

    @property
    def place(self) -> str:
        """The address of the remote after the redirects of its first response."""
        return found_at(self._remote, self._answers)

    @property
    def host(self) -> str:
        """The host of the remote, with its port."""
        return urlsplit(self._remote).netloc

    async def run(self, function: Callable[[str, Mapping[Exchange, Answer]], _T]) -> _T:
        """The result of a function of the remote and all responses; sends each exchange that it raises as needed."""
        for _ in range(EXCHANGES):
            try:
                return function(self._remote, self._answers)
            except ExchangeNeeded as needed:
                self._answers[needed.exchange] = await self._sender.answer(needed.exchange)
        raise Unreachable(Reason.BAD_RESPONSE, "a conversation without an end")

    @property
    def cut(self) -> bool:
        """Whether a response in git's protocol was longer than the limit, and is cut."""
        return any(answer.truncated and is_pack(answer) for answer in self._answers.values())

    def clock(self, default: datetime) -> datetime:
        """The time by the host's own clock (header `Date`), `default` if it sends none."""
        for answer in self._answers.values():
            try:
                return parsedate_to_datetime(answer.headers.get("date", ""))
            except (ValueError, TypeError, OverflowError):
                continue
        return default


def same_site(one: str, other: str) -> bool:
    """Whether a redirect leads to the same host, with or without `www.`, and not from HTTPS to HTTP."""
    here, there = urlsplit(one), urlsplit(other)
    secure = there.scheme == "https" or there.scheme == here.scheme == "http"
    return secure and bare(here.netloc) == bare(there.netloc)


def bare(netloc: str) -> str:
    """A host in the form that targets have: lower case, without `www.`."""
    return netloc.casefold().removeprefix("www.")
