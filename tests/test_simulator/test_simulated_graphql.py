"""GitHub's GraphQL as it was seen to answer: errors beside data, and all the ways of not answering at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from tests.simulator import Exceeded, Simulator
from tests.simulator.github_cost import weigh
from tests.test_simulator.visitor import Clock, Visitor, batch

if TYPE_CHECKING:
    from tests.simulator import World


@pytest.fixture
def ask(simulator: Simulator) -> Visitor:
    return Visitor(simulator)


def test_nobody_asks_without_a_token(ask: Visitor) -> None:
    answer = httpx.post(f"{ask.api}/graphql", json={"query": "{ rateLimit { cost } }"}, trust_env=False)
    assert (answer.status_code, answer.json()) == (
        401,
        {
            "message": "This endpoint requires you to be authenticated.",
            "documentation_url": "https://docs.github.com/graphql/guides/forming-calls-with-graphql#authenticating-with-graphql",
        },
    )
    bad = httpx.post(f"{ask.api}/graphql", json={}, headers={"Authorization": "bearer wrong"}, trust_env=False)
    assert (bad.status_code, bad.json()["message"]) == (401, "Bad credentials")


def test_one_missing_repository_takes_nothing_from_the_others(ask: Visitor, world: World) -> None:
    world.github("octo/there")
    world.github("octo/secret", private=True)
    answer = ask.graphql(
        'query {\n  r0: repository(owner: "octo", name: "there") { nameWithOwner }\n'
        '  r1: repository(owner: "octo", name: "secret") { nameWithOwner }\n}'
    )
    assert answer.status_code == 200
    assert answer.json() == {
        "data": {"r0": {"nameWithOwner": "octo/there"}, "r1": None},
        "errors": [
            {
                "type": "NOT_FOUND",
                "path": ["r1"],
                "locations": [{"line": 3, "column": 3}],
                "message": "Could not resolve to a Repository with the name 'octo/secret'.",
            }
        ],
    }


def test_a_rename_shows_in_the_name_alone(ask: Visitor, world: World) -> None:
    world.github("New/Name", id=7)
    world.github("old/name", moved_to="New/Name")
    found = ask.graphql(batch("old/name", "new/NAME", fields="nameWithOwner databaseId")).json()
    assert found == {"data": {f"r{i}": {"nameWithOwner": "New/Name", "databaseId": 7} for i in range(2)}}
    strict = '{ repository(owner: "old", name: "name", followRenames: false) { databaseId } }'
    assert ask.graphql(strict).json()["errors"][0]["type"] == "NOT_FOUND"


def test_a_name_is_used_again_by_another_repository(ask: Visitor, world: World) -> None:
    world.github("octo/tool", id=1)
    world.github("octo/tool", id=2)
    assert ask.graphql(batch("octo/tool", fields="databaseId")).json()["data"]["r0"]["databaseId"] == 2
    assert ask.graphql('{ node(id: "R_1") { id } }').json()["errors"][0]["path"] == ["node"]


@pytest.mark.parametrize(
    ("form", "path", "data"),
    [("path", ["r1"], {"r0": {}, "r1": None}), ("pathless", None, {"r0": {}, "r1": None}), ("whole", None, None)],
)
def test_single_sign_on_is_missing(
    ask: Visitor, world: World, form: str, path: list[str] | None, data: dict[str, object] | None
) -> None:
    world.github("octo/tool")
    world.github("firm/tool", saml=form)
    answer = ask.graphql(batch("octo/tool", "firm/tool", fields="nameWithOwner"))
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["type"], error["extensions"]) == (200, "FORBIDDEN", {"saml_failure": True})
    assert error["message"] == (
        "Resource protected by organization SAML enforcement. "
        "You must grant your Personal Access token access to this organization."
    )
    assert error.get("path") == path
    shown = answer.json()["data"]
    assert (shown and shown.keys()) == (data and data.keys())
    assert "organizations=" in answer.headers["X-GitHub-SSO"]


def test_stargazers_are_refused_and_their_count_is_not(ask: Visitor, world: World) -> None:
    world.github("octo/tool", stars=3)
    body = ask.graphql(batch("octo/tool", fields="stargazerCount watchers { totalCount }")).json()
    assert body == {"data": {"r0": {"stargazerCount": 3, "watchers": {"totalCount": 0}}}}
    refused = ask.graphql(batch("octo/tool", fields="stargazerCount stargazers { totalCount }")).json()
    assert (refused["errors"][0]["type"], refused["errors"][0]["path"]) == ("FORBIDDEN", ["r0", "stargazers"])


def test_a_field_that_is_not_there_refuses_the_query(ask: Visitor, world: World) -> None:
    world.github("octo/tool")
    body = ask.graphql(batch("octo/tool", fields="fullDatabaseId")).json()
    (error,) = body["errors"]
    assert "data" not in body
    assert "type" not in error
    assert error["path"] == ["query", "r0", "fullDatabaseId"]
    assert error["message"] == "Field 'fullDatabaseId' doesn't exist on type 'Repository'"
    expected = {"code": "undefinedField", "typeName": "Repository", "fieldName": "fullDatabaseId"}
    assert error["extensions"] == expected


def test_a_body_without_a_query_is_told_so(ask: Visitor) -> None:
    answer = httpx.post(f"{ask.api}/graphql", json={"q": 1}, headers=ask.github_token, trust_env=False)
    assert answer.json() == {"errors": [{"message": "A query attribute must be specified and must be a string."}]}


def test_an_owner_is_there_or_null_without_an_error(ask: Visitor, world: World) -> None:
    world.owner("ada")
    body = ask.graphql(
        '{ a: repositoryOwner(login: "Ada") { login } b: repositoryOwner(login: "gone") { login } }'
    ).json()
    assert (body["data"]["b"], "errors" in body) == (None, False)


def test_dates_are_told_as_they_are(ask: Visitor, world: World) -> None:
    world.github("octo/forked", last_commit="2020-01-01T00:00:00Z", pushed_at="2026-01-01T00:00:00Z")
    world.github("octo/future", last_commit="2031-01-01T00:00:00Z")
    world.github("octo/bare", empty=True)
    fields = "pushedAt isEmpty defaultBranchRef { target { ... on Commit { committedDate } } }"
    data = ask.graphql(batch("octo/forked", "octo/future", "octo/bare", fields=fields)).json()["data"]
    assert data["r0"]["pushedAt"] == "2026-01-01T00:00:00Z"
    assert data["r0"]["defaultBranchRef"]["target"]["committedDate"] == "2020-01-01T00:00:00Z"
    assert data["r1"]["defaultBranchRef"]["target"]["committedDate"] == "2031-01-01T00:00:00Z"
    assert (data["r2"]["isEmpty"], data["r2"]["defaultBranchRef"]) == (True, None)


# -- what is too much -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["RATE_LIMIT", "RATE_LIMITED"])
def test_a_window_that_is_used_up_is_told_at_200_without_data(ask: Visitor, simulator: Simulator, word: str) -> None:
    simulator.graphql.limit = 1
    simulator.limits.manner.word = word
    assert "data" in ask.graphql("{ rateLimit { cost } }").json()
    answer = ask.graphql("{ rateLimit { cost } }")
    assert (answer.status_code, answer.headers["X-RateLimit-Remaining"]) == (200, "0")
    assert answer.headers["X-RateLimit-Resource"] == "graphql"
    (error,) = answer.json()["errors"]
    assert answer.json().keys() == {"errors"}
    assert (error["type"], error.get("code")) == (word, "graphql_rate_limit" if word == "RATE_LIMIT" else None)
    assert [breach.limit for breach in simulator.breaches] == [Exceeded.PRIMARY]


def test_a_repository_may_be_too_much_by_itself(ask: Visitor, world: World) -> None:
    world.github("octo/there")
    world.github("octo/huge", limited=True)
    body = ask.graphql(batch("octo/there", "octo/huge")).json()
    (error,) = body["errors"]
    assert (error["type"], error["path"]) == ("RESOURCE_LIMITS_EXCEEDED", ["r1"])
    assert error["message"] == "Resource limits for this query exceeded."
    assert body["data"] == {"r0": {"nameWithOwner": "octo/there"}, "r1": None}


@pytest.mark.parametrize(
    ("aliases", "fields", "status"),
    [
        (120, "id", 200),
        (91, "id", 200),
        (91, "id defaultBranchRef { target { ... on Commit { history { totalCount } } } }", 502),
        (143, "id", 502),
    ],
)
def test_ten_seconds_are_a_wall(ask: Visitor, world: World, aliases: int, fields: str, status: int) -> None:
    world.github("octo/tool")
    answer = ask.graphql(batch(*["octo/tool"] * aliases, fields=fields))
    assert answer.status_code == status
    if status == 502:
        assert answer.json()["data"] is None
        assert answer.json()["errors"][0]["message"].startswith(
            "Something went wrong while executing your query. This"
        )


def test_227_aliases_are_refused_at_once(ask: Visitor, world: World) -> None:
    world.github("octo/tool")
    answer = ask.graphql(batch(*["octo/tool"] * 227))
    assert (answer.status_code, answer.json()["errors"][0]["type"]) == (200, "RESOURCE_LIMITS_EXCEEDED")


def test_one_heavy_repository_takes_its_batch_along(ask: Visitor, world: World) -> None:
    world.github("octo/there")
    world.github("octo/heavy", heavy=True)
    assert ask.graphql(batch("octo/there", "octo/heavy")).status_code == 502
    assert ask.graphql(batch("octo/there")).status_code == 200


def test_fragments_count_where_they_are_used() -> None:
    from graphql import parse

    fragment = "fragment f on Repository { issues(first: 50) { nodes { id } } }"
    text = f"{{ a: repository {{ ...f }} b: repository {{ ...f }} }} {fragment}"
    weight = weigh(parse(text), {})
    assert (weight.aliases, weight.requests, weight.nodes) == (2, 2, 100)


def test_points_follow_the_documented_formula() -> None:
    """The documentation's own example: 5,101 requests are 51 points."""
    from graphql import parse

    text = """query { viewer { repositories: releases(first: 100) { nodes { issues(first: 50) { nodes {
        labels: watchers(first: 60) { nodes { id } } } } } } } }"""
    assert weigh(parse(text), {}).requests == 1 + 100 + 100 * 50
    assert weigh(parse(text), {}).points == 51


