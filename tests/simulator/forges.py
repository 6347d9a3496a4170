"""
Forges other than GitHub: GitLab, Gitea and Forgejo, Bitbucket, git's own server, and the dumb HTTP protocol (plain
files, as cgit and web servers serve them); with their answers for repositories that exist, have moved, or are
missing.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tests.simulator.server import Reply

if TYPE_CHECKING:
    from tests.simulator.git import GitServer
    from tests.simulator.server import Received
    from tests.simulator.world import Repository, World

_NOT_YOURS = (
    "You may not have access to this repository or it no longer exists in this workspace. If you think this"
    " repository exists and you have access, make sure you are authenticated."
)


class Forges:
    """The hosts of a world that are forges, by their sorts."""

    def __init__(self, world: World, git: GitServer) -> None:
        self._world = world
        self._git = git

    def answer(self, received: Received) -> Reply | None:
        """The answer of a forge; None for a host that is no forge, and for a page that is not the forge's own."""
        if received.host == "api.bitbucket.org":
            return self._bitbucket_api(received)
        sort = self._world.forges.get(received.host)
        if sort is None:
            return None
        if received.path.startswith("/api/"):
            return {"gitlab": self._gitlab_api, "gitea": self._gitea_api}.get(sort, _not_found)(received)
        name, mark, tail = received.path.partition(".git/")
        if mark:
            return self._by_git(sort, received, f"{received.host}{name}", tail)
        return self._page(sort, f"{received.host}{received.path}".rstrip("/").removesuffix(".git"))

    # -- git --------------------------------------------------------------------------------------

    def _by_git(self, sort: str, received: Received, name: str, tail: str) -> Reply:
        repo, moved = self._find(name)
        shown = repo if repo and not repo.private else None
        if shown and moved and sort == "gitea":
            query = f"?{received.query}" if received.query else ""
            return Reply(307, b"", {"Location": f"/{_path(shown)}.git/{tail}{query}"})
        if shown and sort == "dumb":
            return self._git.file(shown, tail)
        return self._git.answer(received, tail, shown) if shown else _no_git(sort)

    def _find(self, name: str) -> tuple[Repository | None, bool]:
        key = name.casefold()
        today = self._world.remotes_moved.get(key, key)
        return self._world.remotes.get(today.casefold()), today != key

    # -- pages ------------------------------------------------------------------------------------

    def _page(self, sort: str, place: str) -> Reply | None:
        repo, moved = self._find(place)
        if repo is None or repo.private:
            if place in self._world.pages or sort != "gitlab":
                return None
            return Reply(302, b"", {"Location": f"https://{place.partition('/')[0]}/users/sign_in"})
        if moved:
            return Reply(301, b"", {"Location": f"https://{repo.name}"})
        return Reply(200, f"<title>{_path(repo)}</title>".encode(), {"Content-Type": "text/html; charset=utf-8"})

    # -- APIs -------------------------------------------------------------------------------------

    def _gitlab_api(self, received: Received) -> Reply:
        if received.path == "/api/graphql":
            asked = json.loads(received.body)
            repo = self._world.remotes.get(f"{received.host}/{asked['variables']['path']}".casefold())
            project = _by_graphql(repo, asked["query"]) if repo and not repo.private else None
            return _json(200, {"data": {"project": project}})
        named = unquote(received.path.removeprefix("/api/v4/projects/"))
        if named.isdecimal():
            here = [one for one in self._world.remotes.values() if one.name.startswith(f"{received.host}/")]
            repo, moved = next((one for one in here if str(one.id) == named), None), False
        else:
            repo, moved = self._find(f"{received.host}/{named}")
        if repo is None or repo.private:
            return _json(404, {"message": "404 Project Not Found"})
        if moved:
            where = f"https://{received.host}/api/v4/projects/{repo.id}"
            return Reply(301, b"This resource has been moved", {"Location": where, "Content-Type": "text/plain"})
        return _json(200, _gitlab(repo, licensed="license=true" in received.query))

    def _gitea_api(self, received: Received) -> Reply:
        named = unquote(received.path.removeprefix("/api/v1/repos/"))
        repo, moved = self._find(f"{received.host}/{named}")
        if repo is None or repo.private:
            swagger = f"https://{received.host}/api/swagger"
            return _json(404, {"errors": [], "message": "The target couldn't be found.", "url": swagger})
        if moved:
            return Reply(307, b"", {"Location": f"/api/v1/repos/{_path(repo)}"})
        return _json(200, _gitea(repo))

    def _bitbucket_api(self, received: Received) -> Reply:
        named = unquote(received.path.removeprefix("/2.0/repositories/"))
        repo, moved = self._find(f"bitbucket.org/{named}")
        if repo is None or repo.private:
            return _json(404, {"type": "error", "error": {"message": _NOT_YOURS}})
        if moved:
            return Reply(301, b"", {"Location": f"https://api.bitbucket.org/2.0/repositories/{_path(repo)}"})
        return _json(200, _bitbucket(repo))


