"""
The one way to the network: an httpx client with timeouts, size limits and an address guard. Redirects are not
followed here: the caller decides about each hop.

There are two sorts of addresses: those that the user set or that are built in (`trusted`: GitHub, the Hub …), and
those that stand in papers, called strangers'. The latter may only lead to public addresses: names are resolved here,
every address is judged, and the connection goes to the very address that was judged, so that a name can't be resolved
a second time to something else (DNS rebinding). Behind a proxy, names are the proxy's to resolve.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
import ssl
import time
from dataclasses import dataclass, field, replace
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]  # untyped, but what the standard library itself asks

import httpx

from checker import __version__
from checker.errors import Unreachable, UsageError
from checker.model import Reason
from checker.network.address_guard import is_local_name, is_public
from checker.network.answer import Answer, read
from checker.network.redaction import redactor, without_secrets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.network.redaction import Redactor

#: It does not hold the word `link`: stock firewall rules refuse agents that do.
USER_AGENT = f"ReproCheck/{__version__} (looks after code and data of research papers)"
_LOG = logging.getLogger("reprolinks.network")
TIMEOUT = httpx.Timeout(connect=5.0, read=20.0, write=10.0, pool=None)
DEADLINE = 45.0  # seconds for one request in all, however slowly its body arrives
MEBIBYTE = 1 << 20
_DETAIL = 120  # characters of the text of a failure
_LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=8)  # httpcore scans its whole pool


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    One request. `max_bytes` bounds the body that is read; an address from a paper is never `trusted`. `patience` is
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

    `user_agent` is the User-Agent header; `host_headers` are further headers for a host (its name, or `name:port`),
    sent to it alone and never shown in messages or logs. Proxies and certificates are those of the environment
    (HTTPS_PROXY, HTTP_PROXY, NO_PROXY, SSL_CERT_FILE).
    """

    user_agent = USER_AGENT
    _host_headers: Mapping[str, Mapping[str, str]] = {}

    def __init__(
        self,
        *,
        allow_private_hosts: bool = False,
        user_agent: str = USER_AGENT,
        host_headers: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.user_agent = user_agent
        self._host_headers = host_headers or {}
        self._allow_private = allow_private_hosts
        self._proxies = _proxies(getproxies_environment())
        self._context = _ssl_context(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
        self._clients: dict[tuple[str, bool], httpx.AsyncClient] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for client in self._clients.values():
            await client.aclose()

    async def send(self, request: Request) -> Answer:
        """The answer to one request; raises Unreachable with the reason and a short text where there is none."""
        start = time.monotonic()
        redactor = self._redactor(request)
        sent = await self._outcome(request)
        elapsed = time.monotonic() - start
        shown = without_secrets(request.url)
        if isinstance(sent, Unreachable):
            trouble = Unreachable(sent.reason, redactor.text(sent.detail)[:_DETAIL])
            _LOG.debug("%s %s: %s after %.2f s", request.method, shown, trouble, elapsed)
            raise trouble
        _LOG.debug("%s %s: HTTP %d after %.2f s", request.method, shown, sent.status, elapsed)
        return replace(sent, elapsed=elapsed, url=request.url).redacted(redactor)

    async def _outcome(self, request: Request) -> Answer | Unreachable:
        """
        The answer, or why there is none. The error is returned and not raised, because the text of the exception
        behind it may repeat our credentials.
        """
        deadline = max(DEADLINE, request.patience or 0.0)
        try:
            async with asyncio.timeout(deadline):
                return await self._send(request)
        except TimeoutError:
            return Unreachable(Reason.TIMEOUT, f"no full answer in {deadline:.0f} s")
        except httpx.HTTPError as error:
            return Unreachable(*_why(error))
        except httpx.InvalidURL:
            return Unreachable(Reason.BAD_LINK, "no address that can be asked")
        except Unreachable as trouble:
            return trouble
        except Exception as error:  # noqa: BLE001  (an answer that can't be parsed must not end the run)
            return Unreachable(Reason.BAD_RESPONSE, f"an answer that can't be read: {type(error).__name__}")

    def _redactor(self, request: Request) -> Redactor:
        """The redactor of the credentials in the headers of this request."""
        own = request.headers.get("Authorization", "").rpartition(" ")[2]
        return redactor(own, *further_headers(self._host_headers, request.url).values())

    async def _send(self, request: Request) -> Answer:
        url = _url(request.url)
        proxy = self._proxy(url)
        guarded = not (request.trusted or self._allow_private)
        if guarded and is_local_name(url.host):
            raise Unreachable(Reason.UNSAFE_ADDRESS, "the link leads to a local or private address")
        addresses = await _public_addresses(url) if guarded and not proxy else [""]
        client = self._client(proxy, keep=request.trusted)
        response = await self._response(client, request, url, addresses)
        try:
            return await read(response, request.max_bytes)
        finally:
            with contextlib.suppress(httpx.HTTPError):
                await response.aclose()

    async def _response(
        self, client: httpx.AsyncClient, request: Request, url: httpx.URL, addresses: Sequence[str]
    ) -> httpx.Response:
        """The response of the first address that takes a connection; raises the first failure where none does."""
        troubles: list[httpx.TransportError] = []
        for address in addresses:
            try:
                return await client.send(self._built(client, request, url, address), stream=True)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                troubles.append(error)
                if _why(error)[0] is Reason.TLS:  # it took the connection
                    break
        raise troubles[0]

    def _built(self, client: httpx.AsyncClient, request: Request, url: httpx.URL, address: str) -> httpx.Request:
        """The request of httpx; with an `address` the connection goes to that IP address and to no other."""
        headers = httpx.Headers({"User-Agent": self.user_agent, "Accept-Encoding": _encodings(request)})
        headers.update(request.headers)
        own = headers.get("Authorization")
        headers.update(further_headers(self._host_headers, request.url))
        if own:  # a service's own credentials
            headers["Authorization"] = own
        built = client.build_request(request.method, url, headers=headers, content=request.content)
        if request.patience is not None:
            built.extensions["timeout"]["read"] = request.patience
        if address:
            built.extensions = {**built.extensions, "sni_hostname": url.host}
            built.headers["Host"] = url.netloc.decode("ascii")
            built.url = url.copy_with(host=address)
        return built

    def _proxy(self, url: httpx.URL) -> str:
        if proxy_bypass_environment(url.netloc.decode("ascii"), self._proxies):
            return ""
        return self._proxies.get(url.scheme) or self._proxies.get("all") or ""

    def _client(self, proxy: str, *, keep: bool) -> httpx.AsyncClient:
        """
        A client for this proxy. Connections to strangers' hosts are not kept: httpx keeps them by IP address, and two
        hosts behind one address must not share one.
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


@cache
def _ssl_context(*_certificates: str | None) -> ssl.SSLContext:
    """The certificates that the environment names, read once for all transports of a process, as that takes 20 ms."""
    return httpx.create_ssl_context()


def further_headers(host_headers: Mapping[str, Mapping[str, str]], url: str) -> Mapping[str, str]:
    """The headers that the user has set for the host of an address, by its name or by `name:port`."""
    if not host_headers:
        return {}
    try:
        parts = urlsplit(url)
        names = (_host(parts.netloc.rpartition("@")[2]), _host(parts.hostname or ""))
    except ValueError:
        return {}
    named = {_host(name): headers for name, headers in host_headers.items()}
    return next((named[name] for name in names if name in named), {})


def _proxies(environment: Mapping[str, str]) -> dict[str, str]:
    """Proxies by scheme (and `no`); one without a scheme is an HTTP proxy. Raises UsageError for a bad address."""
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


def _url(text: str) -> httpx.URL:
    """An address that can be asked; raises Unreachable (`bad_link`) for any other."""
    try:
        url = httpx.URL(text)
        if (url.port or 0) > 65_535:
            raise Unreachable(Reason.BAD_LINK, "there is no such port")
    except ValueError as error:
        raise Unreachable(Reason.BAD_LINK, "no address that can be asked") from error
    if url.scheme not in ("http", "https"):
        raise Unreachable(Reason.BAD_LINK, "neither http nor https")
    if not url.host:
        raise Unreachable(Reason.BAD_LINK, "an address without a host")
    return url


def _host(name: str) -> str:
    return name.strip().casefold().rstrip(".")


async def _public_addresses(url: httpx.URL) -> list[str]:
    """
    All IP addresses of a stranger's host, IPv4 first. Raises Unreachable if one of them is not public
    (`unsafe_address`), or if there are none (`dns`).
    """
    host, port = url.host, url.port or (443 if url.scheme == "https" else 80)
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise Unreachable(Reason.DNS, f"{host} has no address") from error
    except UnicodeError as error:
        raise Unreachable(Reason.BAD_LINK, "no name of a host") from error
    addresses = sorted(dict.fromkeys(str(entry[4][0]) for entry in found), key=lambda one: ":" in one)
    if not addresses or not all(map(is_public, addresses)):
        raise Unreachable(Reason.UNSAFE_ADDRESS, f"{host} resolves to a local or private address")
    return addresses


def _why(error: httpx.HTTPError) -> tuple[Reason, str]:
    """The reason behind an httpx error, read from the chain of its causes."""
    if isinstance(error, httpx.TimeoutException):
        return Reason.TIMEOUT, type(error).__name__
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, socket.gaierror):
            return Reason.DNS, "the name can't be resolved"
        if isinstance(cause, ssl.SSLError):
            return Reason.TLS, str(cause)
        cause = cause.__cause__ or cause.__context__
    broken = isinstance(error, (httpx.RemoteProtocolError, httpx.DecodingError))
    if broken and "without sending a response" not in str(error):
        return Reason.BAD_RESPONSE, str(error)
    return Reason.NETWORK, str(error) or type(error).__name__
