"""What may be reached, and how much of it is read."""

from __future__ import annotations

import asyncio
import socket
import traceback
from typing import TYPE_CHECKING, Any

import pytest

from checker.errors import Unreachable, UsageError
from checker.model import Reason
from checker.network.address_guard import is_local_name, is_public
from checker.network.transport import Request, Transport
from tests.simulator import Lure
from tests.simulator.server import Reply

if TYPE_CHECKING:
    from checker.network.answer import Answer
    from tests.simulator import Simulator, World


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1", "fc00::1"),
        # IPv4 in IPv6: mapped, compatible, translated, 6to4, NAT64, Teredo (its server, its client), ISATAP
        *("::ffff:0:127.0.0.1", "::ffff:0:10.0.0.1", "::ffff:169.254.169.254", "::10.0.0.1", "2002:a00:1::1"),
        *("64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "2001:0:7f00:1::", "2001:0:5db8:d822:0:0:80ff:fffe"),
        *("2606:2800:220:1:0:5efe:127.0.0.1", "2606:2800:220:1:200:5efe:10.0.0.1", "fe80::5efe:93.184.216.34"),
        *(
            "::127.0.0.1",
            "fec0::1",
            "64:ff9b:1::7f00:1",
            "168.63.129.16",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "224.0.0.1",
            "100.64.0.1",
            "nonsense",
        ),
    ],
)
def test_no_private_address_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"),
        *("::ffff:93.184.216.34", "64:ff9b::5db8:d822", "2002:5db8:d822::1", "2606:2800:220:1:0:5efe:5db8:d822"),
    ],
)
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "printer",
        "x.local",
        "db.internal",
        "2130706433",
        "0177.0.0.1",
        "0x7f.1",
        "127.1",
        "[::1]",
        "a.localhost.",
    ],
)
def test_names_that_say_themselves_that_they_are_local(host: str) -> None:
    assert is_local_name(host)


def send(request: Request) -> object:
    async def once() -> object:
        async with Transport() as transport:
            return await transport.send(request)

    return asyncio.run(once())


@pytest.mark.parametrize("url", ["http://127.0.0.1:80/", "http://[::ffff:127.0.0.1]/", "http://2130706433/"])
def test_a_strangers_link_to_this_machine_is_refused(url: str) -> None:
    with pytest.raises(Unreachable) as caught:
        send(Request(url=url))
    assert caught.value.reason is Reason.UNSAFE_ADDRESS


@pytest.mark.parametrize("url", ["", "https://", "https://[::1", "mailto:a@b.org", "https://a.example.org:99999/"])
def test_what_can_not_be_asked_says_so(url: str) -> None:
    with pytest.raises(Unreachable):
        send(Request(url=url))


def test_a_proxy_without_a_scheme_is_one(world: World, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    world.page("https://lab.example.org/x", body="hello")
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, simulator.environment()["HTTPS_PROXY"].removeprefix("http://"))
    assert send(Request(url="https://lab.example.org/x")).body == b"hello"  # type: ignore[attr-defined]  # an Answer


def test_a_proxy_that_is_none_is_said_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://user:secret@host:1")
    with pytest.raises(UsageError, match="HTTPS_PROXY") as caught:
        Transport()
    assert "secret" not in str(caught.value)


@pytest.mark.usefixtures("simulator")
def test_a_long_body_is_cut(world: World) -> None:
    world.page("https://big.example.org/x", body="y" * 100_000)
    answer = send(Request(url="https://big.example.org/x", max_bytes=1_000))
    assert (len(answer.body), answer.truncated) == (1_000, True)  # type: ignore[attr-defined]  # an Answer


def test_the_patience_of_a_request_is_its_own(simulator: Simulator) -> None:
    async def silence(_: object) -> Reply:
        return Reply(200, wait=30.0)

    simulator._server._application = silence
    with pytest.raises(Unreachable) as caught:
        send(Request(url=simulator.environment()["HF_ENDPOINT"], trusted=True, patience=0.05))
    assert caught.value.reason is Reason.TIMEOUT


@pytest.mark.usefixtures("simulator")
def test_an_answer_that_repeats_its_credentials_is_cleaned(simulator: Simulator) -> None:
    simulator.weather("hub", Lure.ECHO)
    base = simulator.environment()["HF_ENDPOINT"]
    answer = send(Request(url=f"{base}/x", headers={"Authorization": "Bearer planted"}, trusted=True))
    assert "planted" not in str(answer)
    assert b"***" in answer.body  # type: ignore[attr-defined]  # an Answer


