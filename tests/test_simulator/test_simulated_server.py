"""The server behind the simulator: however it ends, nothing of it is left behind."""

from __future__ import annotations

import gc
import socket
from urllib.parse import urlsplit

import pytest

from tests.simulator import Simulator, World

MANY = 50


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["stop", "outage"])
@pytest.mark.parametrize("words", [b"", b"CONNECT lab.example.org:443 HTTP/1.1\r\nHost: lab.example.org:443\r\n\r\n"])
def test_connections_that_come_while_it_ends_leave_no_socket_behind(words: bytes, ending: str) -> None:
    """Asyncio's own server forgets those that it is accepting when it closes: pytest makes that an error."""
    for _ in range(5):
        with Simulator(World()) as simulator:
            address = urlsplit(simulator.environment()["HF_ENDPOINT"])
            sockets = [socket.create_connection((address.hostname, address.port), timeout=5) for _ in range(MANY)]
            for one in sockets:
                one.sendall(words)
            if ending == "outage":
                simulator.outage()
        for one in sockets:
            one.close()
    gc.collect()