def test_connections_need_bounds_unless_only_counted(ask: Visitor, world: World) -> None:
    world.github("octo/tool", release="2025-01-01T00:00:00Z")
    assert ask.graphql(batch("octo/tool", fields="releases { totalCount }")).json()["data"]["r0"]["releases"] == {
        "totalCount": 1
    }
    body = ask.graphql(batch("octo/tool", fields="releases { nodes { tagName } }")).json()
    assert body["errors"][0]["type"] == "MISSING_PAGINATION_BOUNDARIES"
    found = ask.graphql(batch("octo/tool", fields="releases(first: 1) { nodes { publishedAt } }")).json()
    assert found["data"]["r0"]["releases"]["nodes"] == [{"publishedAt": "2025-01-01T00:00:00Z"}]


def test_the_rate_limit_agrees_with_the_headers(world: World) -> None:
    clock = Clock()
    with Simulator(world, now=clock) as simulator:
        ask = Visitor(simulator)
        ask.graphql("{ rateLimit { cost } }")
        clock.pass_by(600)
        answer = ask.graphql("{ rateLimit { cost limit remaining used resetAt } }")
    told = answer.json()["data"]["rateLimit"]
    assert told == {"cost": 1, "limit": 5000, "remaining": 4998, "used": 2, "resetAt": "2026-03-01T13:00:00Z"}
    shown = {name: int(answer.headers[f"X-RateLimit-{name}"]) for name in ("Limit", "Remaining", "Used")}
    assert shown == {"Limit": 5000, "Remaining": 4998, "Used": 2}
