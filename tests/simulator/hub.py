"""The Hugging Face Hub: statuses, redirects, headers and limits as recorded."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from tests.simulator import hub_papers
from tests.simulator.limits import Exceeded, Window, hub_headers
from tests.simulator.server import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.simulator.server import Received
    from tests.simulator.world import HubRepository, World

_KINDS = {"models": "model", "datasets": "dataset", "spaces": "space"}
_OPTIONS = frozenset(
    {"author", "baseModels", "cardData", "childrenModelCount", "config", "createdAt", "disabled", "downloads"}
    | {"downloadsAllTime", "gated", "lastModified", "library_name", "likes", "pipeline_tag", "private", "runtime"}
    | {"safetensors", "sdk", "sha", "siblings", "spaces", "tags", "trendingScore", "usedStorage"}
)
_MOST_LISTED = 1_000
#: Requests in five minutes, with a free account and without (hub-docs, rate-limits).
QUOTAS = {"api": (1_000, 500), "resolvers": (5_000, 3_000), "pages": (200, 100)}


def windows(wall: Callable[[], float]) -> dict[str, dict[bool, Window]]:
    """A window for each bucket, by whether there is a token."""
    return {
        name: {True: Window(known, 300, wall), False: Window(anonymous, 300, wall)}
        for name, (known, anonymous) in QUOTAS.items()
    }


@dataclass(frozen=True, slots=True)
class Hub:
    """The Hub at `base`, over a world. `note` records exceeded limits."""

    base: str
    world: World
    windows: Mapping[str, Mapping[bool, Window]]
    token: str
    note: Callable[[str, Exceeded], None]

    def answer(self, received: Received) -> Reply:
        """The answer to a request; every answer has the rate limit headers."""
        sent = received.headers.get("authorization", "")
        bucket = _bucket(received)
        window = self.windows[bucket][bool(sent)]
        if not window.take():
            self.note("hub", Exceeded.PRIMARY)
            reply = _error(429, "We had to rate limit you.")
        elif sent and sent != f"Bearer {self.token}":
            reply = _error(401, "Invalid credentials in Authorization header")
        else:
            reply = self._route(received, known=bool(sent))
        reply.headers |= hub_headers(window, bucket)
        return reply

    def _route(self, received: Received, *, known: bool) -> Reply:
        match received.segments:
            case ["api", listing] if listing in _KINDS:
                return self._listed(received, listing)
            case ["api", listing, *rest] if listing in _KINDS:
                return self._repository(received, listing, rest, known=known)
            case ["api", "organizations" | "users" as kind, name, "overview"]:
                return self._owner(kind, name)
            case ["api", "collections", owner, slug] if f"{owner}/{slug}".casefold() in self.world.collections:
                return _json(
                    200, {"_id": "c", "slug": self.world.collections[f"{owner}/{slug}".casefold()], "items": []}
                )
            case ["api", "collections", *_]:
                return _error(404, "Collection not found")
            case ["api", *rest]:
                found = hub_papers.answer(rest, received.asked("date"), self.world)
                return _json(200, found) if found is not None else _error(404, "Not found")
            case ["datasets" | "spaces" as listing, owner, name, *rest]:
                return self._files(listing, f"{owner}/{name}", rest, known=known)
            case [owner, name, *rest] if name:
                return self._files("models", f"{owner}/{name}", rest, known=known)
            case [owner] if owner.casefold() in self.world.hub_owners:
                return _page(200, owner)
        return _page(404, "404")

    # -- repositories ---------------------------------------------------------------------------------

    def _repository(self, received: Received, listing: str, rest: list[str], *, known: bool) -> Reply:
        name, tail = "/".join(rest[:2]), rest[2:]
        kind = _KINDS[listing]
        if target := self._elsewhere(kind, name):
            query = f"?{received.query}" if received.query else ""
            return Reply(307, b"", {"Location": "/".join(["/api", listing, quote(target), *tail]) + query})
        repo = self.world.hub_repositories.get((kind, name.casefold()))
        if repo is None or repo.private:
            return _missing(known=known)
        match tail:
            case [] | ["revision", "main"]:
                return _described(repo, received.asked("expand[]"))
            case ["commits" | "tree" | "revision", revision, *_] if revision != "main":
                return _coded(404, "RevisionNotFound", f"Invalid rev id: {revision}")
            case ["commits", *_]:
                return _closed(repo, known=known) or _json(
                    200, [{"id": repo.sha, "date": repo.modified, "title": "m"}]
                )
            case ["tree", *_]:
                return _closed(repo, known=known) or _json(200, [_line(repo, file) for file in repo.files])
            case ["runtime"] if kind == "space":
                return _json(200, _runtime(repo))
            case _:
                return _error(404, "Sorry, we can't find the page you are looking for.")

    def _files(self, listing: str, name: str, rest: list[str], *, known: bool) -> Reply:
        """A repository's page and its files; the answer of `resolve` names the last commit."""
        kind = _KINDS[listing]
        prefix = "" if kind == "model" else f"/{listing}"
        if target := self._elsewhere(kind, name):
            return Reply(307, b"", {"Location": "/".join([prefix, quote(target), *rest])})
        repo = self.world.hub_repositories.get((kind, name.casefold()))
        if repo is None or repo.private:
            return _missing(known=known) if rest else _page(404, "404")
        match rest:
            case []:
                return _page(200, repo.name)
            case ["resolve" | "raw", revision, *_] if revision not in ("main", repo.sha):
                return _coded(404, "RevisionNotFound", f"Invalid rev id: {revision}")
            case ["resolve" | "raw", _, *path]:
                return _closed(repo, known=known) or _file(repo, "/".join(path))
            case _:
                return _page(404, "404")

    def _elsewhere(self, kind: str, name: str) -> str | None:
        """The name that a name redirects to: another one, or the same one in its own case."""
        key = (kind, name.casefold())
        repo = self.world.hub_repositories.get(key)
        return self.world.hub_moved.get(key) or (
            repo.name if repo and repo.name != name and not repo.private else None
        )

    def _listed(self, received: Received, listing: str) -> Reply:
        """Repositories by author, page by page; `Link` has the address of the next page."""
        author = (received.asked("author") or [""])[0]
        limit = min(int((received.asked("limit") or [str(_MOST_LISTED)])[0]), _MOST_LISTED)
        start = int((received.asked("cursor") or ["0"])[0], 36)
        wanted = received.asked("expand[]")
        rows = [
            repo
            for (kind, name), repo in sorted(self.world.hub_repositories.items())
            if kind == _KINDS[listing]
            and not repo.private
            and (not author or name.startswith(f"{author.casefold()}/"))
        ]
        bodies = [
            _body(repo, listed=True) if not wanted else _chosen(repo, wanted) for repo in rows[start : start + limit]
        ]
        reply = _json(200, bodies)
        if start + limit < len(rows):
            query = [("author", author), ("limit", limit), *(("expand[]", one) for one in wanted)]
            query.append(("cursor", _base36(start + limit)))
            reply.headers["Link"] = f'<{self.base}/api/{listing}?{urlencode(query)}>; rel="next"'
        return reply

    def _owner(self, kind: str, name: str) -> Reply:
        """An organisation or a user, in any case; they share their names, but not their routes."""
        if f"{self.world.hub_owners.get(name.casefold())}s" != kind:
            words = (
                "This user does not exist"
                if kind == "users"
                else "Sorry, we can't find the page you are looking for."
            )
            return _error(404, words)
        owned = [k for k, n in self.world.hub_repositories if n.startswith(f"{name.casefold()}/")]
        counts = {f"num{k.capitalize()}s": owned.count(k) for k in ("model", "dataset", "space")}
        number = f"{int.from_bytes(name.casefold().encode()[:12].ljust(12)):024x}"
        named = {"user": name} if kind == "users" else {"name": name}
        return _json(200, {"_id": number, "fullname": name, **named, **counts, "numFollowers": 0})


