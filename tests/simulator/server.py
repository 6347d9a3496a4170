"""
HTTP/1.1 on loopback, with h11: a server and a proxy in one. Requests for other hosts (in absolute form, or through
CONNECT with a certificate made for the name) reach the same application. Faults are replies too.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import ssl
import tempfile
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

import h11
import trustme

_sleep = (
    asyncio.sleep
)  # kept because tests replace asyncio.sleep to shorten the client's waits, and this loop needs the real one

_PIECE = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it arrived: `host` is the stranger's host behind the proxy, empty for our own services."""

    method: str
    host: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes
    tls: bool = False  # through the proxy's tunnel

    @property
    def segments(self) -> list[str]:
        """The decoded segments of the path; the last one is empty where the path ends in a slash."""
        return [unquote(part) for part in self.path.split("/")[1:]]

    def asked(self, name: str) -> list[str]:
        """The values of a query parameter."""
        return parse_qs(self.query).get(name, [])


class Welcome(Enum):
    """How the tunnel to a stranger's host begins."""

    GOOD = auto()
    REFUSED = auto()  # by the proxy, which can't resolve the name
    OTHER_NAME = auto()  # a certificate for another host
    UNTRUSTED = auto()  # a certificate by an unknown authority


@dataclass(slots=True)
class Reply:
    """
    An answer. `cut` sends so many bytes of the body and closes the connection; `drop` closes it at once; `wait`
    seconds pass before the first byte, `drip` seconds between two bytes of the body. A `plain` body is never
    compressed. `took` is the time that the service counts for it.
    """

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    drop: bool = False
    wait: float = 0.0
    drip: float = 0.0
    plain: bool = False
    took: float = 0.0


Application = Callable[[Received], Awaitable[Reply]]


