"""GitHub by GraphQL: what each answer means, how batches follow what GitHub can bear, and where the token goes."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from checker.config import load
from checker.errors import CredentialsError
from checker.model import Artifact, Facts, Kind, Observation, Outcome, Reason
from checker.network.rate_limits import github_rule
from checker.network.transport import Transport
from checker.services.github.graphql import BATCH
from checker.services.github.queries import OF_REPOSITORY, OF_ROOT, owner_aliases
from checker.services.github.repositories import GitHubOwners, GitHubRepositories
from tests.services.scripted import NOW, Hosts, Scripted, answer, now, observe, settings
from tests.simulator import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.network.answer import Answer
    from checker.network.transport import Request
    from tests.simulator import Simulator, World

TOKEN = "a-token"
TOO_HEAVY = answer(502, {"data": None, "errors": [{"message": "Something went wrong while executing your query."}]})


def repo(name: str) -> Artifact:
    return Artifact(Kind.GITHUB_REPO, name, f"https://github.com/{name}")


def repos(count: int) -> list[Artifact]:
    return [repo(f"octo/r{index}") for index in range(count)]


def asked(request: Request) -> list[str]:
    """The names that a request asks for, in the order of their aliases."""
    variables = orjson.loads(request.content or b"")["variables"]
    return [f"{variables[f'o{i}']}/{variables[f'n{i}']}" for i in range(len(variables) // 2)]


def there(name: str) -> dict[str, Any]:
    """A repository of which no more is told than that it is there: GraphQL leaves no field out."""
    return {field: False if field.startswith("is") else None for field in OF_REPOSITORY} | {
        "databaseId": 7,
        "nameWithOwner": name,
    }


def everything(request: Request) -> Answer:
    """All that is asked for is there."""
    data = {f"r{index}": there(name) for index, name in enumerate(asked(request))}
    return answer(200, {"data": {**data, "rateLimit": {"cost": 1}}})


class Asking:
    """A service before a script: what it said, what it sent, what it cost."""

    def __init__(self, script: Callable[[Request], Answer]) -> None:
        self.transport = Scripted(script)
        self.hosts = Hosts(github_rule)
        host = self.hosts("api")
        set_up = settings(GITHUB_TOKEN=TOKEN)
        self.repositories = GitHubRepositories(set_up, self.transport, host, now)
        self.owners = GitHubOwners(set_up, self.transport, host, now)

    @property
    def sizes(self) -> list[int]:
        """How many names each request asked for."""
        return [len(asked(request)) for request in self.transport.requests]


def said_of(told: Answer) -> Observation:
    (said,) = observe(Asking(lambda _: told).repositories, repo("octo/r0"))
    return said


def outcome_of(told: Answer) -> tuple[Outcome, Reason]:
    said = said_of(told)
    return said.outcome, said.reason


# -- one answer -------------------------------------------------------------------------------------------


def test_a_repository_that_is_there_tells_its_facts() -> None:
    value = {
        "databaseId": 1_296_269,
        "nameWithOwner": "Octo/R0",
        "isArchived": True,
        "archivedAt": "2025-03-01T00:00:00Z",
        "isDisabled": False,
        "isEmpty": False,
        "isFork": True,
        "isPrivate": False,
        "createdAt": "2020-01-01T00:00:00Z",
        "pushedAt": "2026-06-01T00:00:00Z",
        "stargazerCount": 42,
        "licenseInfo": {"spdxId": "MIT"},
        "latestRelease": {"publishedAt": "2024-01-01T00:00:00Z"},
        "defaultBranchRef": {"name": "main", "target": {"oid": "f" * 40, "committedDate": "2024-05-01T00:00:00Z"}},
    }
    said = said_of(answer(200, {"data": {"r0": value}}))
    assert (said.service, said.outcome, said.reason, said.status, said.at) == (
        "github_graphql",
        Outcome.PRESENT,
        Reason.OK,
        200,
        NOW,
    )
    assert said.facts == Facts(
        platform_id="1296269",
        name="Octo/R0",
        created_at=datetime(2020, 1, 1, tzinfo=UTC),
        pushed_at=datetime(2026, 6, 1, tzinfo=UTC),
        last_commit_at=datetime(2024, 5, 1, tzinfo=UTC),
        latest_release_at=datetime(2024, 1, 1, tzinfo=UTC),
        archived_at=datetime(2025, 3, 1, tzinfo=UTC),
        archived=True,
        disabled=False,
        empty=False,
        private=False,
        fork=True,
        license="MIT",
        stars=42,
        default_branch="main",
        head="f" * 40,
    )


def test_what_is_null_was_not_told() -> None:
    value = {**there("octo/r0"), "isEmpty": True, "licenseInfo": None}
    told = said_of(answer(200, {"data": {"r0": value}})).facts
    assert told == Facts(platform_id="7", name="octo/r0", empty=True, archived=False, disabled=False, private=False)


@pytest.mark.parametrize(
    ("committed", "pushed"),
    [
        ("2099-01-01T00:00:00Z", None),
        ("2026-11-01T00:00:00Z", "2026-10-01T00:00:00Z"),
        ("9999-12-31T23:59:59-23:59", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_a_commit_dated_after_the_answer_or_the_last_push_tells_nothing(committed: str, pushed: str | None) -> None:
    branch = {"name": "main", "target": {"oid": "f", "committedDate": committed}}
    value = {**there("octo/r0"), "defaultBranchRef": branch, "pushedAt": pushed}
    assert said_of(answer(200, {"data": {"r0": value}})).facts.last_commit_at is None


def test_a_licence_that_github_does_not_recognise_is_not_told() -> None:
    said = said_of(answer(200, {"data": {"r0": {**there("octo/r0"), "licenseInfo": {"spdxId": "NOASSERTION"}}}}))
    assert said.facts.license is None


NOT_FOUND = "Could not resolve to a Repository with the name 'octo/r0'."
SAML = "Resource protected by organization SAML enforcement."


@pytest.mark.parametrize(
    ("told", "outcome", "reason"),
    [
        (
            answer(
                200, {"data": {"r0": None}, "errors": [{"type": "NOT_FOUND", "path": ["r0"], "message": NOT_FOUND}]}
            ),
            Outcome.ABSENT,
            Reason.NOT_FOUND_OR_PRIVATE,
        ),
        (
            answer(200, {"data": {"r0": None}, "errors": [{"type": "FORBIDDEN", "path": ["r0"], "message": SAML}]}),
            Outcome.REFUSED,
            Reason.FORBIDDEN,
        ),
        (
            answer(200, {"data": None, "errors": [{"type": "FORBIDDEN", "message": SAML}]}),
            Outcome.REFUSED,
            Reason.FORBIDDEN,
        ),
        (answer(200, {"data": {"r0": None}}), Outcome.UNKNOWN, Reason.SERVER_ERROR),
        (
            answer(
                200, {"errors": [{"message": "Field 'x' doesn't exist", "extensions": {"code": "undefinedField"}}]}
            ),
            Outcome.UNKNOWN,
            Reason.BAD_RESPONSE,
        ),
        (answer(200, "<html>", content_type="text/html"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(200, '{"data":{"r0":{"na'), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(200, "[]"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(500, {"message": "Server Error"}), Outcome.UNKNOWN, Reason.SERVER_ERROR),
        (answer(503, "<html>Unicorn!</html>"), Outcome.UNKNOWN, Reason.SERVER_ERROR),
        (TOO_HEAVY, Outcome.UNKNOWN, Reason.SERVER_ERROR),
        (answer(504, "<html>"), Outcome.UNKNOWN, Reason.SERVER_ERROR),
        (answer(301, "", location="https://elsewhere.example.org/graphql"), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(404, {"message": "Not Found"}), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(403, {"message": "Resource not accessible by integration"}), Outcome.UNKNOWN, Reason.FORBIDDEN),
        (answer(200, {"errors": [{"type": "RATE_LIMIT"}]}), Outcome.UNKNOWN, Reason.RATE_LIMITED),
        (answer(200, {"errors": [{"type": "RATE_LIMITED"}]}), Outcome.UNKNOWN, Reason.RATE_LIMITED),
        (answer(403, {"message": "You have exceeded a secondary rate limit."}), Outcome.UNKNOWN, Reason.RATE_LIMITED),
    ],
)
def test_only_not_found_at_its_alias_says_that_there_is_nothing(
    told: Answer, outcome: Outcome, reason: Reason
) -> None:
    assert outcome_of(told) == (outcome, reason)


def test_our_own_mistake_is_told_in_the_hosts_words() -> None:
    mistake = {"message": "Field 'x' doesn't exist on type 'Repository'", "extensions": {"code": "undefinedField"}}
    assert "Field 'x'" in said_of(answer(200, {"errors": [mistake]})).detail


def test_a_bad_token_ends_the_run_and_says_which_variable_to_set() -> None:
    with pytest.raises(CredentialsError, match="GITHUB_TOKEN") as caught:
        said_of(answer(401, {"message": "Bad credentials", "status": "401"}))
    assert caught.value.exit_code == 2
    assert TOKEN not in str(caught.value)


def test_a_401_that_is_not_githubs_says_nothing_of_the_token() -> None:
    said = said_of(answer(401, "<html>Log in to the proxy", content_type="text/html"))
    assert said.outcome is Outcome.UNKNOWN


def test_a_name_that_github_could_not_have_is_not_asked() -> None:
    asking = Asking(everything)
    bad, good, half = observe(asking.repositories, repo('octo/x") { id } #'), repo("octo/tool"), repo("octo"))
    assert (bad.outcome, bad.reason) == (half.outcome, half.reason) == (Outcome.UNKNOWN, Reason.BAD_LINK)
    assert good.outcome is Outcome.PRESENT
    assert [asked(request) for request in asking.transport.requests] == [["octo/tool"]]


# -- the request ------------------------------------------------------------------------------------------


def test_the_request_is_one_post_to_the_api_with_the_token_and_the_same_text_for_the_same_number() -> None:
    asking = Asking(everything)
    observe(asking.repositories, repo("octo/a"), repo("octo/b"))
    observe(asking.repositories, repo("lab/c"), repo("lab/d"))
    first, second = asking.transport.requests
    assert (first.method, first.url, first.trusted) == ("POST", "https://api.github.com/graphql", True)
    assert first.headers["Authorization"] == f"bearer {TOKEN}"
    bodies = [orjson.loads(request.content or b"") for request in (first, second)]
    assert bodies[0]["query"] == bodies[1]["query"]
    assert "octo" not in bodies[0]["query"]
    assert bodies[0]["variables"] == {"o0": "octo", "n0": "a", "o1": "octo", "n1": "b"}


def test_points_are_booked() -> None:
    asking = Asking(lambda request: answer(200, {"data": {"r0": there(asked(request)[0]), "rateLimit": {"cost": 3}}}))
    observe(asking.repositories, repo("octo/a"))
    assert asking.hosts.ledger.costs()["github_graphql"].points == 3


# -- batches ----------------------------------------------------------------------------------------------


def at_most(limit: int) -> Callable[[Request], Answer]:
    """GitHub on a day when it can bear so many aliases."""
    return lambda request: everything(request) if len(asked(request)) <= limit else TOO_HEAVY


def test_what_is_too_heavy_is_asked_in_halves_and_the_size_is_remembered() -> None:
    asking = Asking(at_most(20))
    said = observe(asking.repositories, *repos(50))
    assert {one.outcome for one in said} == {Outcome.PRESENT}
    assert asking.sizes[:3] == [50, 25, 12]
    assert max(asking.sizes[3:]) <= 20
    before = len(asking.sizes)
    observe(asking.repositories, *repos(50))
    assert asking.sizes[before] < 50, "the next batch begins where the last one ended"


def hitting(names: set[str], error: dict[str, Any]) -> Callable[[Request], Answer]:
    """GitHub that never answers for some names."""

    def script(request: Request) -> Answer:
        wanted = asked(request)
        hit = [{**error, "path": [f"r{i}"]} for i, name in enumerate(wanted) if name in names]
        data = {f"r{i}": None if name in names else there(name) for i, name in enumerate(wanted)}
        return answer(200, {"data": data, "errors": hit} if hit else {"data": data})

    return script


@pytest.mark.parametrize("kind", ["RESOURCE_LIMITS_EXCEEDED", "SOMETHING_NEW"])
def test_a_few_that_never_have_an_answer_make_no_batch_smaller_but_their_own(kind: str) -> None:
    bad = {f"octo/r{index}" for index in range(0, 320, 20)}
    asking = Asking(hitting(bad, {"type": kind, "message": "no"}))
    said = {
        one.key: one for at in range(0, 320, 80) for one in observe(asking.repositories, *repos(320)[at : at + 80])
    }
    unknown = {key.partition(":")[2] for key, one in said.items() if one.outcome is Outcome.UNKNOWN}
    assert (unknown, len(said)) == (bad, 320)
    assert asking.repositories.batch >= 50
    assert len(asking.sizes) < 50


def test_a_refusal_without_a_path_is_found_by_halves_and_is_no_weight() -> None:
    def script(request: Request) -> Answer:
        if "octo/r33" in asked(request):
            return answer(200, {"data": None, "errors": [{"type": "FORBIDDEN", "message": "SAML"}]})
        return everything(request)

    asking = Asking(script)
    said = observe(asking.repositories, *repos(80))
    assert [one.outcome for one in said].count(Outcome.REFUSED) == 1
    assert said[33].outcome is Outcome.REFUSED
    assert asking.repositories.batch >= 50


def test_one_repository_that_is_too_heavy_makes_the_batches_of_others_not_tiny() -> None:
    asking = Asking(lambda request: TOO_HEAVY if "octo/r0" in asked(request) else everything(request))
    said = observe(asking.repositories, *repos(80))
    assert [one.outcome for one in said] == [Outcome.UNKNOWN] + [Outcome.PRESENT] * 79
    assert asking.repositories.batch >= 20


def test_what_an_error_has_emptied_is_asked_for_again_alone_and_then_taken_as_it_is() -> None:
    def script(request: Request) -> Answer:
        wanted = asked(request)
        data = {f"r{i}": there(name) | {"defaultBranchRef": None} for i, name in enumerate(wanted)}
        whole = {f"r{i}": there(name) | {"isFork": True} for i, name in enumerate(wanted)}
        error = {"type": "RESOURCE_LIMITS_EXCEEDED", "path": ["r1", "defaultBranchRef"], "message": "no"}
        return answer(200, {"data": data, "errors": [error]} if len(wanted) > 1 else {"data": whole})

    asking = Asking(script)
    said = observe(asking.repositories, *repos(3))
    assert [one.facts.fork for one in said] == [None, True, None]
    assert asking.sizes == [3, 1]


def test_a_size_that_was_borne_grows_back_slowly() -> None:
    weak = [True]
    asking = Asking(lambda request: TOO_HEAVY if weak[0] and len(asked(request)) > 10 else everything(request))
    observe(asking.repositories, *repos(BATCH))
    weak[0] = False
    largest = []
    for _ in range(16):
        before = len(asking.sizes)
        observe(asking.repositories, *repos(BATCH))
        largest.append(max(asking.sizes[before:]))
    assert largest[0] < BATCH // 2
    assert largest == sorted(largest)
    assert largest[-1] == BATCH


def test_many_batches_in_flight_that_are_too_heavy_halve_the_size_once() -> None:
    asking = Asking(at_most(25))

    async def all_at_once() -> None:
        async def one() -> None:
            async for said in asking.repositories.observe(repos(50)):
                assert said.outcome is Outcome.PRESENT

        await asyncio.gather(*(one() for _ in range(4)))

    asyncio.run(all_at_once())
    assert min(asking.sizes) >= 12


@pytest.mark.parametrize("words", ["RESOURCE_LIMITS_EXCEEDED", "slow"])
def test_partial_answers_and_slow_ones_halve_the_next_batch_and_lose_nothing(words: str) -> None:
    def script(request: Request) -> Answer:
        names = asked(request)
        if len(names) <= 25:
            return everything(request)
        if words == "slow":
            return replace(everything(request), elapsed=6.5)
        data = {f"r{i}": there(name) if i % 2 else None for i, name in enumerate(names)}
        errors = [{"type": words, "path": [f"r{i}"], "message": "x"} for i in range(0, len(names), 2)]
        return answer(200, {"data": data, "errors": errors})

    asking = Asking(script)
    said = observe(asking.repositories, *repos(50))
    assert {one.outcome for one in said} == {Outcome.PRESENT}
    assert [one.facts.name for one in said] == [f"octo/r{index}" for index in range(50)]
    assert asking.sizes == ([50] if words == "slow" else [50, 25])
    observe(asking.repositories, *repos(50))
    assert asking.sizes[-1] <= 28


def test_one_repository_too_heavy_in_any_company_is_singled_out() -> None:
    asking = Asking(lambda request: TOO_HEAVY if "octo/r33" in asked(request) else everything(request))
    said = observe(asking.repositories, *repos(50))
    unknown = [one for one in said if one.outcome is not Outcome.PRESENT]
    assert [(one.key, one.outcome, one.reason) for one in unknown] == [
        ("github_repo:octo/r33", Outcome.UNKNOWN, Reason.SERVER_ERROR)
    ]
    assert len(asking.sizes) < 30


def test_saml_without_a_path_is_laid_at_no_wrong_door() -> None:
    def script(request: Request) -> Answer:
        if "octo/r7" in asked(request):
            return answer(200, {"data": None, "errors": [{"type": "FORBIDDEN", "message": SAML}]})
        return everything(request)

    asking = Asking(script)
    said = observe(asking.repositories, *repos(50))
    assert [one.key for one in said if one.outcome is Outcome.REFUSED] == ["github_repo:octo/r7"]
    assert {one.outcome for one in said} == {Outcome.PRESENT, Outcome.REFUSED}


def test_a_null_that_nobody_explains_is_asked_again_alone_and_stays_unknown() -> None:
    def script(request: Request) -> Answer:
        data = {f"r{i}": there(n) if n != "octo/r3" else None for i, n in enumerate(asked(request))}
        return answer(200, {"data": data})

    asking = Asking(script)
    said = observe(asking.repositories, *repos(5))
    assert [one.outcome for one in said].count(Outcome.PRESENT) == 4
    assert (said[3].outcome, said[3].reason) == (Outcome.UNKNOWN, Reason.SERVER_ERROR)
    assert asking.sizes == [5, 1]


def test_an_answer_that_was_broken_once_is_had_at_the_second_attempt() -> None:
    answers = [answer(200, '{"data":{"r0"'), answer(200, "<html>")]
    asking = Asking(lambda request: answers.pop() if answers else everything(request))
    (said,) = observe(asking.repositories, repo("octo/a"))
    assert said.outcome is Outcome.PRESENT
    assert asking.sizes == [1, 1, 1]


def test_a_github_that_fails_even_the_lightest_query_is_given_up() -> None:
    asking = Asking(lambda _: TOO_HEAVY)
    for _ in range(4):
        said = observe(asking.repositories, *repos(50))
        assert {(one.outcome, one.reason) for one in said} == {(Outcome.UNKNOWN, Reason.SERVER_ERROR)}
    assert len(asking.sizes) < 20, "two hundred repositories cost no two hundred requests"


def test_a_refused_query_is_asked_once_for_the_whole_batch() -> None:
    asking = Asking(lambda _: answer(200, {"errors": [{"message": "Field 'x' doesn't exist"}]}))
    said = observe(asking.repositories, *repos(50))
    assert {one.reason for one in said} == {Reason.BAD_RESPONSE}
    assert asking.sizes == [50]


# -- owners -----------------------------------------------------------------------------------------------


(OCTO,) = owner_aliases(["octo"])


def logins(request: Request) -> list[str]:
    return list(orjson.loads(request.content or b"")["variables"].values())


def test_each_owner_is_asked_once_and_answers_for_all_that_were_asked_about_it() -> None:
    known = {"octo": {"login": "Octo", "databaseId": 5}}

    def script(request: Request) -> Answer:
        names = logins(request)
        data = {alias: known.get(login) for alias, login in zip(owner_aliases(names), names, strict=True)}
        return answer(200, {"data": {**data, "rateLimit": {"cost": 1}}})

    asking = Asking(script)
    octo, lab = Artifact(Kind.GITHUB_ORG, "OCTO", ""), Artifact(Kind.GITHUB_ORG, "lab", "")
    said = observe(asking.owners, octo, lab, repo("octo/a"), repo("Octo/b"), repo("lab/c"), repo("la b/c"))
    assert [(one.outcome, one.facts) for one in said] == [
        (Outcome.PRESENT, Facts(platform_id="5", name="Octo")),
        (Outcome.ABSENT, Facts()),
        (Outcome.PRESENT, Facts(old_owner_free=False)),
        (Outcome.PRESENT, Facts(old_owner_free=False)),
        (Outcome.PRESENT, Facts(old_owner_free=True)),
        (Outcome.UNKNOWN, Facts()),
    ]
    assert [logins(request) for request in asking.transport.requests] == [["octo", "lab"]]


@pytest.mark.parametrize(
    ("told", "outcome", "reason"),
    [
        (
            answer(200, {"data": {OCTO: None}, "errors": [{"type": "FORBIDDEN", "path": [OCTO]}]}),
            Outcome.REFUSED,
            Reason.FORBIDDEN,
        ),
        (
            answer(200, {"data": {OCTO: None}, "errors": [{"type": "INTERNAL", "path": [OCTO]}]}),
            Outcome.UNKNOWN,
            Reason.SERVER_ERROR,
        ),
        (
            answer(200, {"data": {owner_aliases(["lab"])[0]: None, "rateLimit": {"cost": 1}}}),
            Outcome.UNKNOWN,
            Reason.BAD_RESPONSE,
        ),
        (answer(200, {"data": {"r0": None, "rateLimit": {"cost": 1}}}), Outcome.UNKNOWN, Reason.BAD_RESPONSE),
        (answer(200, {"data": None}), Outcome.UNKNOWN, Reason.SERVER_ERROR),
        (answer(500, "{}"), Outcome.UNKNOWN, Reason.SERVER_ERROR),
    ],
)
@pytest.mark.parametrize("asked_about", [Artifact(Kind.GITHUB_ORG, "octo", ""), repo("octo/a")])
def test_no_trouble_makes_an_owners_name_free(
    told: Answer, outcome: Outcome, reason: Reason, asked_about: Artifact
) -> None:
    (said,) = observe(Asking(lambda _: told).owners, asked_about)
    assert (said.outcome, said.reason, said.facts) == (outcome, reason, Facts())


# -- in the simulated world -------------------------------------------------------------------------------


def in_the_world(*artifacts: Artifact) -> dict[str, Observation]:
    """What GitHub's simulator makes us say, over our real transport, by target."""

    async def asking() -> dict[str, Observation]:
        async with Transport() as transport:
            service = GitHubRepositories(load(os.environ), transport, Hosts(github_rule)("api"), now)
            return {one.key.split(":")[1]: one async for one in service.observe(artifacts)}

    return asyncio.run(asking())


