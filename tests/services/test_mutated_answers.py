"""
Answers with anything in the place of anything: each service says one thing of each artifact, and raises nothing.

What services answer is mutated: values of other types, of absurd sizes, missing; statuses, headers and bytes too.
`REPROLINKS_MUTATIONS` sets how many a service (default 60).
"""

from __future__ import annotations

import os
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.errors import CredentialsError
from checker.model import Artifact, Facts, Kind, Outcome, ServiceName
from checker.network.answer import Answer
from checker.network.rate_limits import counted_rule, github_rule, hub_rule, plain_rule
from checker.services.archives.software_heritage import SoftwareHeritage
from checker.services.archives.wayback import Wayback
from checker.services.github.content import GitHubContent
from checker.services.github.repositories import GitHubOwners, GitHubRepositories
from checker.services.github.rest import GitHubRest
from checker.services.github.rest_client import Client
from checker.services.github.tree import GitHubTree
from checker.services.hub.repositories import HuggingFace
from checker.services.web.pages import Web
from tests.services.scripted import Hosts, Scripted, now, observe
from tests.services.scripted import settings as configured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.network.gate import Rule
    from checker.services.protocol import Service

MUTATIONS = int(os.environ.get("REPROLINKS_MUTATIONS", "60"))
TOKEN = "a-token-that-is-planted"
HEAD = {"name": "main", "target": {"oid": "f" * 40, "committedDate": "2024-05-01T00:00:00Z"}}
REPOSITORY: dict[str, Any] = {
    "databaseId": 7,
    "nameWithOwner": "octo/a",
    "isArchived": True,
    "archivedAt": "2025-03-01T00:00:00Z",
    "isEmpty": False,
    "isDisabled": False,
    "isPrivate": False,
    "createdAt": "2020-01-01T00:00:00Z",
    "pushedAt": "2026-06-01T00:00:00Z",
    "stargazerCount": 42,
    "description": "A tool",
    "licenseInfo": {"spdxId": "MIT"},
    "latestRelease": {"publishedAt": "2024-01-01T00:00:00Z", "releaseAssets": {"nodes": [{"name": "a.zip"}]}},
    "defaultBranchRef": HEAD,
    "tree": {"entries": [{"name": "README.rst", "type": "blob"}, {"name": "src", "type": "tree"}]},
    "readme": {"text": "Code coming soon", "isBinary": False},
    "p0": {"text": "Code coming soon"},
}
ERROR = {"type": "NOT_FOUND", "path": ["r1"], "message": "Could not resolve to a Repository with the name 'octo/b'."}
GRAPHQL = {"data": {"r0": REPOSITORY, "r1": None, "rateLimit": {"cost": 1}}, "errors": [ERROR]}
LOOK = {"data": {"r0": REPOSITORY, "rateLimit": {"cost": 1}}}  # the answer to a second look, at one of two
OWNERS = {"data": {"r0": {"login": "octo", "databaseId": 5}, "r1": None, "rateLimit": {"cost": 1}}}
REST = {
    "id": 7,
    "full_name": "octo/a",
    "login": "octo",
    "license": {"spdx_id": "MIT"},
    "created_at": "2020-01-01T00:00:00Z",
}
NOT_FOUND = {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "block": {"reason": "tos"}}
TREE = {"tree": [{"path": "README.md", "type": "blob"}], "content": "Y29taW5nIHNvb24=", "assets": [{"name": "a.zip"}]}
MODEL = {
    "_id": "64a1f0000000000000000001",
    "id": "octo/a",
    "gated": False,
    "disabled": False,
    "lastModified": "2025-02-01T10:00:00.000Z",
    "tags": ["license:mit", "arxiv:2401.00001"],
    "siblings": [{"rfilename": "README.md"}, {"rfilename": "a/b.bin"}],
    "runtime": {"stage": "RUNNING"},
    "error": "Repository not found",
}
VISIT = {"snapshot": "a" * 40, "date": "2024-01-01T00:00:00Z", "exception": "NotFoundExc"}
CAPTURES = {"archived_snapshots": {"closest": {"available": True, "status": "200", "timestamp": "20240101000000"}}}
#: service → (what it answers, its rule, what it is asked about)
ANSWERS: dict[ServiceName, tuple[list[Any], Rule]] = {
    ServiceName.GITHUB_GRAPHQL: ([GRAPHQL], github_rule),
    ServiceName.GITHUB_OWNERS: ([OWNERS], github_rule),
    ServiceName.GITHUB_CONTENT: ([GRAPHQL, LOOK], github_rule),
    ServiceName.GITHUB_REST: ([REST, NOT_FOUND], github_rule),
    ServiceName.GITHUB_TREE: ([TREE, NOT_FOUND], github_rule),
    ServiceName.HUGGINGFACE: ([MODEL, [MODEL, MODEL]], hub_rule),
    ServiceName.SOFTWARE_HERITAGE: ([VISIT], counted_rule),
    ServiceName.WAYBACK: ([CAPTURES, [["timestamp", "statuscode"], ["20240101000000", "200"]]], plain_rule),
    ServiceName.WEB: ([{"error": "no"}], plain_rule),
}
DEEP: Any = None
for _ in range(60):
    DEEP = {"data": [DEEP]}
