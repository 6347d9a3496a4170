"""The Wayback Machine: the availability API first, the index for what it overlooks, and its strict limit kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from checker.model import Artifact, Kind, Outcome, Reason
from checker.network.rate_limits import AtMost
from checker.services.archives.wayback import CDX_LIMIT, Wayback
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from checker.model import Observation
    from checker.network.answer import Answer
    from checker.network.transport import Request

PAGE = Artifact(Kind.OTHER, "e.org/x", "https://e.org/x?a=1&b=2", published="2023-05-06T00:00:00Z")
STAMP = "20230601010203"
EMPTY = answer(200, {"url": "x", "archived_snapshots": {}})


def closest(stamp: Any = STAMP, status: Any = "200", available: Any = True) -> Answer:
    told = {"available": available, "url": "http://web.archive.org/…", "timestamp": stamp, "status": status}
    return answer(200, {"url": "x", "archived_snapshots": {"closest": told}})


def ask(
    available: Answer, index: Answer, artifact: Artifact = PAGE, base: str = "https://ia.test"
) -> tuple[Observation, list[Request]]:
    transport = Scripted(lambda r: available if "/wayback/available" in r.url else index)
    hosts = Hosts()
    service = Wayback(settings(REPROLINKS_WAYBACK=base), transport, hosts("a"), hosts("b"), now)
    (said,) = observe(service, artifact)
    return said, transport.requests


def rows(*rows: list[str]) -> Answer:
    import orjson

    return answer(200, orjson.dumps([["timestamp", "statuscode"], *rows] if rows else []))


def test_the_capture_nearest_to_the_papers_date_is_asked_for() -> None:
    said, requests = ask(closest(), answer(500))
    assert said.outcome is Outcome.PRESENT
    assert said.facts.copy_url == f"https://web.archive.org/web/{STAMP}/https://e.org/x?a=1&b=2"
    assert str(said.facts.captured_at) == "2023-06-01 01:02:03+00:00"
    (request,) = requests
    assert request.url.startswith("https://ia.test/wayback/available?")
    assert parse_qs(urlsplit(request.url).query) == {"url": [PAGE.url], "timestamp": ["20230506"]}
    assert request.trusted


def test_a_paper_without_a_date_is_no_date() -> None:
    _, requests = ask(closest(), answer(500), Artifact(Kind.OTHER, "e.org/x", PAGE.url, published="spring"))
    assert "timestamp" not in requests[0].url


@pytest.mark.parametrize(
    "overlooked",
    [EMPTY, answer(200, {}), closest(available=False), closest(status="404"), closest(status="301")],
)
def test_what_the_availability_api_does_not_know_the_index_may(overlooked: Answer) -> None:
    said, requests = ask(overlooked, rows(["20200101000000", "200"]))
    assert said.outcome is Outcome.PRESENT
    assert "/20200101000000/" in (said.facts.copy_url or "")
    asked = parse_qs(urlsplit(requests[1].url).query)
    assert asked["filter"] == ["statuscode:200"]
    assert asked["limit"] == ["-1"]


def test_only_when_both_know_none_there_is_none() -> None:
    said, requests = ask(EMPTY, rows())
    assert said.outcome is Outcome.ABSENT
    assert len(requests) == 2


@pytest.mark.parametrize(
    ("available", "index", "reason"),
    [
        (EMPTY, answer(503), Reason.SERVER_ERROR),
        (EMPTY, answer(429), Reason.RATE_LIMITED),
        (EMPTY, answer(403), Reason.REFUSED),
        (EMPTY, answer(200, {"no": "table"}), Reason.BAD_RESPONSE),
        (EMPTY, rows(["no stamp", "200"]), Reason.BAD_RESPONSE),
        (answer(200, b"<html>", content_type="text/html"), rows(), Reason.BAD_RESPONSE),
        (answer(200, b"[]"), rows(), Reason.BAD_RESPONSE),
        (answer(404), rows(), Reason.BAD_RESPONSE),
        (closest(stamp="20230601/../../evil"), rows(), Reason.BAD_RESPONSE),
        (answer(502), rows(), Reason.SERVER_ERROR),
    ],
)
def test_what_could_not_be_asked_is_unknown_never_absent(available: Answer, index: Answer, reason: Reason) -> None:
    said, _ = ask(available, index)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, reason)


def test_the_public_index_is_served_elsewhere_and_a_base_that_is_set_has_both() -> None:
    hosts = [{urlsplit(request.url).hostname for request in ask(EMPTY, rows(), base=base)[1]} for base in BASES]
    assert hosts == [{"archive.org", "web.archive.org"}, {"mirror.example.org"}]


BASES = ("https://archive.org", "https://mirror.example.org")


def test_the_index_is_asked_within_its_limit() -> None:
    count, seconds = CDX_LIMIT
    assert 60 / seconds * count <= 30 * 0.8
    rule, told = AtMost(3, 60.0), answer(200, b"[]")
    assert [rule(told, at) for at in (0.0, 1.0)] == [None, None]
    limit = rule(told, 2.0)
    assert limit
    assert (limit.seconds, limit.refused) == (58.0, False)
    late = rule(told, 61.0)
    assert late
    assert late.seconds == 0.0
    assert rule(answer(429), 62.0).refused  # type: ignore[union-attr]  # a limit, or the test fails


def test_the_index_may_take_a_minute_but_not_three() -> None:
    said, requests = ask(EMPTY, answer(502))
    assert said.outcome is Outcome.UNKNOWN
    assert [(request.patience or 0.0) >= 60.0 for request in requests] == [False, True]
