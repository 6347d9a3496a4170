"""A transport that answers from a script and records its requests, and hosts whose waits take no time."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson

from checker.config import load
from checker.network.answer import Answer
from checker.network.gate import Gate, Time
from checker.network.host import Host
from checker.network.rate_limits import plain_rule
from checker.network.spending import Budget, Ledger
from checker.network.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.config import Settings
    from checker.model import Artifact, Observation
    from checker.network.gate import Rule
    from checker.network.transport import Request
    from checker.services.protocol import Service

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def now() -> datetime:
    """The moment of all tests."""
    return NOW


def settings(**environment: str) -> Settings:
    """The default settings, with these environment variables."""
    return load(environment)


def answer(status: int, body: str | bytes | Mapping[str, Any] = b"", **headers: str) -> Answer:
    """An answer; a mapping is JSON, and `content_type="…"` becomes the header of that name."""
    plain = {name.replace("_", "-"): value for name, value in headers.items()}
    if isinstance(body, str):
        body = body.encode()
    elif not isinstance(body, bytes):
        body = orjson.dumps(body)
        plain.setdefault("content-type", "application/json; charset=utf-8")
    return Answer(status=status, headers=plain, body=body)


class Scripted(Transport):
    """Answers each request by a function, or by its address; a request that is not in the script gets 404."""

    def __init__(self, script: Callable[[Request], Answer] | Mapping[str, Answer]) -> None:
        self._script = script
        self.requests: list[Request] = []

    async def send(self, request: Request) -> Answer:
        """The answer of the script, cut at the request's `max_bytes`."""
        self.requests.append(request)
        await asyncio.sleep(0)
        script = self._script
        scripted = script(request) if callable(script) else script.get(request.url, answer(404))
        cut = len(scripted.body) > request.max_bytes
        return replace(scripted, url=request.url, body=scripted.body[: request.max_bytes], truncated=cut)

    @property
    def urls(self) -> list[str]:
        """The addresses asked, in order."""
        return [request.url for request in self.requests]


@dataclass
class Hosts:
    """Makes a host for each name; waits only move its clock."""

    rule: Rule = plain_rule
    asked: set[str] = field(default_factory=set)
    ledger: Ledger = field(default_factory=Ledger)
    clock: float = 0.0

    def __call__(self, name: str) -> Host:
        """The host of a name."""
        self.asked.add(name)
        time = Time(wall=NOW.timestamp, monotonic=lambda: self.clock, sleep=self._sleep)
        gate = Gate(width=4, max_wait=100.0, time=time)
        return Host(gate, rule=self.rule, ledger=self.ledger, budget=Budget(None))

    async def _sleep(self, seconds: float) -> None:
        self.clock += seconds
        await asyncio.sleep(0)


def observe(service: Service, *artifacts: Artifact) -> list[Observation]:
    """The observations of a service about artifacts, in their order; asserts that there is exactly one for each."""

    async def all_of_them() -> dict[str, Observation]:
        found: dict[str, Observation] = {}
        async for one in service.observe(artifacts):
            assert one.key not in found, "one observation for each"
            found[one.key] = one
        return found

    found = asyncio.run(all_of_them())
    assert found.keys() == {artifact.key for artifact in artifacts}
    return [found[artifact.key] for artifact in artifacts]
