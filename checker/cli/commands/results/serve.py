"""`serve`: the database as a website on this machine."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.options import DATABASE, CommonOptions, takes
from checker.cli.world import settings_of

if TYPE_CHECKING:
    import socket


@dataclass(frozen=True, kw_only=True)
class ServeOptions(CommonOptions):
    """Options of `serve`."""

    host: str = "127.0.0.1"
    port: int = 8001


SERVE = (
    click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=8001,
        metavar="N",
        help="Port to listen on; 0 takes a free one.  [default: 8001]",
    ),
    click.option(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="Address to listen on; any other than the default lets others read the database.  [default: 127.0.0.1]",
    ),
)


@click.command("serve")
@takes(ServeOptions, *SERVE, *DATABASE)
def serve_command(options: ServeOptions) -> None:
    """Explore the database with a browser.

    Datasette shows a copy of the database as it is now, with the shipped queries, facets and a search. Nothing can be
    changed, no other service is asked, and only this machine has access. Ctrl-C ends it. Needs the extra web: pip
    install 'reprolinks[web]'.

    Example: reprolinks serve --port 8080
    """
    from checker.exports.site import copied, site
    from checker.store.store import Store

    database = settings_of(options).db
    Store.open(database, create=False).__exit__()  # brings the schema up to date, or raises a clear error
    with tempfile.TemporaryDirectory() as folder, _listening(options.host, options.port) as listening:
        website = site(copied(Path(database), Path(folder)))
        host, port = listening.getsockname()[:2]
        click.echo(
            f"http://{f'[{host}]' if ':' in host else host}:{port}/ shows {database}; Ctrl-C ends it", err=True
        )
        if not _is_loopback(host):
            click.echo(f"Anybody who reaches {host} can read the database.", err=True)
        _serve(website.app(), listening)


def _is_loopback(host: str) -> bool:
    import ipaddress

    return ipaddress.ip_address(host.partition("%")[0]).is_loopback


def _listening(host: str, port: int) -> socket.socket:
    """A listening socket; UsageError where the address can't be listened on."""
    import socket

    from checker.errors import UsageError

    listening = None
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
    except OSError as error:
        if listening:
            listening.close()
        raise UsageError(
            f"{host}:{port} can't be listened on: {error.strerror or error}.", "Try --port 0."
        ) from error
    return listening


def _serve(app: object, listening: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(app, log_level="warning", access_log=False)  # type: ignore[arg-type]  # ASGI
    with suppress(KeyboardInterrupt):  # Ctrl-C is the regular end
        uvicorn.Server(config).run(sockets=[listening])
