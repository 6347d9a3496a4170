"""
Figshare, with its portals of institutions, by `/v2/articles/N` and `/v2/collections/N` (docs.figshare.com).

The response is about the newest version of an item. An item that was never public, or was withdrawn, is
`EntityNotFound`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

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
    wrong,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from checker.network.answer import Answer
    from checker.services.deposits.names import Deposit
    from checker.services.observer import Meaning

PUBLIC = "https://api.figshare.com/v2"
_NO_ITEM = re.compile(r"entity not found|(?:article|collection)\w* (?:was )?not found", re.IGNORECASE)


class Figshare(DepositService):
    """Items and collections of Figshare."""

    name = ServiceName.FIGSHARE
    workers = 2

    async def meaning_of(self, deposit: Deposit) -> Meaning:
        """What Figshare reports for one item or collection."""
        answer, _ = await self._ask(f"{PUBLIC}/{deposit.id}")
        if answer.status == 200:
            body = answer.mapping()
            facts = _facts(body, deposit.id, self._now())
            # Files whose names are not read: those of a packed program, and of the items of a collection.
            unnamed = bool(body.get("files")) or deposit.id.startswith("collections/")
            return present(answer, facts, files_known=facts.files is not None or unnamed)
        return error(answer)


def error(answer: Answer) -> Meaning:
    """The meaning of an error response; `unknown` or `refused` if it is not Figshare's own."""
    body = error_object(answer)
    message = text(body.get("message")) or ""
    missing = body.get("code") == "EntityNotFound" or ("code" in body and _NO_ITEM.match(message))
    if answer.status in (404, 410) and (missing or _NO_ITEM.match(message)):
        return absent(answer, message)
    return no_answer(answer)


def _facts(body: Mapping[str, Any], path: str, now: datetime) -> Facts:
    sort, _, number = path.partition("/")
    if a(int, body.get("id")) != int(number):
        raise wrong("no item of the number that was asked for")
    gated = _gate(body)
    files = _files(body) if sort == "articles" else _members(body)
    if not (text(body.get("title")) or as_target(body.get("doi"))) and gated is None and files is None:
        raise wrong("an item of which nothing is told")
    licence, timeline = mapping(body.get("license")), mapping(body.get("timeline"))
    return Facts(
        platform_id=number,
        name=as_target(body.get("doi")),
        created_at=moment(body.get("created_date")) or moment(timeline.get("firstOnline")),
        latest_release_at=day(body.get("published_date") or timeline.get("posted"), now),
        license=spdx(text(licence.get("name")), text(licence.get("url"))),
        gated=gated,
        # An empty list of files counts as an empty item only if access is open; a collection has no limits of access.
        files=files if files or gated == "" or sort == "collections" else None,
    )


def _gate(body: Mapping[str, Any]) -> str | None:
    """How access is limited; "" if it is open, None if unknown."""
    gates = {"is_embargoed": "embargoed", "is_confidential": "confidential", "download_disabled": "restricted"}
    found = [gate for key, gate in gates.items() if body.get(key) is True]
    return found[0] if found else "" if body.get("is_embargoed") is False else None


def _files(body: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The names of an item's files, () for a record with metadata only; None if unknown."""
    files = body.get("files")
    if not isinstance(files, list):
        return () if body.get("is_metadata_record") is True else None
    if files and not mappings(files):
        return None
    program = text(body.get("defined_type_name")) in ("software", "code")
    return listed((one.get("name") for one in mappings(files)), program=program)


def _members(body: Mapping[str, Any]) -> tuple[str, ...] | None:
    """() for a collection without items; None for any other, because the files of its items are unknown."""
    return () if a(int, body.get("articles_count")) == 0 else None
