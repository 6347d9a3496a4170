"""What repositories on GitHub hold: small batches, a second look for few, and never a word on existence."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from checker.config import load
from checker.content.ladder import contents_of
from checker.model import Artifact, Content, Facts, Kind, Observation, Outcome, Reason, Remark, Topic
from checker.network.rate_limits import github_rule
from checker.network.transport import Transport
from checker.services.github.content import MOST, MOST_SECOND, GitHubContent
from checker.services.github.queries import OF_REPOSITORY
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings
from tests.simulator.world import Submodule

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.network.answer import Answer
    from checker.network.transport import Request
    from tests.simulator import Simulator, World

HEAD = "a" * 40
KNOWN = {"databaseId": 7, "nameWithOwner": "octo/r0"}


def repo(name: str) -> Artifact:
    return Artifact(Kind.GITHUB_REPO, name, f"https://github.com/{name}")


def root(*names: str, readme: str | None = None, **more: Any) -> dict[str, Any]:
    """One `Repository` object; names of folders end in a slash."""
    entries = [{"name": name.rstrip("/"), "type": "tree" if name.endswith("/") else "blob"} for name in names]
    blob = None if readme is None else {"text": readme, "isBinary": False}
    branch = {"target": {"oid": HEAD}}
    return {
        "databaseId": 7,
        "nameWithOwner": "octo/r0",
        "defaultBranchRef": branch,
        "latestRelease": None,
        "tree": {"entries": entries},
        "readme": blob,
        **more,
    }


def sizes(transport: Scripted) -> list[int]:
    """How many repositories each request asked for."""
    bodies = (orjson.loads(request.content or b"") for request in transport.requests)
    return [sum(name.startswith("n") for name in body["variables"]) for body in bodies]


def asking(script: Callable[[Request], Answer]) -> tuple[GitHubContent, Scripted]:
    transport = Scripted(script)
    return GitHubContent(settings(GITHUB_TOKEN="a-token"), transport, Hosts(github_rule)("api"), now), transport


def said_of(*told: dict[str, Any]) -> Observation:
    """What is said of one repository when GitHub answers this, one value of its alias after the other."""
    answers = [answer(200, one if "errors" in one else {"data": {"r0": {**KNOWN, **one}}}) for one in told]
    service, _ = asking(lambda _: answers.pop(0))
    (said,) = observe(service, repo("octo/r0"))
    assert not answers, "every answer was asked for"
    return said


def test_a_root_and_its_readme_are_told_in_one_question() -> None:
    said = said_of(root("README.md", "train.py", "src/", readme="Code coming soon", description="A tool"))
    assert (said.outcome, said.reason, said.status) == (Outcome.PRESENT, Reason.OK, 200)
    assert said.facts == Facts(
        platform_id="7",
        head=HEAD,
        description="A tool",
        files=("README.md", "train.py", "src/"),
        readme=(Remark(Topic.PROMISE, 1, "Code coming soon"),),
    )


def test_a_repository_without_a_readme_needs_no_second_question() -> None:
    assert said_of(root("main.c")).facts.readme is None


@pytest.mark.parametrize("name", ["README.rst", "readme.md", "README", "Readme.txt"])
def test_a_readme_of_another_name_is_asked_for_by_the_name_that_it_has(name: str) -> None:
    said = said_of(root(name, "main.c"), {"p0": {"text": "Code coming soon", "isBinary": False}})
    assert [one.topic for one in said.facts.readme or ()] == [Topic.PROMISE]


def test_of_several_readmes_markdown_is_the_one_that_is_shown() -> None:
    service, transport = asking(lambda _: answer(200, {"data": {"r0": root("README.txt", "readme.md", "main.c")}}))
    observe(service, repo("octo/r0"))
    assert orjson.loads(transport.requests[1].content or b"")["variables"]["e0_0"] == f"{HEAD}:readme.md"


def test_folders_are_looked_into_where_the_root_shows_no_code_at_the_same_commit() -> None:
    service, transport = asking(
        lambda request: answer(
            200,
            {"data": {"r0": {**KNOWN, "p0": {"entries": [{"name": ".gitkeep", "type": "blob"}]}}}}
            if b"$e0_0" in (request.content or b"")
            else {"data": {"r0": root("README.md", "src/", "assets/", readme="Coming soon")}},
        )
    )
    (said,) = observe(service, repo("octo/r0"))
    assert said.facts.files == ("README.md", "src/", "assets/", "src/.gitkeep")
    assert contents_of(said.facts).content is Content.PLACEHOLDER
    assert orjson.loads(transport.requests[1].content or b"")["variables"] == {
        "o0": "octo",
        "n0": "r0",
        "e0_0": f"{HEAD}:src",
    }


def emptied(*path: str, kind: str = "RESOURCE_LIMITS_EXCEEDED") -> list[dict[str, Any]]:
    return [{"type": kind, "path": ["r0", *path], "message": "Resource limits for this query exceeded."}]


@pytest.mark.parametrize("field", ["readme", "tree", "latestRelease"])
def test_a_field_that_an_error_has_emptied_is_not_taken_for_nothing(field: str) -> None:
    told = root("main.c", readme="Fine") | {field: None}
    said = said_of({"data": {"r0": told}, "errors": emptied(field)})
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


@pytest.mark.parametrize("path", ["p0", "p1"])
def test_neither_is_a_path_of_the_second_look(path: str) -> None:
    looked = KNOWN | {"p0": {"text": "Coming soon", "isBinary": False}, "p1": {"entries": []}} | {path: None}
    said = said_of(root("README.rst", "stuff/"), {"data": {"r0": looked}, "errors": emptied(path)})
    assert said.outcome is Outcome.UNKNOWN


def test_releases_that_we_may_not_see_take_nothing_from_the_rest() -> None:
    told = {"data": {"r0": root("main.c", readme="Fine")}, "errors": emptied("latestRelease", kind="FORBIDDEN")}
    assert said_of(told).outcome is Outcome.PRESENT


def test_a_folder_that_was_not_told_keeps_its_name_and_counts_as_what_it_may_hold() -> None:
    said = said_of(root("README.md", "src/", readme="Coming soon"), {"p0": None})
    assert said.facts.files == ("README.md", "src/")
    assert contents_of(said.facts).content is Content.CODE


@pytest.mark.parametrize(
    "told",
    [
        {"errors": [{"type": "NOT_FOUND", "path": ["r0"], "message": "Could not resolve"}], "data": {"r0": None}},
        {"errors": [{"type": "FORBIDDEN", "path": ["r0"], "message": "SAML"}], "data": {"r0": None}},
        {"data": {"r0": None}, "errors": [{"message": "Something went wrong while executing your query."}]},
        {"data": {"r0": {**root("a.py"), "tree": None}}, "errors": [{"path": ["r0", "tree"], "message": "timeout"}]},
        {"data": {"r0": {**root("a.py"), "defaultBranchRef": None}}, "errors": []},
        {"data": {"r0": {**root("a.py"), "tree": {"entries": None}}}, "errors": []},
    ],
)
def test_what_can_not_be_told_is_unknown_and_never_absent_or_empty(told: dict[str, Any]) -> None:
    said = said_of(told)
    assert said.outcome is Outcome.UNKNOWN
    assert said.facts == Facts()


def test_batches_are_small_and_halve_when_github_finds_them_heavy() -> None:
    def script(request: Request) -> Answer:
        asked = orjson.loads(request.content or b"")["variables"]
        count = sum(name.startswith("n") for name in asked)
        if count > 12:
            return answer(502, "<html>Unicorn</html>")
        names = [f"octo/{asked[f'n{index}']}" for index in range(count)]
        return answer(200, {"data": {f"r{i}": root("a.py", nameWithOwner=name) for i, name in enumerate(names)}})

    service, transport = asking(script)
    said = observe(service, *(repo(f"octo/r{index}") for index in range(60)))
    assert {one.outcome for one in said} == {Outcome.PRESENT}
    assert sizes(transport)[:3] == [MOST, MOST // 2, MOST // 4]
    assert max(sizes(transport)[2:]) <= 13


def test_second_looks_of_a_whole_batch_share_their_questions() -> None:
    def script(request: Request) -> Answer:
        body = orjson.loads(request.content or b"")["variables"]
        names = [body[f"n{index}"] for index in range(sum(name.startswith("n") for name in body))]
        second = any(name.startswith("e") for name in body)
        value = {"p0": {"text": "hello", "isBinary": False}} if second else None
        odd = {name: name.endswith("0") for name in names}
        roots = (value or root("README.rst" if odd[name] else "README.md", "a.py", readme=None) for name in names)
        called = ({**one, "databaseId": 7, "nameWithOwner": f"octo/{names[i]}"} for i, one in enumerate(roots))
        return answer(200, {"data": {f"r{index}": one for index, one in enumerate(called)}})

    service, transport = asking(script)
    observe(service, *(repo(f"octo/r{index}") for index in range(100)))
    assert len(transport.requests) == -(-100 // MOST) + -(-100 // MOST_SECOND)


def test_a_strange_name_is_not_asked_for() -> None:
    service, transport = asking(lambda _: answer(500))
    (said,) = observe(service, repo("octo/ro ro"))
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_LINK)
    assert not transport.requests


def test_the_simulated_github_takes_our_questions(simulator: Simulator, world: World) -> None:
    """Its schema is GitHub's: a field that does not exist, or an argument of another type, is refused."""
    world.github("octo/plain", files={"README.md": "# A\n\n    python a.py\n", "a.py": "1", "requirements.txt": "x"})
    world.github("octo/rst", files={"README.rst": "Code will be released soon.\n"})
    world.github("octo/stub", files={"README.md": "TBD", "src/.gitkeep": "", "assets/a.png": 5_000})
    world.github("octo/deep", files={"README.md": "x", "lib/core/a.rs": "1", "ext": Submodule("https://x.example")})
    world.github("octo/old", files={"README.md": "x"}, release="2024-01-01T00:00:00Z", assets=("old.zip",))
    world.github("octo/binary", files={"README.md": b"\0\0", "LICENSE": "MIT"})
    names = {
        "octo/plain": Content.RUNNABLE,
        "octo/rst": Content.PLACEHOLDER,
        "octo/stub": Content.PLACEHOLDER,
        "octo/deep": Content.CODE,
        "octo/old": Content.DATA_ONLY,
        "octo/binary": Content.README_ONLY,
    }

    async def held() -> dict[str, Content]:
        set_up = load({**simulator.environment(), "GITHUB_TOKEN": simulator.token})
        async with Transport(allow_private_hosts=True) as transport:
            service = GitHubContent(set_up, transport, Hosts(github_rule)("api"), now)
            return {
                one.key: contents_of(one.facts).content async for one in service.observe([repo(n) for n in names])
            }

    assert asyncio.run(held()) == {repo(name).key: content for name, content in names.items()}
    assert len(simulator.sent_to("github_graphql")) == 2


