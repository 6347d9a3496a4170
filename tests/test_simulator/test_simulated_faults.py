"""Bad weather: what a plain client meets when an answer is lost, spoilt, slow, or never asked for at the door."""

from __future__ import annotations

import asyncio
import json
import ssl
import time
import zlib
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.simulator import Blemish, Door, Fault, Simulator
from tests.test_simulator.visitor import Visitor, batch

if TYPE_CHECKING:
    from tests.simulator import World

SHORT = httpx.Timeout(5.0, read=0.2)


@pytest.fixture
def ask(simulator: Simulator, world: World) -> Visitor:
    world.github("octo/tool")
    world.hub("model", "lab/model")
    return Visitor(simulator)


@pytest.mark.parametrize(
    ("fault", "status", "kind"),
    [
        (Fault.BAD_GATEWAY, 502, "text/html; charset=utf-8"),
        (Fault.GATEWAY_TIMEOUT, 504, "text/html; charset=utf-8"),
        (Fault.SERVER_ERROR, 500, "application/json; charset=utf-8"),
        (Fault.UNAVAILABLE, 503, "text/html; charset=utf-8"),
        (Fault.QUERY_TIMEOUT, 502, "application/json; charset=utf-8"),
        (Fault.SECONDARY, 403, "application/json; charset=utf-8"),
        (Fault.SECONDARY_BARE, 429, "application/json; charset=utf-8"),
        (Fault.SECONDARY_UNTOLD, 403, "application/json; charset=utf-8"),
        (Fault.PRIMARY, 403, "application/json; charset=utf-8"),
        (Fault.RATE_LIMITED, 200, "application/json; charset=utf-8"),
        (Fault.RATE_LIMIT, 200, "application/json; charset=utf-8"),
        (Fault.TOO_MANY, 429, "text/plain"),
        (Fault.THROTTLED, 429, "text/plain"),
        (Fault.WRONG_TYPE, 200, "application/octet-stream"),
        (Fault.HTML, 200, "text/html; charset=utf-8"),
    ],
)
def test_another_answer_comes_in_the_place_of_the_true_one(
    simulator: Simulator, ask: Visitor, fault: Fault, status: int, kind: str
) -> None:
    simulator.weather("github_rest", fault, times=1)
    answer = ask.rest("/repos/octo/tool")
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, kind)
    assert "octo/tool" not in answer.text
    tells = {Fault.UNAVAILABLE: "20", Fault.SECONDARY: "60", Fault.TOO_MANY: "30"}
    assert answer.headers.get("Retry-After") == tells.get(fault)
    assert ask.rest("/repos/octo/tool").json()["full_name"] == "octo/tool", "once was said"


def test_a_limit_that_is_used_up_says_from_when_there_is_more(world: World) -> None:
    with Simulator(world, lambda: datetime(2026, 6, 1, tzinfo=UTC)) as simulator:
        simulator.weather("github_rest", Fault.PRIMARY)
        headers = Visitor(simulator).rest("/repos/octo/tool").headers
    reset = datetime.fromtimestamp(int(headers["X-RateLimit-Reset"]), UTC)
    assert (headers["X-RateLimit-Remaining"], reset) == ("0", datetime(2026, 6, 1, 0, 10, tzinfo=UTC))


def test_a_body_may_end_before_it_is_whole(simulator: Simulator, ask: Visitor) -> None:
    simulator.weather("hub", Fault.TRUNCATED)
    with pytest.raises(httpx.RemoteProtocolError, match="closed connection without sending complete message body"):
        ask.hub("/api/models/lab/model")


def test_a_body_may_call_itself_whole_and_be_half(simulator: Simulator, ask: Visitor) -> None:
    simulator.weather("hub", Blemish.CUT_JSON)
    answer = ask.hub("/api/models/lab/model")
    assert answer.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        answer.json()


def test_a_connection_may_break(simulator: Simulator, ask: Visitor) -> None:
    simulator.weather("github_rest", Fault.RESET)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        ask.rest("/repos/octo/tool")


