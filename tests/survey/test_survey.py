"""One pass over artifacts: every one of them ends with an answer, whatever a witness leaves out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from checker.model import Artifact, Kind, Observation, Outcome, Reason, ServiceName
from checker.survey.survey import Survey

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PAGES = [Artifact(Kind.OTHER, f"lab.example.org/{n}", f"https://lab.example.org/{n}") for n in range(6)]


@dataclass
class Notebook:
    """A writer that keeps what it is told."""

    said: list[Observation] = field(default_factory=list)
    judged: list[str] = field(default_factory=list)

    def record(self, observations: Sequence[Observation]) -> None:
        self.said.extend(observations)

    def conclude(self, artifacts: Sequence[Artifact]) -> None:
        self.judged.extend(artifact.key for artifact in artifacts)


@dataclass
class Witness:
    """A service that passes over what it was told to."""

    passes_over: frozenset[str]
    batch: int
    name: ServiceName = ServiceName.WEB
    workers: int = 2

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        for artifact in artifacts:
            await asyncio.sleep(0)
            if artifact.key not in self.passes_over:
                yield Observation(
                    key=artifact.key, service=self.name, at=NOW, outcome=Outcome.PRESENT, reason=Reason.OK
                )


def once(_: Artifact, said: Sequence[Observation]) -> ServiceName | None:
    return None if said else ServiceName.WEB


def surveyed(witness: Witness) -> Notebook:
    notebook = Notebook()

    async def to_its_end() -> None:
        async with asyncio.timeout(10):  # a survey that waits for an answer that never comes does not end
            await Survey({ServiceName.WEB: witness}, once, notebook, lambda: NOW).run(iter(PAGES))

    asyncio.run(to_its_end())
    return notebook


@pytest.mark.parametrize("batch", [1, 4, 100])
@pytest.mark.parametrize("left_out", [0, 1, 6])
def test_what_a_witness_says_nothing_of_is_unknown_and_the_survey_ends(batch: int, left_out: int) -> None:
    silent = frozenset(page.key for page in PAGES[:left_out])
    notebook = surveyed(Witness(silent, batch))
    assert sorted(notebook.judged) == sorted(page.key for page in PAGES)
    assert sorted(one.key for one in notebook.said) == sorted(notebook.judged), "one observation for each"
    told = {one.key: (one.outcome, one.reason) for one in notebook.said}
    assert {key for key, said in told.items() if said == (Outcome.UNKNOWN, Reason.BAD_RESPONSE)} == silent