@pytest.fixture
def _token(simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", simulator.token)


@pytest.mark.usefixtures("_token")
def test_renames_transfers_case_and_reuse_are_told_by_id_and_name(simulator: Simulator, world: World) -> None:
    world.github("Octo/New", id=77)
    world.github("octo/old", moved_to="octo/older")
    world.github("octo/older", moved_to="Octo/New")
    world.github("lab/again", id=99)
    said = in_the_world(repo("octo/old"), repo("OCTO/NEW"), repo("lab/again"), repo("lab/never"))
    assert {name: (one.facts.platform_id, one.facts.name) for name, one in said.items()} == {
        "octo/old": ("77", "Octo/New"),
        "octo/new": ("77", "Octo/New"),
        "lab/again": ("99", "lab/again"),
        "lab/never": (None, None),
    }
    (received,) = simulator.sent_to("github_graphql")
    assert received.headers["authorization"] == f"bearer {simulator.token}"
    assert not simulator.sent_to("github_rest")


@pytest.mark.usefixtures("_token", "simulator")
def test_signs_of_life_are_commits_not_pushes_and_size_says_nothing(world: World) -> None:
    world.github("octo/pushed", last_commit="2021-05-01T00:00:00Z", pushed_at="2026-10-01T00:00:00Z", size=0)
    world.github("octo/bare", empty=True)
    said = in_the_world(repo("octo/pushed"), repo("octo/bare"))
    pushed = said["octo/pushed"].facts
    assert (pushed.last_commit_at, pushed.pushed_at) == (
        datetime(2021, 5, 1, tzinfo=UTC),
        datetime(2026, 10, 1, tzinfo=UTC),
    )
    assert (pushed.empty, said["octo/bare"].facts.empty, said["octo/bare"].facts.last_commit_at) == (
        False,
        True,
        None,
    )


@pytest.mark.usefixtures("_token")
@pytest.mark.parametrize("fault", list(Fault))
def test_no_weather_is_an_absence(fault: Fault, simulator: Simulator, world: World) -> None:
    world.github("octo/tool")
    simulator.weather("github_graphql", fault)
    (said,) = in_the_world(repo("octo/tool")).values()
    assert (said.outcome, said.facts) == (Outcome.UNKNOWN, Facts())


@pytest.mark.usefixtures("_token")
@pytest.mark.parametrize("fault", [Fault.TRUNCATED, Fault.HTML, Fault.RESET, Fault.SECONDARY, Fault.SERVER_ERROR])
def test_weather_that_passes_costs_nothing_but_a_request(fault: Fault, simulator: Simulator, world: World) -> None:
    world.github("octo/tool")
    simulator.weather("github_graphql", fault, times=1)
    (said,) = in_the_world(repo("octo/tool")).values()
    assert said.outcome is Outcome.PRESENT
    assert len(simulator.sent_to("github_graphql")) == 2


@pytest.mark.usefixtures("_token")
def test_a_limit_that_is_used_up_is_no_absence(simulator: Simulator, world: World) -> None:
    world.github("octo/tool")
    simulator.graphql.limit = 0
    (said,) = in_the_world(repo("octo/tool")).values()
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.RATE_LIMITED)


