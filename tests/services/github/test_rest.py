"""GitHub's REST, hop by hop, in worlds of the simulator and against redirects that lead nowhere."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
import pytest

from checker.config import load
from checker.errors import Unreachable
from checker.model import Artifact, Kind, Outcome, Reason, ServiceName
from checker.network.hosts import Network
from checker.network.rate_limits import github_rule
from checker.network.spending import Budget, Ledger
from checker.network.transport import Transport
from checker.services.github import rest_client as github_client
from checker.services.github.facts import from_rest
from checker.services.github.rest import GitHubOldOwner, GitHubRest
from checker.services.github.rest_answers import read_answer
from checker.services.github.rest_client import AnonymousHost, Client
from checker.services.github.tree import GitHubTree
from checker.services.registry import services
from tests.services.scripted import NOW, Hosts, answer, now, observe
from tests.services.scripted import settings as settings_of
from tests.simulator import Blemish, Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Observation
    from checker.network.answer import Answer
    from tests.simulator import Simulator, World


def service(token: str = "") -> GitHubRest:
    settings = load(os.environ)
    client = Client(settings.github_api, token, None)
    return GitHubRest(settings, client, Hosts()("api"), now, name=ServiceName.GITHUB_REST)


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


NOT_FOUND = {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (answer(404, NOT_FOUND), Outcome.ABSENT),
        (answer(404, {**NOT_FOUND, "status": None}), Outcome.ABSENT),
        # a gateway's, a proxy's, of a base that is mistyped
        (answer(404, {"message": "Not Found"}), Outcome.UNKNOWN),
        (answer(404, {"message": "no Route matched with those values"}), Outcome.UNKNOWN),
        (answer(404, {**NOT_FOUND, "documentation_url": "https://gateway.example.org/"}), Outcome.UNKNOWN),
        (answer(404, {**NOT_FOUND, "message": 404}), Outcome.UNKNOWN),
        (answer(404, orjson.dumps(NOT_FOUND), content_type="text/html"), Outcome.UNKNOWN),
        (answer(404, "<html><title>404</title></html>"), Outcome.UNKNOWN),
        (answer(404, {}), Outcome.UNKNOWN),
        (answer(404), Outcome.UNKNOWN),
        (answer(451, "<html>not in this country</html>"), Outcome.UNKNOWN),
        (answer(403, {"message": "Repository access blocked", "block": {"reason": "tos"}}), Outcome.BLOCKED),
        (answer(451, {"message": "Repository access blocked", "block": {"reason": "dmca"}}), Outcome.BLOCKED),
        (answer(403, {"message": "the `abuse-detection` organization has enabled SAML"}), Outcome.REFUSED),
        (answer(999, ""), Outcome.REFUSED),
        (answer(600, NOT_FOUND), Outcome.REFUSED),
    ],
)
def test_an_absence_or_a_block_counts_in_githubs_own_shape_alone(answer: Answer, outcome: Outcome) -> None:
    assert read_answer(answer, token=False)[0] is outcome


@pytest.mark.parametrize("body", [{}, {"id": None, "full_name": None}, {"id": "7", "full_name": "o/n"}, {"id": 7}])
def test_a_200_without_an_id_and_a_name_is_no_presence(body: dict[str, object]) -> None:
    with pytest.raises(Unreachable) as caught:
        from_rest(body)
    assert caught.value.reason is Reason.BAD_RESPONSE


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


def test_headers_that_the_user_sets_for_a_host_go_to_github_too(world: World, simulator: Simulator) -> None:
    world.github("octo/tool")
    base = os.environ["REPROLINKS_GITHUB_API"]
    headers = {"X-Gate": "the-key-of-a-gate", "Authorization": "Bearer of-the-gate"}
    for token, sent in ((simulator.token, f"token {simulator.token}"), ("", "Bearer of-the-gate")):
        client = github_client.Client(base, token, None, "Our Library/1.0", headers)
        asyncio.run(client.get("/repos/octo/tool"))
        asked = simulator.sent_to("github_rest")[-1].headers
        assert (asked["x-gate"], asked["authorization"]) == ("the-key-of-a-gate", sent)
        assert asked["user-agent"] == "Our Library/1.0"


# -- what an answer is about ----------------------------------------------------------------------------


def told_by(script: dict[str, Answer], name: ServiceName, artifact: Artifact) -> Observation:
    """What a service says of an artifact where REST answers so, by path."""

    class Told(Client):
        async def get(self, path: str) -> Answer:
            found = script.get(path, answer(404, NOT_FOUND))
            return replace(found, url=f"https://api.github.com{path}")

    client, host = Told("https://api.github.com", "", None), Hosts(github_rule)("api")
    classes = {ServiceName.GITHUB_OLD_OWNER: GitHubOldOwner, ServiceName.GITHUB_TREE: GitHubTree}
    service = classes.get(name, GitHubRest)
    (said,) = observe(service(settings_of(), client, host, now, name=name), artifact)
    return said


REPOSITORY = {"id": 77, "full_name": "octo/tool"}
MOVED = answer(301, {"message": "Moved Permanently"}, location="https://api.github.com/repositories/77")


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ({"/repos/octo/tool": answer(200, REPOSITORY)}, Outcome.PRESENT),
        ({"/repos/octo/tool": answer(200, REPOSITORY | {"full_name": "Octo/Tool"})}, Outcome.PRESENT),
        ({"/repos/octo/tool": answer(200, REPOSITORY | {"full_name": "lab/tool"})}, Outcome.UNKNOWN),
        (
            {"/repos/octo/tool": MOVED, "/repositories/77": answer(200, REPOSITORY | {"full_name": "lab/new"})},
            Outcome.PRESENT,
        ),
        (
            {"/repos/octo/tool": MOVED, "/repositories/77": answer(200, {"id": 78, "full_name": "lab/new"})},
            Outcome.UNKNOWN,
        ),
    ],
)
def test_an_answer_is_about_what_its_own_address_names(script: dict[str, Answer], outcome: Outcome) -> None:
    assert told_by(script, ServiceName.GITHUB_REST, repo("octo/tool")).outcome is outcome


def test_a_repository_of_another_id_tells_not_where_one_has_gone() -> None:
    script = {"/repositories/77": answer(200, {"id": 78, "full_name": "lab/new"})}
    said = told_by(script, ServiceName.GITHUB_REST, repo("octo/tool", "77"))
    assert (said.outcome, said.facts.name) == (Outcome.ABSENT, None)


@pytest.mark.parametrize(
    ("user", "free"),
    [
        (answer(404, NOT_FOUND), True),
        (answer(200, {"id": 5, "login": "Octo"}), False),
        (answer(200, {"id": 5, "login": "lab"}), None),
        (answer(200, REPOSITORY), None),
        (answer(200, {}), None),
        (answer(404, "<html>404</html>"), None),
    ],
)
def test_an_old_owners_name_is_free_or_taken_by_an_answer_about_it(user: Answer, free: bool | None) -> None:
    said = told_by({"/users/octo": user}, ServiceName.GITHUB_OLD_OWNER, repo("octo/tool"))
    assert said.facts.old_owner_free is free
    assert (said.outcome is Outcome.UNKNOWN) is (free is None)


TREE = {"sha": "a", "tree": [{"path": "README.md", "type": "blob"}, {"path": "a.py", "type": "blob"}]}
README = {"content": "SGVsbG8=", "encoding": "base64"}
AT = "https://api.github.com/repos"


@pytest.mark.parametrize(
    ("tree_at", "readme_at", "outcome"),
    [
        (f"{AT}/octo/tool/git/trees/a", f"{AT}/octo/tool/contents/README.md?ref=main", Outcome.PRESENT),
        (f"{AT}/Octo/Tool/git/trees/a", f"{AT}/Octo/Tool/contents/README.md", Outcome.PRESENT),
        (None, None, Outcome.PRESENT),
        (f"{AT}/lab/tool/git/trees/a", None, Outcome.UNKNOWN),
        (f"{AT}/octo/tool/git/trees/a", f"{AT}/lab/tool/contents/README.md", Outcome.UNKNOWN),
    ],
)
def test_another_repositorys_files_say_nothing(tree_at: str | None, readme_at: str | None, outcome: Outcome) -> None:
    script = {
        "/repos/octo/tool/git/trees/HEAD": answer(200, TREE | {"url": tree_at}),
        "/repos/octo/tool/readme": answer(200, README | {"url": readme_at}),
    }
    assert told_by(script, ServiceName.GITHUB_TREE, repo("octo/tool")).outcome is outcome


def test_a_moved_repositorys_files_have_an_address_of_its_new_name() -> None:
    moved = answer(301, {}, location="https://api.github.com/repositories/77/git/trees/HEAD")
    script = {
        "/repos/octo/tool/git/trees/HEAD": moved,
        "/repositories/77/git/trees/HEAD": answer(200, TREE | {"url": f"{AT}/lab/new/git/trees/a"}),
        "/repos/octo/tool/readme": answer(200, README),
    }
    assert told_by(script, ServiceName.GITHUB_TREE, repo("octo/tool")).outcome is Outcome.PRESENT


# -- the hour of those without a token ------------------------------------------------------------------


def asked_as_strangers(names: Sequence[str]) -> list[Observation]:
    """What REST says without a token, by the services of a run of its own, whose waits take no time."""

    async def asking() -> list[Observation]:
        settings = load(os.environ)
        network = Network(settings, ledger=Ledger(), budget=Budget(None), time=Hosts()("any").gate.time)
        async with Transport() as transport:
            rest = services(settings, transport, network, now, os.environ)[ServiceName.GITHUB_REST]
            return [one async for one in rest.observe([repo(name) for name in names])]

    return asyncio.run(asking())


def test_no_hour_sees_more_than_sixty_requests_without_a_token(simulator: Simulator, world: World) -> None:
    names = [f"octo/tool{number}" for number in range(70)]
    for name in names:
        world.github(name)
    first, second = asked_as_strangers(names), asked_as_strangers(names[:3])
    assert sum(one.outcome is Outcome.PRESENT for one in first) == 60
    assert {one.reason for one in [*first, *second] if one.outcome is Outcome.UNKNOWN} == {Reason.RATE_LIMITED}
    assert {one.outcome for one in second} == {Outcome.UNKNOWN}
    assert not simulator.breaches


def test_what_is_left_of_the_hour_is_asked_once_and_needs_no_answer(simulator: Simulator, world: World) -> None:
    world.github("octo/a")
    simulator.weather("github_rest", Fault.SERVER_ERROR, times=1)
    assert [one.outcome for one in asked_as_strangers(["octo/a", "octo/b"])] == [Outcome.PRESENT, Outcome.ABSENT]
    paths = [request.path for request in simulator.sent_to("github_rest")]
    assert paths[0] == "/github-api/rate_limit"
    assert len(paths) == 3


def test_what_others_have_left_holds_though_it_stands_in_the_body_alone() -> None:
    told = {"resources": {"core": {"limit": 60, "remaining": 0, "reset": int(NOW.timestamp()) + 600}}}

    class Told(Client):
        async def get(self, path: str) -> Answer:
            assert path == "/rate_limit", "nothing else is asked"
            return answer(200, told)

    host = Network(settings_of(), ledger=Ledger(), budget=Budget(None), time=Hosts()("any").gate.time).host(
        github_rule, width=1, max_wait=0.0
    )
    client = Told("https://api.github.com", "", None)
    rest = GitHubRest(settings_of(), client, AnonymousHost(host, client), now, name=ServiceName.GITHUB_REST)
    (said,) = observe(rest, repo("octo/a"))
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.RATE_LIMITED)
