"""Branches and files that papers link to: told beside the repository, at no request more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from checker.model import Artifact, Kind, Observation, Outcome
from checker.network.rate_limits import github_rule
from checker.services.github.queries import OF_REPOSITORY
from checker.services.github.repositories import GitHubRepositories
from tests.services.scripted import Hosts, Scripted, answer, now, observe, settings

if TYPE_CHECKING:
    from checker.network.answer import Answer
    from checker.network.transport import Request

OID = "a" * 40
HERE = {
    **{field: False if field.startswith("is") else None for field in OF_REPOSITORY},
    "databaseId": 7,
    "nameWithOwner": "lab/cones",
    "defaultBranchRef": {"name": "main", "target": {"oid": OID, "committedDate": "2024-05-01T00:00:00Z"}},
}
WEB, RAW = "https://github.com/lab/cones", "https://raw.githubusercontent.com/lab/cones"
THERE = {"oid": OID}


def cones(*printed: str) -> Artifact:
    return Artifact(Kind.GITHUB_REPO, "lab/cones", WEB, printed=printed)


class GitHub:
    """GitHub before a script: what there is by revision; what it was asked."""

    def __init__(self, *there: str, errors: list[dict[str, Any]] | None = None, **instead: Any) -> None:
        self.there, self.errors, self.instead = there, errors, instead
        self.transport = Scripted(self._answer)
        hosts = Hosts(github_rule)
        self.service = GitHubRepositories(settings(GITHUB_TOKEN="a-token"), self.transport, hosts("api"), now)

    def _answer(self, request: Request) -> Answer:
        variables = orjson.loads(request.content or b"")["variables"]
        asked = {name: value for name, value in variables.items() if name.startswith("e0_")}
        objects = {f"at{name[3:]}": THERE if value in self.there else None for name, value in asked.items()}
        body = {"data": {"r0": {**HERE, **objects, **self.instead}, "rateLimit": {"cost": 1}}}
        return answer(200, body | ({"errors": self.errors} if self.errors else {}))

    def on(self, *printed: str) -> Observation:
        (said,) = observe(self.service, cones(*printed))
        assert said.outcome is Outcome.PRESENT
        assert len(self.transport.requests) == 1
        return said


@pytest.mark.parametrize(
    ("printed", "there", "missing"),
    [
        (f"{WEB}/blob/main/a.py", ("main", "main:a.py"), ""),
        (f"{WEB}/blob/main/b.py", ("main",), "main:b.py"),
        (f"{WEB}/tree/dev", (), "dev"),
        (f"{WEB}/tree/dev", ("dev",), ""),
        (f"{WEB}/tree/dev/src", (), "dev"),
        (f"{WEB}/blob/dev/src/b.py", ("dev", "dev:src"), "dev:src/b.py"),
        # branches with slashes
        (f"{WEB}/tree/feature/pines", ("feature/pines",), ""),
        (f"{WEB}/blob/feature/pines/a.py", ("feature/pines", "feature/pines:a.py"), ""),
        (f"{WEB}/blob/feature/pines/b.py", ("feature/pines",), "feature/pines:b.py"),
        # more ways to read it than are asked for
        (f"{WEB}/blob/dev/a/b/c/d/e.py", (), None),
        (f"{WEB}/blob/dev/a/b/c/d/e.py", ("dev",), "dev:a/b/c/d/e.py"),
        # GitHub leads on from a branch that was renamed, but not from a file as such
        (f"{WEB}/blob/master/a.py", (), None),
        (f"{RAW}/master/a.py", (), "master"),
        (f"{WEB}/blob/master/b.py", ("master",), "master:b.py"),
        (f"{WEB}/tree/v1.0", ("v1.0",), ""),
        (f"{WEB}/tree/{'b' * 40}", (), "b" * 40),
        (WEB, (), None),
    ],
)
def test_a_place_is_told_where_it_is_certain(printed: str, there: tuple[str, ...], missing: str | None) -> None:
    said = GitHub(*there).on(printed)
    assert said.facts.places == (None if missing is None else ((printed, missing),))
    assert said.detail == (f"there, but not in it: {missing}" if missing else "")


@pytest.mark.parametrize(
    "hollow",
    [
        {"defaultBranchRef": None},
        {"defaultBranchRef": {"name": "main", "target": None}},
        {"at0": {}, "at1": {}},
        {"at0": {"oid": None}, "at1": {"oid": 7}},
        {"at0": None, "at1": None},  # the very branch that it shows to be its default
    ],
)
def test_a_hollow_answer_tells_nothing(hollow: dict[str, Any]) -> None:
    assert GitHub("main", **hollow).on(f"{WEB}/blob/main/b.py").facts.places is None


@pytest.mark.parametrize(
    "trouble",
    [
        {"type": "RESOURCE_LIMITS_EXCEEDED", "path": ["r0", "at1"], "message": "Resource limits exceeded."},
        {"type": "INTERNAL", "path": ["r0", "at1"], "message": "Oops"},
        {"type": "FORBIDDEN", "path": ["r0", "at1"], "message": "Resource not accessible"},
        {"type": "INTERNAL", "message": "Oops"},
    ],
)
def test_an_error_hides_a_place_and_costs_no_request(trouble: dict[str, Any]) -> None:
    assert GitHub("main", errors=[trouble]).on(f"{WEB}/blob/main/b.py").facts.places is None


def test_each_printed_address_is_told_of() -> None:
    said = GitHub("main", "main:a.py").on(f"{WEB}/blob/main/a.py", f"{WEB}/blob/main/b.py", f"{WEB}/tree/dev", WEB)
    assert dict(said.facts.places or ()) == {
        f"{WEB}/blob/main/a.py": "",
        f"{WEB}/blob/main/b.py": "main:b.py",
        f"{WEB}/tree/dev": "dev",
    }
    assert said.detail == "there, but not in it: main:b.py, dev"


def many(count: int) -> list[Artifact]:
    url = "https://github.com/lab/r"
    return [
        Artifact(Kind.GITHUB_REPO, f"lab/r{one}", f"{url}{one}", printed=(f"{url}{one}/blob/main/a.py",))
        for one in range(count)
    ]


class Crowd:
    """Repositories that are all there; which of them were asked about a place."""

    def __init__(self, day: int = 0) -> None:
        self.asked: list[list[str]] = []
        self.fail = False
        hosts = Hosts(github_rule)
        self.service = GitHubRepositories(
            settings(GITHUB_TOKEN="a-token"),
            Scripted(self._answer),
            hosts("api"),
            lambda: now() + timedelta(days=day),
        )

    def _answer(self, request: Request) -> Answer:
        variables = orjson.loads(request.content or b"")["variables"]
        count = sum(name.startswith("o") for name in variables)
        names = [f"{variables[f'o{one}']}/{variables[f'n{one}']}" for one in range(count)]
        with_places = [name for one, name in enumerate(names) if f"e{one}_0" in variables]
        self.asked.append(with_places)
        if self.fail and with_places:
            return answer(502, {"data": None, "errors": [{"message": "Something went wrong while executing"}]})
        there = {**HERE, "at0": THERE, "at1": None}
        data = {f"r{one}": {**there, "nameWithOwner": name} for one, name in enumerate(names)}
        return answer(200, {"data": {**data, "rateLimit": {"cost": 1}}})


def test_a_query_takes_places_along_only_where_it_has_room() -> None:
    crowd = Crowd()
    said = observe(crowd.service, *many(50))
    told = [one.key for one in said if one.facts.places]
    assert 10 <= len(told) < 50
    assert len(crowd.asked) == 1
    assert sorted(crowd.asked[0]) == sorted(key.partition(":")[2] for key in told)


def test_who_finds_no_room_comes_another_day() -> None:
    told: set[str] = set()
    for day in range(20):
        told |= {one.key for one in observe(Crowd(day).service, *many(50)) if one.facts.places}
    assert len(told) == 50


def test_what_was_too_heavy_is_asked_again_without_places() -> None:
    crowd = Crowd()
    crowd.fail = True
    said = observe(crowd.service, *many(10))
    assert [one.outcome for one in said] == [Outcome.PRESENT] * 10
    assert [len(one) for one in crowd.asked] == [10, 0, 0]


def test_a_place_in_a_repository_that_is_gone_is_not_told_of() -> None:
    github = GitHub()
    missing = {
        "type": "NOT_FOUND",
        "path": ["r0"],
        "message": "Could not resolve to a Repository with the name 'lab/cones'.",
    }
    github.transport = Scripted(lambda _: answer(200, {"data": {"r0": None}, "errors": [missing]}))
    service = GitHubRepositories(settings(GITHUB_TOKEN="a-token"), github.transport, Hosts(github_rule)("api"), now)
    (said,) = observe(service, replace(cones(), printed=(f"{WEB}/tree/dev",)))
    assert (said.outcome, said.facts.places) == (Outcome.ABSENT, None)
