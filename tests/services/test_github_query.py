"""How a GraphQL answer is read, alias by alias: bodies in the shapes that GitHub sends."""

from __future__ import annotations

from typing import Any

import pytest

from checker.services.github_query import Said, askable, read, repositories_query

THERE = {"nameWithOwner": "octo/tool"}


def error(kind: str | None, path: list[str] | None, message: str = "x") -> dict[str, Any]:
    told = {"type": kind, "path": path, "message": message}
    return {name: value for name, value in told.items() if value is not None}


@pytest.mark.parametrize(
    ("data", "errors", "said", "heavy"),
    [
        ({"r0": THERE, "r1": THERE}, [], ["there", "there"], False),
        ({"r0": THERE, "r1": None}, [error("NOT_FOUND", ["r1"])], ["there", "not_found"], False),
        ({"r0": THERE, "r1": None}, [error("FORBIDDEN", ["r1"])], ["there", "forbidden"], False),
        # SAML may come without a path: it speaks of those that have no data, and of no other
        ({"r0": THERE, "r1": None}, [error("FORBIDDEN", None)], ["there", "forbidden"], False),
        (None, [error("FORBIDDEN", None)], ["forbidden", "forbidden"], False),
        # one field refused (stargazers): the repository is there
        ({"r0": THERE, "r1": THERE}, [error("FORBIDDEN", ["r1", "stargazers"])], ["there", "there"], False),
        ({"r0": THERE, "r1": None}, [error("RESOURCE_LIMITS_EXCEEDED", ["r1"])], ["there", "nothing"], True),
        # no statement on existence in any of these
        ({"r0": THERE, "r1": None}, [], ["there", "nothing"], False),
        ({"r0": THERE}, [], ["there", "nothing"], False),
        (None, [error(None, None, "Something went wrong while executing your query.")], ["nothing", "nothing"], True),
        ({"r0": None, "r1": None}, [error("NOT_FOUND", None)], ["nothing", "nothing"], False),
        (None, [error("INTERNAL", None)], ["nothing", "nothing"], False),
    ],
)
def test_each_alias_says_its_own(
    data: dict[str, Any] | None, errors: list[dict[str, Any]], said: list[str], heavy: bool
) -> None:
    reading = read({"data": data, "errors": errors}, 2)
    assert [str(alias.said) for alias in reading.aliases] == said
    assert reading.heavy is heavy


def test_a_null_owner_without_an_error_does_not_exist() -> None:
    reading = read({"data": {"r0": None}}, 1, null_is_absent=True)
    assert reading.aliases[0].said is Said.NOT_FOUND


def test_names_travel_as_variables_so_that_no_text_of_a_stranger_is_in_a_query() -> None:
    assert repositories_query(2).count("$o1: String!") == 1
    assert not askable('octo/x") { id } #')
    assert not askable("../tool")
    assert askable("octo/tool.js")
