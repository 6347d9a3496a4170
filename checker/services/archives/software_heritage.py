"""
Software Heritage, the archive of source code: whether it has a copy of a repository.

The route `visit/latest` is its cheapest, and has snapshot and date in one response (swh-web, "Web API"). The archive
finds an origin only under the exact address that it was crawled at. So the present name and all printed names are
asked for, with their case unchanged.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from checker.errors import Unreachable
from checker.model import REPOSITORIES, Facts, Outcome, Reason, ServiceName
from checker.network.shapes import moment
from checker.network.transport import Request
from checker.services.observer import Meaning, Observer, concurrently, secrets_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.model import Artifact, Observation
    from checker.network.answer import Answer
    from checker.network.host import Host
    from checker.network.transport import Transport

NAMES = 4  # names of one artifact that are asked for at most, each with and without `.git`
_RESOLVER = "https://archive.softwareheritage.org"
_SNAPSHOT = re.compile(r"[0-9a-f]{40}")
#: The snapshot of a repository without branches, which is an empty copy: the SHA-1 of `snapshot 0` and NUL.
_EMPTY = "1a8893e6a86f444e8be8e7bda6cb34fb1735a00e"
_BODY = 1 << 20


class SoftwareHeritage:
    """Copies of repositories with their history, each with a permanent identifier (SWHID)."""

    name = ServiceName.SOFTWARE_HERITAGE
    batch = 1
    workers = 8

    def __init__(self, settings: Settings, transport: Transport, host: Host, now: Callable[[], datetime]) -> None:
        self._base = settings.swh_api
        self._transport = transport
        self._host = host
        self._observer = Observer(self.name, now, secrets_of(settings))

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact: `present` with the copy's address and date, `absent`, `unknown`."""
        async for observation in concurrently(artifacts, self._observe):
            yield observation

    async def _observe(self, artifact: Artifact) -> Observation:
        return await self._observer.observed(artifact, self._look_up)

    async def _look_up(self, artifact: Artifact) -> Observation:
        """
        The copy at the first of the artifact's addresses that has one; `absent` only if the archive
        denies them all.
        """
        trouble: Unreachable | None = None
        for origin in origins(artifact):
            try:
                answer = await self._ask(origin)
                facts = _copy(answer, origin)
            except Unreachable as error:
                trouble = trouble or error
                continue
            if facts:
                return self._observer.observation(
                    artifact, Meaning(Outcome.PRESENT, Reason.OK, status=answer.status, detail=origin, facts=facts)
                )
        if trouble:
            return self._observer.unknown(artifact, trouble)
        return self._observer.observation(artifact, Meaning(Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, status=404))

    async def _ask(self, origin: str) -> Answer:
        # Visits of any type are asked for: hg, svn, cvs and bzr repositories are archived too.
        url = f"{self._base}/origin/{escaped(origin)}/visit/latest/?require_snapshot=true"
        request = Request(url=url, headers={"Accept": "application/json"}, max_bytes=_BODY, trusted=True)
        return await self._host.ask(self.name, partial(self._transport.send, request), expect_json=True)


def origins(artifact: Artifact) -> list[str]:
    """
    The addresses that an artifact may have been crawled at, the likeliest first: each name as it is, then each in its
    other form (with `.git`, or without it if it has it).
    """
    if artifact.url.endswith(artifact.target):
        prefix = artifact.url.removesuffix(artifact.target)
        named = dict.fromkeys(
            f"{prefix}{name}" for name in (*artifact.other_names[:1], artifact.target, *artifact.other_names[1:])
        )
    else:
        named = dict.fromkeys([artifact.url])
    found = list(named)[:NAMES]
    if artifact.kind not in REPOSITORIES:
        return found
    return list(dict.fromkeys([*found, *map(_other_form, found)]))


def _other_form(origin: str) -> str:
    """The address without `.git` at its end, or with it if it has none."""
    plain = origin.removesuffix(".git")
    return plain if plain != origin else f"{origin}.git"


def escaped(origin: str) -> str:
    """An origin, percent-encoded for a path of the API, which takes slashes and colons as they are."""
    return quote(origin, safe="/:@")


def _copy(answer: Answer, origin: str) -> Facts | None:
    """The newest copy, None if the archive reports that it has none. Raises Unreachable for any other response."""
    if answer.status == 404:
        if answer.mapping().get("exception") == "NotFoundExc":
            return None
        raise Unreachable(Reason.BAD_RESPONSE, "HTTP 404, but not the archive's own")
    if answer.status in (401, 403) or answer.status >= 600:
        raise Unreachable(Reason.REFUSED, f"HTTP {answer.status}")
    visit = answer.mapping() if answer.status == 200 else {}
    snapshot = visit.get("snapshot")
    if not isinstance(snapshot, str) or not _SNAPSHOT.fullmatch(snapshot):
        raise Unreachable(Reason.BAD_RESPONSE, f"HTTP {answer.status}: no visit with a snapshot")
    if snapshot == _EMPTY:
        return None
    # `;` ends a qualifier, and `%` its escapes: SWHID specification 1.2, §6.
    where = quote(origin, safe="/:@")
    return Facts(copy_url=f"{_RESOLVER}/swh:1:snp:{snapshot};origin={where}", captured_at=moment(visit.get("date")))
