"""
The promise of a service, for every one in the registry: one observation for each artifact asked, in any weather, and
no trouble with one artifact that is not its observation.
"""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from checker.config import load
from checker.model import Artifact, Kind, Observation, Outcome, Reason, ServiceName
from checker.network.hosts import Network
from checker.network.spending import Budget, Ledger
from checker.network.transport import Transport
from checker.services.github.rest_client import Client
from checker.services.registry import archives, services
from tests.services.scripted import Hosts, now
from tests.simulator import Blemish, Door, Fault, Lure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.network.answer import Answer
    from checker.network.gate import Time
    from checker.network.transport import Request
    from checker.services.protocol import Service
    from tests.simulator import Simulator, World
    from tests.simulator.faults import Sky

#: What each service is asked about: a living thing, a missing one, and a name that nothing has.
KINDS = {
    ServiceName.FORGE: (Kind.OTHER_FORGE, "https://"),
    ServiceName.GITHUB_OWNERS: (Kind.GITHUB_ORG, "https://github.com/"),
    ServiceName.HUGGINGFACE: (Kind.HF_MODEL, "https://huggingface.co/"),
    ServiceName.WEB: (Kind.OTHER, "https://"),
    ServiceName.WAYBACK: (Kind.OTHER, "https://"),
}
#: Deposits by address: a living one, another, a missing one, and one that nobody can have.
SWHID = "https://archive.softwareheritage.org/swh:1:rev:"
DEPOSITS = {
    ServiceName.ZENODO: [f"https://zenodo.org/records/{one}" for one in ("10", "20", "404", "x")],
    ServiceName.FIGSHARE: [f"https://figshare.com/articles/dataset/A/{one}" for one in ("10", "20", "404", "x")],
    ServiceName.OSF: [f"https://osf.io/{one}" for one in ("alive", "there", "gone5", "a b")],
    ServiceName.DATAVERSE: [f"https://doi.org/10.7910/DVN/{one}" for one in ("ALIVE", "ALIVE2", "GONE", "o o")],
    ServiceName.DOI: [f"https://doi.org/10.5061/dryad.{one}" for one in ("alive", "alive2", "gone", "o o")],
    ServiceName.SWHID: [f"{SWHID}{one * 20}" for one in ("a1", "b2", "c3", "xx")],
}
LONG = {Blemish.SLOW_BODY, Blemish.HUGE, Blemish.BOMB}
SLOW = {Blemish.SLOW_START, Blemish.SLOW_BODY}
GATEWAYS = {Fault.GATEWAY_NOT_FOUND, Fault.PLAIN_NOT_FOUND, Fault.ROUTE_NOT_FOUND}
WEATHER: list[Sky] = [*Fault, *Blemish, *Lure, *Door]
#: PyGithub's timeouts are whole seconds.
BY_PYGITHUB = {one for one in ServiceName if one.startswith("github_")} - {
    *(ServiceName.GITHUB_GRAPHQL, ServiceName.GITHUB_OWNERS, ServiceName.GITHUB_CONTENT)
}
#: A witness of its own promise (`ask`), and a request that is no observation.
NO_WITNESSES = {ServiceName.HF_PAPERS, ServiceName.SAVE_CODE_NOW}
NAMES = sorted(set(ServiceName) - NO_WITNESSES)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Timeouts of a moment."""
    monkeypatch.setattr("checker.network.transport.TIMEOUT", httpx.Timeout(2.0, read=0.2))
    monkeypatch.setattr("checker.network.transport.DEADLINE", 0.5)
    monkeypatch.setattr("checker.services.github.rest_client.MOST_BYTES", 1 << 20)


@pytest.fixture(autouse=True)
def _alive(world: World) -> None:
    for name in ("octo/alive", "octo/alive2"):
        world.github(name, files={"README.md": "x", "src/a.py": "1"})
        world.hub("model", name)
        world.page(f"lab.example.org/{name}")
        world.git(f"gitlab.com/{name}")
    for number in (10, 20):
        world.deposits.zenodo(number)
        world.deposits.figshare(number)
    world.deposits.osf("alive")
    for name in ("ALIVE", "ALIVE2"):
        world.deposits.dataverse("dataverse.harvard.edu", f"10.7910/DVN/{name}")
        world.deposits.doi(f"10.5061/dryad.{name.lower()}", f"https://lab.example.org/{name}")
    world.deposits.objects.add(f"swh:1:rev:{'a1' * 20}")


def artifacts(service: ServiceName) -> list[Artifact]:
    if urls := DEPOSITS.get(service):
        return [Artifact(Kind.ARCHIVE, url.removeprefix("https://"), url) for url in urls]
    kind, prefix = KINDS.get(service, (Kind.GITHUB_REPO, "https://github.com/"))
    host = {Kind.OTHER: "lab.example.org/", Kind.OTHER_FORGE: "gitlab.com/"}.get(kind, "")
    names = ("octo/alive", "octo/alive2", "octo/gone", "o o/..")
    if kind is Kind.GITHUB_ORG:
        names = ("octo", "nobody", "alive2", "o o")
    return [Artifact(kind, f"{host}{name}", f"{prefix}{host}{name}") for name in names]


def everyone(transport: Transport, simulator: Simulator) -> dict[ServiceName, Service]:
    """All services of the registry, with hosts whose waits take no time."""
    settings = load({**os.environ, "GITHUB_TOKEN": simulator.token, "HF_TOKEN": simulator.hf_token})
    network = Network(settings, ledger=Ledger(), budget=Budget(None), time=free_time())
    found = services(settings, transport, network, now, os.environ)
    return found | archives(settings, transport, network, now)


def free_time() -> Time:
    return Hosts()("any").gate.time


def asked(
    simulator: Simulator, name: ServiceName, wanted: Sequence[Artifact], transport: Transport | None = None
) -> list[Observation]:
    async def asking() -> list[Observation]:
        async with transport or Transport() as used:
            service = everyone(used, simulator)[name]
            return [one async for one in service.observe(wanted)]

    return asyncio.run(asking())


def test_every_service_is_in_the_registry_under_its_name(simulator: Simulator) -> None:
    found = everyone(Transport(), simulator)
    assert sorted(found) == NAMES
    assert all(service.name is name for name, service in found.items())
    assert all(service.workers > 0 and service.batch > 0 for service in found.values())


def keeps_its_promise(said: Sequence[Observation], wanted: Sequence[Artifact], name: ServiceName) -> None:
    assert sorted(one.key for one in said) == sorted(one.key for one in wanted)
    assert {one.service for one in said} == {name}


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_in_fine_weather_each_artifact_has_one_observation(simulator: Simulator, name: ServiceName) -> None:
    wanted = artifacts(name)
    keeps_its_promise(asked(simulator, name, wanted), wanted, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_so_it_has_in_any_weather(
    simulator: Simulator, name: ServiceName, subtests: pytest.Subtests, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator.skies.drip = 0.002
    for day, sky in enumerate(WEATHER):  # on days of their own: no weather uses up a limit of the next
        monkeypatch.setattr(simulator, "_now", lambda day=day: datetime.now(UTC) + timedelta(days=day))
        with subtests.test(sky=sky):
            holds_in(simulator, name, Fault.RESET if sky in SLOW and name in BY_PYGITHUB else sky)
    assert not simulator.breaches, "the weather is what was answered, and no limit"


def holds_in(simulator: Simulator, name: ServiceName, sky: Sky) -> None:
    """One observation for each artifact, no secret in it, and nothing concluded from a fault."""
    simulator.weather("all", sky)
    wanted = artifacts(name)[: 1 if sky in LONG else None]
    said = asked(simulator, name, wanted)
    keeps_its_promise(said, wanted, name)
    for one in said:
        told = f"{one.detail} {one.facts}"
        assert simulator.token not in told
        assert simulator.hf_token not in told
        a_pages_own = sky in GATEWAYS and name is ServiceName.WEB  # nobody can tell them apart
        if sky in Fault and not a_pages_own:
            assert one.outcome in (Outcome.UNKNOWN, Outcome.REFUSED), "nobody may conclude anything from it"


class Broken(Transport):
    """A transport that fails as no transport should."""

    async def send(self, request: Request) -> Answer:
        """Nobody foresaw this."""
        raise ZeroDivisionError(request.url)


@pytest.mark.parametrize("name", NAMES)
def test_what_nobody_foresaw_is_the_artifacts_unknown(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch, name: ServiceName
) -> None:
    async def broken(_: Client, path: str) -> Answer:
        raise ZeroDivisionError(path)

    monkeypatch.setattr(Client, "get", broken)
    wanted = artifacts(name)
    said = asked(simulator, name, wanted, Broken())
    keeps_its_promise(said, wanted, name)
    assert {one.outcome for one in said} == {Outcome.UNKNOWN}
    assert {one.reason for one in said} <= {Reason.BAD_RESPONSE, Reason.BAD_LINK}
