"""GitHub's REST API: statuses, bodies and headers as recorded, ETags by GitHub's own rule."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.simulator import objects
from tests.simulator.github_limits import primary
from tests.simulator.limits import Exceeded, github_headers
from tests.simulator.server import Reply
from tests.simulator.world import SANCTIONED, moment, stamp

if TYPE_CHECKING:
    from tests.simulator.github_limits import GitHubLimits
    from tests.simulator.limits import Window
    from tests.simulator.server import Received
    from tests.simulator.world import Repository, World

_DOCS = "https://docs.github.com/rest"
_DMCA = "https://github.com/github/dmca/blob/master/2021/04/2021-04-20-a-project.md"
_RESOURCES: tuple[str, ...] = (
    "core",
    "search",
    "graphql",
    "integration_manifest",
    "source_import",
    "actions_runner_registration",
)
_RESOURCES += ("scim", "dependency_snapshots", "dependency_sbom", "code_search", "code_scanning_autofix")
VERSIONS = ("2022-11-28", "2026-03-10")


@dataclass(frozen=True, slots=True)
class Rest:
    """GitHub's REST below `base`, over a world."""

    base: str
    world: World
    limits: GitHubLimits

    def answer(self, received: Received, path: str, *, good: bool) -> Reply:
        """The answer to a request; `good` says whether its token, if it has one, is valid."""
        known = "authorization" in received.headers
        if "user-agent" not in received.headers:
            return Reply(403, b"Request forbidden by administrative rules.", {"Content-Type": "text/plain"})
        if refusal := self.limits.refused("github_rest", received.method):
            return refusal
        if not good:
            return _json(401, {"message": "Bad credentials", "documentation_url": _DOCS, "status": "401"})
        window = self.limits.core[known]
        reply = self._counted(received, path, window, known=known)
        reply.headers |= github_headers(window, "core") | _common_headers(received, known=known)
        reply.took = self.limits.clock.rest
        self.limits.secondary.work("github_rest", reply.took)
        return reply

    def _counted(self, received: Received, path: str, window: Window, *, known: bool) -> Reply:
        if path == "/rate_limit":  # free, but counted by the secondary limits
            return self._rate_limit(received, window)
        if not window.left:
            self.limits.secondary.note("github_rest", Exceeded.PRIMARY)
            return primary(self.limits.manner.primary, {}, known=known)
        reply = _conditional(received, self._route(received, path.split("/")[1:], known=known))
        if reply.status != 304 or not known:  # a 304 is free, but only with a token
            window.take()
        return reply

    def _rate_limit(self, received: Received, core: Window) -> Reply:
        def shown(window: Window) -> dict[str, int]:
            used = min(window.used, window.limit)
            return {"limit": window.limit, "used": used, "remaining": window.left, "reset": window.reset}

        resources = {name: shown(self.limits.graphql if name == "graphql" else core) for name in _RESOURCES}
        new = received.headers.get("x-github-api-version") == VERSIONS[1]
        return _json(200, {"resources": resources} | ({} if new else {"rate": shown(core)}))

    # -- routes ---------------------------------------------------------------------------------------

    def _route(self, received: Received, parts: list[str], *, known: bool) -> Reply:
        match parts:
            case ["repos", owner, name, *rest] if owner and name:
                return self._named(received, owner, name, rest, known=known)
            case ["repositories", number, *rest]:
                return self._repository(received, self.world.numbered(number), rest, known=known)
            case ["users" | "orgs" as kind, login] if login.casefold() in self.world.owners:
                return self._owner(login, organizations=kind == "orgs")
            case ["users" | "orgs" as kind, _]:
                return _missing(f"{kind}/{kind}#get-{'a-user' if kind == 'users' else 'an-organization'}")
            case ["gists", gist] if gist in self.world.gists:
                return _json(200, {"id": gist, "public": True, "created_at": "2023-01-01T00:00:00Z"})
        return _missing("")

    def _named(self, received: Received, owner: str, name: str, rest: list[str], *, known: bool) -> Reply:
        """A repository by name: an old name redirects to the id, by way of names that were in use in between."""
        full = f"{owner}/{name}"
        found, moved = self.world.find(full)
        tail = "".join(f"/{part}" for part in rest)
        if found and found.lost:
            return _moved(received, "")
        if found and moved:
            following = self.world.moved[full.casefold()]
            last = following.casefold() not in self.world.moved
            place = f"repositories/{found.id}" if last else f"repos/{following}"
            return _moved(received, f"{self.base}/{place}{tail}")
        return self._repository(received, found, rest, known=known)

    def _repository(self, received: Received, repo: Repository | None, rest: list[str], *, known: bool) -> Reply:
        if repo is None or repo.private:
            return _missing("repos/repos#get-a-repository")
        if repo.blocked:
            return _blocked(repo.blocked)
        match rest:
            case []:
                new = received.headers.get("x-github-api-version") == VERSIONS[1]
                modified = moment(repo.updated).strftime("%a, %d %b %Y %H:%M:%S GMT")
                return _json(200, _full(self.base, repo, new=new), {"Last-Modified": modified})
            case ["commits"]:
                return _commits(repo)
            case ["git", "trees", _]:
                return _tree(self.base, repo, recursive="recursive" in received.query)
            case ["contents", *path] | ["readme" as path]:
                return _contents(self.base, repo, "README.md" if path == "readme" else "/".join(path))
            case ["releases"]:
                return _json(200, [_release(self.base, repo)] if repo.release else [])
            case ["releases", "latest"] if repo.release:
                return _json(200, _release(self.base, repo))
            case ["stargazers" | "subscribers"]:  # for collaborators only, since the summer of 2026
                return _no_right() if known else _login()
            case _:
                return _missing("")

    def _owner(self, login: str, *, organizations: bool) -> Reply:
        kind = self.world.owners[login.casefold()]
        if organizations and kind != "Organization":
            return _missing("orgs/orgs#get-an-organization")
        return _json(200, {"login": login, "id": len(login), "type": kind, "html_url": f"https://github.com/{login}"})


