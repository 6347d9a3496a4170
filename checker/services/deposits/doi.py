"""
DOIs of any registration agency, by the resolver's `/api/handles/DOI` (doi.org, "Proxy Server REST API").

A DOI that is not registered is absent beyond doubt. A registered one does not prove that its content exists: if it
leads to an archive that we have a service for, that service is asked; else the page that it leads to has to be
checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from checker.model import Outcome, Reason, ServiceName
from checker.network.shapes import a, mapping, mappings, text
from checker.services.deposits.names import deposit_at
from checker.services.deposits.service import DepositService, absent, error_object, no_answer, wrong
from checker.services.observer import Meaning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from checker.config import Settings
    from checker.network.answer import Answer
    from checker.network.host import Host
    from checker.network.transport import Transport
    from checker.services.deposits.names import Deposit

PUBLIC = "https://doi.org"
_FOUND, _NO_SUCH, _NO_VALUES = 1, 100, 200  # `responseCode`


class Doi(DepositService):
    """DOIs whose form does not show their archive; the services of those archives are set by `handing_over_to`."""

    name = ServiceName.DOI
    workers = 4

    def __init__(
        self, settings: Settings, transport: Transport, hosts: Callable[[str], Host], now: Callable[[], datetime]
    ) -> None:
        super().__init__(settings, transport, hosts, now)
        self._others: dict[ServiceName, DepositService] = {}

    def handing_over_to(self, others: Iterable[DepositService]) -> Doi:
        """This service, set to ask one of `others` if a DOI leads to a deposit of its archive."""
        self._others = {one.name: one for one in others}
        return self

    async def meaning_of(self, deposit: Deposit) -> Meaning:
        """What the resolver reports for a DOI, or the archive that it leads to."""
        answer, _ = await self._ask(f"{PUBLIC}/api/handles/{quote(deposit.id, safe='/:;()._-')}")
        if answer.status not in (200, 404):
            return no_answer(answer)
        body = error_object(answer) if answer.status == 404 else answer.mapping()
        code = a(int, body.get("responseCode"))
        handle = text(body.get("handle"))
        if handle and handle.casefold() != deposit.id.casefold():
            raise wrong("no handle that was asked for")
        if answer.status == 404:
            return absent(answer, "no such DOI") if code == _NO_SUCH else no_answer(answer)
        if code not in (_FOUND, _NO_VALUES):
            return no_answer(answer)
        return await self._followed(answer, _place(body))

    async def _followed(self, answer: Answer, place: str) -> Meaning:
        found = deposit_at(place)
        if found and (other := self._others.get(found.service)):
            return await other.meaning_of(found)
        detail = f"registered, leads to {place or 'no address'}"
        return Meaning(Outcome.UNKNOWN, Reason.NOT_CHECKED, answer.status, detail)


def _place(body: Mapping[str, Any]) -> str:
    """The address that a handle leads to; empty if it has none."""
    values = (one for one in mappings(body.get("values")) if one.get("type") == "URL")
    return next((place for one in values if (place := text(mapping(one.get("data")).get("value")))), "")
