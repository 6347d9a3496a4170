"""
Software Heritage's "save code now": the request to make a copy of a repository.

Anybody may send ten requests an hour (swh-web, settings of its throttling). Every response reports how many are left
and when there will be more; the host's gate waits for that.
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

PER_HOUR = 10  # requests
_BODY = 1 << 20


class SaveStatus(StrEnum):
    """The state of a request, as the archive names it; `unknown` if the request failed."""

    ACCEPTED = "accepted"
    PENDING = "pending"  # waits for a decision by the archive's staff
    REJECTED = "rejected"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Saved:
    """The result of one request; `detail` is the archive's own note, or what went wrong."""

    origin: str
    status: SaveStatus
    reason: Reason
    detail: str = ""


class SaveCodeNow:
    """Sends the requests, one for each repository."""

    def __init__(self, settings: Settings, transport: Transport, host: Host) -> None:
        self._base = settings.swh_api
        self._transport = transport
        self._host = host

    async def save(self, artifact: Artifact) -> Saved:
        """
        Ask for a copy of a repository under its present name; a request that fails is a result, and
        does not raise.
        """
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
    if answer.status in (400, 403) and body.get("exception"):  # an invalid address, or a blocked one
        return Saved(origin, SaveStatus.REJECTED, Reason.REFUSED, str(body.get("reason", ""))[:200])
    status = body.get("save_request_status") if answer.status == 200 else None
    if status not in (SaveStatus.ACCEPTED, SaveStatus.PENDING, SaveStatus.REJECTED):
        raise Unreachable(Reason.BAD_RESPONSE, f"HTTP {answer.status}: no state of a request")
    return Saved(origin, SaveStatus(status), Reason.OK, str(body.get("note") or "")[:200])
