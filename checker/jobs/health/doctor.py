"""`reprolinks doctor`: checks the services, the token, the clock, the proxy and the database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import CheckerError
from checker.jobs.health import machine
from checker.jobs.health.probes import Finding, cleaned, probe
from checker.network.transport import USER_AGENT, Transport
from checker.reports.contents.contents import is_complete
from checker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.jobs.context.world import World
    from checker.model import ServiceName
    from checker.model.rows import RunRow
    from checker.network.answer import Answer
    from checker.network.transport import Request


_ANSWERS = " answers as it should"  # end of the finding on a service of which there is no more to say


async def examine(world: World) -> list[Finding]:
    """All findings, in the order in which they are to be printed. The services are asked at the same time."""
    settings, dates = world.settings, list[str]()
    agent, headers = settings.user_agent or USER_AGENT, settings.headers
    async with Transport(user_agent=agent, host_headers=headers) as transport:

        async def send(_: ServiceName, request: Request) -> Answer:
            answer = await transport.send(request)
            dates.append(answer.headers.get("date", ""))
            return answer

        services = await probe(settings, send)
    local = (
        machine.token(settings),
        machine.clock(world.now(), dates),
        machine.proxy(world.environment),
    )
    return [*services, *(cleaned(settings, one) for one in (*local, *_database(world)))]


def merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same findings in fewer lines: services of which there is only to say that they answer share one."""
    answering = list[str]()
    for one in findings:
        if one.good and one.what.endswith(_ANSWERS):
            answering.append(one.what.removesuffix(_ANSWERS))
        else:
            yield one
    if answering:
        yield Finding(f"Answering as they should: {', '.join(answering)}", good=True)


def _database(world: World) -> Iterator[Finding]:
    db = world.settings.db
    if not Path(db).exists():
        yield Finding(f"{db} does not exist yet", good=True)
        return
    try:
        with Store.open(db, create=False) as store:
            _, ((integrity,),) = store.query("PRAGMA quick_check(1)")
            run = store.runs.last()
            state = _state(store, run) if run else ""
    except CheckerError as error:
        yield Finding(str(error), good=False, code=2)
        return
    last = f"last run {run.id} ({state}) at {run.started_at}" if run else "no run yet"
    yield Finding(f"{db}: {integrity}, {last}", good=integrity == "ok", code=2)
    yield machine.size(db)
    yield machine.schedule(datetime.fromisoformat(run.started_at) if run else None, world.now())


def _state(store: Store, run: RunRow) -> str:
    """How a run ended. Where it did not end, it may be at work or killed; its last heartbeat shows which."""
    if run.status != "running":
        return "done" if is_complete(run.status, run.counts, run.options) else run.status
    _, ((alive,),) = store.query("SELECT alive_at FROM runs WHERE id = :run", {"run": run.id})
    return f"not ended, last seen at work {alive or run.started_at}"
