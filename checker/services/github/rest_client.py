"""
GET requests to GitHub's REST API by PyGithub, in a thread.

PyGithub's own retries, delays and redirects are off: the host's gate decides when to send a request, and the services
decide what a response means.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from checker.errors import Unreachable
from checker.model import Reason
from checker.network.answer import Answer
from checker.network.redaction import redactor
from checker.network.shapes import mapping
from checker.network.transport import USER_AGENT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from github import Github

    from checker.network.host import Host

_LOG = logging.getLogger("reprolinks.services.github")
TIMEOUT = 20  # seconds without a byte
DEADLINE = 45.0  # seconds for the whole of one response, however slowly its body comes in
MOST_BYTES = 32 << 20  # longest body that is read
API_VERSION = "2022-11-28"  # the version that this code reads
_LOCATION = "x-reprolinks-location"  # holds the Location of a redirect, which PyGithub would follow by itself


class Client:
    """
    Sends GET requests to one base (a URL without a trailing slash) with one token (empty for none).

    `certificates`: a file of certificates to trust in place of the usual ones. `headers`: headers that the user has
    set for the host of the base.
    """

    def __init__(
        self,
        base: str,
        token: str,
        certificates: str | None,
        user_agent: str = USER_AGENT,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._base = base
        self._token = token
        self._certificates = certificates
        self._user_agent = user_agent
        self._headers = headers or {}
        self._threads = threading.local()

    @property
    def has_token(self) -> bool:
        """Whether requests are sent with a token."""
        return bool(self._token)

    async def get(self, path: str) -> Answer:
        """The response to a GET below the base, redirects not followed; raises Unreachable if there is none."""
        return await asyncio.to_thread(self._get, path)

    def _get(self, path: str) -> Answer:
        start, url = time.monotonic(), f"{self._base}{path}"
        sent = self._sent(path)
        elapsed = time.monotonic() - start
        if isinstance(sent, Unreachable):
            _LOG.debug("GET %s: %s after %.2f s", url, sent, elapsed)
            raise sent
        status, headers, body = sent
        _LOG.debug("GET %s: HTTP %d after %.2f s", url, status, elapsed)
        answer = Answer(status=status, headers=_headers(headers), body=body.encode(), elapsed=elapsed, url=url)
        return answer.redacted(redactor(self._token, *self._headers.values()))

    def _sent(self, path: str) -> tuple[int, Mapping[str, Any], str] | Unreachable:
        """
        Status, headers and body, or why there are none. The error is returned and not raised, because the text of
        the exception that caused it may hold our credentials.
        """
        client, connection = self._pair()
        try:
            status, headers, body = client.requester.requestJson("GET", path, cnx=connection)
        except Unreachable as trouble:
            return trouble
        except Exception as error:  # noqa: BLE001  (no response may end the run)
            return Unreachable(_why(error), type(error).__name__)
        return status, headers, body

    def _pair(self) -> tuple[Github, Any]:
        """The client and connection of this thread: those of PyGithub are not thread-safe."""
        if not hasattr(self._threads, "pair"):
            self._threads.pair = _connect(self._base, self._token, self._certificates, self._user_agent)
            self._threads.pair[1].session.headers.update(self._headers)  # a header of the token takes precedence
        pair: tuple[Github, Any] = self._threads.pair
        return pair


class AnonymousHost:
    """
    GitHub's REST API without a token, with the interface of `Host`.

    All who share an IP address have 60 requests an hour, and some of them may be used already. So before the first
    request it asks how many are left, which costs none of them (docs.github.com, REST API endpoints for rate limits).
    """

    def __init__(self, host: Host, client: Client) -> None:
        self._host, self._client = host, client
        self._asking, self._asked = asyncio.Lock(), False

    async def ask(self, service: str, send: Callable[[], Awaitable[Answer]], *, expect_json: bool = False) -> Answer:
        """As `Host.ask`; the first call asks for the rate limit before."""
        async with self._asking:
            if not self._asked:
                self._asked = True
                with suppress(Unreachable):
                    await self._host.ask(service, self._left, attempts=1)
        return await self._host.ask(service, send, expect_json=expect_json)

    async def _left(self) -> Answer:
        """The response about the rate limit, with the requests left in the headers that every other response has."""
        answer = await self._client.get("/rate_limit")
        try:
            core = mapping(mapping(answer.mapping().get("resources")).get("core"))
        except Unreachable:
            return answer
        limits = {f"x-ratelimit-{name}": str(core[name]) for name in ("remaining", "reset") if name in core}
        return replace(answer, headers={**answer.headers, **limits})


def _connect(base: str, token: str, certificates: str | None, user_agent: str) -> tuple[Github, Any]:
    from github import Auth, Github
    from github.Requester import (
        HTTPRequestsConnectionClass,
        HTTPSRequestsConnectionClass,
        RequestsResponse,
    )
    from requests import adapters, exceptions
    from urllib3.exceptions import HTTPError, ReadTimeoutError

    parts = urlsplit(base)
    kind: Any = HTTPSRequestsConnectionClass if parts.scheme == "https" else HTTPRequestsConnectionClass

    class Bounded(adapters.HTTPAdapter):
        """Reads a body piece by piece as it comes in, within DEADLINE and MOST_BYTES."""

        def send(self, request: Any, *arguments: Any, **options: Any) -> Any:
            response = super().send(request, *arguments, **{**options, "stream": True})
            try:
                response._content = _body(response.raw)  # noqa: SLF001  (set as `Response.content` would)
            except (HTTPError, TimeoutError) as error:
                response.close()
                slow = isinstance(error, (ReadTimeoutError, TimeoutError))
                raise (exceptions.ReadTimeout if slow else exceptions.ChunkedEncodingError)(error) from error
            response._content_consumed = True  # noqa: SLF001  (the same)
            return response

    class Connection(kind):  # type: ignore[misc]  # one of two classes
        """A connection that hides from PyGithub what it would act on by itself: redirects, and 202 (it sleeps)."""

        def getresponse(self) -> RequestsResponse:
            response: RequestsResponse = super().getresponse()
            if response.status == 202:
                raise Unreachable(Reason.BAD_RESPONSE, "HTTP 202")
            if "location" in response.headers:
                response.headers[_LOCATION] = response.headers.pop("location")
            return response

    client = Github(
        auth=Auth.Token(token) if token else None,
        base_url=base,
        timeout=TIMEOUT,
        user_agent=user_agent,
        retry=None,
        verify=certificates or True,
        seconds_between_requests=None,
        seconds_between_writes=None,
        api_version=API_VERSION,
    )
    host = f"[{parts.hostname}]" if ":" in str(parts.hostname) else parts.hostname
    connection = Connection(host, parts.port, timeout=TIMEOUT, retry=None, verify=certificates or True)
    connection.session.mount(f"{parts.scheme}://", Bounded(max_retries=0))
    # A decompressor gives no bytes while a body comes in slowly, so that its deadline would not be noticed.
    connection.session.headers["Accept-Encoding"] = "identity"
    return client, connection


def _headers(headers: Mapping[str, Any]) -> dict[str, str]:
    named = {name.lower(): str(value) for name, value in headers.items()}
    return named | ({"location": named.pop(_LOCATION)} if _LOCATION in named else {})


def _body(raw: Any) -> bytes:
    """The decoded body. Raises TimeoutError if it takes too long, HTTPError if it breaks off or is too long."""
    from urllib3.exceptions import DecodeError

    end = time.monotonic() + DEADLINE
    body = bytearray()
    while piece := raw.read1(1 << 16, decode_content=True):
        body += piece
        if len(body) > MOST_BYTES:
            raise DecodeError("the body is too long")
        if time.monotonic() > end:
            raise TimeoutError("the body drips")
    return bytes(body)


def _why(error: Exception) -> Reason:
    """The reason for an exception of requests, which wraps those of urllib3; some are known by their text only."""
    from requests import exceptions

    text = repr(error)
    if isinstance(error, exceptions.Timeout) or "ReadTimeoutError" in text:
        return Reason.TIMEOUT
    if isinstance(error, exceptions.SSLError):
        return Reason.TLS
    if "NameResolutionError" in text or "getaddrinfo" in text:
        return Reason.DNS
    broken = (exceptions.ChunkedEncodingError, exceptions.ContentDecodingError)
    network = isinstance(error, OSError) and not isinstance(error, broken)
    return Reason.NETWORK if network else Reason.BAD_RESPONSE