def _bucket(received: Received) -> str:
    if received.segments[0] == "api":
        return "api"
    return "resolvers" if "resolve" in received.segments else "pages"


def _missing(*, known: bool) -> Reply:
    """The answer for a missing repository: with a token 404 and a code; without one 401, as for a missing login."""
    if known:
        return _coded(404, "RepoNotFound", "Repository not found")
    return _error(401, "Invalid username or password.")


def _closed(repo: HubRepository, *, known: bool) -> Reply | None:
    """Why the files of a visible repository are not shown; None where they are shown."""
    if repo.disabled:
        return _error(403, "Access to this resource is disabled.")
    if not repo.gated or (known and repo.granted):
        return None
    subject = f"Access to {repo.kind} {repo.name} is restricted"
    if known:
        return _coded(403, "GatedRepo", f"{subject} and you are not in the authorized list.")
    words = f"{subject}. You must have access to it and be authenticated to access it. Please log in."
    return _coded(401, "GatedRepo", words)


def _file(repo: HubRepository, path: str) -> Reply:
    commit = {"X-Repo-Commit": repo.sha}
    if path not in repo.files and path not in repo.texts:
        reply = _coded(404, "EntryNotFound", "Entry not found")
        reply.headers |= commit
        return reply
    body = repo.texts.get(path, "").encode()
    return Reply(200, body, {"Content-Type": "text/plain; charset=utf-8", "ETag": f'"{repo.sha}"', **commit})


