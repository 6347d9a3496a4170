"""
Software Heritage's identifiers, by `/api/1/known/` (swh-web, "Web API"): up to a thousand in one request.

An identifier is a hash of the object that it names, so that the object which the archive has under it is the right
one.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import orjson

from checker.errors import CheckerError
from checker.model import Facts, Outcome, Reason, ServiceName
from checker.network.shapes import a, mapping
from checker.network.transport import Request
from checker.services.deposits.names import deposit_of
from checker.services.deposits.service import no_answer
from checker.services.observer import Meaning, Observer, secrets_of, trouble_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime

    from checker.config import Settings
    from checker.model import Artifact, Observation
    from checker.network.answer import Answer
    from checker.network.host import Host
    from checker.network.transport import Transport

MOST = 1_000  # identifiers in one request
_LARGEST = 1 << 20


class Swhids:
    """Whether the archive has the objects that Software Heritage's identifiers name."""

    name = ServiceName.SWHID
    batch = MOST
    workers = 1

    def __init__(self, settings: Settings, transport: Transport, host: Host, now: Callable[[], datetime]) -> None:
        self._url = f"{settings.swh_api}/known/"
        self._transport = transport
        self._host = host
        self._observer = Observer(self.name, now, secrets_of(settings))

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact."""
        named = {one.key: found.id for one in artifacts if (found := deposit_of(one)) and found.service is self.name}
        try:
            answer = await self._ask(sorted(set(named.values()))) if named else None
            known = _known(answer) if answer else {}
        except CheckerError:
            raise
        except Exception as error:  # noqa: BLE001  (a failed request is the observation of each of its artifacts)
            trouble = trouble_of(error)
            for artifact in artifacts:
                yield self._observer.unknown(artifact, trouble)
            return
        for artifact in artifacts:
            yield self._observation(artifact, named.get(artifact.key, ""), known, answer)

    def _observation(
        self, artifact: Artifact, swhid: str, known: Mapping[str, bool | None], answer: Answer | None
    ) -> Observation:
        if answer is None or not swhid:
            return self._observer.observation(
                artifact, Meaning(Outcome.UNKNOWN, Reason.BAD_LINK, detail="no identifier of an object")
            )
        if answer.status != 200:
            return self._observer.observation(artifact, no_answer(answer))
        there = known.get(swhid)
        if there is None:
            detail = "nothing is said of this identifier"
            return self._observer.observation(
                artifact, Meaning(Outcome.UNKNOWN, Reason.BAD_RESPONSE, status=200, detail=detail)
            )
        if there:
            facts = Facts(platform_id=swhid)
            return self._observer.observation(artifact, Meaning(Outcome.PRESENT, Reason.OK, status=200, facts=facts))
        return self._observer.observation(artifact, Meaning(Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, status=200))

    async def _ask(self, swhids: Sequence[str]) -> Answer:
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        request = Request(
            url=self._url,
            method="POST",
            headers=headers,
            content=orjson.dumps(swhids),
            max_bytes=_LARGEST,
            trusted=True,
        )
        return await self._host.ask(self.name, partial(self._transport.send, request), expect_json=True)


def _known(answer: Answer) -> dict[str, bool | None]:
    """
    Identifier → whether the archive has it (None if unclear); raises Unreachable for a body that is
    no JSON object.
    """
    body = answer.mapping() if answer.status == 200 else {}
    return {swhid: a(bool, mapping(one).get("known")) for swhid, one in body.items()}