def _missing(page: str) -> Reply:
    return _json(404, {"message": "Not Found", "documentation_url": f"{_DOCS}/{page}".rstrip("/"), "status": "404"})


def _no_right() -> Reply:
    body = {
        "message": "Resource not accessible by personal access token",
        "documentation_url": _DOCS,
        "status": "403",
    }
    return _json(403, body)


def _login() -> Reply:
    return _json(401, {"message": "Requires authentication", "documentation_url": _DOCS, "status": "401"})


def _moved(received: Received, location: str) -> Reply:
    """A permanent redirect for a read; for anything else one that keeps the method."""
    body = {
        "message": "Moved Permanently",
        "url": location,
        "documentation_url": "https://docs.github.com/v3/#http-redirects",
    }
    return _json(301 if received.method in ("GET", "HEAD") else 307, body, {"Location": location})


def _blocked(reason: str) -> Reply:
    """
    The answer for a blocked repository: 451 for a takedown, 403 for one that GitHub disabled; no `status`, no
    documentation link, no rate limit.
    """
    if reason == "sanctions":
        return _json(403, {"message": SANCTIONED})
    page = _DMCA if reason == "dmca" else "https://github.com/tos"
    block = {"reason": reason, "created_at": "2023-02-02T15:50:17Z", "html_url": page}
    return _json(451 if reason == "dmca" else 403, {"message": "Repository access blocked", "block": block})


def _full(base: str, repo: Repository, *, new: bool) -> dict[str, Any]:
    license_info = {"key": (repo.license or "").lower(), "name": repo.license, "spdx_id": repo.license, "url": None}
    body: dict[str, Any] = {
        "id": repo.id,
        "node_id": f"R_{repo.id}",
        "name": repo.name.split("/")[1],
        "full_name": repo.name,
        "private": False,
        "owner": {"login": repo.owner, "id": 1, "node_id": "U_1", "type": "User", "site_admin": False},
        "html_url": f"https://github.com/{repo.name}",
        "description": None,
        "fork": repo.fork,
        "url": f"{base}/repos/{repo.name}",
        "created_at": repo.created,
        "updated_at": repo.updated,
        "pushed_at": repo.pushed or repo.created,
        "clone_url": f"https://github.com/{repo.name}.git",
        "homepage": None,
        "size": repo.size,
        "stargazers_count": repo.stars,
        "watchers_count": repo.stars,
        "watchers": repo.stars,
        "subscribers_count": 1,
        "network_count": 0,
        "language": None,
        "has_issues": True,
        "has_downloads": True,
        "has_pull_requests": True,
        "forks_count": 0,
        "mirror_url": None,
        "archived": bool(repo.archived_at),
        "disabled": repo.disabled,
        "open_issues_count": 0,
        "license": license_info if repo.license else None,
        "is_template": False,
        "topics": [],
        "visibility": "public",
        "default_branch": repo.branch,
    }
    if repo.fork:
        body["parent"] = body["source"] = {"full_name": repo.parent or "upstream/project", "fork": False}
    if new:
        del body["has_downloads"]
    return body


