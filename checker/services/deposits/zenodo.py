"""
Zenodo, by `/api/records/N` (developers.zenodo.org; InvenioRDM, which it runs on).

A record is one version of a deposit; the number of its concept redirects to the newest version. A missing record, and
a deleted one with its tombstone, count only with Zenodo's own message, which a gateway's page does not have.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from checker.model import Facts, ServiceName
from checker.network.shapes import a, mapping, mappings, moment, text
from checker.services.deposits.licenses import spdx
from checker.services.deposits.service import (
    DepositService,
    absent,
    as_target,
    day,
    error_object,
    listed,
    no_answer,
    present,
    private,
    withdrawn,
    wrong,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from checker.network.answer import Answer
    from checker.services.deposits.names import Deposit
    from checker.services.observer import Meaning

PUBLIC = "https://zenodo.org"
_NO_RECORD = re.compile(
    r"(?:PID|persistent identifier)\b.{0,80}\b(?:does not exist|(?:is )?not registered)", re.IGNORECASE
)
_DELETED = re.compile(r"\b(?:deleted|removed|withdrawn|tombstone)\b", re.IGNORECASE)
_CLOSED = frozenset({"embargoed", "restricted", "closed"})


class Zenodo(DepositService):
    """Records of Zenodo."""

    name = ServiceName.ZENODO
    workers = 4

    async def meaning_of(self, deposit: Deposit) -> Meaning:
        """What Zenodo reports for one record or concept."""
        answer, place = await self._ask(f"{PUBLIC}/api/records/{deposit.id}")
        if answer.status == 200:
            last = urlsplit(place).path.rpartition("/")[2]
            body = answer.mapping()
            facts = _facts(body, (deposit.id, last), self._now())
            if mapping(body.get("deletion_status")).get("is_deleted") is True:
                return withdrawn(answer, text(mapping(body.get("tombstone")).get("note")) or "deleted")
            return present(answer, facts, files_known=facts.files is not None or bool(body.get("files")))
        return error(answer)


def error(answer: Answer) -> Meaning:
    """The meaning of an error response; `unknown` or `refused` if it is not Zenodo's own."""
    body = error_object(answer)
    message = text(body.get("message")) or ""
    if body.get("status", answer.status) != answer.status:
        return no_answer(answer)
    tombstone = mapping(body.get("tombstone"))
    if answer.status == 404 and _NO_RECORD.search(message):
        return absent(answer, message)
    if answer.status == 410 and (tombstone or _DELETED.search(message)):
        return absent(answer, text(tombstone.get("note")) or message)
    if answer.status == 403 and message.startswith("Permission denied"):
        return private(answer, message)
    return no_answer(answer)


def _facts(body: Mapping[str, Any], wanted: tuple[str, str], now: datetime) -> Facts:
    """The facts in a record; raises Unreachable if it is neither the wanted one nor the one redirected to."""
    metadata = mapping(body.get("metadata"))
    number = _number(body.get("id"))
    concept = _number(body.get("conceptrecid")) or _number(mapping(body.get("parent")).get("id"))
    if number is None or {number, concept}.isdisjoint(wanted):
        raise wrong("no record of the number that was asked for")
    gated, files, name = _gate(body, metadata), _files(body, metadata), _doi(body, metadata)
    if not (concept or name or text(metadata.get("title"))) and gated is None and files is None:
        raise wrong("a record of which nothing is told")
    published = day(metadata.get("publication_date"), now)
    return Facts(
        platform_id=concept or number,
        name=name or f"doi.org/10.5281/zenodo.{number}",
        created_at=moment(body.get("created")) if number == wanted[0] else None,
        latest_release_at=published or day(body.get("created"), now),
        license=_license(metadata),
        gated=gated,
        # An empty list of files counts as an empty deposit only if access is open.
        files=files if files or gated == "" else None,
    )


def _number(value: object) -> str | None:
    """A record's number as text; in JSON it is a number or a string of digits."""
    number = a(int, value)
    digits = str(number) if number is not None else text(value) or ""
    return digits if digits.isdecimal() and digits.isascii() else None


def _gate(body: Mapping[str, Any], metadata: Mapping[str, Any]) -> str | None:
    """How access is limited; "" if it is open, None if unknown."""
    access = mapping(body.get("access"))
    rights = [text(metadata.get("access_right")), text(access.get("status")), text(access.get("files"))]
    return next((one for one in rights if one in _CLOSED), None) or ("" if any(rights) else None)


def _files(body: Mapping[str, Any], metadata: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The names of a record's files, from Zenodo's form of the list or InvenioRDM's; None if unknown."""
    program = "software" in str(mapping(metadata.get("resource_type")).get("type", "")).casefold()
    files = body.get("files")
    if isinstance(files, list):
        return (
            listed((one.get("key") for one in mappings(files)), program=program)
            if mappings(files) or not files
            else None
        )
    inner = mapping(files)
    if inner.get("enabled") is False:
        return ()
    entries = inner.get("entries")
    return (
        listed(entries, program=program)
        if isinstance(entries, dict) and (entries or inner.get("count") == 0)
        else None
    )


def _doi(body: Mapping[str, Any], metadata: Mapping[str, Any]) -> str | None:
    pids = mapping(mapping(body.get("pids")).get("doi"))
    return as_target(body.get("doi")) or as_target(metadata.get("doi")) or as_target(pids.get("identifier"))


def _license(metadata: Mapping[str, Any]) -> str | None:
    value = metadata.get("license") or next(iter(mappings(metadata.get("rights"))), None)
    return spdx(text(value) or text(mapping(value).get("id")))