class Door:
    """A server on this machine: what it was asked, header by header, and what it says to everybody."""

    def __init__(self, says: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi") -> None:
        self.asked: list[str] = []
        self._says = says

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.asked.append(asked)
        authorization = next((one for one in asked.splitlines() if one.lower().startswith("authorization")), "")
        writer.write(self._says.replace(b"ECHO", authorization.encode()))
        await writer.drain()
        writer.close()


def through(door: Door, host: str, transport: Transport, **rest: Any) -> Answer:
    """What a request to a host behind this door gets; the door is at 127.0.0.1 alone."""

    async def asking() -> Answer:
        server = await asyncio.start_server(door, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, transport:
            return await transport.send(Request(url=f"http://{host}:{port}/", **rest))

    return asyncio.run(asking())


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Every name has these addresses, and all but those of 10.0.0.0/8 pass for public."""

    def look_up(_: object, port: int, *__: object, **___: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr("checker.network.transport.is_public", lambda address: not address.startswith("10."))


def test_an_address_that_is_dead_is_passed_over_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "127.0.0.2", "127.0.0.3", "127.0.0.1")
    door = Door()
    assert through(door, "lab.example.org", Transport()).body == b"hi"
    assert "\r\nhost: lab.example.org:" in door.asked[0].lower()


def test_where_all_are_dead_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "127.0.0.2", "127.0.0.3")
    with pytest.raises(Unreachable) as caught:
        through(Door(), "lab.example.org", Transport())
    assert caught.value.reason is Reason.NETWORK


def test_a_host_with_one_private_address_is_not_asked_at_its_others(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "127.0.0.1", "10.0.0.1")
    door = Door()
    with pytest.raises(Unreachable) as caught:
        through(door, "lab.example.org", Transport())
    assert (caught.value.reason, door.asked) == (Reason.UNSAFE_ADDRESS, [])


def test_the_usual_agent_holds_no_word_that_firewalls_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "127.0.0.1")
    door = Door()
    through(door, "lab.example.org", Transport())
    (agent,) = (line for line in door.asked[0].splitlines() if line.lower().startswith("user-agent:"))
    assert "link" not in agent.lower()
    through(door, "lab.example.org", Transport(user_agent="Our Library/1.0"))
    assert "Our Library/1.0" in door.asked[1]


def test_a_hosts_own_headers_are_sent_to_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "127.0.0.1")
    door, headers = Door(), {"Lab.Example.org": {"Authorization": "Bearer of-the-lab", "X-Key": "a-key-of-ours"}}
    through(door, "lab.example.org", Transport(host_headers=headers))
    assert "Bearer of-the-lab" in door.asked[0]
    for other in ("example.org", "other.lab.example.org", "lab.example.org.evil.example.org"):
        through(door, other, Transport(host_headers=headers))
        assert "of-the-lab" not in door.asked[-1]
        assert "a-key-of-ours" not in door.asked[-1]
    own = {"Authorization": "Bearer of-the-service"}
    through(door, "lab.example.org", Transport(host_headers=headers), headers=own)
    assert "Bearer of-the-service" in door.asked[-1]


@pytest.mark.parametrize(
    "says",
    [
        b"HTTP/1.1 ECHO\r\n\r\n",
        b"ECHO\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nECHO\x00: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nECHO\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: ECHO\r\n\r\n",
        b"HTTP/1.1 400 ECHO\r\nX-Error: ECHO\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Error: ECHO\r\nConnection: close\r\n\r\nECHO",
    ],
)
def test_what_a_service_repeats_of_our_credentials_leaves_nowhere(
    says: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    resolving(monkeypatch, "127.0.0.1")
    caplog.set_level("DEBUG")
    headers = {"Authorization": "Bearer planted-token-of-ours"}
    try:
        told = str(through(Door(says), "lab.example.org", Transport(), headers=headers, trusted=True))
    except Unreachable as trouble:
        told = "".join(traceback.format_exception(trouble))
    assert "planted-token" not in told
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("reprolinks")]
    assert ours, "what was asked is logged"
    assert not any("planted" in line for line in ours)


def test_the_log_shows_no_password_of_an_address(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    resolving(monkeypatch, "127.0.0.1")
    caplog.set_level("DEBUG", logger="reprolinks")
    through(Door(), "user:password@lab.example.org", Transport())
    (line,) = [record.getMessage() for record in caplog.records if record.name == "reprolinks.network"]
    assert "GET http://lab.example.org:" in line
    assert "password" not in line
    assert "HTTP 200" in line
