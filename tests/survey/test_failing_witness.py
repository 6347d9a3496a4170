"""A witness that fails as nobody foresaw: what it owes is unknown, and the others' artifacts are looked at."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from checker.errors import CredentialsError
from checker.model import Artifact, Kind, Observation, Outcome, Reason, ServiceName
from checker.survey.survey import Survey

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WANTED = [Artifact(Kind.OTHER, f"h.example.org/{number}", f"https://h.example.org/{number}") for number in range(6)]


class Failing:
    """Tells of the first artifact of a batch, then fails."""

    name = ServiceName.WEB
    batch = 3
    workers = 2

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation, and no more."""
        yield Observation(key=artifacts[0].key, service=self.name, at=NOW, outcome=Outcome.PRESENT, reason=Reason.OK)
        raise self._error


class Kept:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.said: list[Observation] = []
        self.judged: list[Artifact] = []

    def record(self, observations: Sequence[Observation]) -> None:
        """Keep them."""
        self.said += observations

    def conclude(self, artifacts: Sequence[Artifact]) -> None:
        """Keep them too."""
        self.judged += artifacts


def run(error: Exception) -> Kept:
    kept = Kept()

    def once(_: Artifact, seen: Sequence[Observation]) -> ServiceName | None:
        return None if seen else ServiceName.WEB

    asyncio.run(Survey({ServiceName.WEB: Failing(error)}, once, kept, lambda: NOW).run(iter(WANTED)))
    return kept


def test_what_it_owes_is_unknown_and_the_run_goes_on() -> None:
    kept = run(LookupError("nobody foresaw this"))
    assert sorted(one.key for one in kept.said) == sorted(one.key for one in WANTED)
    outcomes = sorted((one.outcome, one.reason) for one in kept.said)
    assert outcomes == [(Outcome.PRESENT, Reason.OK)] * 2 + [(Outcome.UNKNOWN, Reason.BAD_RESPONSE)] * 4
    assert len(kept.judged) == len(WANTED)


def test_a_token_that_is_refused_ends_it() -> None:
    with pytest.raises(CredentialsError):
        run(CredentialsError("the token is bad"))
