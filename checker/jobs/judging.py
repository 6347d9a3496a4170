"""The writer of a survey: keeps observations, judges, keeps verdicts, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import WEATHER, Availability, Kind
from checker.verdicts.fold import fold
from checker.verdicts.judge import judge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.jobs.tally import Tally
    from checker.jobs.world import World
    from checker.model import Artifact, Observation, Verdict
    from checker.store.store import Store

#: Kinds whose services are named hosts of ours: when one of these can't be looked at, a service is out of reach.
_SERVED = frozenset(Kind) - {Kind.GITHUB_PAGES, Kind.OTHER_FORGE, Kind.ARCHIVE, Kind.OTHER}


class Judge:
    """The writer of a survey: keeps observations, judges, keeps verdicts, counts."""

    def __init__(self, store: Store, run: int, world: World, tally: Tally, progress: Callable[[int], None]) -> None:
        self._store = store
        self._run = run
        self._world = world
        self._tally = tally
        self._progress = progress

    def record(self, observations: Sequence[Observation]) -> None:
        """Keep observations."""
        self._store.record(self._run, observations)

    def conclude(self, artifacts: Sequence[Artifact]) -> None:
        """Judge these artifacts from all that was ever said of them."""
        verdicts = [self._verdict(artifact) for artifact in artifacts]
        self._store.conclude(self._run, verdicts)
        for artifact, verdict in zip(artifacts, verdicts, strict=True):
            self._count(artifact, verdict)
        self._progress(len(artifacts))

    def _verdict(self, artifact: Artifact) -> Verdict:
        history = self._store.history(artifact.key)
        standing = fold((row for row in history if row[0] != self._run), artifact.kind)
        observations = [observation for run, observation in history if run == self._run]
        policy = self._world.settings.policy
        verdict, _ = judge(artifact, standing, observations, now=self._world.now(), policy=policy)
        return verdict

    def _count(self, artifact: Artifact, verdict: Verdict) -> None:
        self._tally.counts["checked"] += 1
        if verdict.availability is not Availability.UNKNOWN:
            return
        self._tally.counts["unknown"] += 1
        if verdict.reason in WEATHER:
            self._tally.weather[verdict.reason] += 1
            self._tally.unserved += artifact.kind in _SERVED