VALUES: list[Any] = [
    *(None, True, False, 0, -1, 2**63 - 1, 1.5, "", " ", "x" * 5_000, [], {}, [[]], [None], {"": None}, DEEP),
    *("octo/b", "octo/a", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+14:00", "2024-13-40", "99999999999999"),
    *("\x00\x1b[31m", "\ud7ff\uffff", "../..", TOKEN, ["r0"], ["r0", "tree"], {"r0": 1}, "RATE_LIMIT", "FORBIDDEN"),
]
ODD = st.sampled_from(VALUES)
STATUSES = st.sampled_from([200, 200, 200, 200, 201, 204, 301, 303, 400, 401, 403, 404, 409, 410, 418, 429, 451, 500])
STATUSES |= st.integers(502, 999)
HEADER_NAMES = [
    *("content-type", "retry-after", "location", "link", "ratelimit", "date", "x-error-code"),
    *("x-error-message", "x-ratelimit-remaining", "x-ratelimit-reset", "cf-mitigated"),
]
HEADER_VALUES = [
    *("", "0", "9" * 400, "application/json", "text/plain", "text/html", "RepoNotFound", "GatedRepo", TOKEN),
    *("Wed, 21 Oct 2015 07:28:00 +99999999999999999999", "http://[bad", "/x", "//h:port/", "<x>; rel=next"),
]
HEADERS = st.dictionaries(st.sampled_from(HEADER_NAMES), st.sampled_from(HEADER_VALUES), max_size=3)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to every value in JSON."""
    yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from places(inner, (*path, step))


def change(body: Any, path: tuple[Any, ...], value: Any) -> None:
    """Put a value in the place of another; `...` takes that away. Nothing happens where the way is gone already."""
    parent = body
    try:
        for step in path[:-1]:
            parent = parent[step]
        if value is ...:
            del parent[path[-1]]
        elif isinstance(parent, dict) is isinstance(path[-1], str):
            parent[path[-1]] = deepcopy(value)
    except (KeyError, IndexError, TypeError):
        return


@st.composite
def mutated(draw: st.DrawFn, bodies: list[Any]) -> Answer:
    body = deepcopy(draw(st.sampled_from(bodies)))
    ways = list(places(body))[1:]
    for path in draw(st.lists(st.sampled_from(ways), max_size=3)):
        change(body, path, draw(st.just(...) | ODD))
    raw = orjson.dumps(body)
    kind = draw(st.integers(0, 9))
    if kind == 0:
        raw = raw[: draw(st.integers(0, len(raw)))]
    elif kind == 1:
        raw = draw(st.binary(max_size=60)) + raw
    elif kind == 2:
        raw = b"[" * 3_000 + raw
    return Answer(status=draw(STATUSES), headers=draw(HEADERS), body=raw)


def service(name: ServiceName, script: Callable[[object], Answer], rule: Rule) -> Service:
    set_up, transport, host = configured(GITHUB_TOKEN=TOKEN, HF_TOKEN=TOKEN), Scripted(script), Hosts(rule)("h")
    match name:
        case ServiceName.GITHUB_GRAPHQL:
            return GitHubRepositories(set_up, transport, host, now)
        case ServiceName.GITHUB_OWNERS:
            return GitHubOwners(set_up, transport, host, now)
        case ServiceName.GITHUB_CONTENT:
            return GitHubContent(set_up, transport, host, now)
        case ServiceName.HUGGINGFACE:
            return HuggingFace(set_up, transport, host, now)
        case ServiceName.SOFTWARE_HERITAGE:
            return SoftwareHeritage(set_up, transport, host, now)
        case ServiceName.WAYBACK:
            return Wayback(set_up, transport, host, host, now)
        case ServiceName.WEB:
            return Web(set_up, transport, Hosts(rule), now)
        case _:
            return by_pygithub(name, script, rule)


def by_pygithub(name: ServiceName, script: Callable[[object], Answer], rule: Rule) -> Service:
    set_up, host = configured(GITHUB_TOKEN=TOKEN), Hosts(rule)("h")
    client = Client(set_up.github_api, TOKEN, None)
    made = (GitHubTree if name is ServiceName.GITHUB_TREE else GitHubRest)(set_up, client, host, now, name=name)

    async def get(path: str) -> Answer:
        return script(path)

    client.get = get  # type: ignore[method-assign]  # PyGithub is no part of this
    return made


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERS)
def test_no_answer_is_more_than_that_artifacts_trouble(name: ServiceName) -> None:
    bodies, rule = ANSWERS[name]
    kind = {
        ServiceName.GITHUB_OWNERS: Kind.GITHUB_ORG,
        ServiceName.HUGGINGFACE: Kind.HF_MODEL,
        ServiceName.WEB: Kind.OTHER,
    }
    names = ("octo", "lab") if name is ServiceName.GITHUB_OWNERS else ("octo/a", "octo/b")
    wanted = [Artifact(kind.get(name, Kind.GITHUB_REPO), one, f"https://h.example.org/{one}") for one in names]

    @settings(max_examples=MUTATIONS, suppress_health_check=list(HealthCheck))
    @given(st.lists(mutated(bodies), min_size=1, max_size=4))
    def holds(answers: list[Answer]) -> None:
        left = list(answers)
        try:
            said = observe(service(name, lambda _: left.pop() if len(left) > 1 else left[0], rule), *wanted)
        except CredentialsError:
            return  # a token that is refused is everybody's trouble
        for one in said:
            assert one.service is name
            assert TOKEN not in f"{one.detail}{one.facts}"
            if one.outcome is Outcome.ABSENT:
                assert one.facts.platform_id is None or one.facts.name
            if one.outcome is Outcome.UNKNOWN:
                assert one.facts == Facts()

    holds()
