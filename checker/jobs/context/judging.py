"""The writer of a survey: records observations, judges artifacts, records verdicts, and counts."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.links.platforms.hosts import FORGE_DOMAINS, FORGES
from checker.model import DUE_AGAIN, Availability, Kind, Reason, Standing, Verdict
from checker.store.evidence import JudgingInput
from checker.verdicts.judge import judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.jobs.context.run import Run
    from checker.model import Artifact, Observation

LOG = logging.getLogger("reprolinks.jobs")

#: Kinds of pages on arbitrary hosts: that one does not answer says nothing about the services of the run.
_ANY_HOST = frozenset({Kind.GITHUB_PAGES, Kind.OTHER})


def is_at_known_service(artifact: Artifact) -> bool:
    """Whether an artifact is at GitHub, the Hub, a known forge or an archive; only these count for exit code 3."""
    if artifact.kind is Kind.OTHER_FORGE:
        host = artifact.target.partition("/")[0].casefold()
        return host.removeprefix("www.") in FORGES or host.endswith(FORGE_DOMAINS)
    return artifact.kind not in _ANY_HOST


class Judge:
    """The `Writer` of a survey: records observations, judges artifacts, records verdicts, and counts in the tally."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._evidence = run.store.evidence

    def record(self, observations: Sequence[Observation]) -> None:
        """Record observations; they are durable when this returns."""
        self._run.services.base_monitor.record(observations)
        self._evidence.record(self._run.id, observations)

    def conclude(self, artifacts: Sequence[Artifact]) -> None:
        """Judge these artifacts by their standings and the observations of this run, and record the verdicts."""
        inputs = self._evidence.judging_inputs(self._run.id, artifacts)
        judged = {one.key: self._judged(one, inputs.get(one.key)) for one in artifacts}
        verdicts = [verdict for verdict, _ in judged.values()]
        standings = {key: standing for key, (_, standing) in judged.items() if standing is not None}
        self._evidence.conclude(self._run.id, verdicts, standings)
        for artifact in artifacts:
            self._count(artifact, judged[artifact.key][0])
        self._run.progress(len(artifacts))

    def _judged(self, artifact: Artifact, given: JudgingInput | None) -> tuple[Verdict, Standing | None]:
        """The verdict and the next standing; `unknown` and None where the rules fail, so that the run goes on."""
        now = self._run.world.now().replace(microsecond=0)  # as it is stored, so that rejudge gets the same verdict
        try:
            standing, observations = given or JudgingInput(Standing(), [])
            return judge(artifact, standing, observations, now=now, policy=self._run.world.settings.policy)
        except CheckerError:
            raise
        except Exception as error:  # noqa: BLE001  (any error here concerns this artifact alone)
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
            self._run.tally.transient[verdict.reason] += 1
            self._run.tally.at_known_services += is_at_known_service(artifact)