@pytest.mark.usefixtures("simulator")
def test_the_world_refuses_a_wrong_token(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.github("octo/tool")
    monkeypatch.setenv("GH_TOKEN", "wrong")
    with pytest.raises(CredentialsError):
        in_the_world(repo("octo/tool"))


@pytest.mark.parametrize("field", ["nameWithOwner", "isArchived", "stargazerCount", "isEmpty"])
def test_what_is_of_another_type_than_documented_is_not_told(field: str) -> None:
    facts = said_of(answer(200, {"data": {"r0": there("octo/r0") | {field: ["strange"]}}})).facts
    told = {"nameWithOwner": facts.name, "isArchived": facts.archived, "stargazerCount": facts.stars}
    assert (told | {"isEmpty": facts.empty})[field] is None


def test_an_answer_to_an_earlier_question_is_none_to_this_one() -> None:
    first: list[Answer] = []

    def replaying(request: Request) -> Answer:
        first.append(everything(request))
        return first[0]

    asking = Asking(replaying)
    names = [repo(f"octo/r{index}") for index in range(4)]
    assert {one.outcome for one in observe(asking.repositories, *names[:2])} == {Outcome.PRESENT}
    again = observe(asking.repositories, *names[2:])
    assert {(one.outcome, one.reason) for one in again} == {(Outcome.UNKNOWN, Reason.BAD_RESPONSE)}


@pytest.mark.parametrize("count", [1, 2, 3, 30])
def test_an_answer_that_is_one_question_late_is_none_though_all_have_one_owner(count: int) -> None:
    waiting: list[Answer] = []

    def late(request: Request) -> Answer:
        data = {
            f"r{index}": {**there(name), "databaseId": int(name[6:])} for index, name in enumerate(asked(request))
        }
        waiting.append(answer(200, {"data": {**data, "rateLimit": {"cost": 1}}}))
        return waiting[max(len(waiting) - 2, 0)]

    service = Asking(late).repositories
    batches = [[repo(f"octo/r{number + start}") for number in range(1, count + 1)] for start in (0, 100, 200)]
    first, *others = (observe(service, *batch) for batch in batches)
    assert {one.outcome for one in first} == {Outcome.PRESENT}
    assert {(one.outcome, one.reason) for said in others for one in said} == {(Outcome.UNKNOWN, Reason.BAD_RESPONSE)}


@pytest.mark.parametrize("owner", ["octo", "lab"])
def test_an_answer_to_a_question_of_another_run_is_none_though_owners_coincide(owner: str) -> None:
    def stale(request: Request) -> Answer:
        data = {
            f"r{at}": {**there(f"{owner if at else 'octo'}/other{at}"), "databaseId": at + 1}
            for at, _ in enumerate(asked(request))
        }
        return answer(200, {"data": {**data, "rateLimit": {"cost": 1}}})

    said = observe(Asking(stale).repositories, *repos(6))
    assert {(one.outcome, one.reason) for one in said} == {(Outcome.UNKNOWN, Reason.BAD_RESPONSE)}


def test_an_answer_about_repositories_is_none_about_owners_whatever_else_it_says() -> None:
    saml = {
        "type": "FORBIDDEN",
        "path": ["r1"],
        "extensions": {"saml_failure": True},
        "message": "Resource protected",
    }
    told = answer(200, {"data": {"r0": there("octo/r0"), "r1": None, "rateLimit": {"cost": 1}}, "errors": [saml]})
    owners = [Artifact(Kind.GITHUB_ORG, name, f"https://github.com/{name}") for name in ("octo", "lab")]
    said = observe(Asking(lambda _: told).owners, *owners)
    assert {(one.outcome, one.reason) for one in said} == {(Outcome.UNKNOWN, Reason.BAD_RESPONSE)}


@pytest.mark.parametrize("field", sorted(OF_REPOSITORY))
def test_an_answer_without_a_field_that_decides_is_a_part_or_one_to_another_query(field: str) -> None:
    part = {name: value for name, value in there("octo/r0").items() if name != field}
    said = said_of(answer(200, {"data": {"r0": part, "rateLimit": {"cost": 1}}}))
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


@pytest.mark.parametrize(
    ("without", "outcome"),
    [
        (("isDisabled",), Outcome.PRESENT),
        (("archivedAt", "isDisabled"), Outcome.PRESENT),
        (("archivedAt", "isDisabled", "latestRelease"), Outcome.UNKNOWN),
    ],
)
def test_a_field_or_two_that_no_object_has_are_such_as_the_server_does_not_tell(
    without: tuple[str, ...], outcome: Outcome
) -> None:
    def script(request: Request) -> Answer:
        objects = (there(name) for name in asked(request))
        cut = [{name: value for name, value in one.items() if name not in without} for one in objects]
        return answer(200, {"data": {f"r{index}": one for index, one in enumerate(cut)}})

    said = observe(Asking(script).repositories, *repos(4))
    assert {one.outcome for one in said} == {outcome}


def test_a_field_that_others_have_is_missed_where_it_is_missing() -> None:
    def script(request: Request) -> Answer:
        objects = [there(name) for name in asked(request)]
        del objects[0]["isDisabled"]
        return answer(200, {"data": {f"r{index}": one for index, one in enumerate(objects)}})

    said = observe(Asking(script).repositories, *repos(4))
    assert [one.outcome for one in sorted(said, key=lambda one: one.key)] == [Outcome.UNKNOWN, *3 * [Outcome.PRESENT]]


@pytest.mark.parametrize("flag", ["isArchived", "isDisabled", "isEmpty", "isPrivate"])
def test_a_flag_without_a_value_is_no_flag(flag: str) -> None:
    said = said_of(answer(200, {"data": {"r0": {**there("octo/r0"), flag: None}, "rateLimit": {"cost": 1}}}))
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


def test_an_answer_to_a_question_about_content_is_none_about_identity() -> None:
    held: dict[str, Any] = {
        **dict.fromkeys(OF_ROOT),
        "databaseId": 8,
        "nameWithOwner": "lab/other",
        "tree": {"entries": []},
    }
    said = said_of(answer(200, {"data": {"r0": held, "rateLimit": {"cost": 1}}}))
    assert (said.outcome, said.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)


def test_an_object_that_an_error_has_left_without_a_name_is_no_presence() -> None:
    limit = {"type": "RESOURCE_LIMITS_EXCEEDED", "path": ["r0", "nameWithOwner"], "message": "Resource limits"}
    nameless = {**there("octo/r0"), "nameWithOwner": None}
    assert said_of(answer(200, {"data": {"r0": nameless}, "errors": [limit]})).outcome is Outcome.UNKNOWN


def test_what_goes_by_a_name_of_another_question_has_moved_only_if_it_is_the_same_thing() -> None:
    ids = {"octo/r0": 1, "octo/r1": 2, "octo/old0": 1, "octo/old1": 9}

    def script(request: Request) -> Answer:
        names = asked(request)
        data = {
            f"r{at}": {**there(name.replace("old", "r")), "databaseId": ids.get(name, 50 + at)}
            for at, name in enumerate(names)
        }
        return answer(200, {"data": {**data, "rateLimit": {"cost": 1}}})

    service = Asking(script).repositories
    observe(service, *(repo(name) for name in ("octo/r0", "octo/r1")))
    more = [repo(f"lab/t{number}") for number in range(3)]
    moved, other, *rest = observe(service, repo("octo/old0"), repo("octo/old1"), *more)
    assert (moved.outcome, moved.facts.name) == (Outcome.PRESENT, "octo/r0")
    assert (other.outcome, other.reason) == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)
    assert {one.outcome for one in rest} == {Outcome.PRESENT}


