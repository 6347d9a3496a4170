"""Dataverse by its own word, at Harvard and wherever else it is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.model import Availability, Content, Kind, Outcome, Reason
from checker.services.deposits.dataverse import Dataverse
from tests.services.deposits.visitor import archived, asked, verdict_on
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from checker.network.answer import Answer
    from tests.simulator import Simulator, World

HARVARD, ELSEWHERE = "dataverse.harvard.edu", "data.example.ac.uk"
DATA_SET = archived("https://doi.org/10.7910/DVN/GDT0X1")


def judged(world: World, **facts: Any) -> tuple[Availability, Reason, Content]:
    world.deposits.dataverse(HARVARD, "10.7910/DVN/GDT0X1", **facts)
    verdict = verdict_on(DATA_SET)
    return verdict.availability, verdict.reason, verdict.content


@pytest.mark.usefixtures("simulator")
def test_every_fate_of_a_data_set_is_told_apart(world: World) -> None:
    assert judged(world, files=("runs.tab",)) == (Availability.AVAILABLE, Reason.OK, Content.DATA_ONLY)
    assert judged(world, files=("fit.do", "runs.tab")) == (Availability.AVAILABLE, Reason.OK, Content.CODE)
    assert judged(world, files=()) == (Availability.EMPTY, Reason.NO_COMMITS, Content.EMPTY)
    assert judged(world, access="restricted")[:2] == (Availability.RESTRICTED, Reason.GATED)
    some_shut = judged(world, files=("a.tab", "b.tab"), shut=("a.tab",))
    assert some_shut[:2] == (Availability.AVAILABLE, Reason.OK)
    assert judged(world, private=True)[:2] == (Availability.RESTRICTED, Reason.LOGIN)
    assert judged(world, deaccessioned="version")[:2] == (Availability.GONE, Reason.HTTP_410)
    assert judged(world, deaccessioned="entry")[:2] == (Availability.UNKNOWN, Reason.BAD_RESPONSE)
    world.deposits.sets.clear()
    assert verdict_on(DATA_SET).reason is Reason.NOT_FOUND_OR_PRIVATE


def test_any_installation_is_asked_at_its_own_host(world: World, simulator: Simulator) -> None:
    world.deposits.dataverse(ELSEWHERE, "10.5072/FK2/ABC")
    page = archived(f"https://{ELSEWHERE}/dataset.xhtml?persistentId=doi:10.5072/FK2/ABC&version=1.0", Kind.OTHER)
    (said,) = asked(page)
    assert said.outcome is Outcome.PRESENT
    assert (said.facts.name, said.facts.license) == ("doi.org/10.5072/FK2/ABC", "CC0-1.0")
    (request,) = simulator.sent_to(ELSEWHERE)
    assert request.asked("persistentId") == ["doi:10.5072/FK2/ABC"]


def test_a_host_of_a_stranger_is_not_trusted() -> None:
    transport = Scripted({})
    page = archived("https://192.168.0.9/dataset.xhtml?persistentId=doi:10.5072/FK2/ABC")
    observe(Dataverse(settings(), transport, Hosts(), now), page)
    assert not transport.requests[0].trusted


DATA = {"id": 3, "authority": "10.7910", "identifier": "DVN/GDT0X1", "latestVersion": {"id": 4}}
OK = {"status": "OK", "data": DATA}


def test_what_is_not_told_is_not_concluded() -> None:
    (said,) = observe(Dataverse(settings(), Scripted(lambda _: answer(200, OK)), Hosts(), now), DATA_SET)
    assert (said.outcome, said.reason) == (Outcome.PRESENT, Reason.BAD_RESPONSE)  # its files are owed
    assert (said.facts.files, said.facts.gated) == (None, None)


@pytest.mark.parametrize(
    ("ends", "gate"), [("2030-01-01", "embargoed"), ("2020-01-01", ""), (None, "embargoed"), ("soon", "embargoed")]
)
def test_an_embargo_ends_with_its_day(ends: str | None, gate: str) -> None:
    file = {"label": "a.tab", "dataFile": {"filename": "a.tab", "embargo": {"dateAvailable": ends}}}
    told = {**OK, "data": {**DATA, "latestVersion": {"id": 4, "files": [file]}}}
    (said,) = observe(Dataverse(settings(), Scripted(lambda _: answer(200, told)), Hosts(), now), DATA_SET)
    assert said.facts.gated == gate


@pytest.mark.parametrize(
    "reply",
    [
        answer(404, b"<html>404</html>", content_type="text/html"),
        answer(404, {"status": "ERROR", "message": "API endpoint does not exist on this server."}),
        answer(404, {"status": "OK", "message": "Dataset with Persistent ID doi:10.7910/DVN/GDT0X1 not found."}),
        answer(404, {"message": "Dataset with Persistent ID doi:10.7910/DVN/GDT0X1 not found."}),
        answer(200, {"status": "ERROR", "message": "Dataset with Persistent ID x not found."}),
        answer(200, {"status": "OK", "data": {}}),
        answer(200, {"status": "OK", "data": {**DATA, "identifier": "DVN/OTHER"}}),
        answer(200, {"status": "OK", "data": {**DATA, "identifier": None}}),
        answer(200, {"status": "OK", "data": {**DATA, "id": "3"}}),
    ],
)
def test_what_is_not_its_own_word_says_nothing(reply: Answer) -> None:
    (said,) = observe(Dataverse(settings(), Scripted(lambda _: reply), Hosts(), now), DATA_SET)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
