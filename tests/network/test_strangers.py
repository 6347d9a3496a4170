"""
A stranger's host: it is asked at the address that was judged, gets nothing that tells our requests apart from each
other, and can't hold a request for as long as it likes.

Names resolve as a test says, and public addresses lead to a server on loopback: an internet in small.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from checker.errors import Unreachable
from checker.model import Reason
from checker.network import transport
from checker.network.transport import Request, Transport
from tests.simulator.server import Received, Reply, Server, Welcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.network.answer import Answer

PUBLIC, ANOTHER = "93.184.216.34", "151.101.1.6"


@dataclass
class Internet:
    """
    `names` resolve to these addresses, one list for each time that a name is asked for, the last for ever after.
    `reached` are the addresses that connections were made to, `received` what the server behind all of them got.
    """

    names: dict[str, list[list[str]]] = field(default_factory=dict)
    reached: list[str] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    reply: Reply = field(default_factory=lambda: Reply(200, b"hello"))
    port: int = 0

    async def answer(self, received: Received) -> Reply:
        self.received.append(received)
        return self.reply

    def resolve(self, host: str | bytes, *_: Any, **__: Any) -> list[Any]:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        turns = self.names[name]
        found = turns.pop(0) if len(turns) > 1 else turns[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in found]


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Internet]:
    net, connect = Internet(), socket.socket.connect

    def to_the_server(self: socket.socket, address: Any) -> None:
        if self.family == socket.AF_INET and address[1] != net.port:
            net.reached.append(address[0])
            address = ("127.0.0.1", net.port)
        connect(self, address)

    with Server(net.answer, lambda _: Welcome.GOOD) as server:
        net.port = int(server.base.rpartition(":")[2])
        monkeypatch.setattr(socket, "getaddrinfo", net.resolve)
        monkeypatch.setattr(socket.socket, "connect", to_the_server)
        yield net


def ask(*requests: Request, allow_private_hosts: bool = False) -> list[Answer]:
    async def one_after_the_other() -> list[Answer]:
        async with Transport(allow_private_hosts=allow_private_hosts) as ours:
            return [await ours.send(request) for request in requests]

    return asyncio.run(one_after_the_other())


LINK = Request(url="http://lab.example.org/tool")


def test_a_strangers_page_is_asked_at_its_public_address_under_its_own_name(internet: Internet) -> None:
    internet.names["lab.example.org"] = [[PUBLIC]]
    (told,) = ask(LINK)
    assert (told.status, told.body, told.url) == (200, b"hello", LINK.url)
    assert internet.reached == [PUBLIC]
    assert internet.received[0].headers["host"] == "lab.example.org"


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["10.0.0.7"], ["169.254.169.254"], [PUBLIC, "192.168.1.1"], ["::1"], []]
)
def test_a_public_name_that_leads_to_a_private_address_is_not_asked(internet: Internet, addresses: list[str]) -> None:
    internet.names["lab.example.org"] = [addresses]
    with pytest.raises(Unreachable) as caught:
        ask(LINK)
    assert caught.value.reason is Reason.UNSAFE_ADDRESS
    assert (internet.reached, internet.received) == ([], [])


def test_a_name_that_resolves_to_something_else_the_second_time_leads_to_what_was_judged(internet: Internet) -> None:
    internet.names["lab.example.org"] = [[PUBLIC], ["127.0.0.1"]]
    ask(LINK)
    assert internet.reached == [PUBLIC]


def test_two_strangers_behind_one_address_share_no_connection(internet: Internet) -> None:
    internet.names |= {"lab.example.org": [[PUBLIC]], "other.example.org": [[PUBLIC]]}
    ask(LINK, Request(url="http://other.example.org/x"), LINK)
    assert internet.reached == [PUBLIC] * 3


def test_a_service_of_ours_keeps_its_connection(internet: Internet) -> None:
    internet.names["api.example.org"] = [[ANOTHER]]
    ask(*[Request(url="http://api.example.org/x", trusted=True)] * 3)
    assert internet.reached == [ANOTHER]


@pytest.mark.parametrize("trusted", [False, True])
def test_a_cookie_is_not_brought_back(internet: Internet, trusted: bool) -> None:
    internet.names["lab.example.org"] = [[PUBLIC]]
    internet.reply = Reply(200, b"hello", {"Set-Cookie": "seen=1; Path=/"})
    ask(*[Request(url=LINK.url, trusted=trusted)] * 2)
    assert ["cookie" in one.headers for one in internet.received] == [False, False]


def test_a_stranger_is_not_invited_to_send_a_body_that_grows_when_it_is_unpacked(internet: Internet) -> None:
    internet.names["lab.example.org"] = [[PUBLIC]]
    ask(LINK)
    assert internet.received[0].headers["accept-encoding"] == "identity"


def test_a_body_that_drips_is_not_waited_for_to_its_end(internet: Internet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "DEADLINE", 0.05)
    internet.names["lab.example.org"] = [[PUBLIC]]
    internet.reply = Reply(200, b"y" * 100, drip=0.01)
    with pytest.raises(Unreachable) as caught:
        ask(LINK)
    assert caught.value.reason is Reason.TIMEOUT


def test_a_name_that_nobody_has_is_a_matter_of_dns(internet: Internet) -> None:
    with pytest.raises(Unreachable) as caught:
        ask(LINK)
    assert caught.value.reason is Reason.DNS
    assert internet.reached == []
