"""
Software Heritage and the Wayback Machine, as swh-web's source and the Internet Archive's pages describe them:
addresses must match exactly, requests are throttled in sliding windows, and the two routes of the Wayback Machine may
know different captures.
"""

from __future__ import annotations

import json
import math
import re
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.simulator.server import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator.server import Received
    from tests.simulator.world import World

_LATEST = re.compile(r"/api/1/origin/(.+)/visit/latest/")
_GET = re.compile(r"/api/1/origin/(.+)/get/")
_SAVE = re.compile(r"/api/1/origin/save/git/url/(.+)/")


@dataclass(slots=True)
class Throttle:
    """A sliding window of `seconds` with at most `limit` requests, as Django REST framework counts them."""

    limit: int
    seconds: float
    wall: Callable[[], float]
    taken: deque[float] = field(default_factory=deque)

    def take(self) -> bool:
        """Count a request; False when the window is full."""
        while self.taken and self.taken[0] <= self.wall() - self.seconds:
            self.taken.popleft()
        if len(self.taken) >= self.limit:
            return False
        self.taken.append(self.wall())
        return True

    @property
    def wait(self) -> float:
        """Seconds until there is room again."""
        return max(self.taken[0] + self.seconds - self.wall(), 0.0) if len(self.taken) >= self.limit else 0.0

    def headers(self) -> dict[str, str]:
        """The headers that swh-web sends with every answer of a throttled route."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(self.limit - len(self.taken), 0)),
            "X-RateLimit-Reset": str(math.ceil(self.wall() + (self.wait or self.seconds))),
        }


class SoftwareHeritage:
    """The routes of Software Heritage's API, with the rates that its source sets for anonymous users."""

    def __init__(self, wall: Callable[[], float]) -> None:
        self._wall = wall
        self.visits = Throttle(700, 60.0, wall)
        self.calls = Throttle(120, 3_600.0, wall)
        self.saves = Throttle(10, 3_600.0, wall)
        self.asked_to_save: list[str] = []

    def answer(self, received: Received, path: str, world: World) -> Reply:
        """The answer to a request below the server's root."""
        saving = _SAVE.fullmatch(path)
        throttle = self.visits if _LATEST.fullmatch(path) else self.calls
        if saving and received.method == "POST":
            throttle = self.saves
        if not throttle.take():
            wait = math.ceil(throttle.wait)
            reply = _refusal(429, "Throttled", f"Request was throttled. Expected available in {wait} seconds.")
        elif saving:
            reply = self._save(received.method, saving[1], world)
        elif found := _LATEST.fullmatch(path):
            reply = self._latest(received, found[1], world)
        elif found := _GET.fullmatch(path):
            reply = self._get(found[1], world)
        else:
            reply = Reply(404, b"<html><title>Not found</title></html>", {"Content-Type": "text/html"})
        reply.headers |= throttle.headers()
        return reply

    def _latest(self, received: Received, origin: str, world: World) -> Reply:
        visit = world.visits.get(origin)
        if visit is None:
            return _refusal(404, "NotFoundExc", f"No visit for origin {origin} found!")
        snapshot, date = visit
        if snapshot is None and received.asked("require_snapshot") == ["true"]:
            return _refusal(404, "NotFoundExc", f"No visit for origin {origin} with a snapshot found!")
        if received.asked("visit_type") not in ([], ["git"]):
            return _refusal(404, "NotFoundExc", f"No visit of that type for origin {origin} found!")
        return _json(
            200,
            {
                "origin": origin,
                "visit": 1,
                "date": date,
                "status": "full" if snapshot else "failed",
                "snapshot": snapshot,
                "type": "git",
                "metadata": {},
                "origin_url": f"https://archive.softwareheritage.org/api/1/origin/{origin}/get/",
                "snapshot_url": f"https://archive.softwareheritage.org/api/1/snapshot/{snapshot}/",
            },
        )

    def _get(self, origin: str, world: World) -> Reply:
        if origin not in world.visits:
            return _refusal(404, "NotFoundExc", f"Origin with url {origin} not found!")
        return _json(200, {"url": origin, "visit_types": ["git"], "origin_visits_url": "…"})

    def _save(self, method: str, origin: str, world: World) -> Reply:
        if not origin.startswith(("https://", "http://")):
            return _refusal(400, "BadInputExc", "The provided origin url is not valid!")
        status = world.save_policy.get(origin.split("/")[2], "pending")
        if status == "forbidden":
            return _refusal(403, "ForbiddenExc", f'The "save code now" request for {origin} has been blocked.')
        if method != "POST":
            known = [self._request(one, "accepted") for one in self.asked_to_save if one == origin]
            return _json(200, known) if known else _refusal(404, "NotFoundExc", "No save request found.")
        self.asked_to_save.append(origin)
        return _json(200, self._request(origin, status))

    def _request(self, origin: str, status: str) -> dict[str, Any]:
        return {
            "id": len(self.asked_to_save),
            "origin_url": origin,
            "visit_type": "git",
            "save_request_date": datetime.fromtimestamp(self._wall(), UTC).isoformat(),
            "save_request_status": status,
            "save_task_status": "pending" if status == "accepted" else "not created",
            "visit_date": None,
            "visit_status": None,
            "loading_task_id": None,
            "note": None,
            "snapshot_swhid": None,
            "snapshot_url": None,
            "request_url": f"https://archive.softwareheritage.org/api/1/origin/save/{len(self.asked_to_save)}/",
        }


