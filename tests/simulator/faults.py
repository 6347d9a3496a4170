"""Faults of services (their *weather*): what a service answers instead of the true answer, by seeded dice."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from zlib import crc32

from tests.simulator.github_graphql import TIMEOUT, used_up
from tests.simulator.github_limits import primary, secondary
from tests.simulator.server import Received, Reply, Welcome

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

MEBIBYTE = 1 << 20


class Fault(StrEnum):
    """A fault that replaces the whole answer, so that nothing may be concluded from it."""

    BAD_GATEWAY = "bad_gateway"  # an HTML page, as GitHub sends it
    GATEWAY_TIMEOUT = "gateway_timeout"
    SERVER_ERROR = "server_error"  # JSON
    UNAVAILABLE = "unavailable"  # 503 that says when to come back
    QUERY_TIMEOUT = "query_timeout"  # GraphQL's own 502
    SECONDARY = "secondary"  # GitHub's secondary limit, 403 with Retry-After
    SECONDARY_BARE = "secondary_bare"  # the same as 429, without Retry-After
    SECONDARY_UNTOLD = "secondary_untold"  # the same as 403, without Retry-After
    PRIMARY = "primary"  # nothing left, and a reset in ten minutes
    RATE_LIMITED = "rate_limited"  # GraphQL's older error type for its limit, at HTTP 200
    RATE_LIMIT = "rate_limit"  # its newer error type
    TOO_MANY = "too_many"  # 429 with Retry-After
    THROTTLED = "throttled"  # git's 429, in plain text
    WRONG_TYPE = "wrong_type"  # an empty answer of another content type
    TRUNCATED = "truncated"  # the connection ends before the body does
    HTML = "html"  # a page where data should be
    GATEWAY_NOT_FOUND = "gateway_not_found"  # a gateway's page that says 404, whatever was asked
    PLAIN_NOT_FOUND = "plain_not_found"  # the same in plain words
    ROUTE_NOT_FOUND = "route_not_found"  # the same as data
    ROBOT = "robot"  # 999, as some sites answer robots
    ABSURD_WAIT = "absurd_wait"  # 429 with a Retry-After outside the calendar
    ABSURD_RESET = "absurd_reset"  # nothing left, and a reset of 400 digits
    RESET = "reset"


class Blemish(StrEnum):
    """A fault that spoils an answer, which may still be readable, or readable in part."""

    MISLABELLED = "mislabelled"  # with another content type
    CUT_JSON = "cut_json"  # half a body, with a matching Content-Length
    DUPLICATE_KEYS = "duplicate_keys"  # the first key twice, the true value last
    NO_STATUS = "no_status"  # an error's body without its `status`
    PARTIAL = "partial"  # GraphQL without one of the objects, and an error that does not say which
    RESOURCE_LIMITS = "resource_limits"  # GraphQL without one of the objects, and an error with its path
    HOLLOW = "hollow"  # objects without a field
    HOLED = "holed"  # objects without one of their fields, another one each time
    NULLED = "nulled"  # the same, with null in the field
    NULLS = "nulls"  # objects with null in all fields
    SWAPPED = "swapped"  # GraphQL with two objects in each other's places
    REPLAYED = "replayed"  # the service's answer to the request before, as a faulty cache gives it
    UNASKED = "unasked"  # GraphQL with an object that was not asked for
    LIMIT_WORDS = "limit_words"  # a message about a rate limit in the data
    DEEP = "deep"  # brackets in brackets, a hundred thousand times
    ABSURD_HEADERS = "absurd_headers"  # a date, a wait and a reset outside the calendar
    SLOW_START = "slow_start"  # no first byte for a long time
    SLOW_BODY = "slow_body"  # byte by byte
    HUGE = "huge"
    BOMB = "bomb"  # small, and huge once inflated


class Door(StrEnum):
    """A fault of the proxy's tunnel, before a stranger's host is asked anything."""

    PROXY_REFUSES = "proxy_refuses"  # as it does for a name that it can't resolve
    OTHER_NAME = "other_name"  # a certificate for another host
    UNTRUSTED = "untrusted"  # a certificate by an unknown authority


class Lure(StrEnum):
    """An answer that would draw credentials out of a careless client."""

    AWAY = "away"  # a redirect to a stranger's host
    ECHO = "echo"  # an error that repeats the credentials it was sent


Sky = Fault | Blemish | Door | Lure

WELCOMES: dict[Sky, Welcome] = {
    Door.PROXY_REFUSES: Welcome.REFUSED,
    Door.OTHER_NAME: Welcome.OTHER_NAME,
    Door.UNTRUSTED: Welcome.UNTRUSTED,
}


@dataclass(slots=True)
class _Spell:
    faults: tuple[Sky, ...]
    share: float
    left: int | None


class Weather:
    """
    The faults of each service, and those that were dealt. `delay` is how long a slow answer sends nothing, `drip` the
    pause between two bytes of a slow body, both in seconds: a test gives its client shorter timeouts.
    """

    def __init__(self, seed: int, wall: Callable[[], float]) -> None:
        self.delay = 30.0
        self.drip = 0.05
        self.dealt: list[tuple[str, Sky]] = []
        self._dice = random.Random(seed)
        self._wall = wall
        self._spells: dict[str, _Spell] = {}
        self._last: dict[str, bytes] = {}  # the last answer of each service, for replays

    def set(self, service: str, faults: Iterable[Sky], share: float, times: int | None) -> None:
        """Replace a share of a service's answers, or the next `times`, by one of the faults."""
        self._spells[service] = _Spell(tuple(faults), share, times)

    def clear(self) -> None:
        """End all faults."""
        self._spells.clear()

    def welcome(self, host: str) -> Welcome:
        """How the tunnel to a stranger's host begins."""
        fault = self._drawn(host, at_door=True)
        return WELCOMES[fault] if fault else Welcome.GOOD

    async def answer(self, service: str, received: Received, true: Callable[[], Awaitable[Reply]]) -> Reply:
        """The true answer, or the one that a fault makes of it."""
        fault = self._drawn(service, at_door=False)
        if fault is None:
            return await true()
        if isinstance(fault, Lure):
            return _luring(fault, received)
        if fault is Fault.PRIMARY:
            return _used_up(self._wall())
        return _INSTEAD[fault]() if fault in _INSTEAD else self._changed(service, fault, await true())

    def _drawn(self, service: str, *, at_door: bool) -> Sky | None:
        spell = self._spells.get(service) or self._spells.get("all")
        if spell is None or spell.left == 0 or self._dice.random() >= spell.share:
            return None
        fault = self._dice.choice(spell.faults)
        if (fault in WELCOMES) is not at_door:
            return None
        if spell.left is not None:
            spell.left -= 1
        self.dealt.append((service, fault))
        return fault

    def _changed(self, service: str, fault: Sky, reply: Reply) -> Reply:
        """A true answer, spoilt."""
        if fault is Blemish.SLOW_START:
            return replace(reply, wait=self.delay)
        if fault is Blemish.SLOW_BODY:
            return replace(reply, drip=self.drip)
        if fault is Blemish.MISLABELLED:
            return replace(reply, headers={**reply.headers, "Content-Type": "text/plain"})
        if fault is Blemish.CUT_JSON:
            return replace(reply, body=reply.body[: len(reply.body) // 2])
        if fault is Blemish.ABSURD_HEADERS:
            return replace(reply, headers={**reply.headers, **_ABSURD})
        try:
            body = json.loads(reply.body)
        except ValueError:
            return reply
        if isinstance(body, list):
            return replace(reply, body=_entries(fault, body, reply.body))
        if not isinstance(body, dict):
            return reply
        if fault is Blemish.REPLAYED and reply.status == 200:
            return replace(reply, body=self._before_it(service, reply.body))
        return replace(reply, body=_other(fault, body, reply.body))

    def _before_it(self, service: str, body: bytes) -> bytes:
        """The body of a service's answer before this one; this one where there is none."""
        before = self._last.get(service, body)
        self._last[service] = body
        return before


def _other(fault: Sky, body: dict[str, Any], raw: bytes) -> bytes:
    """A true JSON object, spoilt."""
    match fault:
        case Blemish.DUPLICATE_KEYS if body:
            return b"{" + json.dumps(next(iter(body))).encode() + b": null, " + raw.lstrip()[1:]
        case Blemish.NO_STATUS:
            body.pop("status", None)
        case Blemish.PARTIAL | Blemish.RESOURCE_LIMITS if isinstance(body.get("data"), dict) and body["data"]:
            alias = next(iter(body["data"]))
            body["data"][alias] = None
            error: dict[str, Any] = {"message": TIMEOUT}
            if fault is Blemish.RESOURCE_LIMITS:
                message = "Resource limits for this query exceeded."
                error = {"type": "RESOURCE_LIMITS_EXCEEDED", "path": [alias], "message": message}
            body.setdefault("errors", []).append(error)
        case Blemish.HOLLOW | Blemish.HOLED | Blemish.NULLED | Blemish.NULLS | Blemish.LIMIT_WORDS:
            return json.dumps(_objects(body, _FILLED[fault])).encode()
        case Blemish.SWAPPED | Blemish.UNASKED if isinstance(body.get("data"), dict) and body["data"]:
            body["data"] = _shuffled(fault, body["data"])
        case _:
            return raw
    return json.dumps(body).encode()


def _objects(body: dict[str, Any], filled: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    """The objects that an answer is about, each changed by `filled`: those of a query, or the answer itself."""
    data = body.get("data")
    if not isinstance(data, dict):
        return body if "message" in body or "error" in body else filled(body)
    things = {key: filled(one) if isinstance(one, dict) and key != "rateLimit" else one for key, one in data.items()}
    return {**body, "data": things}


def _entries(fault: Sky, body: list[Any], raw: bytes) -> bytes:
    """A true JSON list, its objects spoilt."""
    if fault not in _FILLED:
        return raw
    return json.dumps([_FILLED[fault](one) if isinstance(one, dict) else one for one in body]).encode()


def _holed(thing: dict[str, Any]) -> dict[str, Any]:
    """An object without one of its fields; its content decides which."""
    return {name: value for name, value in thing.items() if name != _lost_field(thing)}


def _lost_field(thing: dict[str, Any]) -> str:
    return [*thing, ""][crc32(json.dumps(thing).encode()) % max(len(thing), 1)]


_FILLED: dict[Sky, Callable[[dict[str, Any]], dict[str, Any]]] = {
    Blemish.HOLLOW: lambda _: {},
    Blemish.HOLED: _holed,
    Blemish.NULLED: lambda one: one | dict.fromkeys({_lost_field(one)} & one.keys()),
    Blemish.NULLS: dict.fromkeys,
    Blemish.LIMIT_WORDS: lambda one: {**one, "description": "API rate limit exceeded: abuse-detection, RATE_LIMITED"},
}


def _shuffled(fault: Sky, data: dict[str, Any]) -> dict[str, Any]:
    """Objects under other aliases than those that asked for them."""
    asked = [key for key in data if key != "rateLimit"]
    if fault is Blemish.UNASKED:
        return {**data, "r999": data[asked[0]] if asked else None}
    return {**data, asked[0]: data[asked[-1]], asked[-1]: data[asked[0]]} if asked else data


def _luring(lure: Lure, received: Received) -> Reply:
    if lure is Lure.AWAY:
        return Reply(302, b"", {"Location": f"https://elsewhere.example.org{received.path}"})
    words = f"not allowed: {received.headers.get('authorization', 'nobody')}"
    body = json.dumps({"message": words, "error": words, "errors": [{"type": "FORBIDDEN", "message": words}]})
    return Reply(400, body.encode(), {"Content-Type": "application/json", "X-Error-Message": words})


def _used_up(now: float) -> Reply:
    counts = {"X-RateLimit-Limit": "5000", "X-RateLimit-Remaining": "0", "X-RateLimit-Used": "5000"}
    return primary(403, {**counts, "X-RateLimit-Reset": str(int(now) + 600)}, known=True)


def _fixed(status: int, body: str, kind: str, **headers: str) -> Callable[[], Reply]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda: Reply(status, body.encode(), {"Content-Type": kind, **named})


@lru_cache(maxsize=1)
def _huge() -> bytes:
    return b'{"data":{' + b" " * (64 * MEBIBYTE) + b"}}"


@lru_cache(maxsize=1)
def _bomb() -> bytes:
    """The same, in less than a thousandth of the bytes."""
    return gzip.compress(_huge(), 6, mtime=0)


_HTML, _JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
_THROTTLED = (
    "GitHub is temporarily limiting some unauthenticated downloads to protect the stability of the platform. "
    "Please retry later or authenticate."
)

_ABSURD = {
    "Date": "Fri, 31 Dec 9999 23:59:59 -9999",
    "Retry-After": "Wed, 21 Oct 2015 07:28:00 +99999999999999999999",
    "X-RateLimit-Reset": "9" * 400,
}

#: Fault → the answer that replaces the true one.
_INSTEAD: dict[Sky, Callable[[], Reply]] = {
    Fault.BAD_GATEWAY: _fixed(502, "<html><title>Unicorn!</title></html>", _HTML),
    Fault.GATEWAY_TIMEOUT: _fixed(504, "<p>We couldn't respond to your request in time.</p>", _HTML),
    Fault.SERVER_ERROR: _fixed(500, '{"message":"Server Error"}', _JSON),
    Fault.UNAVAILABLE: _fixed(503, "<html><title>Back soon</title></html>", _HTML, Retry_After="20"),
    Fault.QUERY_TIMEOUT: _fixed(502, json.dumps({"data": None, "errors": [{"message": TIMEOUT}]}), _JSON),
    Fault.SECONDARY: lambda: secondary(403, 60, {}),
    Fault.SECONDARY_BARE: lambda: secondary(429, None, {}),
    Fault.SECONDARY_UNTOLD: lambda: secondary(403, None, {}),
    Fault.RATE_LIMITED: _fixed(200, json.dumps({"errors": [used_up("RATE_LIMITED")]}), _JSON),
    Fault.RATE_LIMIT: _fixed(200, json.dumps({"errors": [used_up("RATE_LIMIT")]}), _JSON),
    Fault.TOO_MANY: _fixed(429, "slow down", "text/plain", Retry_After="30"),
    Fault.THROTTLED: _fixed(429, _THROTTLED, "text/plain"),
    Fault.WRONG_TYPE: _fixed(200, "", "application/octet-stream"),
    Fault.TRUNCATED: lambda: Reply(200, b'{"data":{"r0":{"name' + b" " * 400, {"Content-Type": _JSON}, cut=20),
    Fault.HTML: _fixed(200, "<html><title>Maintenance</title></html>", _HTML),
    Fault.GATEWAY_NOT_FOUND: _fixed(404, "<html><title>404 Not Found</title><hr>nginx</html>", _HTML),
    Fault.PLAIN_NOT_FOUND: _fixed(404, "404 page not found\n", "text/plain; charset=utf-8"),
    Fault.ROUTE_NOT_FOUND: _fixed(404, '{"message":"no Route matched with those values"}', _JSON),
    Fault.ROBOT: _fixed(999, "<html><title>Request denied</title></html>", _HTML),
    Fault.ABSURD_WAIT: _fixed(429, "slow down", "text/plain", Retry_After=_ABSURD["Retry-After"]),
    Fault.ABSURD_RESET: lambda: Reply(403, b"{}", {**_ABSURD, "X-RateLimit-Remaining": "0", "Content-Type": _JSON}),
    Fault.RESET: lambda: Reply(0, drop=True),
    Blemish.DEEP: _fixed(200, "[" * 100_000 + "]" * 100_000, _JSON),
    Blemish.HUGE: lambda: Reply(200, _huge(), {"Content-Type": _JSON}, plain=True),
    Blemish.BOMB: lambda: Reply(200, _bomb(), {"Content-Type": _JSON, "Content-Encoding": "gzip"}, plain=True),
}