def test_the_right_answer_may_come_under_a_wrong_name(simulator: Simulator, ask: Visitor) -> None:
    simulator.weather("github_rest", Blemish.MISLABELLED)
    answer = ask.rest("/repos/octo/tool")
    assert (answer.headers["Content-Type"], answer.json()["full_name"]) == ("text/plain", "octo/tool")


def test_a_key_may_come_twice(simulator: Simulator, ask: Visitor) -> None:
    simulator.weather("github_rest", Blemish.DUPLICATE_KEYS)
    pairs = json.loads(ask.rest("/repos/octo/tool").content, object_pairs_hook=list)
    values = [value for key, value in pairs if key == "id"]
    assert len(values) == 2
    assert values[0] is None


def test_an_error_may_lack_its_status(simulator: Simulator, ask: Visitor) -> None:
    simulator.weather("github_rest", Blemish.NO_STATUS)
    answer = ask.rest("/repos/octo/never")
    assert (answer.status_code, answer.json().keys()) == (404, {"message", "documentation_url"})


@pytest.mark.parametrize(
    ("blemish", "kind", "path"),
    [(Blemish.PARTIAL, None, None), (Blemish.RESOURCE_LIMITS, "RESOURCE_LIMITS_EXCEEDED", ["r0"])],
)
def test_one_object_of_many_is_left_out(
    simulator: Simulator, ask: Visitor, blemish: Blemish, kind: str | None, path: list[str] | None
) -> None:
    simulator.weather("github_graphql", blemish)
    body = ask.graphql(batch("octo/tool", "octo/tool")).json()
    assert body["data"] == {"r0": None, "r1": {"nameWithOwner": "octo/tool"}}
    (error,) = body["errors"]
    assert (error.get("type"), error.get("path")) == (kind, path)


# -- slow and large -------------------------------------------------------------------------------------------


def test_the_first_byte_may_be_late(simulator: Simulator, ask: Visitor) -> None:
    simulator.weather("github_rest", Blemish.SLOW_START, times=2)
    with pytest.raises(httpx.ReadTimeout):
        httpx.get(f"{ask.api}/repos/octo/tool", timeout=SHORT, trust_env=False)
    simulator.skies.delay = 0.05
    assert ask.rest("/repos/octo/tool").status_code == 200, "late is not never"


def test_a_body_may_drip_so_that_no_pause_is_long(simulator: Simulator, ask: Visitor) -> None:
    """Only a bound on the whole answer helps: every byte comes in time."""
    simulator.weather("github_rest", Blemish.SLOW_BODY)
    simulator.skies.drip = 0.01

    async def patient() -> bytes:
        got = b""
        async with httpx.AsyncClient(trust_env=False, timeout=SHORT) as client:
            try:
                async with asyncio.timeout(0.5), client.stream("GET", f"{ask.api}/repos/octo/tool") as answer:
                    async for chunk in answer.aiter_raw():
                        got += chunk
            except TimeoutError:
                return got
        raise AssertionError("the body came at once")

    assert 1 < len(asyncio.run(patient())) < 400


def test_who_gives_up_on_a_slow_answer_leaves_nothing_behind(world: World) -> None:
    world.github("octo/tool")
    began = time.monotonic()
    with Simulator(world) as simulator:
        simulator.weather("all", [Blemish.SLOW_START, Blemish.SLOW_BODY])
        for _ in range(4):
            with pytest.raises(httpx.ReadTimeout):
                httpx.get(
                    f"{simulator.environment()['REPROLINKS_GITHUB_API']}/repos/octo/tool",
                    timeout=httpx.Timeout(5.0, read=0.01),
                    trust_env=False,
                )
    assert time.monotonic() - began < simulator.skies.delay, "the end does not wait for the weather"


def test_a_body_may_be_huge(simulator: Simulator, ask: Visitor) -> None:
    simulator.weather("github_rest", Blemish.HUGE)
    with httpx.stream("GET", f"{ask.api}/repos/octo/tool", trust_env=False) as answer:
        assert int(answer.headers["Content-Length"]) > 64 << 20
        assert len(next(answer.iter_raw(1 << 20))) == 1 << 20


