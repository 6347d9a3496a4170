"""
The Internet Archive's Wayback Machine: captures of pages. A capture of a repository's page is not its code.

The availability API names the capture nearest to a date (archive.org/help/wayback_api.php), but sometimes answers
`{}` for addresses that have captures. If it names none, the CDX index is asked (github.com/internetarchive/wayback,
wayback-cdx-server), which is complete, slow and strictly limited.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from checker.errors import Unreachable
from checker.model import Facts, Outcome, Reason, ServiceName
from checker.network.shapes import mapping
from checker.network.transport import Request
from checker.services.observer import Meaning, Observer, concurrently, secrets_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from checker.config import Settings
    from checker.model import Artifact, Observation
    from checker.network.answer import Answer
    from checker.network.host import Host
    from checker.network.transport import Transport

_PUBLIC = "https://archive.org"
_CDX_PUBLIC = "https://web.archive.org"  # the CDX index is served at this host
CDX_LIMIT = (24, 60.0)  # requests, seconds: the index allows 30 a minute, and blocks clients that send more
_CDX_PATIENCE = 60.0  # seconds: responses about addresses with many captures take that long
_BODY = 1 << 20
_STAMP = re.compile(r"\d{14}")


class Wayback:
    """Captures of pages. `host` serves the availability API; `index` the CDX index, which has its own limits."""

    name = ServiceName.WAYBACK
    batch = 1
    workers = 4

    def __init__(
        self, settings: Settings, transport: Transport, host: Host, index: Host, now: Callable[[], datetime]
    ) -> None:
        self._base = settings.wayback
        self._cdx = _CDX_PUBLIC if settings.wayback == _PUBLIC else settings.wayback
        self._transport = transport
        self._host = host
        self._index = index
        self._observer = Observer(self.name, now, secrets_of(settings))

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact: `present` with the capture's address and date, `absent`, `unknown`."""
        async for observation in concurrently(artifacts, self._observe):
            yield observation

    async def _observe(self, artifact: Artifact) -> Observation:
        return await self._observer.observed(artifact, self._look_up)

    async def _look_up(self, artifact: Artifact) -> Observation:
        stamp = await self._nearest(artifact) or await self._last(artifact.url)
        if stamp is None:
            return self._observer.observation(
                artifact, Meaning(Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, status=200)
            )
        url = f"{_CDX_PUBLIC}/web/{stamp}/{quote(artifact.url, safe='/:@?=&%+,;~')}"
        facts = Facts(copy_url=url, captured_at=_moment(stamp))
        return self._observer.observation(artifact, Meaning(Outcome.PRESENT, Reason.OK, status=200, facts=facts))

    async def _nearest(self, artifact: Artifact) -> str | None:
        """The timestamp of the capture nearest to the paper's date, None if the availability API names none."""
        asked = {"url": artifact.url}
        if day := re.match(r"(\d{4})-(\d\d)-(\d\d)", artifact.published):
            asked["timestamp"] = "".join(day.groups())
        request = _request(f"{self._base}/wayback/available?{urlencode(asked)}")
        answer = await self._host.ask(self.name, partial(self._transport.send, request), expect_json=True)
        return _nearest(_json(answer))

    async def _last(self, url: str) -> str | None:
        """The timestamp of the newest capture with status 200, None if the CDX index has none."""
        asked = {"url": url, "output": "json", "fl": "timestamp,statuscode", "filter": "statuscode:200", "limit": -1}
        request = _request(f"{self._cdx}/cdx/search/cdx?{urlencode(asked)}", patience=_CDX_PATIENCE)
        # Sent once only: a request that failed after a minute would take another minute.
        answer = await self._index.ask(
            self.name, partial(self._transport.send, request), expect_json=True, attempts=1
        )
        return _last(_json(answer))


def _request(url: str, patience: float | None = None) -> Request:
    headers = {"Accept": "application/json"}
    return Request(url=url, headers=headers, max_bytes=_BODY, trusted=True, patience=patience)


def _json(answer: Answer) -> Any:
    if answer.status != 200:
        refused = answer.status in (401, 403) or answer.status >= 600
        reason = Reason.REFUSED if refused else Reason.BAD_RESPONSE
        raise Unreachable(reason, f"HTTP {answer.status}")
    return answer.json()


def _nearest(body: Any) -> str | None:
    """`{"archived_snapshots": {"closest": {…}}}` → timestamp; None for a capture of another status than 200."""
    if not isinstance(body, dict):
        raise Unreachable(Reason.BAD_RESPONSE, "JSON, but no object")
    closest = mapping(mapping(body.get("archived_snapshots")).get("closest"))
    if closest.get("available") is not True or closest.get("status") != "200":
        return None
    return _stamp(closest.get("timestamp"))


def _last(body: Any) -> str | None:
    """The timestamp in the last row of the index, whose first row holds headings; None if it has no other row."""
    if not isinstance(body, list) or not all(isinstance(row, list) and row for row in body):
        raise Unreachable(Reason.BAD_RESPONSE, "JSON, but no table")
    return _stamp(body[-1][0]) if len(body) > 1 else None


def _stamp(value: object) -> str:
    if not isinstance(value, str) or not _STAMP.fullmatch(value):
        raise Unreachable(Reason.BAD_RESPONSE, "no moment of a capture")
    return value


def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