class Wayback:
    """The availability API and the CDX index of the Wayback Machine."""

    def __init__(self, wall: Callable[[], float]) -> None:
        self.index = Throttle(30, 60.0, wall)

    def answer(self, received: Received, path: str, world: World) -> Reply:
        """The answer to a request below the base."""
        (url,) = received.asked("url") or [""]
        if path == "/wayback/available" and url:
            return self._available(received, url, world)
        if path == "/cdx/search/cdx" and url:
            if not self.index.take():  # without saying for how long
                return Reply(429, b"<html><h1>429 Too Many Requests</h1></html>", {"Content-Type": "text/html"})
            return self._search(received, url, world)
        return Reply(404, b"<html><title>Not found</title></html>", {"Content-Type": "text/html"})

    def _available(self, received: Received, url: str, world: World) -> Reply:
        captures = world.captures.get(_plain(url), ())
        wanted = (received.asked("timestamp") or [""])[0]
        if not captures or _plain(url) in world.overlooked or (not wanted and _plain(url) in world.undated):
            return _json(200, {"url": url, "archived_snapshots": {}} if wanted else {})
        near = wanted.ljust(14, "0") if wanted else "99999999999999"
        stamp, status = min(captures, key=lambda one: abs(int(one[0]) - int(near)))
        closest = {
            "available": True,
            "url": f"http://web.archive.org/web/{stamp}/{url}",
            "timestamp": stamp,
            "status": status,
        }
        return _json(200, {"url": url, "archived_snapshots": {"closest": closest}})

    def _search(self, received: Received, url: str, world: World) -> Reply:
        fields = (received.asked("fl") or ["timestamp,statuscode"])[0].split(",")
        rows = sorted(world.captures.get(_plain(url), ()))
        for condition in received.asked("filter"):
            rows = [row for row in rows if condition == f"statuscode:{row[1]}"]
        limit = int((received.asked("limit") or ["0"])[0])
        rows = rows[limit:] if limit < 0 else rows[: limit or None]
        listed = [[{"timestamp": row[0], "statuscode": row[1]}[name] for name in fields] for row in rows]
        return _json(200, [fields, *listed] if listed else [])


def _plain(url: str) -> str:
    """
    The form in which the Wayback Machine looks addresses up: without scheme, www, case of the host and
    final slash.
    """
    host, _, rest = url.split("://", 1)[-1].partition("/")
    return f"{host.casefold().removeprefix('www.')}/{rest}".rstrip("/")


def _refusal(status: int, exception: str, reason: str) -> Reply:
    return _json(status, {"exception": exception, "reason": reason})


def _json(status: int, body: object) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json"})