def test_what_several_aliases_say_of_strangers_alone_answers_another_question() -> None:
    def of_strangers(request: Request) -> Answer:
        data = {f"r{index}": there(f"lab{index}/tool-{index}") for index, _ in enumerate(asked(request))}
        return answer(200, {"data": data})

    said = observe(Asking(of_strangers).repositories, *repos(6))
    assert {(one.outcome, one.reason) for one in said} == {(Outcome.UNKNOWN, Reason.BAD_RESPONSE)}


def test_repositories_that_moved_together_keep_their_names() -> None:
    def moved(request: Request) -> Answer:
        data = {f"r{index}": there(f"lab/{name.split('/')[1]}") for index, name in enumerate(asked(request))}
        return answer(200, {"data": data})

    said = observe(Asking(moved).repositories, *repos(6))
    assert {one.outcome for one in said} == {Outcome.PRESENT}


def test_an_object_in_the_place_of_one_that_is_missing_is_neither_of_them() -> None:
    def swapped(request: Request) -> Answer:
        names = asked(request)
        if len(names) < 2:
            return answer(200, {"data": {"r0": None}})
        error = {"type": "NOT_FOUND", "path": ["r0"], "message": f"Could not resolve to a Repository: {names[0]}"}
        return answer(200, {"data": {"r0": there(names[1]), "r1": None}, "errors": [error]})

    said = observe(Asking(swapped).repositories, *repos(2))
    assert {one.outcome for one in said} == {Outcome.UNKNOWN}
