"""The writer of a survey: keeps observations, judges, keeps verdicts, counts."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.model import WEATHER, Availability, Kind, Reason, Verdict
from checker.services.deposits.names import deposit_of
from checker.verdicts.fold import fold
from checker.verdicts.judge import judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.jobs.context.run import Run
    from checker.model import Artifact, Observation

LOG = logging.getLogger("reprolinks.jobs")

#: Kinds whose services are named hosts of ours: when one of these can't be looked at, a service is out of reach.
_SERVED = frozenset(Kind) - {Kind.GITHUB_PAGES, Kind.OTHER_FORGE, Kind.ARCHIVE, Kind.OTHER}


class Judge:
    """The writer of a survey: keeps observations, judges, keeps verdicts, counts."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._evidence = run.store.evidence

    def record(self, observations: Sequence[Observation]) -> None:
        """Keep observations."""
        self._run.reach.sense.hear(observations)
        self._evidence.record(self._run.id, observations)

    def conclude(self, artifacts: Sequence[Artifact]) -> None:
        """Judge these artifacts from all that was ever said of them."""
        verdicts = [self._judged(artifact) for artifact in artifacts]
        self._evidence.conclude(self._run.id, verdicts)
        for artifact, verdict in zip(artifacts, verdicts, strict=True):
            self._count(artifact, verdict)
        self._run.progress(len(artifacts))

    def _judged(self, artifact: Artifact) -> Verdict:
        """The verdict; `unknown` where the rules fail on what was answered: one answer ends no run."""
        try:
            return self._verdict(artifact)
        except CheckerError:
            raise
        except Exception as error:  # noqa: BLE001  (whatever it is, it is about this artifact alone)
            LOG.warning("%s could not be judged: %s", artifact.key, type(error).__name__)
            return Verdict(
                key=artifact.key,
                at=self._run.world.now(),
                availability=Availability.UNKNOWN,
                reason=Reason.BAD_RESPONSE,
                rule="not_judged",
            )

    def _verdict(self, artifact: Artifact) -> Verdict:
        """By the newest run's observations, on top of the standing that earlier ones have left."""
        history = self._evidence.history(artifact.key)
        standing = fold((row for row in history if row[0] != self._run.id), artifact.kind)
        observations = [observation for run, observation in history if run == self._run.id]
        world = self._run.world
        verdict, _ = judge(artifact, standing, observations, now=world.now(), policy=world.settings.policy)
        return verdict

    def _count(self, artifact: Artifact, verdict: Verdict) -> None:
        self._run.tally.counts["checked"] += 1
        if verdict.availability is not Availability.UNKNOWN:
            return
        self._run.tally.counts["unknown"] += 1
        if verdict.reason in WEATHER:
            self._run.tally.weather[verdict.reason] += 1
            self._run.tally.unserved += artifact.kind in _SERVED or deposit_of(artifact) is not None