def _no_git(sort: str) -> Reply:
    """The answer of a git server about a repository that it does not have, or does not show."""
    plain = {"Content-Type": "text/plain; charset=utf-8"}
    if sort == "gitlab":
        return Reply(401, b"HTTP Basic: Access denied.", {**plain, "WWW-Authenticate": 'Basic realm="GitLab"'})
    if sort == "gitea":
        return Reply(401, b"Unauthorized\n", {**plain, "WWW-Authenticate": 'Basic realm="Gitea"'})
    if sort == "bitbucket":
        return Reply(404, _NOT_YOURS.encode(), plain)
    if sort == "smart":  # git's own server sends no text
        return Reply(404, b"", {"Cache-Control": "no-cache, max-age=0, must-revalidate"})
    return Reply(404, b"<html><title>404 Not Found</title></html>", {"Content-Type": "text/html"})


def _not_found(_: Received) -> Reply:
    return Reply(404, b"<html><title>404 Not Found</title></html>", {"Content-Type": "text/html"})


def _path(repo: Repository) -> str:
    return repo.name.partition("/")[2]


def _json(status: int, body: object) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json"})


def _gitlab(repo: Repository, *, licensed: bool) -> dict[str, Any]:
    """The project as anonymous clients see it: without whether it is archived."""
    licence = {"key": repo.license.casefold(), "name": repo.license} if repo.license else None
    return {
        "id": repo.id,
        "description": None,
        "name": repo.name.rpartition("/")[2],
        "path": repo.name.rpartition("/")[2],
        "path_with_namespace": _path(repo),
        "created_at": repo.created,
        "default_branch": None if repo.empty else repo.branch,
        "star_count": repo.stars,
        "last_activity_at": repo.updated,
        **({"license": licence} if licensed else {}),
    }


def _by_graphql(repo: Repository, query: str) -> dict[str, Any]:
    """The fields of a project that a query names."""
    fields = {"fullPath": _path(repo), "archived": bool(repo.archived_at)}
    return {name: value for name, value in fields.items() if re.search(rf"\b{name}\b(?!:)", query)}


def _gitea(repo: Repository) -> dict[str, Any]:
    return {
        "id": repo.id,
        "name": repo.name.rpartition("/")[2],
        "full_name": _path(repo),
        "description": "",
        "empty": repo.empty,
        "private": repo.private,
        "fork": repo.fork,
        "stars_count": repo.stars,
        "default_branch": repo.branch,
        "archived": bool(repo.archived_at),
        "archived_at": repo.archived_at or "1970-01-01T00:00:00Z",
        "created_at": repo.created,
        "updated_at": repo.updated,
        "licenses": [repo.license] if repo.license else None,
    }


def _bitbucket(repo: Repository) -> dict[str, Any]:
    return {
        "type": "repository",
        "uuid": f"{{00000000-0000-4000-8000-{repo.id:012d}}}",
        "full_name": _path(repo),
        "description": "",
        "is_private": repo.private,
        "created_on": repo.created,
        "updated_on": repo.updated,
        "mainbranch": None if repo.empty else {"type": "branch", "name": repo.branch},
    }
