"""Answers that are spoilt, slow, huge, or cut off at the door: nothing in them makes a repository absent or empty."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import httpx
import pytest

from checker.config import load
from checker.model import Artifact, Kind, Outcome, Reason, ServiceName
from checker.network.rate_limits import github_rule, hub_rule
from checker.network.transport import Transport
from checker.services.git.remote import Git
from checker.services.github.repositories import GitHubRepositories
from checker.services.github.rest import GitHubRest
from checker.services.github.rest_client import Client
from checker.services.hub.repositories import HuggingFace
from checker.services.web.pages import Web
from tests.services.scripted import Hosts, now
from tests.simulator import Blemish, Door, Fault, Simulator, World

if TYPE_CHECKING:
    from checker.model import Observation
    from checker.services.protocol import Service

WITNESSES = ("github_graphql", "github_rest", "huggingface", "git", "web")
SLOW = (Blemish.SLOW_START, Blemish.SLOW_BODY)
#: All with all, but PyGithub's timeouts are whole seconds, three attempts each.
MEETINGS = [(one, other) for one in WITNESSES for other in Blemish if one != "github_rest" or other not in SLOW]
ID = 4711


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Timeouts of a moment."""
    monkeypatch.setattr("checker.network.transport.TIMEOUT", httpx.Timeout(2.0, read=0.15))
    monkeypatch.setattr("checker.network.transport.DEADLINE", 0.4)


def artifact(witness: str, name: str = "octo/alive") -> Artifact:
    """What a witness is asked about."""
    if witness == "huggingface":
        return Artifact(Kind.HF_MODEL, name, f"https://huggingface.co/{name}")
    if witness == "web":
        return Artifact(Kind.OTHER, f"lab.example.org/{name}", f"https://lab.example.org/{name}")
    return Artifact(Kind.GITHUB_REPO, name, f"https://github.com/{name}")


def asked(witness: str, simulator: Simulator, *artifacts: Artifact) -> list[Observation]:
    """What a service says over the real transport."""

    async def asking() -> list[Observation]:
        settings = load({**os.environ, "GITHUB_TOKEN": simulator.token})
        async with Transport() as transport:
            api = Hosts(github_rule)("api")
            client = Client(settings.github_api, simulator.token, None)
            services: dict[str, Service] = {
                "github_graphql": GitHubRepositories(settings, transport, api, now),
                "github_rest": GitHubRest(settings, client, api, now, name=ServiceName.GITHUB_REST),
                "huggingface": HuggingFace(settings, transport, Hosts(hub_rule)("hub"), now),
                "git": Git(settings, transport, Hosts(), now),
                "web": Web(settings, transport, Hosts(), now),
            }
            return [one async for one in services[witness].observe(artifacts)]

    return asyncio.run(asking())


@pytest.fixture
def alive(world: World) -> None:
    """One living repository for each witness."""
    world.github("octo/alive", id=ID)
    world.hub("model", "octo/alive")
    world.page("lab.example.org/octo/alive")


@pytest.mark.slow
@pytest.mark.usefixtures("alive")
@pytest.mark.parametrize(("witness", "blemish"), MEETINGS)
def test_what_is_spoilt_is_the_truth_or_unknown(simulator: Simulator, witness: str, blemish: Blemish) -> None:
    simulator.weather("all", blemish)
    simulator.skies.drip = 0.002  # some hundreds of bytes: shorter than a client without a deadline would mind
    (said,) = asked(witness, simulator, artifact(witness))
    assert said.outcome in (Outcome.PRESENT, Outcome.UNKNOWN, Outcome.REFUSED), said
    assert not said.facts.empty
    assert said.facts.platform_id in (None, str(ID)) or witness == "huggingface"
    if blemish is Blemish.SLOW_START:
        assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.TIMEOUT)


@pytest.mark.usefixtures("alive")
@pytest.mark.parametrize(
    ("door", "reasons"),
    [
        (Door.OTHER_NAME, {Reason.TLS}),
        (Door.UNTRUSTED, {Reason.TLS}),
        (Door.PROXY_REFUSES, {Reason.NETWORK, Reason.DNS, Reason.SERVER_ERROR}),
    ],
)
def test_a_closed_door_says_nothing_of_the_house(simulator: Simulator, door: Door, reasons: set[Reason]) -> None:
    simulator.weather("lab.example.org", door)
    (said,) = asked("web", simulator, artifact("web"))
    assert said.outcome is Outcome.UNKNOWN
    assert said.reason in reasons


@pytest.mark.usefixtures("alive")
@pytest.mark.parametrize("witness", WITNESSES)
def test_an_outage_is_unknown(simulator: Simulator, witness: str) -> None:
    simulator.outage()
    (said,) = asked(witness, simulator, artifact(witness))
    assert said.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("seed", [1, 3, 7, 9])
@pytest.mark.parametrize("witness", ["github_graphql", "github_rest", "huggingface"])
def test_in_weather_of_all_sorts_nothing_that_lives_is_absent(
    world: World, monkeypatch: pytest.MonkeyPatch, witness: str, seed: int
) -> None:
    """And nothing that is gone is there, whatever the dice say."""
    for number in range(30):
        world.github(f"octo/n{number}")
        world.hub("model", f"octo/n{number}")
    with Simulator(world, seed=seed) as simulator:
        for name, value in simulator.environment().items():
            monkeypatch.setenv(name, value)
        quick = [one for one in (*Fault, *Blemish) if one not in (*SLOW, Blemish.HUGE, Blemish.BOMB)]
        simulator.weather("all", quick, share=0.5)
        names = [f"octo/n{number}" for number in range(30)] + [f"octo/gone{number}" for number in range(10)]
        said = {
            one.key.partition(":")[2]: one
            for one in asked(witness, simulator, *(artifact(witness, n) for n in names))
        }
    assert len(said) == 40
    for name, one in said.items():
        wrong = Outcome.PRESENT if "gone" in name else Outcome.ABSENT
        assert one.outcome is not wrong, one
    assert simulator.skies.dealt, "the weather was bad"
