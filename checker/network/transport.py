"""
The one way to the network: an httpx client with timeouts, size limits and an address guard. No redirect is
followed here: every hop is the caller's to judge.

Two sorts of addresses: those that the user set or that are built in (`trusted`: GitHub, the Hub …), and
those that stand in papers. The latter may only lead to public addresses: names are resolved here, every
address is judged, and the connection goes to the very address that was judged, so that a name can't be
resolved a second time to something else (DNS rebinding). Behind a proxy, names are the proxy's to resolve.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import time
import zlib
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Self
from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]  # untyped, but what the standard library itself asks

import httpx

from checker import __version__
from checker.errors import Unreachable, UsageError
from checker.model import Reason
from checker.network.address_guard import is_local_name, is_public
from checker.network.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

USER_AGENT = f"reprolinks/{__version__} (checks links in papers)"
TIMEOUT = httpx.Timeout(connect=5.0, read=20.0, write=10.0, pool=None)
DEADLINE = 45.0  # seconds for one request in all, however slowly its body drips
MEBIBYTE = 1 << 20
_LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=8)  # httpcore scans its whole pool


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    One request. `max_bytes` bounds the body that is read; a stranger's link is never `trusted`. `patience` is
    for a service that is known to be slow: seconds to wait for its first byte.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    max_bytes: int = 32 * MEBIBYTE
    trusted: bool = False
    patience: float | None = None


class Transport:
    """
    Sends requests. Use as an async context manager.

    Proxies and certificates are those of the environment (HTTPS_PROXY, HTTP_PROXY, NO_PROXY, SSL_CERT_FILE).
    """

    def __init__(self, *, allow_private_hosts: bool = False) -> None:
        self._allow_private = allow_private_hosts
        self._proxies = _proxies(getproxies_environment())
        self._context = httpx.create_ssl_context()
        self._clients: dict[tuple[str, bool], httpx.AsyncClient] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def send(self, request: Request) -> Answer:
        """The answer to one request; raises Unreachable with the reason where there is none."""
        start = time.monotonic()
        deadline = max(DEADLINE, request.patience or 0.0)
        try:
            async with asyncio.timeout(deadline):
                answer = await self._send(request)
        except TimeoutError as error:
            raise Unreachable(Reason.TIMEOUT, f"no full answer in {deadline:.0f} s") from error
        except httpx.HTTPError as error:
            raise Unreachable(*_why(error)) from error
        except (httpx.InvalidURL, ValueError) as error:
            raise Unreachable(Reason.BAD_LINK, "no address that can be asked") from error
        return Answer(
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            elapsed=time.monotonic() - start,
            url=request.url,
            truncated=answer.truncated,
        ).without(request.headers.get("Authorization", "").rpartition(" ")[2])

    async def _send(self, request: Request) -> Answer:
        url = httpx.URL(request.url)
        if (url.port or 0) > 65_535:
            raise Unreachable(Reason.BAD_LINK, "there is no such port")
        proxy = self._proxy(url)
        guarded = not (request.trusted or self._allow_private)
        if guarded and is_local_name(url.host):
            raise Unreachable(Reason.UNSAFE_ADDRESS, "the link leads to a local or private address")
        client = self._client(proxy, keep=request.trusted)
        headers = {"User-Agent": USER_AGENT, "Accept-Encoding": _encodings(request), **request.headers}
        built = client.build_request(request.method, url, headers=headers, content=request.content)
        if request.patience is not None:
            built.extensions["timeout"]["read"] = request.patience
        if guarded and not proxy:
            await _pin(built)
        response = await client.send(built, stream=True)
        try:
            return await _read(response, request)
        finally:
            with contextlib.suppress(httpx.HTTPError):
                await response.aclose()

    def _proxy(self, url: httpx.URL) -> str:
        if proxy_bypass_environment(url.netloc.decode("ascii"), self._proxies):
            return ""
        return self._proxies.get(url.scheme) or self._proxies.get("all") or ""

    def _client(self, proxy: str, *, keep: bool) -> httpx.AsyncClient:
        """
        A client for this proxy. Strangers' hosts get no connection that is kept: connections are kept by
        address, and two hosts behind one address must not share one.
        """
        if (proxy, keep) not in self._clients:
            client = httpx.AsyncClient(
                proxy=proxy or None,
                trust_env=False,
                verify=self._context,
                timeout=TIMEOUT,
                limits=_LIMITS if keep else httpx.Limits(max_connections=64, max_keepalive_connections=0),
            )
            client.cookies.jar.set_policy(DefaultCookiePolicy(allowed_domains=[]))
            self._clients[proxy, keep] = client
        return self._clients[proxy, keep]


def _proxies(environment: Mapping[str, str]) -> dict[str, str]:
    """Proxies by scheme (and `no`); one written without a scheme speaks http. Raises UsageError for none."""
    proxies = dict(environment)
    for scheme in {"http", "https", "all"} & proxies.keys():
        proxies[scheme] = proxies[scheme] if "://" in proxies[scheme] else f"http://{proxies[scheme]}"
        try:
            httpx.Proxy(proxies[scheme])
        except (httpx.InvalidURL, ValueError):  # its text may hold the proxy's password
            variable = f"{scheme.upper()}_PROXY"
            raise UsageError(f"{variable} holds no address of a proxy.", "Write it as http://host:port.") from None
    return proxies


def _encodings(request: Request) -> str:
    return "gzip, deflate" if request.trusted else "identity"


async def _pin(request: httpx.Request) -> None:
    """Judge the addresses of a stranger's host and let the request go to one that was judged."""
    host, port = request.url.host, request.url.port or (443 if request.url.scheme == "https" else 80)
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise Unreachable(Reason.DNS, f"{host} has no address") from error
    except UnicodeError as error:
        raise Unreachable(Reason.BAD_LINK, "no name of a host") from error
    addresses = sorted((str(entry[4][0]) for entry in found), key=lambda one: ":" in one)  # IPv4 first
    if not addresses or not all(map(is_public, addresses)):
        raise Unreachable(Reason.UNSAFE_ADDRESS, f"{host} resolves to a local or private address")
    request.extensions = {**request.extensions, "sni_hostname": host}
    request.headers["Host"] = request.url.netloc.decode("ascii")
    request.url = request.url.copy_with(host=addresses[0])


