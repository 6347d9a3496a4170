"""
HTTP/1.1 on loopback, with h11: a plain server and a proxy in one. Requests for other hosts (absolute-form, or
through CONNECT with a certificate made for the name) reach the same application. Faults are answers too.
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
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

import h11
import trustme


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it arrived: `host` is the stranger's host behind the proxy, empty for our own services."""

    method: str
    host: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes

    @property
    def segments(self) -> list[str]:
        """The path's segments, decoded; an empty one at the end tells of a trailing slash."""
        return [unquote(part) for part in self.path.split("/")[1:]]

    def asked(self, name: str) -> list[str]:
        """The values of a query parameter."""
        return parse_qs(self.query).get(name, [])


@dataclass(slots=True)
class Reply:
    """An answer. `cut` sends only so many bytes of the body and hangs up; `drop` hangs up at once."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    drop: bool = False
    silent: bool = False


Application = Callable[[Received], Awaitable[Reply]]


class Server:
    """Serves an application from a thread of its own. Use as a context manager; `base` is its address."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="simulator", daemon=True)
        self._authority = trustme.CA()
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="simulator-")
        self.certificates = str(Path(self._folder.name) / "authority.pem")
        self._authority.cert_pem.write_to_path(self.certificates)
        self.base = ""

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._call(asyncio.start_server(self._serve, "127.0.0.1", 0))
        port = self._server.sockets[0].getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        return self

    def __exit__(self, *_: object) -> None:
        self._call(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
        self._folder.cleanup()

    async def _stop(self) -> None:
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await asyncio.sleep(0)  # transports close in the next round of the loop

    def _call(self, awaitable: Awaitable[Any]) -> Any:
        async def wait() -> Any:
            return await awaitable

        return asyncio.run_coroutine_threadsafe(wait(), self._loop).result(20)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(ConnectionError, h11.ProtocolError, ssl.SSLError, asyncio.IncompleteReadError):
                await self._converse(reader, writer, "")
        finally:  # also when the server stops in the middle: no socket is left to the garbage collector
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
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await writer.start_tls(self._context(name))
                await self._converse(reader, writer, name)
                return
            received = await _received(connection, reader, request, host)
            reply = await self._application(received)
            if reply.silent:
                await asyncio.Event().wait()
            if reply.drop:
                writer.transport.abort()
                return
            keep = _send(connection, writer, received, reply)
            await writer.drain()
            if not keep:
                return

    def _context(self, name: str) -> ssl.SSLContext:
        if name not in self._contexts:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self._authority.issue_cert(name).configure_cert(context)
            self._contexts[name] = context
        return self._contexts[name]


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
        request.method.decode(), host or (parts.hostname or ""), parts.path, parts.query, headers, content
    )


def _send(connection: h11.Connection, writer: asyncio.StreamWriter, received: Received, reply: Reply) -> bool:
    """Write the answer in one piece (no delayed acknowledgements); whether the connection may be kept."""
    body = b"" if received.method == "HEAD" or reply.status == 304 else reply.body
    headers = {"Date": "", **reply.headers}
    if not headers["Date"]:
        del headers["Date"]
    if body and "gzip" in received.headers.get("accept-encoding", "") and len(body) > 500 and reply.cut is None:
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
    out += connection.send(h11.Data(data=body)) or b""
    out += connection.send(h11.EndOfMessage()) or b""
    writer.write(out)
    return connection.our_state is h11.DONE and connection.their_state is h11.DONE
