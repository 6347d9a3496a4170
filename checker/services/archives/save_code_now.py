"""
Software Heritage's "save code now": the request to make a copy of a repository.

Ten requests an hour are open to anybody (swh-web, settings of its throttling); what left and when there is room
again is told with every answer and obeyed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from checker.errors import Unreachable
from checker.model import Reason, ServiceName
from checker.network.transport import Request
from checker.services.archives.software_heritage import escaped, origins

if TYPE_CHECKING:
    from checker.config import Settings
    from checker.model import Artifact
    from checker.network.answer import Answer
    from checker.network.host import Host
    from checker.network.transport import Transport

PER_HOUR = 10
_BODY = 1 << 20


class SaveStatus(StrEnum):
    """What became of a request: the archive's own words, and `unknown` where it could not be made."""

    ACCEPTED = "accepted"
    PENDING = "pending"  # somebody there will look at it
    REJECTED = "rejected"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Saved:
    """What the archive said to one request; `detail` are its own words, or what went wrong."""

    origin: str
    status: SaveStatus
    reason: Reason
    detail: str = ""


class SaveCodeNow:
    """Makes the requests, one at a time."""

    def __init__(self, settings: Settings, transport: Transport, host: Host) -> None:
        self._base = settings.swh_api
        self._transport = transport
        self._host = host

    async def save(self, artifact: Artifact) -> Saved:
        """Ask for a copy of a repository under its name of today; never raises for trouble with one."""
        origin = origins(artifact)[0]
        url = f"{self._base}/origin/save/git/url/{escaped(origin)}/"
        headers = {"Accept": "application/json"}
        request = Request(url=url, method="POST", headers=headers, max_bytes=_BODY, trusted=True)
        try:
            answer = await self._host.ask(
                ServiceName.SAVE_CODE_NOW, partial(self._transport.send, request), expect_json=True
            )
            return _saved(origin, answer)
        except Unreachable as trouble:
            return Saved(origin, SaveStatus.UNKNOWN, trouble.reason, trouble.detail)


def _saved(origin: str, answer: Answer) -> Saved:
    body = answer.mapping()
    if answer.status in (400, 403) and body.get("exception"):  # no valid address, or one on its list of blocked
        return Saved(origin, SaveStatus.REJECTED, Reason.REFUSED, str(body.get("reason", ""))[:200])
    status = body.get("save_request_status") if answer.status == 200 else None
    if status not in (SaveStatus.ACCEPTED, SaveStatus.PENDING, SaveStatus.REJECTED):
        raise Unreachable(Reason.BAD_RESPONSE, f"HTTP {answer.status}: no state of a request")
    return Saved(origin, SaveStatus(status), Reason.OK, str(body.get("note") or "")[:200])
