"""The witnesses that need no token, over the real transport, in worlds of the simulator: fair days and foul ones."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from checker.config import load
from checker.model import Artifact, Kind, Outcome, Reason
from checker.network.transport import Transport
from checker.services.forges.forge import Forge
from checker.services.git.remote import Git
from checker.services.hub.repositories import HuggingFace
from checker.services.web.pages import Web
from tests.services.scripted import Hosts, now
from tests.simulator import Fault, Simulator, World

if TYPE_CHECKING:
    from checker.model import Observation
    from checker.services.protocol import Service


GATEWAYS = {Fault.GATEWAY_NOT_FOUND, Fault.PLAIN_NOT_FOUND, Fault.ROUTE_NOT_FOUND}


def ask(name: str, *artifacts: Artifact, **environment: str) -> dict[str, Observation]:
    """Target → what a service says of it in the simulated world; waits take no time."""

    async def asking() -> dict[str, Observation]:
        settings = load({**os.environ, **environment})

        hosts = Hosts()
        async with Transport() as transport:
            services: dict[str, Service] = {
                "git": Git(settings, transport, hosts, now),
                "git at a forge": Git(settings, transport, hosts, now),
                "git of plain files": Git(settings, transport, hosts, now),
                "forge": Forge(settings, transport, hosts, now),
                "web": Web(settings, transport, hosts, now),
                "huggingface": HuggingFace(settings, transport, hosts("hub"), now),
            }
            said = [one async for one in services[name].observe(artifacts)]
        return {one.key.partition(":")[2]: one for one in said}

    return asyncio.run(asking())


def repo(name: str) -> Artifact:
    return Artifact(Kind.GITHUB_REPO, name, f"https://github.com/{name}")


def page(place: str, kind: Kind = Kind.OTHER) -> Artifact:
    return Artifact(kind, place, f"https://{place}")


def model(name: str) -> Artifact:
    return Artifact(Kind.HF_MODEL, name, f"https://huggingface.co/{name}")


@pytest.mark.usefixtures("simulator")
def test_git_tells_the_fates_of_repositories_apart(world: World) -> None:
    world.github("octo/alive", last_commit="2024-05-01T00:00:00Z")
    world.github("octo/bare", empty=True)
    world.github("octo/struck", blocked="dmca")
    world.github("octo/banned", blocked="tos")
    world.github("firm/new", last_commit="2024-05-01T00:00:00Z")
    world.github("octo/old", moved_to="firm/new")
    names = ("alive", "bare", "struck", "banned", "old", "never")
    said = ask("git", *(repo(f"octo/{name}") for name in names))
    assert {name: (one.outcome, one.reason) for name, one in said.items()} == {
        "octo/alive": (Outcome.PRESENT, Reason.OK),
        "octo/bare": (Outcome.PRESENT, Reason.NO_COMMITS),
        "octo/struck": (Outcome.BLOCKED, Reason.DMCA),
        "octo/banned": (Outcome.BLOCKED, Reason.TOS),
        "octo/old": (Outcome.PRESENT, Reason.OK),
        "octo/never": (Outcome.REFUSED, Reason.NOT_FOUND_OR_PRIVATE),
    }
    assert said["octo/old"].facts.name == "firm/new"
    assert str(said["octo/alive"].facts.last_commit_at) == "2024-05-01 00:00:00+00:00"


@pytest.mark.usefixtures("simulator")
def test_where_no_post_is_allowed_the_offer_tells_what_is_empty(world: World) -> None:
    world.github("octo/alive", wants_login=True)
    world.github("octo/bare", wants_login=True, empty=True)
    said = ask("git", repo("octo/alive"), repo("octo/bare"))
    assert [(said[name].outcome, said[name].facts.empty) for name in ("octo/alive", "octo/bare")] == [
        (Outcome.PRESENT, False),
        (Outcome.PRESENT, True),
    ]


def test_the_hub_is_asked_with_our_token_and_nobody_else_is(simulator: Simulator, world: World) -> None:
    world.hub("model", "lab/model")
    world.hub("model", "lab/old", moved_to="lab/model")
    world.github("octo/alive")
    token = {"HF_TOKEN": simulator.hf_token}
    said = ask("huggingface", model("lab/model"), model("lab/old"), model("lab/never"), **token)
    assert [said[f"lab/{name}"].outcome for name in ("model", "old", "never")] == [
        Outcome.PRESENT,
        Outcome.PRESENT,
        Outcome.ABSENT,
    ]
    assert said["lab/old"].facts.name == "lab/model"
    ask("git", repo("octo/alive"), **token)
    ask("web", page("github.com/octo/alive"), **token)
    carried = {service for service, request in simulator.requests if simulator.hf_token in str(request)}
    assert carried == {"hub"}


@pytest.mark.usefixtures("simulator")
def test_pages_behind_the_proxy_are_told_apart(world: World) -> None:
    world.page("lab.example.org/there")
    world.page("lab.example.org/moved", status=301, location="https://other.example.org/new")
    world.page("other.example.org/new")
    world.page("lab.example.org/walled", status=403, body="<title>Just a moment...</title>")
    names = ("there", "moved", "walled", "never")
    said = ask("web", *(page(f"lab.example.org/{name}") for name in names))
    assert [said[f"lab.example.org/{name}"].outcome for name in names] == [
        Outcome.PRESENT,
        Outcome.PRESENT,
        Outcome.REFUSED,
        Outcome.ABSENT,
    ]
    assert said["lab.example.org/moved"].facts.name == "https://other.example.org/new"


def test_no_request_leaves_for_a_public_default_whose_base_is_set(simulator: Simulator) -> None:
    places = ("github.com/o/n", "huggingface.co/o", "archive.org/details/x", "gist.github.com/o/1", "hf.co/o")
    ask("web", *(page(place) for place in places))
    hosts = {request.host for _, request in simulator.requests}
    assert hosts <= {"", "127.0.0.1"}


@pytest.mark.parametrize(
    ("witness", "fault"),
    [
        (witness, fault)
        for witness in ("git", "git at a forge", "git of plain files", "forge", "huggingface", "web")
        for fault in Fault
        # Of a stranger's page nobody can tell whether its 404 is its own or a gateway's.
        if witness != "web" or fault not in GATEWAYS
    ],
)
def test_weather_is_never_absence(simulator: Simulator, world: World, fault: Fault, witness: str) -> None:
    """Some faults are somebody else's page with status 200: only who expects no page can tell."""
    world.github("octo/alive")
    world.hub("model", "octo/alive")
    world.git("gitlab.com/octo/alive")
    world.forge("plain.example.org", "dumb")
    world.git("plain.example.org/octo/alive")
    simulator.weather("all", fault)
    project = page("gitlab.com/octo/alive", Kind.OTHER_FORGE)
    files = page("plain.example.org/octo/alive", Kind.OTHER_FORGE)
    forges = {"git at a forge": project, "git of plain files": files, "forge": project}
    asked = forges | {
        "git": repo("octo/alive"),
        "huggingface": model("octo/alive"),
        "web": page("github.com/octo/alive"),
    }
    (said,) = ask(witness, asked[witness]).values()
    pages = (Fault.HTML, Fault.TRUNCATED, Fault.RATE_LIMITED, Fault.RATE_LIMIT, Fault.WRONG_TYPE)
    fooled = witness == "web" and fault in pages
    assert said.outcome in ({Outcome.PRESENT, Outcome.UNKNOWN} if fooled else {Outcome.UNKNOWN, Outcome.REFUSED})
    assert fooled or said.reason is not Reason.OK


def test_many_repositories_are_asked_at_once_without_a_thread(simulator: Simulator, world: World) -> None:
    for number in range(30):
        world.github(f"octo/n{number}", empty=True)
    said = ask("git", *(repo(f"octo/n{number}") for number in range(30)))
    assert {one.reason for one in said.values()} == {Reason.NO_COMMITS}
    assert len(simulator.sent_to("github_web")) == 90, "the offer, its HEAD, and all that it has"
