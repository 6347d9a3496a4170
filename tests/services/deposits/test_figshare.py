"""Figshare by its own word: items and collections, embargoes, and the shape in which an absence counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.model import Availability, Content, Outcome, Reason
from checker.services.deposits.figshare import Figshare
from tests.services.deposits.visitor import archived, asked, verdict_on
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from checker.network.answer import Answer
    from tests.simulator import Simulator, World

ITEM = archived("https://doi.org/10.6084/m9.figshare.771122.v3")


def judged(world: World, **facts: Any) -> tuple[Availability, Reason, Content]:
    world.deposits.figshare(771122, **facts)
    verdict = verdict_on(ITEM)
    return verdict.availability, verdict.reason, verdict.content


@pytest.mark.usefixtures("simulator")
def test_every_fate_of_an_item_is_told_apart(world: World) -> None:
    assert judged(world, files=("runs.csv",)) == (Availability.AVAILABLE, Reason.OK, Content.DATA_ONLY)
    assert judged(world, files=("fit.R",)) == (Availability.AVAILABLE, Reason.OK, Content.CODE)
    assert judged(world, files=()) == (Availability.EMPTY, Reason.NO_COMMITS, Content.EMPTY)
    assert judged(world, access="embargoed") == (Availability.RESTRICTED, Reason.GATED, Content.UNKNOWN)
    assert judged(world, access="closed") == (Availability.RESTRICTED, Reason.GATED, Content.UNKNOWN)
    assert judged(world, private=True)[:2] == (Availability.GONE, Reason.NOT_FOUND_OR_PRIVATE)


@pytest.mark.parametrize("told", [{}, {"is_embargoed": None}, {"is_embargoed": "no"}])
def test_what_may_be_embargoed_is_not_empty(told: dict[str, Any]) -> None:
    body = {"id": 771122, "title": "Runs", "files": [], "is_confidential": False, **told}
    (said,) = observe(Figshare(settings(), Scripted(lambda _: answer(200, body)), lambda _: Hosts()("x"), now), ITEM)
    assert (said.outcome, said.reason, said.facts.files) == (Outcome.PRESENT, Reason.BAD_RESPONSE, None)


@pytest.mark.usefixtures("simulator")
def test_licence_date_and_name_of_today_are_told(world: World) -> None:
    world.deposits.figshare(771122, doi="10.6084/m9.figshare.771122.v4")
    verdict = verdict_on(ITEM)
    assert (verdict.license, verdict.resolved_target) == ("CC-BY-4.0", "doi.org/10.6084/m9.figshare.771122.v4")
    assert str(verdict.last_activity_at) == "2024-02-03 04:05:06+00:00"


def test_a_collection_is_asked_as_one(world: World, simulator: Simulator) -> None:
    world.deposits.figshare(55, sort="collections")
    world.deposits.figshare(56, sort="collections", files=())
    full, bare = asked(*(archived(f"https://doi.org/10.6084/m9.figshare.c.{n}") for n in (55, 56)))
    assert (full.outcome, full.facts.files, bare.facts.files) == (Outcome.PRESENT, None, ())
    assert simulator.sent_to("figshare")[0].path == "/figshare/v2/collections/55"


@pytest.mark.parametrize(
    "reply",
    [
        answer(404, b"<html>404</html>", content_type="text/html"),
        answer(404, {"message": "Not Found"}),
        answer(404, {"code": "NotFound", "message": "no Route matched with those values"}),
        answer(200, {"message": "Entity not found: article", "code": "EntityNotFound"}),
        answer(200, {"id": 1, "files": [{"name": "a.csv"}]}),
        answer(200, {"id": "771122"}),
        answer(200, {"id": None}),
    ],
)
def test_what_is_not_figshares_own_word_says_nothing(reply: Answer) -> None:
    (said,) = observe(Figshare(settings(), Scripted(lambda _: reply), Hosts(), now), ITEM)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


@pytest.mark.parametrize(
    ("files", "reason"),
    [({}, Reason.BAD_RESPONSE), ({"files": []}, Reason.NO_COMMITS), ({"files": [{"name": "a.csv"}]}, Reason.OK)],
)
def test_an_item_that_does_not_tell_its_files_owes_them(files: dict[str, Any], reason: Reason) -> None:
    reply = answer(200, {"id": 771122, "title": "A tool", "is_embargoed": False, **files})
    (said,) = observe(Figshare(settings(), Scripted(lambda _: reply), Hosts(), now), ITEM)
    assert (said.outcome, said.reason) == (Outcome.PRESENT, reason)
