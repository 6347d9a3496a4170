"""
Dataverse, any installation of it, by `/api/datasets/:persistentId` (guides.dataverse.org, "Native API").

A dataset that was withdrawn keeps its entry, with a version in the state DEACCESSIONED.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

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

_NO_DATA_SET = re.compile(r"dataset\b.{1,400}\bnot found", re.IGNORECASE | re.DOTALL)
_NOT_PERMITTED = re.compile(r"user :?\w+ is not permitted|.*not authori[sz]ed", re.IGNORECASE)


class Dataverse(DepositService):
    """Datasets in any installation of Dataverse."""

    name = ServiceName.DATAVERSE

    async def meaning_of(self, deposit: Deposit) -> Meaning:
        """What an installation reports for one dataset."""
        persistent = quote(deposit.id, safe="/:")
        answer, _ = await self._ask(f"{deposit.place}/api/datasets/:persistentId?persistentId={persistent}")
        if answer.status == 200:
            return _data_set(answer, deposit.id, self._now())
        return _error(answer)


def _error(answer: Answer) -> Meaning:
    body = error_object(answer)
    message = text(body.get("message")) or ""
    if body.get("status") != "ERROR":
        return no_answer(answer)
    if answer.status == 404 and _NO_DATA_SET.match(message):
        return absent(answer, message)
    if answer.status == 410:
        return absent(answer, message)
    if answer.status in (401, 403) and _NOT_PERMITTED.match(message):
        return private(answer, message)
    return no_answer(answer)


def _data_set(answer: Answer, wanted: str, now: datetime) -> Meaning:
    body = answer.mapping()
    data = mapping(body.get("data"))
    number = a(int, data.get("id"))
    if body.get("status") != "OK" or number is None or not _is(data, wanted):
        raise wrong("no data set of the identifier that was asked for")
    version = mapping(data.get("latestVersion"))
    if version.get("versionState") == "DEACCESSIONED":
        note = text(version.get("deaccessionNote")) or text(version.get("versionNote"))
        return withdrawn(answer, note or "deaccessioned")
    if a(int, version.get("id")) is None:
        raise wrong("a data set of which no version is told")
    return present(answer, _facts(data, version, wanted, now), files_known=isinstance(version.get("files"), list))


def _is(data: Mapping[str, Any], wanted: str) -> bool:
    """Whether an entry has the persistent identifier that was asked for, in any of the fields that hold it."""
    plain = wanted.partition(":")[2].casefold()
    names = (
        f"{data.get('authority')}/{data.get('identifier')}",
        text(mapping(data.get("latestVersion")).get("datasetPersistentId")) or "",
        text(data.get("persistentUrl")) or "",
    )
    return any(name.casefold().endswith(plain) for name in names)


def _facts(data: Mapping[str, Any], version: Mapping[str, Any], wanted: str, now: datetime) -> Facts:
    entries = version.get("files")
    files = mappings(entries)
    known = isinstance(entries, list) and len(files) == len(entries)
    gated = _gate(files, now) if known else None
    licence = version.get("license")
    scheme, _, identifier = wanted.partition(":")
    return Facts(
        platform_id=str(data["id"]),
        name=as_target(identifier) if scheme.casefold() == "doi" else None,
        created_at=moment(version.get("createTime")) if version.get("versionNumber") == 1 else None,
        latest_release_at=day(version.get("releaseTime"), now) or day(data.get("publicationDate"), now),
        license=_license(licence),
        gated=gated,
        files=listed(map(_name, files)) if known else None,
    )


def _gate(files: list[dict[str, Any]], now: datetime) -> str:
    """How access is limited: "restricted" or "embargoed" if no file is open, else ""; past embargoes don't count."""
    shut = [one for one in files if one.get("restricted") is True]
    embargoed = [one for one in files if _lasts(mapping(mapping(one.get("dataFile")).get("embargo")), now)]
    if not files or any(one not in shut and one not in embargoed for one in files):
        return ""
    return "restricted" if shut else "embargoed"


def _lasts(embargo: Mapping[str, Any], now: datetime) -> bool:
    return bool(embargo) and day(embargo.get("dateAvailable"), now) is None  # no date, or one in the future


def _name(file: Mapping[str, Any]) -> str | None:
    """A file's path; for a table that Dataverse converted, with the name that it was deposited under."""
    data = mapping(file.get("dataFile"))
    name = text(data.get("originalFileName")) or text(file.get("label")) or text(data.get("filename"))
    folder = text(file.get("directoryLabel"))
    return f"{folder}/{name}" if folder and name else name


def _license(value: object) -> str | None:
    name = text(value) or text(mapping(value).get("name"))
    return None if name in (None, "NONE") else spdx(name, text(mapping(value).get("uri")))
