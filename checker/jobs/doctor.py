"""What a run would meet: token, limits left, services in reach, the database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.jobs.probes import Finding, cleaned, probe
from checker.network.transport import USER_AGENT, Transport
from checker.store.store import Store

if TYPE_CHECKING:
    from checker.config import Settings
    from checker.model import ServiceName
    from checker.network.answer import Answer
    from checker.network.transport import Request


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything; each service is asked for what must exist and for what can't, all at the same time."""
    agent, headers = settings.user_agent or USER_AGENT, settings.headers
    async with Transport(user_agent=agent, host_headers=headers) as transport:

        async def send(_: ServiceName, request: Request) -> Answer:
            return await transport.send(request)

        services = await probe(settings, send)
    return [*services, cleaned(settings, _database(settings))]


def _database(settings: Settings) -> Finding:
    if not Path(settings.db).exists():
        return Finding(f"{settings.db} does not exist yet", good=True)
    try:
        with Store.open(settings.db, create=False) as store:
            _, ((integrity,),) = store.query("PRAGMA quick_check(1)")
            run = store.runs.last()
    except CheckerError as error:
        return Finding(str(error), good=False, code=2)
    last = f"last run {run.id} ({run.status}) at {run.started_at}" if run else "no run yet"
    return Finding(f"{settings.db}: {integrity}, {last}", good=integrity == "ok", code=2)
