"""
GitHub's GraphQL: queries run by graphql-core, answers and refusals as GitHub gives them, and a model of its
ten-second wall: 70 ms an alias.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError, OperationDefinitionNode, build_schema, execute_sync, parse, validate

from tests.simulator import objects
from tests.simulator.limits import github_headers
from tests.simulator.server import Reply
from tests.simulator.world import moment, stamp

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from graphql import DocumentNode

    from tests.simulator.limits import Window
    from tests.simulator.server import Received
    from tests.simulator.world import Repository, World

SCHEMA = build_schema(Path(__file__).with_name("schema.graphql").read_text("utf-8"))
ALIAS_SECONDS = 0.07
WALL_SECONDS = 10.0
MOST_ALIASES = 227
_SAML = "Resource protected by organization SAML enforcement. You must grant your Personal Access token access."
_TIMEOUT = (
    "Something went wrong while executing your query. This may be the result of a timeout, or it could be a bug."
)


class TypedError(GraphQLError):
    """An error with GitHub's `type` beside the path."""

    def __init__(self, kind: str, message: str, extensions: dict[str, Any] | None = None) -> None:
        super().__init__(message, extensions=extensions)
        self.kind = kind


@lru_cache(maxsize=256)
def _checked(text: str) -> tuple[DocumentNode | None, list[GraphQLError]]:
    try:
        document = parse(text)
    except GraphQLError as error:
        return None, [error]
    return document, validate(SCHEMA, document)


def answer(received: Received, world: World, window: Window, now: Callable[[], datetime], *, good: bool) -> Reply:
    """The answer to a POST; `good` says whether its token is a valid one."""
    if "authorization" not in received.headers:
        return _json(401, {"message": "This endpoint requires you to be authenticated."}, {})
    if not good:
        return _json(401, {"message": "Bad credentials", "status": "401"}, {})
    taken = window.take()
    headers = github_headers(window, "graphql")
    if not taken:
        message = "API rate limit already exceeded for user ID 1."
        limited = {"type": "RATE_LIMIT", "code": "graphql_rate_limit", "message": message}
        return _json(200, {"errors": [limited]}, headers)
    request = json.loads(received.body)
    document, errors = _checked(request.get("query", ""))
    if document is None or errors:
        return _json(200, {"errors": [_static(error) for error in errors]}, headers)
    return _run(document, request, world, _Root(world, window, now), headers)


def _run(
    document: DocumentNode, request: dict[str, Any], world: World, root: _Root, headers: dict[str, str]
) -> Reply:
    """What GitHub's clock allows, or its refusals of what is too much."""
    variables: dict[str, Any] = request.get("variables") or {}
    aliases = _aliases(document)
    if aliases >= MOST_ALIASES:
        refused = {"type": "RESOURCE_LIMITS_EXCEEDED", "message": "Resource limits for this query exceeded."}
        return _json(200, {"data": None, "errors": [refused]}, headers)
    histories = str(request["query"]).count("history")
    if aliases * (ALIAS_SECONDS + histories * 0.05) > WALL_SECONDS or _meets_heavy(world, variables):
        return _json(502, {"data": None, "errors": [{"message": _TIMEOUT}]}, headers)
    result = execute_sync(SCHEMA, document, root, variable_values=variables, type_resolver=_type_of)
    body: dict[str, Any] = {"data": result.data}
    if result.errors:
        body["errors"] = [_dynamic(error) for error in result.errors]
    return _json(200, body, headers)


def _aliases(document: DocumentNode) -> int:
    operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    return sum(len(one.selection_set.selections) for one in operations)


def _meets_heavy(world: World, variables: dict[str, Any]) -> bool:
    names = {f"{variables.get(f'o{i}')}/{variables.get(f'n{i}')}".casefold() for i in range(MOST_ALIASES)}
    return any(repo.heavy and key in names for key, repo in world.repositories.items() if key in names)


class _Root:
    """The query type: what it needs is looked up in the world."""

    def __init__(self, world: World, window: Window, now: Callable[[], datetime]) -> None:
        self._world = world
        self._window = window
        self._now = now

    def repository(self, _: Any, owner: str, name: str, followRenames: bool = True) -> Any:  # noqa: N803  (GitHub's argument)
        full = f"{owner}/{name}"
        found, moved = self._world.find(full)
        missing = found is None or found.private or (moved and not followRenames)
        if missing or found is None or found.blocked == "unresolved":
            raise TypedError("NOT_FOUND", f"Could not resolve to a Repository with the name '{full}'.")
        if found.limited:
            raise TypedError("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.")
        if found.saml:
            raise TypedError("FORBIDDEN", _SAML, {"saml_failure": True, "pathless": found.saml == "pathless"})
        return _repository(found, self._now())

    def repositoryOwner(self, _: Any, login: str) -> Any:  # noqa: N802  (GitHub's field)
        kind = self._world.owners.get(login.casefold())
        if kind is None:
            return None
        return {
            "_type": kind,
            "id": f"U_{login}",
            "login": login,
            "url": f"https://github.com/{login}",
            "databaseId": 1,
        }

    def rateLimit(self, _: Any, **__: Any) -> Any:  # noqa: N802
        window = self._window
        reset = stamp(
            moment("1970-01-01T00:00:00Z").fromtimestamp(window.reset, moment("1970-01-01T00:00:00Z").tzinfo)
        )
        return {
            "cost": 1,
            "limit": window.limit,
            "nodeCount": 1,
            "remaining": window.left,
            "used": window.used,
            "resetAt": reset,
        }