def test_the_second_look_that_fails_leaves_the_content_unknown() -> None:
    said = said_of(root("README.rst", "main.c"), {"errors": [{"message": "x", "path": ["r0"]}], "data": {"r0": None}})
    assert said.outcome is Outcome.UNKNOWN
    assert said.facts == Facts()


def test_a_second_look_that_sees_another_repository_tells_nothing() -> None:
    other = {"databaseId": 8, "p0": {"text": "Code coming soon", "isBinary": False}}
    said = said_of(root("README.rst", "main.c"), other)
    assert (said.outcome, said.facts) == (Outcome.UNKNOWN, Facts())


def test_an_answer_about_identity_is_none_about_content() -> None:
    named = {**dict.fromkeys(OF_REPOSITORY), **KNOWN, "isEmpty": False}
    service, _ = asking(lambda _: answer(200, {"data": {"r0": named}}))
    (said,) = observe(service, repo("octo/r0"))
    assert (said.outcome, said.reason, said.facts.files) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE, None)


@pytest.mark.parametrize(
    "second",
    [root("README.rst", "stuff/"), KNOWN, {**KNOWN, "p0": None}, {**KNOWN, "databaseId": 8, "p0": None, "p1": None}],
)
def test_a_second_look_that_does_not_tell_of_every_path_tells_nothing(second: dict[str, Any]) -> None:
    said = iter([root("README.rst", "stuff/"), second])
    service, _ = asking(lambda _: answer(200, {"data": {"r0": next(said)}}))
    (seen,) = observe(service, repo("octo/r0"))
    assert (seen.outcome, seen.reason, seen.facts.files) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE, None)
