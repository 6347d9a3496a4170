"""Software Heritage's identifiers: many in one request, and only its own word counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import pytest

from checker.model import Availability, Outcome, Reason
from checker.services.deposits.swhid import Swhids
from tests.services.deposits.visitor import archived, verdict_on
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from checker.network.answer import Answer
    from tests.simulator import Simulator, World

HERE, THERE = (f"swh:1:{sort}:{digits * 20}" for sort, digits in (("dir", "ab"), ("rev", "cd")))
PAGES = [archived(f"https://archive.softwareheritage.org/{one}") for one in (HERE, f"{THERE};origin=https://e.org/x")]


def test_what_is_known_is_there_and_what_is_not_is_gone(world: World, simulator: Simulator) -> None:
    world.deposits.objects.add(HERE)
    assert [verdict_on(page).availability for page in PAGES] == [Availability.AVAILABLE, Availability.GONE]
    assert {one.method for one in simulator.sent_to("swh")} == {"POST"}


def test_many_are_asked_at_once_each_once() -> None:
    transport = Scripted(lambda _: answer(200, {HERE: {"known": True}, THERE: {"known": False}}))
    service = Swhids(settings(), transport, Hosts()("swh"), now)
    again = archived(f"https://archive.softwareheritage.org/browse/{HERE.upper()};lines=1-2")
    said = observe(service, *PAGES, again)
    assert [one.outcome for one in said] == [Outcome.PRESENT, Outcome.ABSENT, Outcome.PRESENT]
    (request,) = transport.requests
    assert orjson.loads(request.content or b"") == [HERE, THERE]


@pytest.mark.parametrize(
    "reply",
    [
        answer(404, {"exception": "NotFoundExc"}),
        answer(200, {}),
        answer(200, b"[]"),
        answer(200, {HERE: {}, THERE: None}),
        answer(200, {HERE: {"known": 1}, THERE: {"known": "false"}}),
        answer(200, {HERE: True, THERE: False}),
    ],
)
def test_what_is_not_its_own_word_says_nothing(reply: Answer) -> None:
    said = observe(Swhids(settings(), Scripted(lambda _: reply), Hosts()("swh"), now), *PAGES)
    assert {(one.outcome, one.reason) for one in said} == {(Outcome.UNKNOWN, Reason.BAD_RESPONSE)}
