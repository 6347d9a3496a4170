"""The services that a run can ask, over one transport."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from checker.jobs.context.base_monitor import BaseMonitor
from checker.network.hosts import Network
from checker.network.transport import USER_AGENT, Transport
from checker.services import registry

if TYPE_CHECKING:
    from checker.jobs.context.world import World
    from checker.model import ServiceName
    from checker.services.hub.papers import HubPapers
    from checker.services.protocol import Service


class Services:
    """
    The services of one run. They share the transport, the rate limits of each host, the ledger and the budget. To be
    entered as an async context manager before any is asked.
    """

    def __init__(self, world: World) -> None:
        settings = world.settings
        self._world = world
        self.base_monitor = BaseMonitor()
        self.transport = Transport(
            allow_private_hosts=settings.allow_private_hosts,
            user_agent=settings.user_agent or USER_AGENT,
            host_headers=settings.headers,
        )
        self.network = Network(settings, ledger=world.ledger, budget=world.budget, time=world.time)

    async def __aenter__(self) -> Self:
        await self.transport.__aenter__()
        return self

    async def __aexit__(self, *trouble: object) -> None:
        await self.transport.__aexit__(*trouble)

    @cached_property
    def for_artifacts(self) -> dict[ServiceName, Service]:
        """The services that observe artifacts, by name."""
        world = self._world
        return registry.services(world.settings, self.transport, self.network, world.now, world.environment)

    @cached_property
    def archives(self) -> dict[ServiceName, Service]:
        """The archives that may hold copies, by name, in the order in which they are asked."""
        return registry.archives(self._world.settings, self.transport, self.network, self._world.now)

    @cached_property
    def hub_papers(self) -> HubPapers:
        """The service that names artifacts for papers: Hugging Face."""
        return registry.hub_papers(self._world.settings, self.transport, self.network, self._world.now)
