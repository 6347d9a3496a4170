"""The Hugging Face Hub: statuses, redirects and headers as recorded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.simulator.limits import hub_headers
from tests.simulator.server import Reply

if TYPE_CHECKING:
    from tests.simulator.limits import Window
    from tests.simulator.server import Received
    from tests.simulator.world import HubRepository, World

_KINDS = {"models": "model", "datasets": "dataset", "spaces": "space"}
_OPTIONS = frozenset(
    {"author", "cardData", "config", "createdAt", "disabled", "downloads", "gated", "lastModified", "library_name"}
    | {"likes", "pipeline_tag", "private", "runtime", "safetensors", "sdk", "sha", "siblings", "spaces", "tags"}
)


def answer(received: Received, world: World, window: Window, token: str) -> Reply:
    """The answer to a request below /api; every one carries the rate headers."""
    sent = received.headers.get("authorization", "")
    if not window.take():
        reply = _error(429, "Too many requests")
    elif sent and sent != f"Bearer {token}":
        reply = _error(401, "Invalid credentials in Authorization header")
    else:
        reply = _route(received, world, known=bool(sent))
    reply.headers |= hub_headers(window)
    return reply


def _route(received: Received, world: World, *, known: bool) -> Reply:
    match received.segments[1:]:
        case [listing, *rest] if listing in _KINDS and rest:
            return _repository(received, world, _KINDS[listing], "/".join(rest), known=known)
        case ["organizations", name, "overview"]:
            if world.hub_owners.get(name.casefold()) == "organization":
                return _json(200, {"_id": f"o{name}", "name": name, "numModels": 1})
            return _error(404, "Sorry, we can't find the page you are looking for.")
        case ["users", name, "overview"]:
            if world.hub_owners.get(name.casefold()) == "user":
                return _json(200, {"_id": f"u{name}", "user": name})
            return _error(404, "This user does not exist")
        case ["collections", owner, slug] if f"{owner}/{slug}".casefold() in world.collections:
            return _json(200, {"_id": "c", "slug": f"{owner}/{slug}", "items": []})
        case ["collections", *_]:
            return _error(404, "Collection not found")
        case _:
            return _error(404, "Not found")


def _repository(received: Received, world: World, kind: str, name: str, *, known: bool) -> Reply:
    key = (kind, name.casefold())
    repo = world.hub_repositories.get(key)
    target = world.hub_moved.get(key) or (repo.name if repo and repo.name != name else None)
    if target:
        query = f"?{received.query}" if received.query else ""
        return Reply(307, b"", {"Location": f"/api/{kind}s/{target}{query}"})
    if repo is None or repo.private:
        return _missing(known=known)
    wanted = received.asked("expand[]")
    if strange := [option for option in wanted if option not in _OPTIONS]:
        return _error(400, f'"expand[]" must be one of {sorted(_OPTIONS)}, not {strange[0]}')
    body = _body(repo)
    return _json(200, {name: body[name] for name in ("_id", "id", *wanted) if name in body} if wanted else body)


def _missing(*, known: bool) -> Reply:
    """With a token: 404 and a code. Without: 401, and no code tells it from a login."""
    if known:
        reply = _error(404, "Repository not found")
        reply.headers["X-Error-Code"] = "RepoNotFound"
        return reply
    return _error(401, "Invalid username or password.")


def _body(repo: HubRepository) -> dict[str, Any]:
    body: dict[str, Any] = {
        "_id": repo.id,
        "id": repo.name,
        "author": repo.name.split("/", maxsplit=1)[0],
        "private": False,
        "disabled": repo.disabled,
        "gated": repo.gated,
        "sha": "0" * 40,
        "lastModified": repo.modified,
        "createdAt": repo.created,
        "tags": [f"license:{repo.license}"] if repo.license else [],
        "siblings": [{"rfilename": file} for file in repo.files],
    }
    if repo.kind == "space":
        body |= {"sdk": "gradio", "runtime": {"stage": repo.stage}}
        del body["gated"]
    return body


def _error(status: int, message: str) -> Reply:
    reply = _json(status, {"error": message})
    reply.headers["X-Error-Message"] = message
    return reply


def _json(status: int, body: object) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8"})
