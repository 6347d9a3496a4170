"""What a run would meet: token, limits left, services in reach, the database."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import CheckerError, Unreachable
from checker.network.transport import Request, Transport
from checker.store.store import Store

if TYPE_CHECKING:
    from checker.config import Settings


_TURNED = (401, 403, 429)  # statuses of a host that turns us away


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One thing that was looked at, and whether it is as a run needs it; `code` is what a run would end with where it is
    not: 2 for what the user must mend, 3 for what another day may.
    """

    what: str
    good: bool
    code: int = 3


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything; asks each service once, all at the same time."""
    hub = f"{settings.hf_endpoint}/api/models?limit=1"
    async with Transport() as transport:
        services = await asyncio.gather(
            _github(settings, transport),
            _service("Hugging Face", hub, transport, token=settings.hf_token, variable="HF_TOKEN"),
            _service("GitHub for git", f"{settings.github_web}/", transport),
            _service("Software Heritage", f"{settings.swh_api}/", transport),
            _service("The Wayback Machine", f"{settings.wayback}/", transport),
            _service("Zenodo", f"{settings.zenodo}/api/records?size=1", transport),
            _service("Figshare", f"{settings.figshare}/articles?page_size=1", transport),
            _service("The OSF", f"{settings.osf}/", transport),
            _service("The resolver of DOIs", f"{settings.doi}/api/handles/10.1000/1", transport),
        )
    return [*services, _database(settings)]


async def _github(settings: Settings, transport: Transport) -> Finding:
    token = settings.github_token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        answer = await transport.send(Request(url=f"{settings.github_api}/rate_limit", headers=headers, trusted=True))
        if answer.status == 401:
            return Finding("GitHub refuses the token in GITHUB_TOKEN (or GH_TOKEN)", good=False, code=2)
        left = answer.mapping()["resources"]
        shown = ", ".join(
            f"{name} {left[name]['remaining']} of {left[name]['limit']}" for name in ("core", "graphql")
        )
        some = left["graphql" if token else "core"]["remaining"] > 0
    except (Unreachable, KeyError, TypeError) as trouble:
        return Finding(f"GitHub's API can't be asked: {trouble}", good=False)
    with_token = "with a token" if token else "without a token (set GITHUB_TOKEN to see more)"
    return Finding(f"GitHub's API answers {with_token}; left this hour: {shown}", good=some or not token)


async def _service(name: str, url: str, transport: Transport, *, token: str = "", variable: str = "") -> Finding:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        answer = await transport.send(Request(url=url, headers=headers, trusted=True, max_bytes=65_536))
    except Unreachable as trouble:
        return Finding(f"{name} can't be reached: {trouble}", good=False)
    if token and answer.status == 401:
        return Finding(f"{name} refuses the token in {variable}", good=False, code=2)
    return Finding(
        f"{name} answers (HTTP {answer.status})", good=answer.status < 500 and answer.status not in _TURNED
    )


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
