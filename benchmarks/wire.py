"""
The simulated services without sockets: what the checker's two HTTP clients would send reaches the simulator in the
same process and event loop, and its answers come back in the form that the clients would give them.

Everything above the clients is what users run: services, limits, retries, waits, verdicts, store. Below, delays are
not waited for but compared with the client's timeout: an answer that is slower is a timeout at once. Bodies travel
uncompressed unless the answer itself is compressed.
"""

from __future__ import annotations

import ssl
import time
from contextlib import contextmanager
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING
from unittest.mock import patch
from urllib.parse import urlsplit

import httpx

from checker.errors import Unreachable
from checker.model import Reason
from checker.network import transport
from checker.network.answer import Answer
from checker.network.redaction import redactor
from checker.network.transport import USER_AGENT
from checker.services.github import rest_client as github_client
from tests.simulator import Simulator
from tests.simulator.server import Received, Reply, Welcome

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from typing import Self

_OURS = "127.0.0.1"
_BASE = f"http://{_OURS}:1"


class Wired(Simulator):
    """A simulator that is reached without sockets while `wired` holds."""

    silent = False

    def __enter__(self) -> Self:
        self._server.base = _BASE
        return self

    def __exit__(self, *_: object) -> None:
        self._git.close()

    def outage(self) -> None:
        """No service can be reached, until `recover`."""
        self.silent = True

    def recover(self) -> None:
        """All services are back where they were."""
        self.silent = False

    async def ask(self, method: str, url: str, headers: dict[str, str], body: bytes = b"") -> Reply:
        """The answer to a request; raises what httpx raises where the connection fails before one."""
        parts = urlsplit(url)
        host = "" if parts.hostname == _OURS else parts.hostname or ""
        secure = parts.scheme == "https"
        if self.silent:
            raise httpx.ConnectError("All connection attempts failed")
        if host and secure:
            _welcomed(self.skies.welcome(host))
        reply = await self._answer(Received(method, host, parts.path, parts.query, headers, body, secure))
        if reply.drop:
            raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
        return reply


@contextmanager
def wired(simulator: Wired) -> Iterator[None]:
    """While it lasts, all requests of the checker's clients reach the simulator."""
    client = httpx.AsyncClient(transport=_Http(simulator), trust_env=False, timeout=transport.TIMEOUT)
    client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))

    async def stay_open() -> None:
        """The next run uses it too."""

    async def get(self: github_client.Client, path: str) -> Answer:
        return await _rest(simulator, self, path)

    with (
        patch.object(client, "aclose", stay_open),
        patch.object(transport.Transport, "_client", lambda *_, **__: client),
        patch.object(github_client.Client, "get", get),
    ):
        yield


class _Http(httpx.AsyncBaseTransport):
    """The transport of httpx that leads to the simulator."""

    def __init__(self, simulator: Wired) -> None:
        self._simulator = simulator

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        reply = await self._simulator.ask(request.method, str(request.url), headers, request.content)
        if reply.wait > request.extensions["timeout"]["read"]:
            raise httpx.ReadTimeout("")
        shown = reply.headers | {"Content-Length": str(len(reply.body))}
        body = b"" if request.method == "HEAD" or reply.status == 304 else reply.body
        return httpx.Response(reply.status, headers=shown, stream=_Body(body, reply))


class _Body(httpx.AsyncByteStream):
    """A body as it arrives: cut off, slowly, or whole."""

    def __init__(self, body: bytes, reply: Reply) -> None:
        self._body = body
        self._reply = reply

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if _drips(self._body, self._reply, transport.DEADLINE):
            raise TimeoutError
        if self._reply.cut is not None:
            yield self._body[: self._reply.cut]
            raise httpx.RemoteProtocolError("peer closed connection without sending complete message body")
        for place in range(0, len(self._body), 1 << 16):
            yield self._body[place : place + (1 << 16)]


async def _rest(simulator: Wired, client: github_client.Client, path: str) -> Answer:
    """The answer to a GET as PyGithub's client would give it."""
    start = time.monotonic()
    headers = {"user-agent": USER_AGENT, "accept": "application/vnd.github+json", "accept-encoding": "identity"}
    token = client._token  # noqa: SLF001  (the token that the client sends)
    if token:
        headers["authorization"] = f"token {token}"
    try:
        reply = await simulator.ask("GET", f"{client._base}{path}", headers)  # noqa: SLF001  (the same)
    except httpx.HTTPError as error:
        raise Unreachable(Reason.NETWORK, "ConnectionError") from error
    _bounded(reply)
    shown = {name.lower(): value for name, value in reply.headers.items()}
    answer = Answer(
        status=reply.status,
        headers=shown,
        body=reply.body,
        elapsed=time.monotonic() - start,
        url=f"{client._base}{path}",  # noqa: SLF001  (the same)
    )
    return answer.redacted(redactor(token))


def _bounded(reply: Reply) -> None:
    """Raises Unreachable where PyGithub's client would give up on an answer."""
    if reply.wait > github_client.TIMEOUT or _drips(reply.body, reply, github_client.DEADLINE):
        raise Unreachable(Reason.TIMEOUT, "ReadTimeout")
    zipped = (
        reply.headers.get("Content-Encoding") == "gzip"
    )  # the simulator compresses only bodies that are too long when inflated
    if reply.cut is not None or zipped or len(reply.body) > github_client.MOST_BYTES:
        raise Unreachable(Reason.BAD_RESPONSE, "ChunkedEncodingError")
    if reply.status == 202:
        raise Unreachable(Reason.BAD_RESPONSE, "HTTP 202")


def _drips(body: bytes, reply: Reply, patience: float) -> bool:
    return reply.drip * len(body) > patience


def _welcomed(welcome: Welcome) -> None:
    """Raises what httpx raises where a proxy's tunnel can't be opened."""
    if welcome is Welcome.REFUSED:
        raise httpx.ProxyError("502 Bad Gateway")
    if welcome is not Welcome.GOOD:
        raise httpx.ConnectError("certificate verify failed") from ssl.SSLCertVerificationError("verify failed")