def test_a_small_body_may_inflate_to_a_huge_one(simulator: Simulator, ask: Visitor) -> None:
    simulator.weather("github_rest", Blemish.BOMB)
    with httpx.stream("GET", f"{ask.api}/repos/octo/tool", trust_env=False) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(raw) < 100_000
    assert len(zlib.decompressobj(31).decompress(raw, 64 << 20)) == 64 << 20


# -- the way there --------------------------------------------------------------------------------------------


def through_proxy(simulator: Simulator, url: str) -> httpx.Response:
    environment = simulator.environment()
    context = ssl.create_default_context(cafile=environment["SSL_CERT_FILE"])
    with httpx.Client(proxy=environment["HTTPS_PROXY"], verify=context, trust_env=False) as client:
        return client.get(url)


@pytest.mark.parametrize(
    ("door", "words"),
    [
        (Door.OTHER_NAME, "Hostname mismatch"),
        (Door.UNTRUSTED, "unable to get local issuer|self.signed"),
    ],
)
def test_a_certificate_may_be_bad(simulator: Simulator, world: World, door: Door, words: str) -> None:
    world.page("lab.example.org/there")
    assert through_proxy(simulator, "https://lab.example.org/there").status_code == 200
    simulator.weather("lab.example.org", door)
    with pytest.raises(httpx.ConnectError, match=words):
        through_proxy(simulator, "https://lab.example.org/there")


def test_a_name_may_be_unknown_to_the_proxy(simulator: Simulator, world: World) -> None:
    world.page("lab.example.org/there")
    simulator.weather("lab.example.org", Door.PROXY_REFUSES)
    with pytest.raises(httpx.ProxyError, match="502"):
        through_proxy(simulator, "https://lab.example.org/there")
    assert through_proxy(simulator, "http://lab.example.org/there").status_code == 502


def test_an_outage_takes_everything_and_ends(simulator: Simulator, ask: Visitor) -> None:
    with httpx.Client(trust_env=False) as kept:
        assert kept.get(f"{ask.api}/rate_limit").status_code == 200
        simulator.outage()
        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError, httpx.ConnectError)):
            kept.get(f"{ask.api}/rate_limit")
        with pytest.raises(httpx.ConnectError):
            kept.get(f"{ask.hub_base}/api/models/lab/model")
        simulator.recover()
        assert kept.get(f"{ask.api}/rate_limit").status_code == 200


# -- the dice -------------------------------------------------------------------------------------------------


def dealt(seed: int, world: World) -> list[int]:
    """The statuses of forty answers in weather of all sorts that a client survives."""
    with Simulator(world, seed=seed) as simulator:
        ask = Visitor(simulator)
        answered = [one for one in Fault if one not in (Fault.RESET, Fault.TRUNCATED)]
        simulator.weather("all", answered, share=0.4)
        return [ask.rest("/rate_limit", known=True).status_code for _ in range(40)]


def test_the_same_seed_deals_the_same_weather(world: World) -> None:
    assert dealt(7, world) == dealt(7, world)
    assert dealt(7, world) != dealt(8, world)


def test_a_share_of_the_answers_is_bad(simulator: Simulator, ask: Visitor) -> None:
    simulator.weather("github_rest", [Fault.SERVER_ERROR, Fault.HTML], share=0.25)
    with httpx.Client(trust_env=False, headers=ask.github_token) as client:
        for _ in range(200):
            client.get(f"{ask.api}/rate_limit")
    counts = Counter(fault for _, fault in simulator.skies.dealt)
    assert 30 < sum(counts.values()) < 70
    assert counts.keys() == {Fault.SERVER_ERROR, Fault.HTML}


def test_the_weather_of_one_service_is_not_that_of_another(simulator: Simulator, ask: Visitor) -> None:
    simulator.weather("hub", Fault.SERVER_ERROR)
    assert ask.rest("/repos/octo/tool").status_code == 200
    assert ask.hub("/api/models/lab/model").status_code == 500
    simulator.clear()
    assert ask.hub("/api/models/lab/model").status_code == 200
