"""The OSF by its own word: projects, registrations and files under one sort of name; the private and the deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from checker.model import Availability, Content, Outcome, Reason
from checker.services.deposits.osf import Osf
from tests.services.deposits.visitor import archived, asked, verdict_on
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings
from tests.simulator import Fault

if TYPE_CHECKING:
    from checker.network.answer import Answer
    from tests.simulator import Simulator, World

PROJECT = archived("https://osf.io/4znzp/")


def judged(world: World, **facts: Any) -> tuple[Availability, Reason, Content]:
    world.deposits.osf("4znzp", **facts)
    verdict = verdict_on(PROJECT)
    return verdict.availability, verdict.reason, verdict.content


@pytest.mark.usefixtures("simulator")
def test_every_fate_of_a_project_is_told_apart(world: World) -> None:
    assert judged(world, files=("runs.csv",)) == (Availability.AVAILABLE, Reason.OK, Content.DATA_ONLY)
    assert judged(world, files=("code/", "runs.csv")) == (Availability.AVAILABLE, Reason.OK, Content.CODE)
    assert judged(world, files=()) == (Availability.EMPTY, Reason.NO_COMMITS, Content.EMPTY)
    assert judged(world, private=True)[:2] == (Availability.RESTRICTED, Reason.LOGIN)
    assert judged(world, deleted="yes")[:2] == (Availability.GONE, Reason.HTTP_410)
    withdrawn = judged(world, kind="registrations", withdrawn=True)
    assert withdrawn[:2] == (Availability.GONE, Reason.HTTP_410)
    world.deposits.names.clear()
    assert verdict_on(PROJECT).availability is Availability.GONE


@pytest.mark.usefixtures("simulator")
def test_a_project_whose_files_are_elsewhere_is_not_empty(world: World) -> None:
    for facts in ({"children": 2}, {"storages": ("osfstorage", "github")}):
        assert judged(world, files=(), **facts) == (Availability.AVAILABLE, Reason.OK, Content.UNKNOWN)


def test_what_is_no_project_is_found_by_its_name(world: World, simulator: Simulator) -> None:
    world.deposits.osf("4znzp", kind="registrations", files=("plan.R",))
    world.deposits.osf("f1les", kind="files")
    registration, file = asked(PROJECT, archived("https://doi.org/10.17605/OSF.IO/F1LES"))
    assert (registration.outcome, registration.facts.files) == (Outcome.PRESENT, ("plan.R",))
    assert registration.facts.license == "MIT"
    assert file.outcome is Outcome.PRESENT
    paths = [one.path.removeprefix("/osf/v2/") for one in simulator.sent_to("osf")]
    assert paths[:3] == ["nodes/4znzp/", "guids/4znzp/", "registrations/4znzp/"]


@pytest.mark.usefixtures("simulator")
def test_the_key_of_a_link_to_a_private_project_is_part_of_the_link(world: World) -> None:
    world.deposits.osf("4znzp", private=True, view_only="k3y")
    shown, revoked = asked(
        archived("https://osf.io/4znzp/?view_only=k3y"), archived("https://osf.io/4znzp/?view_only=old")
    )
    assert (shown.reason, shown.facts.files) == (Reason.OK, ("data.csv",))
    assert (revoked.outcome, revoked.reason) == (Outcome.PRESENT, Reason.LOGIN)


@pytest.mark.parametrize(
    ("hidden", "reason"),
    [
        (answer(502), Reason.SERVER_ERROR),
        (answer(999), Reason.REFUSED),
        (answer(404, b"<html>", content_type="text/html"), Reason.BAD_RESPONSE),
    ],
)
def test_files_that_the_weather_hides_take_nothing_from_the_project(hidden: Answer, reason: Reason) -> None:
    node = {"data": {"id": "4znzp", "type": "nodes", "attributes": {"public": True}}}
    script = Scripted(lambda request: hidden if "/files/" in request.url else answer(200, node))
    (said,) = observe(Osf(settings(), script, Hosts(), now), PROJECT)
    assert (said.outcome, said.reason) == (Outcome.PRESENT, reason)
    assert said.facts.files is None


def test_an_hour_holds_a_hundred_requests(world: World, simulator: Simulator) -> None:
    world.deposits.osf("4znzp")
    while simulator.deposits.osf_window.take():
        pass
    (said,) = asked(PROJECT)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.RATE_LIMITED)


def test_a_wall_is_no_word_of_the_osf(world: World, simulator: Simulator) -> None:
    world.deposits.osf("4znzp")
    simulator.weather("osf", Fault.HTML)
    (said,) = asked(PROJECT)
    assert said.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    "reply",
    [
        answer(404, b"<html>404</html>", content_type="text/html"),
        answer(404, {"message": "Not found."}),
        answer(404, {"errors": [{"detail": "no such route"}]}),
        answer(404, {"errors": "Not found."}),
        answer(410, {"message": "gone"}),
        answer(200, {"data": None}),
        answer(200, {"data": {"id": "other", "type": "nodes"}}),
        answer(200, {"data": {"id": "4znzp", "type": "trolls"}}),
        answer(200, {"data": [{"id": "4znzp", "type": "nodes"}]}),
    ],
)
def test_what_is_not_its_own_word_says_nothing(reply: Answer) -> None:
    (said,) = observe(Osf(settings(), Scripted(lambda _: reply), Hosts(), now), PROJECT)
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
