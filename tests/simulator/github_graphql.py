"""
GitHub's GraphQL: queries run by graphql-core, answers and refusals as GitHub sends them, and its limit of ten
seconds.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphql import FieldNode, GraphQLError, build_schema, execute_sync, parse, validate

from tests.simulator.github_cost import weigh
from tests.simulator.github_types import Root, TypedError
from tests.simulator.limits import Exceeded, github_headers
from tests.simulator.server import Reply

if TYPE_CHECKING:
    from graphql import DocumentNode, Node

    from tests.simulator.github_cost import Weight
    from tests.simulator.github_limits import GitHubLimits
    from tests.simulator.server import Received
    from tests.simulator.world import World

SCHEMA = build_schema(Path(__file__).with_name("schema.graphql").read_text("utf-8"))
TIMEOUT = (
    "Something went wrong while executing your query. This may be the result of a timeout, or it could be a "
    "GitHub bug. Please include `CDCB:3E0D:1:2:3` when reporting this issue."
)
_LOGIN = {
    "message": "This endpoint requires you to be authenticated.",
    "documentation_url": "https://docs.github.com/graphql/guides/forming-calls-with-graphql#authenticating-with-graphql",
}
_MOST_NODES = 500_000
_NO_FIELD = re.compile(r"Cannot query field '(\w+)' on type '(\w+)'")


@lru_cache(maxsize=256)
def _checked(text: str) -> tuple[DocumentNode | None, list[GraphQLError]]:
    try:
        document = parse(text)
    except GraphQLError as error:
        return None, [error]
    return document, validate(SCHEMA, document)


def answer(received: Received, world: World, limits: GitHubLimits, *, good: bool) -> Reply:
    """The answer to a POST; `good` says whether its token is valid."""
    if "authorization" not in received.headers:
        return _json(401, _LOGIN, {})
    if not good:
        refused = {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest", "status": "401"}
        return _json(401, refused, {})
    headers = github_headers(limits.graphql, "graphql")
    if refusal := limits.refused("github_graphql", received.method):
        return refusal
    try:
        request = json.loads(received.body)
    except ValueError:
        return _json(400, {"message": "Problems parsing JSON", "status": "400"}, headers)
    text = request.get("query") if isinstance(request, dict) else None
    if not isinstance(text, str) or not text:
        return _json(
            200, {"errors": [{"message": "A query attribute must be specified and must be a string."}]}, headers
        )
    document, errors = _checked(text)
    if document is None or errors:
        return _json(200, {"errors": [_static(document, error) for error in errors]}, headers)
    variables = request.get("variables") or {}
    weight = weigh(document, variables)
    reply = _run(document, variables, weight, world, limits)
    reply.took = min(weight.seconds(limits.clock), limits.clock.wall)
    return reply


def _run(
    document: DocumentNode, variables: dict[str, Any], weight: Weight, world: World, limits: GitHubLimits
) -> Reply:
    """The answer that GitHub's points and seconds allow, or its refusal of a query that is too expensive."""
    clock, window = limits.clock, limits.graphql
    paid = window.take(weight.points)
    headers = github_headers(window, "graphql")
    if not paid:
        limits.secondary.note("github_graphql", Exceeded.PRIMARY)
        return _json(200, {"errors": [used_up(limits.manner.word)]}, headers)
    limits.secondary.work("github_graphql", min(weight.seconds(clock), clock.wall))
    if error := _too_much(weight, clock.most_aliases):
        return _json(
            200, {**({"data": None} if weight.aliases >= clock.most_aliases else {}), "errors": [error]}, headers
        )
    root = Root(world, window, weight.points, weight.nodes)
    result = execute_sync(SCHEMA, document, root, variable_values=variables, type_resolver=_type_of)
    if root.too_heavy or weight.seconds(clock) > clock.wall:
        window.used += 1  # "additional points will be deducted": GitHub does not say how many
        return _json(502, {"data": None, "errors": [{"message": TIMEOUT}]}, headers)
    return _with_errors(result.data, result.errors or [], headers)