def _repository(repo: Repository, now: datetime) -> dict[str, Any]:
    commit: dict[str, Any] | None = None
    if repo.last_commit and not repo.empty:
        oid = objects.commit(repo)
        commit = {"_type": "Commit", "id": f"C_{oid}", "oid": oid, "committedDate": stamp(moment(repo.last_commit))}
        commit |= {"history": {"totalCount": 10}, "tree": lambda *_: _entry(objects.tree(repo))}
    license_info = (
        {"key": repo.license.lower(), "name": repo.license, "spdxId": repo.license} if repo.license else None
    )
    return {
        "_type": "Repository",
        "id": f"R_{repo.id}",
        "databaseId": repo.id,
        "name": repo.name.split("/")[1],
        "nameWithOwner": repo.name,
        "url": f"https://github.com/{repo.name}",
        "isArchived": bool(repo.archived_at),
        "archivedAt": repo.archived_at,
        "isDisabled": repo.disabled or bool(repo.blocked),
        "isEmpty": repo.empty,
        "isFork": repo.fork,
        "isLocked": False,
        "isMirror": False,
        "isPrivate": repo.private,
        "isTemplate": False,
        "isInOrganization": False,
        "hasIssuesEnabled": True,
        "visibility": "PUBLIC",
        "createdAt": repo.created,
        "updatedAt": stamp(now),
        "pushedAt": repo.pushed_at or repo.last_commit,
        "diskUsage": repo.size,
        "stargazerCount": repo.stars,
        "forkCount": 0,
        "licenseInfo": license_info,
        "latestRelease": {"tagName": "v1", "publishedAt": repo.release} if repo.release else None,
        "defaultBranchRef": {"id": "REF", "name": repo.branch, "prefix": "refs/heads/", "target": commit}
        if commit
        else None,
        "stargazers": _no_stargazers,
        "watchers": {"totalCount": 0},
        "issues": {"totalCount": 0},
        "pullRequests": {"totalCount": 0},
        "object": lambda _, expression=None, **__: _object(repo, commit, expression),
    }


def _no_stargazers(*_: Any, **__: Any) -> Any:
    raise TypedError("FORBIDDEN", "Resource not accessible by personal access token")


def _object(repo: Repository, commit: dict[str, Any] | None, expression: str | None) -> dict[str, Any] | None:
    """`HEAD:` is the root's tree, `HEAD:path` what is there; a revision alone is the commit."""
    if expression is None or ":" not in expression:
        return commit
    found = objects.look_up(repo, expression)
    return _entry(found, expression.partition(":")[2].strip("/")) if found else None


def _entry(found: objects.Entry, path: str = "") -> dict[str, Any] | None:
    """A blob or a tree; None for another repository's commit, which this one does not have."""
    match found:
        case objects.Tree():
            entries = [_line(f"{path}/{name}".lstrip("/"), entry) for name, entry in found.entries.items()]
            return {"_type": "Tree", "id": f"T_{found.oid}", "oid": found.oid, "entries": entries}
        case objects.Blob():
            long = found.size > objects.LARGEST_TEXT
            shown: dict[str, Any] = {"_type": "Blob", "id": f"B_{found.oid}", "oid": found.oid}
            shown |= {"byteSize": found.size, "isBinary": found.binary, "isTruncated": long}
            text = found.content[: objects.LARGEST_TEXT].decode("utf-8", "replace")
            return shown | {"text": None if found.binary else text}
        case objects.Module():
            return None


def _line(path: str, entry: objects.Entry) -> dict[str, Any]:
    """A line of a tree; only a file has a size."""
    name = path.rpartition("/")[2]
    line: dict[str, Any] = {"name": name, "path": path, "type": entry.kind, "size": entry.size, "mode": entry.mode}
    module = {"name": name, "path": path, "gitUrl": entry.url} if isinstance(entry, objects.Module) else None
    return line | {"oid": entry.oid, "submodule": module, "object": lambda *_: _entry(entry, path)}


def _type_of(value: Any, *_: Any) -> str:
    return str(value["_type"])


def _dynamic(error: GraphQLError) -> dict[str, Any]:
    shown: dict[str, Any] = {"message": error.message, "path": error.path}
    origin = error.original_error or error
    if isinstance(origin, TypedError):
        shown["type"] = origin.kind
        extensions = dict(origin.extensions or {})
        if extensions.pop("pathless", False):
            del shown["path"]
        if extensions:
            shown["extensions"] = extensions
    return shown


def _static(error: GraphQLError) -> dict[str, Any]:
    return {"message": error.message, "extensions": {"code": "undefinedField"}, "locations": []}


def _json(status: int, body: object, headers: dict[str, str]) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8", **headers})
