"""
Zenodo, by `/api/records/N` (developers.zenodo.org; InvenioRDM, which it runs on).

A record is one version of a deposit; the number of its concept leads to the newest one. A record that is missing, or
was deleted behind a tombstone, is told in words of its own: a page of a gateway has other ones.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from checker.model import Facts, ServiceName
from checker.network.shapes import a, mapping, mappings, moment, text
from checker.services.deposits.licenses import spdx
from checker.services.deposits.witness import (
    Deposits,
    absent,
    as_target,
    day,
    listed,
    no_answer,
    own_words,
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


class Zenodo(Deposits):
    """Records of Zenodo."""

    name = ServiceName.ZENODO
    workers = 4

    async def told(self, deposit: Deposit) -> Meaning:
        """What Zenodo says of one record or concept."""
        answer, place = await self._ask(f"{PUBLIC}/api/records/{deposit.id}")
        if answer.status == 200:
            last = urlsplit(place).path.rpartition("/")[2]
            body = answer.mapping()
            facts = _facts(body, (deposit.id, last), self._now())
            if mapping(body.get("deletion_status")).get("is_deleted") is True:
                return withdrawn(answer, text(mapping(body.get("tombstone")).get("note")) or "deleted")
            return present(answer, facts, told=facts.files is not None or bool(body.get("files")))
        return error(answer)


def error(answer: Answer) -> Meaning:
    """What an error of Zenodo's says; of anybody else's, that it says nothing."""
    body = own_words(answer)
    said = text(body.get("message")) or ""
    if body.get("status", answer.status) != answer.status:
        return no_answer(answer)
    tombstone = mapping(body.get("tombstone"))
    if answer.status == 404 and _NO_RECORD.search(said):
        return absent(answer, said)
    if answer.status == 410 and (tombstone or _DELETED.search(said)):
        return absent(answer, text(tombstone.get("note")) or said)
    if answer.status == 403 and said.startswith("Permission denied"):
        return private(answer, said)
    return no_answer(answer)


def _facts(body: Mapping[str, Any], wanted: tuple[str, str], now: datetime) -> Facts:
    """What a record tells; raises Unreachable for one that is neither what was asked for nor what that led to."""
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
        # No files at all is emptiness only where all may see them.
        files=files if files or gated == "" else None,
    )


def _number(value: object) -> str | None:
    """A record's number, which stands as a number or as its digits."""
    number = a(int, value)
    digits = str(number) if number is not None else text(value) or ""
    return digits if digits.isdecimal() and digits.isascii() else None


def _gate(body: Mapping[str, Any], metadata: Mapping[str, Any]) -> str | None:
    """How access is limited; "" where it is open, None where it is not told."""
    access = mapping(body.get("access"))
    told = [text(metadata.get("access_right")), text(access.get("status")), text(access.get("files"))]
    return next((one for one in told if one in _CLOSED), None) or ("" if any(told) else None)


def _files(body: Mapping[str, Any], metadata: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The names of its files, in the form that Zenodo has and in InvenioRDM's; None where they are not told."""
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
    told = metadata.get("license") or next(iter(mappings(metadata.get("rights"))), None)
    return spdx(text(told) or text(mapping(told).get("id")))
