"""GitHub's REST: statuses, bodies and headers as recorded, ETags by its own rule."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from tests.simulator.limits import github_headers
from tests.simulator.server import Reply
from tests.simulator.world import moment

if TYPE_CHECKING:
    from tests.simulator.limits import Window
    from tests.simulator.server import Received
    from tests.simulator.world import Repository, World

_NOT_FOUND = {"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"}


def answer(received: Received, path: str, base: str, world: World, window: Window, *, good: bool) -> Reply:
    """The answer to a GET below the REST base; `good` says whether its token, if it has one, is valid."""
    if "user-agent" not in received.headers:
        return Reply(403, b"Request forbidden by administrative rules.", {"Content-Type": "text/plain"})
    if not good:
        return _json(401, {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest"}, {})
    if path == "/rate_limit":
        one = {"limit": window.limit, "used": window.used, "remaining": window.left, "reset": window.reset}
        return _json(200, {"resources": {"core": one, "graphql": one}, "rate": one}, {})
    if not window.take():
        message = "API rate limit exceeded for 203.0.113.7. (But here's the good news: ...)"
        return _json(403, {"message": message}, github_headers(window, "core"))
    reply = _route(path.strip("/").split("/"), base, world)
    reply.headers |= github_headers(window, "core")
    return _conditional(received, reply)


def _route(parts: list[str], base: str, world: World) -> Reply:
    match parts:
        case ["repos", owner, name]:
            found, moved = world.find(f"{owner}/{name}")
            if found and found.lost:
                return _moved("")
            if moved and found:
                return _moved(f"{base}/repositories/{found.id}")
            return _repository(found)
        case ["repos", owner, name, "commits"]:
            found, _ = world.find(f"{owner}/{name}")
            if found and found.empty:
                return _json(409, {"message": "Git Repository is empty."}, {})
            return _json(200, [], {}) if found else _json(404, _NOT_FOUND, {})
        case ["repositories", number]:
            return _repository(next((r for r in world.repositories.values() if str(r.id) == number), None))
        case ["users" | "orgs", login] if login.casefold() in world.owners:
            return _json(200, {"login": login, "id": len(login), "type": world.owners[login.casefold()]}, {})
        case ["gists", gist] if gist in world.gists:
            return _json(200, {"id": gist, "created_at": "2023-01-01T00:00:00Z"}, {})
    return _json(404, _NOT_FOUND, {})


def _moved(location: str) -> Reply:
    return _json(301, {"message": "Moved Permanently", "url": location}, {"Location": location})


def _repository(repo: Repository | None) -> Reply:
    if repo is None or repo.private:
        return _json(404, _NOT_FOUND, {})
    if repo.blocked:
        block = {"reason": repo.blocked, "created_at": "2024-02-02T15:50:17Z", "html_url": "https://github.com/tos"}
        status = 451 if repo.blocked == "dmca" else 403
        return _json(status, {"message": "Repository access blocked", "block": block}, {})
    updated = repo.pushed_at or repo.last_commit or repo.created
    body: dict[str, Any] = {
        "id": repo.id,
        "node_id": f"R_{repo.id}",
        "name": repo.name.split("/")[1],
        "full_name": repo.name,
        "owner": {"login": repo.owner, "id": 1, "type": "User"},
        "private": False,
        "html_url": f"https://github.com/{repo.name}",
        "fork": repo.fork,
        "created_at": repo.created,
        "updated_at": updated,
        "pushed_at": updated,
        "size": repo.size,
        "stargazers_count": repo.stars,
        "archived": bool(repo.archived_at),
        "disabled": repo.disabled,
        "default_branch": repo.branch,
        "license": {"key": repo.license.lower(), "spdx_id": repo.license} if repo.license else None,
    }
    modified = moment(updated).strftime("%a, %d %b %Y %H:%M:%S GMT")
    return _json(200, body, {"Last-Modified": modified})


def _conditional(received: Received, reply: Reply) -> Reply:
    """ETag: SHA-256 over Accept, Authorization and Cookie, as sent, and the body; 304 where it is had already."""
    if reply.status != 200:
        return reply
    sent = "".join(f"{received.headers[n]}:" for n in ("accept", "authorization", "cookie") if n in received.headers)
    reply.headers["ETag"] = f'"{hashlib.sha256(sent.encode() + reply.body).hexdigest()}"'
    if received.headers.get("if-none-match", "").removeprefix("W/") == reply.headers["ETag"]:
        reply.status, reply.body = 304, b""
    return reply


def _json(status: int, body: object, headers: dict[str, str]) -> Reply:
    shown = {"Content-Type": "application/json; charset=utf-8", "X-GitHub-Media-Type": "github.v3; format=json"}
    return Reply(status, json.dumps(body).encode(), {**shown, **headers})
