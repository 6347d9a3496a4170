"""
The services on loopback: GitHub (REST, GraphQL, web, git), the Hugging Face Hub, archives, and any page of the web
behind a proxy. Built from what the services document and were seen to answer, not from what our client expects.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from tests.simulator import github_graphql, github_rest, hub
from tests.simulator.archives import SoftwareHeritage, Wayback
from tests.simulator.git import GitServer
from tests.simulator.limits import Window
from tests.simulator.server import Received, Reply, Server
from tests.simulator.world import Page, World

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Fault", "Received", "Simulator", "World"]

TOKEN = "simulated-github-token"
HUB_TOKEN = "simulated-hub-token"


class Fault(StrEnum):
    """Weather: what a service answers instead of what it should."""

    BAD_GATEWAY = "bad_gateway"
    SERVER_ERROR = "server_error"
    SECONDARY = "secondary"  # GitHub's secondary limit, 403 with Retry-After
    SECONDARY_BARE = "secondary_bare"  # the same as 429 that does not say how long
    RATE_LIMITED = "rate_limited"  # GraphQL's older word for its limit, at HTTP 200
    TOO_MANY = "too_many"  # 429 with Retry-After
    WRONG_TYPE = "wrong_type"  # an empty answer of another content type
    TRUNCATED = "truncated"
    HTML = "html"
    RESET = "reset"
    AWAY = "away"  # a redirect to a stranger's host
    ECHO = "echo"  # an error that repeats the credentials it was sent


@dataclass(slots=True)
class _Weather:
    fault: Fault
    share: float
    left: int | None


class Simulator:
    """
    A world behind loopback addresses. Use as a context manager; `environment()` points a client at it.

    `requests` holds everything it received, by service: `github_rest`, `github_graphql`, `github_web`, `hub`,
    `swh`, `wayback`, or a stranger's host.
    """

    def __init__(self, world: World, now: Callable[[], datetime] | None = None, seed: int = 0) -> None:
        self.world = world
        self.token, self.hf_token = TOKEN, HUB_TOKEN
        self.requests: list[tuple[str, Received]] = []
        self._now = now or (lambda: datetime.now(UTC))
        self._dice = random.Random(seed)
        self._weather: dict[str, _Weather] = {}
        self._git = GitServer()
        self._server = Server(self._answer)
        wall = self._wall
        self.core = {True: Window(5_000, 3_600, wall), False: Window(60, 3_600, wall)}
        self.graphql = Window(5_000, 3_600, wall)
        self.swh, self.wayback = SoftwareHeritage(wall), Wayback(wall)
        self.hub = {True: Window(1_000, 300, wall), False: Window(500, 300, wall)}

    def _wall(self) -> float:
        return self._now().timestamp()

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.__exit__(*error)
        self._git.close()

    def environment(self) -> dict[str, str]:
        """What a client's environment must hold to meet this world; no tokens."""
        base = self._server.base
        return {
            "REPROLINKS_GITHUB_API": f"{base}/github-api",
            "REPROLINKS_GITHUB_WEB": f"{base}/github-web",
            "HF_ENDPOINT": f"{base}/hub",
            "REPROLINKS_SWH_API": f"{base}/swh/api/1",
            "REPROLINKS_WAYBACK": f"{base}/wayback",
            "HTTP_PROXY": base,
            "HTTPS_PROXY": base,
            "http_proxy": base,
            "https_proxy": base,
            "NO_PROXY": "127.0.0.1,localhost",
            "no_proxy": "127.0.0.1,localhost",
            "SSL_CERT_FILE": self._server.certificates,
        }

    def weather(self, service: str, fault: Fault, *, share: float = 1.0, times: int | None = None) -> None:
        """Let a share of a service's answers, or the next so many, be a fault."""
        self._weather[service] = _Weather(fault, share, times)

    def clear(self) -> None:
        """Fine weather everywhere."""
        self._weather.clear()

    def sent_to(self, service: str) -> list[Received]:
        """The requests that one service received."""
        return [received for name, received in self.requests if name == service]

    # -- routing --------------------------------------------------------------------------------------

    async def _answer(self, received: Received) -> Reply:
        service, path = self._service(received)
        self.requests.append((service, received))
        reply = self._fault(service, received) or await self._served(service, path, received)
        reply.headers.setdefault("Date", self._now().astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT"))
        return reply

    def _service(self, received: Received) -> tuple[str, str]:
        if received.host and received.host != "127.0.0.1":
            return received.host, received.path
        first, _, rest = received.path.lstrip("/").partition("/")
        path = f"/{rest}"
        if first == "github-api":
            return ("github_graphql" if path == "/graphql" else "github_rest"), path
        return {"github-web": "github_web", "hub": "hub"}.get(first, first), path

    async def _served(self, service: str, path: str, received: Received) -> Reply:
        sent = received.headers.get("authorization", "")
        good = sent.split(" ")[-1] == self.token
        if service == "github_graphql":
            return github_graphql.answer(received, self.world, self.graphql, self._now, good=good)
        if service == "github_rest":
            window = self.core[bool(sent)]
            base = self.environment()["REPROLINKS_GITHUB_API"]
            return github_rest.answer(received, path, base, self.world, window, good=good or not sent)
        if service == "hub":
            inner = Received(received.method, "", path, received.query, received.headers, received.body)
            return self._under("/hub", hub.answer(inner, self.world, self.hub[bool(sent)], self.hf_token))
        if service == "swh":
            return self.swh.answer(received, path, self.world)
        if service == "wayback":
            return self.wayback.answer(received, path, self.world)
        if service == "github_web":
            return await self._web(path, received)
        return await self._stranger(received)

    def _under(self, prefix: str, reply: Reply) -> Reply:
        """Relative redirects lead to where the service is mounted."""
        if reply.headers.get("Location", "").startswith("/"):
            reply.headers["Location"] = prefix + reply.headers["Location"]
        return reply

    async def _web(self, path: str, received: Received) -> Reply:
        name, _, tail = path.strip("/").partition(".git/")
        if tail:
            found, moved = self.world.find(name)
            if found and moved:
                query = f"?{received.query}" if received.query else ""
                return self._under("/github-web", Reply(301, b"", {"Location": f"/{found.name}.git/{tail}{query}"}))
            return await self._git.answer(received, tail, found)
        found, moved = self.world.find(name)
        if found and moved:
            return self._under("/github-web", Reply(301, b"", {"Location": f"/{found.name}"}))
        there = (found and not found.private) or name.casefold() in self.world.owners
        return _page(200, f"<title>{name}</title>") if there else _page(404, "<title>Page not found</title>")

    async def _stranger(self, received: Received) -> Reply:
        place = f"{received.host}{received.path}".rstrip("/")
        name, _, tail = place.partition(".git/")
        if tail and name.casefold() in self.world.remotes:
            return await self._git.answer(received, tail, self.world.remotes[name.casefold()])
        if page := self.world.pages.get(place):
            return _shown(page)
        known = any(url.split("/")[0] == received.host for url in [*self.world.pages, *self.world.remotes])
        return _page(404, "<title>404</title>") if known else Reply(0, drop=True)

    # -- weather --------------------------------------------------------------------------------------

    def _fault(self, service: str, received: Received) -> Reply | None:
        weather = self._weather.get(service) or self._weather.get("all")
        if weather is None or weather.left == 0 or self._dice.random() >= weather.share:
            return None
        if weather.left is not None:
            weather.left -= 1
        return _faulty(weather.fault, received)


def _faulty(fault: Fault, received: Received) -> Reply:
    html = {"Content-Type": "text/html"}
    match fault:
        case Fault.BAD_GATEWAY:
            return Reply(502, b"<html><title>Unicorn!</title></html>", html)
        case Fault.SERVER_ERROR:
            return Reply(500, b'{"message":"Server Error"}', {"Content-Type": "application/json"})
        case Fault.SECONDARY:
            text = b'{"message":"You have exceeded a secondary rate limit. Please wait a few minutes."}'
            return Reply(403, text, {"Retry-After": "60", "Content-Type": "application/json"})
        case Fault.SECONDARY_BARE:
            return Reply(429, b'{"message":"You have exceeded a secondary rate limit."}')
        case Fault.RATE_LIMITED:
            text = b'{"errors":[{"type":"RATE_LIMITED","message":"API rate limit exceeded for user ID 1."}]}'
            return Reply(200, text, {"Content-Type": "application/json"})
        case Fault.WRONG_TYPE:
            return Reply(200, b"", {"Content-Type": "application/octet-stream"})
        case Fault.TOO_MANY:
            return Reply(429, b"slow down", {"Retry-After": "30"})
        case Fault.TRUNCATED:
            return Reply(200, b'{"data":{"r0":{"name' + b" " * 400, {"Content-Type": "application/json"}, cut=20)
        case Fault.HTML:
            return Reply(200, b"<html><title>Maintenance</title></html>", html)
        case Fault.RESET:
            return Reply(0, drop=True)
        case Fault.AWAY:
            return Reply(302, b"", {"Location": f"https://elsewhere.example.org{received.path}"})
        case Fault.ECHO:
            words = f"not allowed: {received.headers.get('authorization', 'nobody')}"
            body = json.dumps({"message": words, "error": words, "errors": [{"type": "FORBIDDEN", "message": words}]})
            return Reply(400, body.encode(), {"Content-Type": "application/json", "X-Error-Message": words})


def _page(status: int, body: str) -> Reply:
    return Reply(status, body.encode(), {"Content-Type": "text/html; charset=utf-8"})


def _shown(page: Page) -> Reply:
    reply = _page(page.status, page.body)
    reply.headers |= page.headers
    if page.location:
        reply.headers["Location"] = page.location
    return reply