def _described(repo: HubRepository, wanted: list[str]) -> Reply:
    if strange := [option for option in wanted if option not in _OPTIONS]:
        return _error(400, f'"expand[]" must be one of {sorted(_OPTIONS)}, not {strange[0]}')
    return _json(200, _chosen(repo, wanted) if wanted else _body(repo))


def _chosen(repo: HubRepository, wanted: list[str]) -> dict[str, Any]:
    body = _body(repo)
    return {name: body[name] for name in ("_id", "id", *wanted) if name in body}


def _body(repo: HubRepository, *, listed: bool = False) -> dict[str, Any]:
    """All fields of a repository; a list has fewer."""
    tags = [*repo.tags, *([f"license:{repo.license}"] if repo.license else [])]
    body: dict[str, Any] = {
        "_id": repo.id,
        "id": repo.name,
        "author": repo.name.split("/", maxsplit=1)[0],
        "private": False,
        "disabled": repo.disabled,
        "gated": repo.gated,
        "sha": repo.sha,
        "lastModified": repo.modified,
        "createdAt": repo.created,
        "likes": 0,
        "downloads": 0,
        "tags": tags,
        "cardData": {"license": repo.license} if repo.license else {},
        "siblings": [{"rfilename": file} for file in repo.files],
        "usedStorage": 0,
    }
    if repo.kind == "model":
        body |= {
            "modelId": repo.name,
            "pipeline_tag": "text-generation",
            "library_name": "transformers",
            "spaces": [],
        }
    if repo.kind == "space":
        body |= {"sdk": "gradio", "runtime": _runtime(repo)}
        del body["gated"]
    if listed:
        body = {name: value for name, value in body.items() if name not in ("siblings", "cardData", "usedStorage")}
    return body


def _runtime(repo: HubRepository) -> dict[str, Any]:
    hardware = {"current": "cpu-basic" if repo.stage == "RUNNING" else None, "requested": "cpu-basic"}
    rest: dict[str, Any] = {
        "storage": None,
        "gcTimeout": 172_800,
        "replicas": {"requested": 1},
        "devMode": False,
        "domains": [],
    }
    return {"stage": repo.stage, "hardware": hardware, **rest}


def _line(repo: HubRepository, file: str) -> dict[str, Any]:
    return {"type": "file", "oid": repo.sha, "size": len(repo.texts.get(file, "").encode()), "path": file}


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (_base36(number // 36) if number >= 36 else "") + digits[number % 36]


def _coded(status: int, code: str, message: str) -> Reply:
    reply = _error(status, message)
    reply.headers["X-Error-Code"] = code
    return reply


def _error(status: int, message: str) -> Reply:
    reply = _json(status, {"error": message})
    reply.headers["X-Error-Message"] = message
    return reply


def _page(status: int, title: str) -> Reply:
    return Reply(status, f"<title>{title}</title>".encode(), {"Content-Type": "text/html; charset=utf-8"})


def _json(status: int, body: object) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8"})
