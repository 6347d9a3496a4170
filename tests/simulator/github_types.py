"""GitHub's GraphQL objects, looked up in the world: graphql-core resolves queries against them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError

from tests.simulator import objects
from tests.simulator.world import moment, stamp

if TYPE_CHECKING:
    from tests.simulator.limits import Window
    from tests.simulator.world import Repository, World

_SAML = (
    "Resource protected by organization SAML enforcement. "
    "You must grant your Personal Access token access to this organization."
)


class TypedError(GraphQLError):
    """
    An error with GitHub's `type` beside the path; `shown` says how it appears: with path, pathless, or whole (without
    any data).
    """

    def __init__(
        self, kind: str, message: str, extensions: dict[str, Any] | None = None, *, shown: str = "path"
    ) -> None:
        super().__init__(message, extensions=extensions)
        self.kind = kind
        self.shown = shown


class Root:
    """The query type. `too_heavy` is set once a query asked for something that GitHub cannot do in time."""

    def __init__(self, world: World, window: Window, cost: int, nodes: int) -> None:
        self.too_heavy = False
        self._world = world
        self._window = window
        self._cost = cost
        self._nodes = nodes

    def repository(self, _: Any, owner: str, name: str, followRenames: bool = True) -> Any:  # noqa: N803  (GitHub's argument)
        """A repository by its current name or, unless forbidden, by an old one."""
        full = f"{owner}/{name}"
        found, moved = self._world.find(full)
        # A repository behind single sign-on is forbidden to a member's token, not hidden from it.
        missing = found is None or (found.private and not found.saml) or (moved and not followRenames)
        if missing or found is None:
            raise TypedError("NOT_FOUND", f"Could not resolve to a Repository with the name '{full}'.")
        if found.blocked and found.blocked_in_graphql == "null":
            return None
        if found.blocked and found.blocked_in_graphql != "disabled":
            raise TypedError(found.blocked_in_graphql, "Repository access blocked")
        if found.limited:
            raise TypedError("RESOURCE_LIMITS_EXCEEDED", "Resource limits for this query exceeded.")
        if found.saml:
            raise TypedError("FORBIDDEN", _SAML, {"saml_failure": True}, shown=found.saml)
        self.too_heavy |= found.heavy
        return repository(found)

    def repositoryOwner(self, _: Any, login: str) -> Any:  # noqa: N802  (GitHub's field)
        """A user or an organisation; null, without an error, where there is none."""
        kind = self._world.owners.get(login.casefold())
        return _owner(login, kind) if kind else None

    def node(self, _: Any, id: str) -> Any:  # noqa: A002  (GitHub's argument)
        """A repository by its id."""
        found = self._world.numbered(id.removeprefix("R_"))
        if found is None or found.private:
            raise TypedError("NOT_FOUND", f"Could not resolve to a node with the global id of '{id}'")
        return repository(found)

    def rateLimit(self, _: Any, **__: Any) -> Any:  # noqa: N802  (GitHub's field)
        """The same counts as in the headers."""
        window = self._window
        limits: dict[str, Any] = {"cost": self._cost, "nodeCount": self._nodes, "limit": window.limit}
        limits |= {"remaining": window.left, "used": min(window.used, window.limit)}
        return limits | {"resetAt": stamp(datetime.fromtimestamp(window.reset, UTC))}


def repository(repo: Repository) -> dict[str, Any]:
    """All fields of a repository."""
    commit = _commit(repo)
    branch = {"id": f"REF_{repo.id}", "name": repo.branch, "prefix": "refs/heads/", "target": commit}
    release = _release(repo) if repo.release else None
    return {
        "_type": "Repository",
        "id": f"R_{repo.id}",
        "databaseId": repo.id,
        "name": repo.name.split("/")[1],
        "nameWithOwner": repo.name,
        "owner": _owner(repo.owner, "User"),
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
        "isSecurityPolicyEnabled": False,
        "hasIssuesEnabled": True,
        "visibility": "PUBLIC",
        "createdAt": repo.created,
        "updatedAt": repo.updated,
        "pushedAt": repo.pushed,
        "diskUsage": repo.size,
        "stargazerCount": repo.stars,
        "forkCount": 0,
        "licenseInfo": _license(repo),
        "latestRelease": release,
        "releases": {"totalCount": 1 if release else 0, "nodes": [release] if release else []},
        "defaultBranchRef": branch if commit else None,
        "fundingLinks": [],
        "stargazers": _no_stargazers,
        "watchers": {"totalCount": 0},
        "issues": {"totalCount": 0},
        "pullRequests": {"totalCount": 0},
        "object": lambda _, expression=None, **__: _object(repo, commit, expression),
    }


def _owner(login: str, kind: str) -> dict[str, Any]:
    url = f"https://github.com/{login}"
    avatar = lambda *_, **__: f"{url}.png"  # noqa: E731  (a resolver that takes a size)
    return {"_type": kind, "id": f"U_{login}", "login": login, "url": url, "databaseId": 1, "avatarUrl": avatar}


def _release(repo: Repository) -> dict[str, Any]:
    assets = [{"_type": "ReleaseAsset", "id": f"RA_{name}", "name": name, "size": 1} for name in repo.assets]

    def page(*_: Any, first: int | None = None, **__: Any) -> dict[str, Any]:
        return {"totalCount": len(assets), "nodes": assets[:first]}

    return {"tagName": "v1", "name": "v1", "publishedAt": repo.release, "releaseAssets": page}


def _license(repo: Repository) -> dict[str, str] | None:
    return {"key": repo.license.lower(), "name": repo.license, "spdxId": repo.license} if repo.license else None


def _commit(repo: Repository) -> dict[str, Any] | None:
    if repo.empty or not repo.last_commit:
        return None
    return {
        "_type": "Commit",
        "id": lambda *_: f"C_{objects.commit(repo)}",
        "oid": lambda *_: objects.commit(repo),
        "committedDate": stamp(moment(repo.last_commit)),
        "history": {"totalCount": 10},
        "tree": lambda *_: _entry(objects.tree(repo)),
    }


def _no_stargazers(*_: Any, **__: Any) -> Any:
    raise TypedError("FORBIDDEN", "Resource not accessible by personal access token")


def _object(repo: Repository, commit: dict[str, Any] | None, expression: str | None) -> dict[str, Any] | None:
    """
    The object of an expression: `HEAD:` is the root tree, `dev:path` is `path` in that branch, a revision alone is
    its commit.
    """
    if expression is None:
        return commit
    if ":" not in expression:
        found_at = objects.at(repo, expression)
        return _commit(found_at) if found_at else None
    found = objects.look_up(repo, expression)
    return _entry(found, expression.partition(":")[2].strip("/")) if found else None


def _entry(found: objects.Entry, path: str = "") -> dict[str, Any] | None:
    """A blob or a tree; None for a submodule, whose commit this repository does not have."""
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
    """An entry of a tree; only a file has a size."""
    name = path.rpartition("/")[2]
    line: dict[str, Any] = {"name": name, "path": path, "type": entry.kind, "size": entry.size, "mode": entry.mode}
    module = {"name": name, "path": path, "gitUrl": entry.url} if isinstance(entry, objects.Module) else None
    return line | {"oid": entry.oid, "submodule": module, "object": lambda *_: _entry(entry, path)}
