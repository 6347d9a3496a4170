"""GitHub's REST, hop by hop, in worlds of the simulator and against redirects that lead nowhere."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from checker.config import load
from checker.errors import Unreachable
from checker.model import Artifact, Kind, Outcome, Reason, ServiceName
from checker.network.answer import Answer
from checker.services.github import rest_client as github_client
from checker.services.github.rest import GitHubRest
from tests.services.scripted import Hosts, now
from tests.simulator import Blemish, Fault

if TYPE_CHECKING:
    from checker.model import Observation
    from tests.simulator import Simulator, World


def service(token: str = "") -> GitHubRest:
    return GitHubRest(load(os.environ), Hosts()("api"), now, token=token, name=ServiceName.GITHUB_REST)


def ask(artifact: Artifact, token: str = "") -> Observation:
    async def asking() -> Observation:
        (said,) = [one async for one in service(token).observe([artifact])]
        return said

    return asyncio.run(asking())


def repo(name: str, platform_id: str = "") -> Artifact:
    return Artifact(Kind.GITHUB_REPO, name, f"https://github.com/{name}", platform_id)


def test_a_rename_costs_two_requests_and_shows_the_new_name(simulator: Simulator, world: World) -> None:
    world.github("octo/old", moved_to="octo/new")
    world.github("octo/new", id=77, license="MIT")
    said = ask(repo("octo/old"), simulator.token)
    assert (said.outcome, said.facts.name, said.facts.platform_id) == (Outcome.PRESENT, "octo/new", "77")
    assert [request.path for request in simulator.sent_to("github_rest")] == [
        "/github-api/repos/octo/old",
        "/github-api/repositories/77",
    ]


def test_a_known_id_tells_where_a_repository_went_whose_path_is_gone(simulator: Simulator, world: World) -> None:
    world.github("team/tool", id=77)
    said = ask(repo("octo/tool", "77"), simulator.token)
    assert (said.outcome, said.facts.name) == (Outcome.ABSENT, "team/tool")


@pytest.mark.parametrize(
    ("why", "reason"), [("tos", Reason.TOS), ("dmca", Reason.DMCA), ("unavailable", Reason.BLOCKED)]
)
@pytest.mark.usefixtures("simulator")
def test_a_block_is_neither_a_limit_nor_an_absence(why: str, reason: Reason, world: World) -> None:
    world.github("octo/tool", blocked=why)
    said = ask(repo("octo/tool"))
    assert (said.outcome, said.reason) == (Outcome.BLOCKED, reason)


@pytest.mark.usefixtures("simulator")
def test_names_owners_and_gists(world: World) -> None:
    world.github("Octo/Tool", size=0)
    world.gist("0a1b")
    assert ask(repo("octo/tool")).facts.name == "Octo/Tool"
    assert ask(Artifact(Kind.GITHUB_ORG, "octo", "")).outcome is Outcome.PRESENT
    assert ask(Artifact(Kind.GITHUB_ORG, "nobody", "")).outcome is Outcome.ABSENT
    assert ask(Artifact(Kind.GITHUB_GIST, "octo/0a1b", "")).outcome is Outcome.PRESENT


@pytest.mark.usefixtures("simulator")
@pytest.mark.parametrize("location", ["", "https://elsewhere.example.org/repositories/1", "ftp://x/y"])
def test_a_redirect_that_leads_nowhere_is_not_followed(location: str) -> None:
    with pytest.raises(Unreachable):
        service()._leads_to(f"{load(os.environ).github_api}/repos/octo/tool", location)


@pytest.mark.usefixtures("simulator")
def test_a_redirect_in_githubs_own_words_is_followed_at_the_base() -> None:
    base = load(os.environ).github_api
    there = service()._leads_to(f"{base}/repos/octo/tool", "https://api.github.com/repositories/1?x=1")
    assert there == f"{base}/repositories/1?x=1"


@pytest.mark.usefixtures("simulator")
@pytest.mark.parametrize("body", [b"<html><title>404</title></html>", b"{}", b""])
def test_a_404_that_is_not_githubs_own_says_nothing(body: bytes) -> None:
    answer = Answer(status=404, headers={}, body=body)
    assert service()._meaning(answer)[0] is Outcome.UNKNOWN
    assert service()._meaning(Answer(status=404, headers={}, body=b'{"message":"Not Found"}'))[0] is Outcome.ABSENT


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Blemish.SLOW_BODY, Reason.TIMEOUT),
        (Blemish.HUGE, Reason.BAD_RESPONSE),
        (Blemish.BOMB, Reason.BAD_RESPONSE),
        (Fault.TRUNCATED, Reason.BAD_RESPONSE),
    ],
)
def test_no_body_drips_for_ever_or_fills_the_memory(
    world: World, simulator: Simulator, monkeypatch: pytest.MonkeyPatch, fault: Blemish | Fault, reason: Reason
) -> None:
    monkeypatch.setattr(github_client, "DEADLINE", 0.05 if fault is Blemish.SLOW_BODY else 30.0)
    monkeypatch.setattr(github_client, "MOST_BYTES", 1 << 20)
    world.github("octo/tool")
    simulator.weather("github_rest", fault)
    client = github_client.Client(os.environ["REPROLINKS_GITHUB_API"], simulator.token, None)
    with pytest.raises(Unreachable) as told:
        asyncio.run(client.get("/repos/octo/tool"))
    assert told.value.reason is reason