def _with_errors(data: dict[str, Any] | None, errors: list[GraphQLError], headers: dict[str, str]) -> Reply:
    """A reply with data and errors side by side."""
    body: dict[str, Any] = {"data": data}
    if errors:
        body["errors"] = [_dynamic(error) for error in errors]
    origins = [origin for error in errors if isinstance(origin := error.original_error or error, TypedError)]
    if any((origin.extensions or {}).get("saml_failure") for origin in origins):
        headers = {**headers, "X-GitHub-SSO": "partial-results; organizations=21955855"}
    if any(origin.shown == "whole" for origin in origins):
        body["data"] = None
    return _json(200, body, headers)


def used_up(word: str) -> dict[str, str]:
    """The error for a primary limit that is used up, in one of the two forms that were observed."""
    if word == "RATE_LIMIT":
        message = "API rate limit already exceeded for user ID 12345."
        return {"type": word, "code": "graphql_rate_limit", "message": message}
    return {"type": word, "message": "API rate limit exceeded for user ID 12345."}


def _too_much(weight: Weight, most_aliases: int) -> dict[str, str] | None:
    if weight.unbounded:
        message = (
            f"You must provide a `first` or `last` value to properly paginate the `{weight.unbounded[0]}` connection."
        )
        return {"type": "MISSING_PAGINATION_BOUNDARIES", "message": message}
    if weight.nodes > _MOST_NODES:
        message = (
            f"This query requests up to {weight.nodes:,} possible nodes which exceeds the maximum limit of 500,000."
        )
        return {"type": "MAX_NODE_LIMIT_EXCEEDED", "message": message}
    if weight.aliases >= most_aliases:
        return {"type": "RESOURCE_LIMITS_EXCEEDED", "message": "Resource limits for this query exceeded."}
    return None


def _type_of(value: Any, *_: Any) -> str:
    return str(value["_type"])


def _dynamic(error: GraphQLError) -> dict[str, Any]:
    """An error about one alias or field, as GitHub writes it."""
    shown: dict[str, Any] = {"path": error.path, "locations": _places(error), "message": error.message}
    origin = error.original_error or error
    if not isinstance(origin, TypedError):
        return shown
    shown = {"type": origin.kind, **shown}
    if origin.extensions:
        shown["extensions"] = origin.extensions
    if origin.shown != "path":
        del shown["path"], shown["locations"]
    return shown


def _static(document: DocumentNode | None, error: GraphQLError) -> dict[str, Any]:
    """An error about the query itself: without a type, but with a code."""
    match = _NO_FIELD.match(error.message)
    if document is None or match is None:
        return {"message": error.message, "locations": _places(error)}
    name, kind = match[1], match[2]
    path = next(
        (found for one in document.definitions if (found := _path_to(one, error.nodes or [])) is not None), []
    )
    return {
        "path": ["query", *path],
        "extensions": {"code": "undefinedField", "typeName": kind, "fieldName": name},
        "locations": _places(error),
        "message": f"Field '{name}' doesn't exist on type '{kind}'",
    }


def _path_to(node: Node, wanted: list[Node]) -> list[str] | None:
    """The names of the fields that lead to a node; None where none do."""
    here = [node.alias.value if node.alias else node.name.value] if isinstance(node, FieldNode) else []
    if node in wanted:
        return here
    selections = getattr(node, "selection_set", None)
    for inner in selections.selections if selections else ():
        if (found := _path_to(inner, wanted)) is not None:
            return here + found
    return None


def _places(error: GraphQLError) -> list[dict[str, int]]:
    return [{"line": place.line, "column": place.column} for place in error.locations or []]


def _json(status: int, body: object, headers: dict[str, str]) -> Reply:
    kind = {"Content-Type": "application/json; charset=utf-8", "X-GitHub-Media-Type": "github.v4; format=json"}
    return Reply(status, json.dumps(body).encode(), {**kind, **headers})
