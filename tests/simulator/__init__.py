"""
The services on loopback: GitHub (REST, GraphQL, web, git), the Hugging Face Hub, archives, and any web page behind a
proxy. Built from what the services document and were observed to answer, not from what our client expects.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self
from urllib.parse import unquote

from tests.simulator import github_graphql, hub, publications
from tests.simulator.archives import SoftwareHeritage, Wayback
from tests.simulator.deposits import Archives
from tests.simulator.faults import Blemish, Door, Fault, Lure, Weather
from tests.simulator.forges import Forges
from tests.simulator.git import GitServer
from tests.simulator.github_limits import GitHubLimits
from tests.simulator.github_rest import Rest
from tests.simulator.limits import Breach, Exceeded
from tests.simulator.server import Received, Reply, Server, Welcome
from tests.simulator.world import Page, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.simulator.faults import Sky

__all__ = ["Blemish", "Breach", "Door", "Exceeded", "Fault", "Lure", "Received", "Simulator", "World"]

#: Archives of research data by their public addresses.
_DEPOSITORIES = {
    "zenodo": "zenodo.org/api/",
    "figshare": "api.figshare.com/v2/",
    "osf": "api.osf.io/v2/",
    "doi": "doi.org/",
}
TOKEN = "simulated-github-token"
HUB_TOKEN = "simulated-hub-token"


class Simulator:
    """
    A world of simulated services behind loopback addresses. Use as a context manager; `environment()` points a client
    at it.

    `requests` holds everything it received, as (service, request); services are `github_rest`, `github_graphql`,
    `github_web`, `hub`, `swh`, `wayback`, `zenodo`, `figshare`, `osf`, `doi`, or a stranger's host. `answered` are
    the requests that have had their answers; `breaches` every time that a limit was exceeded. `now` is the clock of
    all limits. The time that services take is only counted, unless `pace` says which share of it really passes;
    `latency` is added to each answer.

    `limits.manner` says how GitHub refuses, `limits.clock` how long it works.
    """

    def __init__(self, world: World, now: Callable[[], datetime] | None = None, seed: int = 0) -> None:
        self.world = world
        self.token, self.hf_token = TOKEN, HUB_TOKEN
        self.requests: list[tuple[str, Received]] = []
        self.answered: list[tuple[str, Received]] = []
        self.pace = self.latency = 0.0
        self._now = now or (lambda: datetime.now(UTC))
        self.skies = Weather(seed, self._wall)
        self._git = GitServer()
        self._forges = Forges(world, self._git)
        self._server = Server(self._answer, self.skies.welcome)
        self.swh, self.wayback = SoftwareHeritage(self._wall), Wayback(self._wall)
        self.deposits = Archives(world.deposits, self._wall)
        self.limits = GitHubLimits(self._wall)
        self.core, self.graphql, self.breaches = self.limits.core, self.limits.graphql, self.limits.secondary.breaches
        self.hub_windows = hub.windows(self._wall)
        self.hub = self.hub_windows["api"]

    def _wall(self) -> float:
        return self._now().timestamp()

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.__exit__(*error)
        self._git.close()

    def environment(self) -> dict[str, str]:
        """The environment variables that lead a client to this world, without tokens."""
        base = self._server.base
        return {
            "REPROLINKS_GITHUB_API": f"{base}/github-api",
            "REPROLINKS_GITHUB_WEB": f"{base}/github-web",
            "HF_ENDPOINT": f"{base}/hub",
            "REPROLINKS_SWH_API": f"{base}/swh/api/1",
            "REPROLINKS_WAYBACK": f"{base}/wayback",
            "REPROLINKS_ARXIV": f"{base}/arxiv",
            "REPROLINKS_CROSSREF": f"{base}/crossref",
            "REPROLINKS_ZENODO": f"{base}/zenodo",
            "REPROLINKS_FIGSHARE": f"{base}/figshare/v2",
            "REPROLINKS_OSF": f"{base}/osf/v2",
            "REPROLINKS_DOI": f"{base}/doi",
            "HTTP_PROXY": base,
            "HTTPS_PROXY": base,
            "http_proxy": base,
            "https_proxy": base,
            "NO_PROXY": "127.0.0.1,localhost",
            "no_proxy": "127.0.0.1,localhost",
            "SSL_CERT_FILE": self._server.certificates,
        }

    def weather(
        self, service: str, fault: Sky | Iterable[Sky], *, share: float = 1.0, times: int | None = None
    ) -> None:
        """Replace a share of a service's answers, or the next `times`, by a fault: one of several at random."""
        self.skies.set(service, [fault] if isinstance(fault, str) else fault, share, times)

    def clear(self) -> None:
        """End all faults."""
        self.skies.clear()

    def outage(self) -> None:
        """No service can be reached, until `recover`."""
        self._server.fall_silent()

    def recover(self) -> None:
        """All services can be reached again, at the same addresses."""
        self._server.listen()

    def sent_to(self, service: str) -> list[Received]:
        """The requests that one service received."""
        return [received for name, received in self.requests if name == service]

    # -- routing --------------------------------------------------------------------------------------

    async def _answer(self, received: Received) -> Reply:
        service, path = self._service(received)
        self.requests.append((service, received))
        counted = service in ("github_rest", "github_graphql")
        self.limits.secondary.in_flight += counted
        try:
            reply = await self.skies.answer(service, received, lambda: self._served(service, path, received))
            if pause := self.latency + reply.took * self.pace:
                await asyncio.sleep(pause)
        finally:
            self.limits.secondary.in_flight -= counted
        self.answered.append((service, received))
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
        base = self._server.base
        if service == "github_graphql":
            return github_graphql.answer(received, self.world, self.limits, good=good)
        if service == "github_rest":
            rest = Rest(f"{base}/github-api", self.world, self.limits)
            return rest.answer(received, path, good=good or not sent)
        if service == "hub":
            there = hub.Hub(f"{base}/hub", self.world, self.hub_windows, self.hf_token, self.limits.secondary.note)
            return self._under("/hub", there.answer(replace(received, host="", path=path)))
        if service == "arxiv":
            return publications.arxiv(received, self.world)
        if service == "crossref":
            return publications.crossref(path, self.world)
        if service == "swh" and path == "/api/1/known/":
            return self.deposits.known(received)
        if service == "swh":
            return self.swh.answer(received, path, self.world)
        if service == "wayback":
            return self.wayback.answer(received, path, self.world)
        if service in _DEPOSITORIES:
            return self._deposited(service, path, received)
        if service == "github_web":
            return self._web(path, received)
        return self._stranger(received)

    def _deposited(self, service: str, path: str, received: Received) -> Reply:
        """An archive of research data; a page of Zenodo is looked up as any other page."""
        if service == "zenodo" and not path.startswith("/api/"):
            page = self._stranger(replace(received, host="zenodo.org", path=path, tls=True))
            return _page(404, "<title>Not found</title>") if page.drop else page
        if service == "osf":
            return self.deposits.osf(path, received)
        answer = {"zenodo": self.deposits.zenodo, "figshare": self.deposits.figshare, "doi": self.deposits.doi}
        return answer[service](unquote(path))

    def _under(self, prefix: str, reply: Reply) -> Reply:
        """The reply with relative redirects below the path at which the service is mounted."""
        if reply.headers.get("Location", "").startswith("/"):
            reply.headers["Location"] = prefix + reply.headers["Location"]
        return reply

    def _web(self, path: str, received: Received) -> Reply:
        name, _, tail = path.strip("/").partition(".git/")
        found, moved = self.world.find(name)
        if found and moved:
            query = f"?{received.query}" if received.query else ""
            place = f"{found.name}.git/{tail}{query}" if tail else found.name
            return Reply(301, b"", {"Location": f"{self._server.base}/github-web/{place}"})
        if tail and name.count("/") == 1:
            return self._git.answer(received, tail, found, github=True)
        if found and found.blocked and not found.private:
            dmca = found.blocked == "dmca"
            words = "Repository unavailable due to DMCA takedown." if dmca else "This repository has been disabled."
            return _page(451 if dmca else 403, f"<title>{words}</title>")
        there = (found and not found.private) or name.casefold() in self.world.owners
        return _page(200, f"<title>{name}</title>") if there else _page(404, "<title>Page not found</title>")

    def _stranger(self, received: Received) -> Reply:
        if not received.tls and self.skies.welcome(received.host) is Welcome.REFUSED:
            return _page(502, "<title>The name can't be resolved</title>")
        if reply := self.deposits.dataverse(received) or self._forges.answer(received):
            return reply
        place = f"{received.host}{received.path}".rstrip("/")
        name, _, tail = place.partition(".git/")
        if tail and name.casefold() in self.world.remotes:
            return self._git.answer(received, tail, self.world.remotes[name.casefold()])
        asked = f"{place}?{received.query}" if received.query else place
        query = f"?{received.query}" if received.query else ""
        exactly = f"{'https' if received.tls else 'http'}://{received.host}{received.path}{query}"
        if page := self.world.exact_pages.get(exactly):
            return _shown(page)
        if page := self.world.pages.get(asked) or self.world.pages.get(place):
            return _shown(page)
        for service, public in _DEPOSITORIES.items():
            if place.startswith(public):
                return self._deposited(service, received.path, received)
        hosts = {url.split("/")[0] for url in [*self.world.pages, *self.world.remotes]}
        hosts |= {url.split("/")[2] for url in self.world.exact_pages}
        known = received.host in hosts
        return _page(404, "<title>404</title>") if known else Reply(0, drop=True)


def _page(status: int, body: str) -> Reply:
    return Reply(status, body.encode(), {"Content-Type": "text/html; charset=utf-8"})


def _shown(page: Page) -> Reply:
    reply = _page(page.status, page.body)
    reply.headers |= page.headers
    if page.location:
        reply.headers["Location"] = page.location
    return reply
