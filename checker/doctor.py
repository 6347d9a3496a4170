"""What a run would meet: token, limits left, services in reach, the database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import CheckerError, Unreachable
from checker.store import Store
from checker.transport import Request, Transport

if TYPE_CHECKING:
    from checker.config import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and whether it is as a run needs it."""

    what: str
    good: bool


async def examine(settings: Settings) -> list[Finding]:
    """Look at everything; asks each service once."""
    async with Transport() as transport:
        return [
            await _github(settings, transport),
            await _service("Hugging Face", f"{settings.hf_endpoint}/api/models?limit=1", transport),
            await _service("GitHub for git", f"{settings.github_web}/", transport),
            await _service("Software Heritage", f"{settings.swh_api}/", transport),
            await _service("The Wayback Machine", f"{settings.wayback}/", transport),
            _database(settings),
        ]


async def _github(settings: Settings, transport: Transport) -> Finding:
    token = settings.github_token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        answer = await transport.send(Request(url=f"{settings.github_api}/rate_limit", headers=headers, trusted=True))
        if answer.status == 401:
            return Finding("GitHub refuses the token in GITHUB_TOKEN (or GH_TOKEN)", good=False)
        left = answer.mapping()["resources"]
        shown = ", ".join(
            f"{name} {left[name]['remaining']} of {left[name]['limit']}" for name in ("core", "graphql")
        )
    except (Unreachable, KeyError, TypeError) as trouble:
        return Finding(f"GitHub's API can't be asked: {trouble}", good=False)
    with_token = "with a token" if token else "without a token (set GITHUB_TOKEN to see more)"
    return Finding(f"GitHub's API answers {with_token}; left this hour: {shown}", good=True)


async def _service(name: str, url: str, transport: Transport) -> Finding:
    try:
        answer = await transport.send(Request(url=url, trusted=True, max_bytes=65_536))
    except Unreachable as trouble:
        return Finding(f"{name} can't be reached: {trouble}", good=False)
    return Finding(f"{name} answers (HTTP {answer.status})", good=answer.status < 500)


def _database(settings: Settings) -> Finding:
    if not Path(settings.db).exists():
        return Finding(f"{settings.db} does not exist yet", good=True)
    try:
        with Store.open(settings.db, create=False) as store:
            _, ((integrity,),) = store.query("PRAGMA quick_check(1)")
            run = store.last_run()
    except CheckerError as error:
        return Finding(str(error), good=False)
    last = f"last run {run.id} ({run.status}) at {run.started_at}" if run else "no run yet"
    return Finding(f"{settings.db}: {integrity}, {last}", good=integrity == "ok")
