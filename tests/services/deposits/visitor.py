"""Asks the archives of a simulated world over the real transport, and judges their answers."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from checker.config import load
from checker.model import Artifact, Kind, ServiceName, Standing
from checker.network.hosts import Network
from checker.network.spending import Budget, Ledger
from checker.network.transport import Transport
from checker.services.deposits.names import deposit_of
from checker.services.registry import services
from checker.verdicts.judge import judge
from tests.services.scripted import Hosts, now

if TYPE_CHECKING:
    from checker.model import Observation, Verdict

__all__ = ["ServiceName", "archived", "asked", "verdict_on"]


def archived(url: str, kind: Kind = Kind.ARCHIVE, published: str = "") -> Artifact:
    """The artifact at an address of an archive."""
    return Artifact(kind, url.partition("://")[2].partition("?")[0], url, published=published)


def asked(*artifacts: Artifact) -> list[Observation]:
    """The observations of the archives about their deposits, in the order of the artifacts."""

    async def asking() -> list[Observation]:
        settings = load(os.environ)
        network = Network(settings, ledger=Ledger(), budget=Budget(None), time=Hosts()("any")._time)
        async with Transport() as transport:
            everyone = services(settings, transport, network, now, os.environ)
            found = []
            for artifact in artifacts:
                deposit = deposit_of(artifact)
                assert deposit, artifact.url
                found += [one async for one in everyone[deposit.service].observe([artifact])]
            return found

    return asyncio.run(asking())


def verdict_on(artifact: Artifact) -> Verdict:
    """The verdict on an artifact from its archive's observation alone."""
    verdict, _ = judge(artifact, Standing(), asked(artifact), now=now(), policy="recent-commit")
    return verdict
