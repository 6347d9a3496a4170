"""DOIs by the resolver's word: none is an absence, one that is registered proves nothing; where it leads is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.model import Availability, Content, Kind, Outcome, Reason
from checker.services.deposits.doi import Doi
from tests.services.deposits.visitor import archived, asked, verdict_on
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from checker.network.answer import Answer
    from tests.simulator import Simulator, World

DRYAD = archived("https://doi.org/10.5061/dryad.z8w9ghxb6")
ELSEWHERE = archived("https://doi.org/10.5072/FK2/ABC")


@pytest.mark.usefixtures("simulator")
def test_no_such_doi_is_gone_and_one_that_is_registered_is_not_yet_there(world: World) -> None:
    assert verdict_on(DRYAD).availability is Availability.GONE
    world.deposits.doi("10.5061/DRYAD.z8w9ghxb6", "https://datadryad.org/dataset/doi:10.5061/dryad.z8w9ghxb6")
    (said,) = asked(DRYAD)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.NOT_CHECKED)
    assert said.detail == "registered, leads to https://datadryad.org/dataset/doi:10.5061/dryad.z8w9ghxb6"


def test_a_doi_of_any_installation_of_dataverse_leads_to_its_interface(world: World, simulator: Simulator) -> None:
    world.deposits.dataverse("data.example.ac.uk", "10.5072/FK2/ABC", files=("fit.py",))
    verdict = verdict_on(ELSEWHERE)
    assert (verdict.availability, verdict.content) == (Availability.AVAILABLE, Content.CODE)
    assert len(simulator.sent_to("doi")) == len(simulator.sent_to("data.example.ac.uk")) == 1
    world.deposits.sets.clear()
    assert verdict_on(ELSEWHERE).availability is Availability.GONE


@pytest.mark.usefixtures("simulator")
def test_a_doi_that_leads_to_figshare_or_the_osf_is_asked_there(world: World) -> None:
    world.deposits.doi("10.25384/sage.771122.v1", "https://sage.figshare.com/articles/dataset/A_title/771122/1")
    world.deposits.figshare(771122, files=())
    assert verdict_on(archived("https://doi.org/10.25384/SAGE.771122.v1")).availability is Availability.EMPTY
    world.deposits.doi("10.31222/osf.io/4znzp", "https://osf.io/4znzp")
    world.deposits.osf("4znzp", private=True)
    assert verdict_on(archived("https://doi.org/10.31222/osf.io/4znzp", Kind.OTHER)).reason is Reason.LOGIN


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (answer(404, b"<html>DOI Not Found</html>", content_type="text/html"), Reason.BAD_RESPONSE),
        (answer(404, {"responseCode": 1, "handle": "10.5061/dryad.z8w9ghxb6"}), Reason.BAD_RESPONSE),
        (answer(404, {"responseCode": "100"}), Reason.BAD_RESPONSE),
        (answer(404, {"responseCode": 100, "handle": "10.5061/dryad.other"}), Reason.BAD_RESPONSE),
        (answer(200, {"responseCode": 100, "handle": "10.5061/dryad.z8w9ghxb6"}), Reason.BAD_RESPONSE),
        (answer(200, {"responseCode": None}), Reason.BAD_RESPONSE),
        (answer(200, {}), Reason.BAD_RESPONSE),
        (answer(503), Reason.SERVER_ERROR),
        (answer(429), Reason.RATE_LIMITED),
        (answer(200, {"responseCode": 1, "values": [{"type": "URL", "data": {"value": 7}}]}), Reason.NOT_CHECKED),
        (answer(200, {"responseCode": 200}), Reason.NOT_CHECKED),
    ],
)
def test_only_the_resolvers_own_word_says_that_there_is_none(reply: Answer, reason: Reason) -> None:
    (said,) = observe(Doi(settings(), Scripted(lambda _: reply), Hosts(), now), DRYAD)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, reason)


def test_a_doi_is_asked_as_it_is_written() -> None:
    transport = Scripted({})
    strange: Any = archived("https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15%3C1661::AID%3E3.0.CO;2-2")
    observe(Doi(settings(), transport, Hosts(), now), strange)
    (url,) = transport.urls
    assert url == "https://doi.org/api/handles/10.1002/(SICI)1097-0258(19980815)17:15%3C1661::AID%3E3.0.CO;2-2"
