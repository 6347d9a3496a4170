"""The writer of a survey: keeps observations, judges, keeps verdicts, counts."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.links.platforms.hosts import FORGE_DOMAINS, FORGES
from checker.model import DUE_AGAIN, Availability, Kind, Reason, Standing, Verdict
from checker.store.evidence import Opened
from checker.verdicts.judge import judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.jobs.context.run import Run
    from checker.model import Artifact, Observation

LOG = logging.getLogger("reprolinks.jobs")

#: Kinds of strangers' pages: one that is silent is its own trouble. Of forges those count that everybody knows.
_STRANGE = frozenset({Kind.GITHUB_PAGES, Kind.OTHER})


def is_served(artifact: Artifact) -> bool:
    """Whether it is at GitHub, the Hub, a known forge or an archive: if it can't be seen, a service is away."""
    if artifact.kind is Kind.OTHER_FORGE:
        host = artifact.target.partition("/")[0].casefold()
        return host.removeprefix("www.") in FORGES or host.endswith(FORGE_DOMAINS)
    return artifact.kind not in _STRANGE


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
        """Judge these artifacts from what was said of them in this run, on top of what earlier ones have left."""
        opened = self._evidence.opened(self._run.id, artifacts)
        judged = {one.key: self._judged(one, opened.get(one.key)) for one in artifacts}
        verdicts = [verdict for verdict, _ in judged.values()]
        standings = {key: standing for key, (_, standing) in judged.items() if standing is not None}
        self._evidence.conclude(self._run.id, verdicts, standings)
        for artifact in artifacts:
            self._count(artifact, judged[artifact.key][0])
        self._run.progress(len(artifacts))

    def _judged(self, artifact: Artifact, opened: Opened | None) -> tuple[Verdict, Standing | None]:
        """The verdict; `unknown` where the rules fail on what was answered: one answer ends no run."""
        now = self._run.world.now().replace(microsecond=0)  # as it is kept: judged again, it comes to the same
        try:
            standing, said = opened or Opened(Standing(), [])
            return judge(artifact, standing, said, now=now, policy=self._run.world.settings.policy)
        except CheckerError:
            raise
        except Exception as error:  # noqa: BLE001  (whatever it is, it is about this artifact alone)
            LOG.warning("%s could not be judged: %s", artifact.key, type(error).__name__)
            verdict = Verdict(
                key=artifact.key,
                at=now,
                availability=Availability.UNKNOWN,
                reason=Reason.BAD_RESPONSE,
                rule="not_judged",
            )
            return verdict, None

    def _count(self, artifact: Artifact, verdict: Verdict) -> None:
        self._run.tally.counts["checked"] += 1
        if verdict.availability is not Availability.UNKNOWN:
            return
        self._run.tally.counts["unknown"] += 1
        if verdict.reason in DUE_AGAIN:
            self._run.tally.weather[verdict.reason] += 1
            self._run.tally.unserved += is_served(artifact)
