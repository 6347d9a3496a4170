"""The simulated archives asked directly: they answer as the real ones are documented to, and flatter nobody."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.simulator import Simulator, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ORIGIN = "https://github.com/Octo/Tool"
LATEST = "visit/latest/?require_snapshot=true&visit_type=git"


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def running(world: World, clock: Clock) -> Iterator[Simulator]:
    with Simulator(world, now=clock) as simulator:
        yield simulator


@pytest.fixture
def ask(running: Simulator) -> Iterator[Callable[..., httpx.Response]]:
    base = running.environment()["REPROLINKS_SWH_API"].removesuffix("/swh/api/1")
    with httpx.Client(base_url=base, trust_env=False) as client:

        def request(path: str, method: str = "GET") -> httpx.Response:
            return client.request(method, path)

        yield request


def test_an_origin_is_found_to_the_letter_only(world: World, ask: Callable[..., httpx.Response]) -> None:
    world.archived(ORIGIN, snapshot="ab" * 20, date="2024-01-02T03:04:05Z")
    found = ask(f"/swh/api/1/origin/{ORIGIN}/{LATEST}")
    assert found.status_code == 200
    told = found.json()
    assert (told["snapshot"], told["status"], told["type"], told["origin"]) == ("ab" * 20, "full", "git", ORIGIN)
    for other in (ORIGIN.lower(), f"{ORIGIN}.git", f"{ORIGIN}/", "https://github.com/octo/none"):
        missed = ask(f"/swh/api/1/origin/{other}/{LATEST}")
        assert missed.status_code == 404
        assert missed.json()["exception"] == "NotFoundExc"


def test_a_visit_without_a_snapshot_is_found_by_who_does_not_require_one(
    world: World, ask: Callable[..., httpx.Response]
) -> None:
    world.archived(ORIGIN, snapshot=None)
    assert ask(f"/swh/api/1/origin/{ORIGIN}/{LATEST}").status_code == 404
    assert ask(f"/swh/api/1/origin/{ORIGIN}/visit/latest/").json()["snapshot"] is None


def test_the_throttle_slides_and_says_what_is_left(
    world: World, running: Simulator, clock: Clock, ask: Callable[..., httpx.Response]
) -> None:
    world.archived(ORIGIN)
    running.swh.visits.limit = 2
    path = f"/swh/api/1/origin/{ORIGIN}/{LATEST}"
    assert ask(path).headers["X-RateLimit-Remaining"] == "1"
    clock.now += timedelta(seconds=40)
    assert ask(path).headers["X-RateLimit-Remaining"] == "0"
    refused = ask(path)
    assert refused.status_code == 429
    assert refused.json() == {
        "exception": "Throttled",
        "reason": "Request was throttled. Expected available in 20 seconds.",
    }
    assert int(refused.headers["X-RateLimit-Reset"]) == int(clock.now.timestamp()) + 20
    clock.now += timedelta(seconds=20)
    assert ask(path).status_code == 200, "the first request has left the window, the second has not"
    assert ask(path).status_code == 429


def test_a_request_to_save_is_one_object_and_asking_after_it_a_list(
    world: World, running: Simulator, ask: Callable[..., httpx.Response]
) -> None:
    path = f"/swh/api/1/origin/save/git/url/{ORIGIN}/"
    assert ask(path).status_code == 404
    made = ask(path, "POST")
    assert made.json()["save_request_status"] == "accepted"
    assert made.headers["X-RateLimit-Limit"] == "10"
    assert [one["origin_url"] for one in ask(path).json()] == [ORIGIN]
    assert (
        ask("/swh/api/1/origin/save/git/url/https://git.example.org/a/", "POST").json()["save_request_status"]
        == "pending"
    )
    world.save_policy["git.example.org"] = "forbidden"
    assert ask("/swh/api/1/origin/save/git/url/https://git.example.org/a/", "POST").status_code == 403
    assert ask("/swh/api/1/origin/save/git/url/nonsense/", "POST").status_code == 400
    assert running.swh.asked_to_save == [ORIGIN, "https://git.example.org/a"]


def available(ask: Callable[..., httpx.Response], **more: str) -> Any:
    query = httpx.QueryParams({"url": "https://e.example/x", **more})
    return ask(f"/wayback/wayback/available?{query}").json()


def test_the_nearest_capture_is_told_with_its_status_as_text(
    world: World, ask: Callable[..., httpx.Response]
) -> None:
    assert available(ask) == {}
    world.captured("http://www.e.example/x/", "20200101000000", "20240101000000")
    closest = available(ask, timestamp="20200601")["archived_snapshots"]["closest"]
    assert (closest["timestamp"], closest["status"], closest["available"]) == ("20200101000000", "200", True)
    assert available(ask)["archived_snapshots"]["closest"]["timestamp"] == "20240101000000"


def test_the_availability_api_overlooks_what_the_index_has(world: World, ask: Callable[..., httpx.Response]) -> None:
    world.captured("https://e.example/x", "20240101000000", only_in="index")
    assert not available(ask, timestamp="20240101")["archived_snapshots"]
    world.captured("https://e.example/x", "20230101000000", status="404")
    query = "url=https://e.example/x&output=json&fl=timestamp,statuscode&filter=statuscode:200&limit=-1"
    assert ask(f"/wayback/cdx/search/cdx?{query}").json() == [
        ["timestamp", "statuscode"],
        ["20240101000000", "200"],
    ]
    assert ask("/wayback/cdx/search/cdx?url=https://e.example/none&output=json").json() == []


def test_what_is_found_only_with_a_date(world: World, ask: Callable[..., httpx.Response]) -> None:
    world.captured("https://e.example/x", "20240101000000", only_in="dated")
    assert available(ask) == {}
    assert available(ask, timestamp="20240101")["archived_snapshots"]["closest"]


@pytest.mark.slow
def test_the_index_refuses_the_thirty_first_request_of_a_minute_without_saying_how_long(
    clock: Clock, ask: Callable[..., httpx.Response]
) -> None:
    path = "/wayback/cdx/search/cdx?url=https://e.example/x&output=json"
    assert [ask(path).status_code for _ in range(31)] == [200] * 30 + [429]
    assert "Retry-After" not in ask(path).headers
    clock.now += timedelta(seconds=60)
    assert json.loads(ask(path).content) == []
