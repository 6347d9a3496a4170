"""What may be reached, and how much of it is read."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from checker.errors import Unreachable, UsageError
from checker.model import Reason
from checker.network.address_guard import is_local_name, is_public
from checker.network.transport import Request, Transport
from tests.simulator import Lure
from tests.simulator.server import Reply

if TYPE_CHECKING:
    from tests.simulator import Simulator, World


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "::1", "fe80::1", "fc00::1"),
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


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
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