class Server:
    """
    Serves an application from a thread of its own. Use as a context manager; `base` is its address. `welcome` says
    how the tunnel to a host begins.
    """

    def __init__(self, application: Application, welcome: Callable[[str], Welcome]) -> None:
        self._application = application
        self._welcome = welcome
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="simulator", daemon=True)
        self._folder = tempfile.TemporaryDirectory(prefix="simulator-")
        self._connections: set[asyncio.WriteTransport] = set()
        self._conversations: set[asyncio.Task[None]] = set()
        self.certificates = str(Path(self._folder.name) / "authority.pem")
        _authority(Welcome.GOOD).cert_pem.write_to_path(self.certificates)
        self.base = ""
        self._port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        self.listen()
        self.base = f"http://127.0.0.1:{self._port}"
        return self

    def listen(self) -> None:
        """Accept connections; after an outage, at the same address as before."""
        self._server = self._call(asyncio.start_server(self._welcomed, "127.0.0.1", self._port, backlog=1024))
        self._port = self._server.sockets[0].getsockname()[1]

    def fall_silent(self) -> None:
        """Refuse connections, and abort those that are open."""
        self._call(self._end())

    def __exit__(self, *_: object) -> None:
        self._call(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._folder.cleanup()

    async def _end(self) -> None:
        """
        End every conversation and close every connection, so that no socket is left to the garbage collector. The
        server is closed last, because asyncio loses sockets that it is accepting at that moment.
        """
        for listener in self._server.sockets:
            self._loop.remove_reader(listener.fileno())
        ended: set[asyncio.Task[None]] = set()
        while asyncio.all_tasks() - {asyncio.current_task()} or self._open():
            for task in self._conversations - ended:
                task.cancel()
            ended |= self._conversations
            for connection in self._open():
                connection.abort()  # without sending the rest: closing TLS would wait for the client
            await _sleep(0.001)
        self._server.close()

    def _open(self) -> set[asyncio.WriteTransport]:
        """The connections whose sockets are not closed yet."""
        self._connections = {one for one in self._connections if one.get_extra_info("socket").fileno() >= 0}
        return self._connections

    def _call(self, awaitable: Awaitable[Any]) -> Any:
        async def wait() -> Any:
            return await awaitable

        return asyncio.run_coroutine_threadsafe(wait(), self._loop).result(20)

    def _welcomed(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open().add(writer.transport)
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._conversations.add(task)
        task.add_done_callback(self._conversations.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(ConnectionError, h11.ProtocolError, ssl.SSLError, asyncio.IncompleteReadError):
                await self._converse(reader, writer, "")
        finally:
            with contextlib.suppress(ConnectionError, ssl.SSLError, RuntimeError):
                writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        while True:
            connection = h11.Connection(h11.SERVER)
            request = await _request(connection, reader)
            if request is None:
                return
            if request.method == b"CONNECT":
                name = request.target.decode().rsplit(":", 1)[0]
                welcome = self._welcome(name)
                if welcome is Welcome.REFUSED:
                    writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
                    return
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await writer.start_tls(_context(name, welcome))
                await self._converse(reader, writer, name)
                return
            received = await _received(connection, reader, request, host)
            reply = await self._application(received)
            if reply.wait:
                await asyncio.sleep(reply.wait)
            if reply.drop:
                writer.transport.abort()
                return
            keep = await _send(connection, writer, received, reply)
            await writer.drain()
            if not keep:
                return


@lru_cache
def _authority(welcome: Welcome) -> trustme.CA:
    """The authority that signs certificates; one for all servers of a process, because making a key takes long."""
    return _authority(Welcome.GOOD) if welcome is Welcome.OTHER_NAME else trustme.CA()


@lru_cache(maxsize=1024)
def _context(name: str, welcome: Welcome) -> ssl.SSLContext:
    """The TLS settings of a host."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    _authority(welcome).issue_cert("other.invalid" if welcome is Welcome.OTHER_NAME else name).configure_cert(context)
    return context


async def _request(connection: h11.Connection, reader: asyncio.StreamReader) -> h11.Request | None:
    event = await _event(connection, reader)
    return event if isinstance(event, h11.Request) else None


async def _event(connection: h11.Connection, reader: asyncio.StreamReader) -> object:
    while (event := connection.next_event()) is h11.NEED_DATA:
        connection.receive_data(await reader.read(65_536))
    return event


async def _received(
    connection: h11.Connection, reader: asyncio.StreamReader, request: h11.Request, host: str
) -> Received:
    body = bytearray()
    while isinstance(event := await _event(connection, reader), h11.Data):
        body += event.data
    parts = urlsplit(request.target.decode("latin-1"))
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in request.headers}
    content = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else bytes(body)
    return Received(
        request.method.decode(), host or (parts.hostname or ""), parts.path, parts.query, headers, content, bool(host)
    )


async def _send(connection: h11.Connection, writer: asyncio.StreamWriter, received: Received, reply: Reply) -> bool:
    """
    Write the answer; returns whether the connection may be kept. Most answers are written in one piece (which avoids
    delayed acknowledgements); a huge one in pieces, as fast as the client reads.
    """
    body = b"" if received.method == "HEAD" or reply.status == 304 else reply.body
    headers = {"Date": "", **reply.headers}
    if not headers["Date"]:
        del headers["Date"]
    zips = "gzip" in received.headers.get("accept-encoding", "") and not (reply.plain or reply.cut is not None)
    if zips and len(body) > 500:
        body = gzip.compress(body, 1, mtime=0)
        headers["Content-Encoding"] = "gzip"
        if tag := headers.get("ETag"):
            headers["ETag"] = f"W/{tag}"
    headers["Content-Length"] = str(len(body))
    lines = list(headers.items())
    out = connection.send(h11.Response(status_code=reply.status, headers=lines)) or b""
    if reply.cut is not None:
        writer.write(out + body[: reply.cut])
        return False
    if reply.drip:
        writer.write(out)
        for place in range(len(body)):
            writer.write(body[place : place + 1])
            await writer.drain()
            await asyncio.sleep(reply.drip)
        return False
    out += connection.send(h11.Data(data=body[:_PIECE])) or b""
    for start in range(_PIECE, len(body), _PIECE):
        writer.write(out)
        await writer.drain()
        out = connection.send(h11.Data(data=body[start : start + _PIECE])) or b""
    out += connection.send(h11.EndOfMessage()) or b""
    writer.write(out)
    return connection.our_state is h11.DONE and connection.their_state is h11.DONE