async def _read(response: httpx.Response, request: Request) -> Answer:
    """Status, headers and at most `max_bytes` of the body, decoded; a bomb is cut where it gets too long."""
    encoding = response.headers.get("content-encoding", "identity").strip().casefold()
    decode = _decoder(encoding)
    chunks: list[bytes] = []
    left = request.max_bytes
    async for raw in response.aiter_raw():
        chunk = decode(raw, left + 1)
        chunks.append(chunk[:left])
        left -= len(chunk)
        if left < 0:
            break
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(status=response.status_code, headers=headers, body=b"".join(chunks), truncated=left < 0)


def _decoder(encoding: str) -> Callable[[bytes, int], bytes]:
    if encoding in ("gzip", "x-gzip", "deflate"):
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)

        def decode(raw: bytes, room: int) -> bytes:
            try:
                return inflate.decompress(inflate.unconsumed_tail + raw, room)
            except zlib.error as error:
                raise Unreachable(Reason.BAD_RESPONSE, "the compressed body is broken") from error

        return decode
    return lambda raw, _: raw


def _why(error: httpx.HTTPError) -> tuple[Reason, str]:
    """The reason behind an httpx error, read from the chain of its causes."""
    if isinstance(error, httpx.TimeoutException):
        return Reason.TIMEOUT, type(error).__name__
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror):
            return Reason.DNS, "the name can't be resolved"
        if isinstance(cause, ssl.SSLError):
            return Reason.TLS, str(cause)[:120]
        cause = cause.__cause__ or cause.__context__
    broken = isinstance(error, (httpx.RemoteProtocolError, httpx.DecodingError))
    if broken and "without sending a response" not in str(error):
        return Reason.BAD_RESPONSE, str(error)[:120]
    if isinstance(error, httpx.UnsupportedProtocol):
        return Reason.BAD_LINK, "neither http nor https"
    return Reason.NETWORK, str(error)[:120] or type(error).__name__