def _empty(page: str) -> Reply:
    body = {"message": "Git Repository is empty.", "documentation_url": f"{_DOCS}/{page}", "status": "409"}
    return _json(409, body)


def _commits(repo: Repository) -> Reply:
    sha = objects.commit(repo)
    if not sha:
        return _empty("commits/commits#list-commits")
    who = {"name": "A", "email": "a@example.org", "date": stamp(moment(repo.last_commit or repo.created))}
    return _json(200, [{"sha": sha, "commit": {"author": who, "committer": who, "message": "m"}}])


def _tree(base: str, repo: Repository, *, recursive: bool) -> Reply:
    if not objects.commit(repo):
        return _empty("git/trees#get-a-tree")
    rows: list[dict[str, Any]] = []

    def walk(tree: objects.Tree, above: str) -> None:
        for name, entry in tree.entries.items():
            row: dict[str, Any] = {"path": above + name, "mode": f"{entry.mode:06o}", "type": entry.kind}
            rows.append(row | {"sha": entry.oid} | ({"size": entry.size} if isinstance(entry, objects.Blob) else {}))
            if recursive and isinstance(entry, objects.Tree):
                walk(entry, f"{above}{name}/")

    root = objects.tree(repo)
    walk(root, "")
    url = f"{base}/repos/{repo.name}/git/trees/{root.oid}"
    return _json(200, {"sha": root.oid, "url": url, "tree": rows, "truncated": False})


def _contents(base: str, repo: Repository, path: str) -> Reply:
    found = objects.look_up(repo, f"HEAD:{path}")
    match found:
        case objects.Blob():
            body = {
                "type": "file",
                "name": path.rpartition("/")[2],
                "path": path,
                "sha": found.oid,
                "size": found.size,
                "url": f"{base}/repos/{repo.name}/contents/{path}?ref={repo.branch}",
            }
            return _json(200, body | {"encoding": "base64", "content": base64.b64encode(found.content).decode()})
        case objects.Tree():
            kinds = {"tree": "dir", "blob": "file", "commit": "submodule"}
            above = f"{path}/" if path else ""
            rows = [
                {"type": kinds[entry.kind], "name": name, "path": above + name, "sha": entry.oid, "size": entry.size}
                for name, entry in found.entries.items()
            ]
            return _json(200, rows)
        case _:
            return _missing("repos/contents#get-repository-content")


def _release(base: str, repo: Repository) -> dict[str, Any]:
    release: dict[str, Any] = {"url": f"{base}/repos/{repo.name}/releases/1", "id": 1}
    release |= {"tag_name": "v1", "name": "v1", "draft": False, "prerelease": False, "published_at": repo.release}
    return release | {"assets": [{"name": name, "state": "uploaded", "size": 1000} for name in repo.assets]}


def _conditional(received: Received, reply: Reply) -> Reply:
    """
    The reply with an ETag: SHA-256 over Accept, Authorization and Cookie, as sent, and the body; 304 where the client
    has that already. The rule is that of bored-engineer/github-conditional-http-transport.
    """
    if reply.status != 200:
        return reply
    sent = "".join(f"{received.headers[n]}:" for n in ("accept", "authorization", "cookie") if n in received.headers)
    reply.headers["ETag"] = tag = f'"{hashlib.sha256(sent.encode() + reply.body).hexdigest()}"'
    if "if-none-match" in received.headers:
        had = received.headers["if-none-match"].removeprefix("W/") == tag
    else:
        had = received.headers.get("if-modified-since") == reply.headers.get("Last-Modified", "")
    return Reply(304, b"", reply.headers) if had else reply


def _common_headers(received: Received, *, known: bool) -> dict[str, str]:
    """The headers of every answer to a valid client."""
    wanted = received.headers.get("x-github-api-version", VERSIONS[0])
    login = "Authorization, Cookie, X-GitHub-OTP, " if known else ""
    headers = {
        "Cache-Control": f"{'private' if known else 'public'}, max-age=60, s-maxage=60",
        "Vary": f"Accept, {login}Accept-Encoding, X-Requested-With",
        "X-GitHub-Media-Type": "github.v3; format=json",
        "X-GitHub-Api-Version-Selected": wanted if wanted in VERSIONS else VERSIONS[0],
        "X-GitHub-Request-Id": "F482:BD190:1:2:3",
    }
    return headers | ({"X-OAuth-Scopes": "", "X-Accepted-OAuth-Scopes": "repo"} if known else {})


def _json(status: int, body: object, headers: dict[str, str] | None = None) -> Reply:
    return Reply(
        status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    )
