"""What we ask GitHub's GraphQL, and how an answer is read, alias by alias: bodies in the shapes that GitHub sends."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from graphql import build_schema, parse, validate

from checker.errors import Unreachable
from checker.model import Reason
from checker.services.github.answers import ObjectType, Status, read
from checker.services.github.queries import (
    OF_REPOSITORY,
    OF_ROOT,
    REPOSITORY_FIELDS,
    ROOT_FIELDS,
    askable,
    is_repository,
    owner_aliases,
    owners_query,
    owners_variables,
    paths_query,
    paths_variables,
    repositories_query,
    repositories_variables,
    roots_query,
)

NAMES = ["octo/a", "octo/b"]
HERE, THERE = ({"databaseId": 7 + i, "nameWithOwner": name} for i, name in enumerate(NAMES))
MISSING = "Could not resolve to a Repository with the name '{}'."
SAML = {
    "type": "FORBIDDEN",
    "extensions": {"saml_failure": True},
    "message": "Resource protected by organization SAML enforcement. You must grant your token access.",
}
TIMEOUT = (
    "Something went wrong while executing your query. This may be the result of a timeout, or it could be a bug."
)


def error(kind: str | None, path: list[str] | None, message: str = "") -> dict[str, Any]:
    if kind == "NOT_FOUND" and not message:
        message = MISSING.format(NAMES[int(path[0][1:])] if path else "octo/c")
    told = {"type": kind, "path": path, "message": message}
    return {name: value for name, value in told.items() if value is not None}


# -- what is asked ----------------------------------------------------------------------------------------


QUERIES = [
    *(
        repositories_query([0]),
        repositories_query([0] * 50),
        owners_query(["octo"]),
        owners_query([f"octo{n}" for n in range(50)]),
    ),
    *(roots_query(1), roots_query(25), paths_query([1]), paths_query([1, 3, 2])),
]


@pytest.mark.parametrize("query", QUERIES)
def test_our_queries_are_valid_by_the_schema(query: str) -> None:
    schema = Path(__file__).parents[2] / "simulator" / "schema.graphql"
    assert validate(build_schema(schema.read_text("utf-8")), parse(query)) == []


def test_the_schema_of_the_tests_refuses_what_github_would() -> None:
    schema = Path(__file__).parents[2] / "simulator" / "schema.graphql"
    query = repositories_query([0]).replace("isEmpty", "isHollow")
    assert "isHollow" in validate(build_schema(schema.read_text("utf-8")), parse(query))[0].message


def test_names_travel_as_variables_and_the_text_of_a_query_depends_on_their_number_alone() -> None:
    assert repositories_variables(["octo/tool", "lab/a.b"]) == {
        "o0": "octo",
        "n0": "tool",
        "o1": "lab",
        "n1": "a.b",
    }
    assert owners_variables(["octo", "lab"]) == {"o0": "octo", "o1": "lab"}
    assert repositories_query([0, 0]).count("$o1: String!") == 1
    assert repositories_query([0, 0]) != repositories_query([0, 0, 0])


def test_paths_of_strangers_travel_as_variables_too() -> None:
    wanted = [("octo/tool", "abc", ("README.rst",)), ("lab/b", "def", ('readme "x".md', "src/"))]
    values = paths_variables(wanted)
    assert (values["e0_0"], values["e1_0"], values["e1_1"]) == ("abc:README.rst", 'def:readme "x".md', "def:src")
    assert {f"${name}" for name in values} == set(re.findall(r"\$\w+(?=:)", paths_query([1, 2])))


def test_an_existence_pass_asks_for_nothing_that_needs_a_walk() -> None:
    for dear in ("history", "object(", "totalCount", "first:", "stargazers "):
        assert dear not in repositories_query([0] * 50)


@pytest.mark.parametrize("target", ["octo/tool", "octo/tool.js", "octo", "-octo-/_.x", "some_company/x", "o/..x"])
def test_names_that_github_could_have_are_asked(target: str) -> None:
    assert askable(target)


@pytest.mark.parametrize(
    "target",
    [
        *('octo/x") { id } #', "../tool", "octo/..", "octo/.", "", "octo/", "/tool", "octo/tool/tree", "octo/to ol"),
        *("octo/tool\n", "octo/naïve", "octo/" + "x" * 101, "octo/%2e%2e", "octo/tool?x=1"),
    ],
)
def test_names_that_github_could_not_have_are_not(target: str) -> None:
    assert not askable(target)


def test_an_owner_alone_is_no_repository() -> None:
    assert is_repository("octo/tool")
    assert not is_repository("octo")


# -- what is read -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "errors", "said", "heavy"),
    [
        ({"r0": HERE, "r1": THERE}, [], ["found", "found"], False),
        ({"r0": HERE, "r1": None}, [error("NOT_FOUND", ["r1"])], ["found", "not_found"], False),
        ({"r0": None, "r1": None}, [error("NOT_FOUND", ["r1"])], ["unanswered", "not_found"], False),
        ({"r0": HERE, "r1": None}, [SAML | {"path": ["r1"]}], ["found", "forbidden"], False),
        # SAML may come without a path: it can be laid at one door only where one is left
        ({"r0": HERE, "r1": None}, [SAML], ["found", "forbidden"], False),
        ({"r0": None, "r1": None}, [SAML, error("NOT_FOUND", ["r1"])], ["forbidden", "not_found"], False),
        ({"r0": None, "r1": None}, [SAML], ["unanswered", "unanswered"], False),
        (None, [SAML], ["unanswered", "unanswered"], False),
        # one field refused (stargazers), the rest valid
        ({"r0": HERE, "r1": THERE}, [error("FORBIDDEN", ["r1", "stargazers"])], ["found", "found"], False),
        # a refused field that may not be null takes its repository along
        ({"r0": HERE, "r1": None}, [error("FORBIDDEN", ["r1", "url"])], ["found", "forbidden"], False),
        ({"r0": HERE, "r1": None}, [error("NOT_FOUND", ["r1", "latestRelease"])], ["found", "unanswered"], False),
        # what the alias itself says counts before what a field says
        (
            {"r0": HERE, "r1": None},
            [error("NOT_FOUND", ["r1"]), error("FORBIDDEN", ["r1", "x"])],
            ["found", "not_found"],
            False,
        ),
        ({"r0": HERE, "r1": None}, [error("RESOURCE_LIMITS_EXCEEDED", ["r1"])], ["found", "unanswered"], True),
        (None, [error("RESOURCE_LIMITS_EXCEEDED", None)], ["unanswered", "unanswered"], True),
        (None, [error("MAX_NODE_LIMIT_EXCEEDED", None)], ["unanswered", "unanswered"], True),
        (None, [error(None, None, TIMEOUT)], ["unanswered", "unanswered"], True),
        # no statement on existence in any of these
        ({"r0": HERE, "r1": None}, [], ["found", "unanswered"], False),
        ({"r0": HERE}, [], ["found", "unanswered"], False),
        ({"r0": HERE}, [error("NOT_FOUND", ["r1"])], ["found", "unanswered"], False),
        (None, [error("NOT_FOUND", ["r1"])], ["unanswered", "unanswered"], False),
        ({"r0": None, "r1": None}, [error("NOT_FOUND", None)], ["unanswered", "unanswered"], False),
        (None, [error("INTERNAL", None)], ["unanswered", "unanswered"], False),
        ({"r0": None, "r1": THERE}, [error("SOMETHING_NEW", ["r0"])], ["unanswered", "found"], False),
        # nor in anything that is no GraphQL
        ("r0", [], ["unanswered", "unanswered"], False),
        ({"r0": "x", "r1": []}, [], ["unanswered", "unanswered"], False),
        ({"r0": HERE, "r1": THERE}, ["x", {"path": 3}, {"path": []}], ["found", "found"], False),
        ({"r0": HERE, "r1": THERE}, {"type": "NOT_FOUND"}, ["found", "found"], False),
        ({"r0": None, "r1": THERE}, [{"type": "NOT_FOUND", "path": {"r0": 1}}], ["unanswered", "found"], False),
        ({"r0": None, "r1": THERE}, [{"type": "RESOURCE_LIMITS_EXCEEDED", "path": 7}], ["unanswered", "found"], True),
        ({"r0": None, "r1": THERE}, [{"type": ["x"], "path": ["r0"]}], ["unanswered", "found"], False),
    ],
)
def test_each_alias_says_its_own(data: object, errors: object, said: list[str], heavy: bool) -> None:
    told = read({"data": data, "errors": errors}, NAMES)
    assert [str(alias.status) for alias in told.aliases] == said
    assert told.heavy is heavy


def test_the_hosts_own_words_stay_with_what_they_are_about() -> None:
    answer = {"data": {"r0": None, "r1": THERE}, "errors": [error("NOT_FOUND", ["r0"], MISSING.format("octo/a"))]}
    assert [alias.message for alias in read(answer, NAMES).aliases] == [MISSING.format("octo/a"), ""]
    internal = {"data": None, "errors": [error("INTERNAL", None, "Oops")]}
    assert [alias.message for alias in read(internal, NAMES).aliases] == ["Oops", "Oops"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (
            {
                "errors": [
                    {
                        "path": ["query", "repository", "x"],
                        "extensions": {"code": "undefinedField", "typeName": "Repository", "fieldName": "x"},
                        "message": "Field 'x' doesn't exist on type 'Repository'",
                    }
                ]
            },
            "Field 'x'",
        ),
        ({"errors": [{"message": "A query attribute must be specified and must be a string."}]}, "A query attribute"),
        ({"message": "hello"}, "no answer to a query"),
        ({}, "no answer to a query"),
        ({"errors": "x"}, "no answer to a query"),
    ],
)
def test_a_query_that_is_refused_as_such_is_not_asked_again_in_parts(answer: dict[str, Any], words: str) -> None:
    with pytest.raises(Unreachable, match=words) as caught:
        read(answer, NAMES)
    assert caught.value.reason is Reason.BAD_RESPONSE


def test_a_validation_that_takes_too_long_is_a_matter_of_size() -> None:
    assert read({"errors": [error(None, None, "Timeout on validation of query")]}, NAMES).heavy


LAB = {"databaseId": 9, "login": "lab"}


@pytest.mark.parametrize(
    ("data", "errors", "said"),
    [
        ({"r0": None, "r1": LAB, "rateLimit": {"cost": 1}}, [], ["not_found", "found"]),
        ({"r1": LAB, "rateLimit": {"cost": 1}}, [], ["unanswered", "found"]),
        ({"r0": None, "r1": None}, [error("INTERNAL", None)], ["unanswered", "unanswered"]),
        (
            {"r0": None, "r1": None},
            [error("NOT_FOUND", ["r1"], "Could not resolve to a User")],
            ["unanswered", "not_found"],
        ),
        (None, [], ["unanswered", "unanswered"]),
        ({"r0": None, "r1": None}, [], ["unanswered", "unanswered"]),  # hollow: what every answer tells is not there
        ({"r0": {"databaseId": 5, "login": "other"}, "r1": LAB}, [], ["contradictory", "found"]),
    ],
)
def test_a_null_owner_is_absent_only_in_an_answer_without_an_error(
    data: object, errors: list[dict[str, Any]], said: list[str]
) -> None:
    keys = dict(zip(("r0", "r1"), owner_aliases(["octo", "lab"]), strict=True))
    data = {keys.get(key, key): value for key, value in data.items()} if isinstance(data, dict) else data
    errors = [one | ({"path": [keys[one["path"][0]]]} if "path" in one else {}) for one in errors]
    told = read({"data": data, "errors": errors}, ["octo", "lab"], ObjectType.OWNER)
    assert [str(alias.status) for alias in told.aliases] == said


@pytest.mark.parametrize("asked_before", [["free", "lab"], ["lab", "octo"], ["octo", "lab", "free"], ["free"]])
def test_a_null_says_nothing_of_an_owner_that_another_question_did_not_name(asked_before: list[str]) -> None:
    stale = {"data": {**dict.fromkeys(owner_aliases(asked_before)), "rateLimit": {"cost": 1}}}
    with pytest.raises(Unreachable) as raised:
        read(stale, ["octo", "free"], ObjectType.OWNER)
    assert raised.value.reason is Reason.BAD_RESPONSE


def test_a_null_is_an_answer_about_the_owner_that_its_alias_names() -> None:
    part = {"data": {**dict.fromkeys(owner_aliases(["octo"])), "rateLimit": {"cost": 1}}}
    told = read(part, ["octo", "free"], ObjectType.OWNER)
    assert [alias.status for alias in told.aliases] == [Status.NOT_FOUND, Status.UNANSWERED]


def test_an_owner_has_the_same_alias_in_any_case_and_no_other_ones() -> None:
    assert owner_aliases(["Octo"]) == owner_aliases(["octo"])
    assert len({*owner_aliases(["octo", "lab"]), *owner_aliases(["lab", "octo"])}) == 4


@pytest.mark.parametrize(
    ("rate", "cost"),
    [
        ({"cost": 3}, 3),
        (None, 1),
        ({}, 1),
        ({"cost": None}, 1),
        ("x", 1),
        ({"cost": "x"}, 1),
        ({"cost": -5}, 1),
        ({"cost": 10**30}, 1),
    ],
)
def test_points_are_what_the_answer_says_and_at_least_what_any_query_costs(rate: object, cost: int) -> None:
    assert read({"data": {"r0": HERE, "rateLimit": rate}}, NAMES[:1]).cost == cost


@pytest.mark.parametrize(
    ("data", "errors", "said"),
    [
        # presence needs an id and a name of the right type
        ({"r0": {}, "r1": THERE}, [], ["contradictory", "found"]),
        ({"r0": dict.fromkeys(HERE), "r1": THERE}, [], ["contradictory", "found"]),
        ({"r0": {**HERE, "databaseId": "7"}, "r1": THERE}, [], ["contradictory", "found"]),
        ({"r0": {**HERE, "databaseId": True}, "r1": THERE}, [], ["contradictory", "found"]),
        ({"r0": {**HERE, "databaseId": -1}, "r1": THERE}, [], ["contradictory", "found"]),
        ({"r0": {**HERE, "nameWithOwner": "octo"}, "r1": THERE}, [], ["contradictory", "found"]),
        # swapped
        ({"r0": THERE, "r1": HERE}, [], ["contradictory", "contradictory"]),
        ({"r0": THERE, "r1": None}, [error("NOT_FOUND", ["r1"])], ["contradictory", "contradictory"]),
        (
            {"r0": None, "r1": THERE},
            [error("NOT_FOUND", ["r0"], MISSING.format("octo/b"))],
            ["contradictory", "found"],
        ),
        # renamed, to what the other alias asks for, or to anything
        ({"r0": THERE, "r1": THERE}, [], ["found", "found"]),
        ({"r0": {"databaseId": 5, "nameWithOwner": "lab/new"}, "r1": THERE}, [], ["found", "found"]),
        # words that are not GitHub's
        ({"r0": None, "r1": THERE}, [error("NOT_FOUND", ["r0"], "no such route")], ["contradictory", "found"]),
    ],
)
def test_only_an_answer_to_the_question_counts(data: object, errors: list[dict[str, Any]], said: list[str]) -> None:
    told = read({"data": data, "errors": errors}, NAMES)
    assert [str(alias.status) for alias in told.aliases] == said


def test_an_alias_that_was_not_asked_for_spoils_the_answer() -> None:
    with pytest.raises(Unreachable, match="another query") as caught:
        read({"data": {"r0": HERE, "r1": THERE, "r2": THERE}}, NAMES)
    assert caught.value.reason is Reason.BAD_RESPONSE


@pytest.mark.parametrize(("fields", "fragment"), [(OF_REPOSITORY, REPOSITORY_FIELDS), (OF_ROOT, ROOT_FIELDS)])
def test_every_field_that_an_answer_must_have_is_asked_for(fields: frozenset[str], fragment: str) -> None:
    assert fields <= set(re.findall(r"\w+", fragment))
