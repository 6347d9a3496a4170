"""
The Open Science Framework, by `/v2/nodes/ID/` (developer.osf.io), JSON:API.

A short identifier (GUID) names a project, a registration, a file, a preprint or a person. It is asked for as a
project first; if there is none, `/v2/guids/ID/` redirects to whatever has the identifier.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from checker.errors import Unreachable
from checker.model import Facts, Outcome, ServiceName
from checker.network.shapes import a, mapping, mappings, moment, text
from checker.services.deposits.licenses import spdx
from checker.services.deposits.service import (
    DepositService,
    absent,
    day,
    error_object,
    listed,
    no_answer,
    present,
    private,
    withdrawn,
    wrong,
)
from checker.services.observer import Meaning

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from checker.network.answer import Answer
    from checker.services.deposits.names import Deposit

PUBLIC = "https://api.osf.io/v2"
_WITH_FILES = frozenset({"nodes", "registrations"})
_SORTS = _WITH_FILES | {"files", "preprints", "users", "guids", "draft-registrations", "collections"}


class Osf(DepositService):
    """Projects, registrations and everything else with a GUID at the OSF."""

    name = ServiceName.OSF
    workers = 2

    async def meaning_of(self, deposit: Deposit) -> Meaning:
        """What the OSF reports for one GUID."""
        key = {"view_only": deposit.key} if deposit.key else {}
        further = urlencode({"embed": "license", "related_counts": "children", **key})
        answer, _ = await self._ask(f"{PUBLIC}/nodes/{quote(deposit.id)}/?{further}")
        meaning = error(answer)
        moved = False
        if meaning and meaning.outcome is Outcome.ABSENT and answer.status == 404:  # no project has this GUID
            first = f"{PUBLIC}/guids/{quote(deposit.id)}/"
            answer, place = await self._ask(f"{first}?{urlencode(key)}" if key else first)
            if answer.status == 404:
                return meaning
            moved, meaning = not place.startswith(first), error(answer)
        if meaning:
            return meaning
        data = _data(answer, "" if moved else deposit.id)
        attributes = mapping(data.get("attributes"))
        if attributes.get("withdrawn") is True:
            return withdrawn(answer, text(attributes.get("withdrawal_justification")) or "withdrawn")
        return await self._shown(answer, data, deposit, key)

    async def _shown(
        self, answer: Answer, data: Mapping[str, Any], deposit: Deposit, key: Mapping[str, str]
    ) -> Meaning:
        """The meaning for an object that exists, with its files; it exists even if these can't be listed."""
        facts = _facts(data, deposit.id, self._now())
        sort = data.get("type")
        if sort not in _WITH_FILES:
            return present(answer, facts)
        if mapping(data.get("attributes")).get("public") is False and not key:
            return private(answer, "not public")
        try:
            files = await self._files(f"{PUBLIC}/{sort}/{quote(str(data['id']))}/files/", key)
        except Unreachable as trouble:
            return Meaning(Outcome.PRESENT, trouble.reason, answer.status, "its files can't be listed", facts)
        if files == () and _children(data):
            files = None  # files may be in its components, which are not asked for
        return present(answer, replace(facts, files=files))

    async def _files(self, place: str, key: Mapping[str, str]) -> tuple[str, ...] | None:
        """
        The names in the root of its storage, None if unknown. An empty storage means no files at all only if no other
        storage is connected.
        """
        names = await self._listed(f"{place}osfstorage/?{urlencode({'page[size]': 100, **key})}")
        if names is None or names:
            return None if names is None else listed(names)
        providers = await self._listed(f"{place}?{urlencode(key)}" if key else place)
        return () if providers is None or set(providers) <= {"osfstorage", "osfstorage/"} else None

    async def _listed(self, url: str) -> list[str] | None:
        """The names in a folder, or of the storages of a project; None if the OSF refuses to list them."""
        answer, _ = await self._ask(url)
        if meaning := error(answer):
            if meaning.outcome in (Outcome.UNKNOWN, Outcome.REFUSED):  # not the OSF's own response
                raise Unreachable(meaning.reason, meaning.detail)
            return None
        data = answer.mapping().get("data")
        if not isinstance(data, list) or len(mappings(data)) != len(data):
            raise wrong("no list of files")
        return [_name(mapping(one.get("attributes"))) for one in mappings(data)]


def error(answer: Answer) -> Meaning | None:
    """The meaning of an error response, None for status 200."""
    if answer.status == 200:
        return None
    words = next(
        (detail for one in mappings(error_object(answer).get("errors")) if (detail := text(one.get("detail")))), ""
    )
    plain = words.casefold()
    if answer.status == 404 and plain.startswith("not found"):
        return absent(answer, words)
    if answer.status == 410 and words:
        return absent(answer, words)
    if answer.status in (401, 403) and ("credentials" in plain or "permission" in plain):
        return private(answer, words)
    return no_answer(answer)


def _data(answer: Answer, wanted: str) -> Mapping[str, Any]:
    """The resource in a response; raises Unreachable if it has none, or not the wanted GUID ("" for any)."""
    data = mapping(answer.mapping().get("data"))
    name = text(data.get("id")) or ""
    guid = text(mapping(data.get("attributes")).get("guid")) or name
    if not name or data.get("type") not in _SORTS or (wanted and wanted not in (name.casefold(), guid.casefold())):
        raise wrong("no thing of the name that was asked for")
    if all(value is None for value in mapping(data.get("attributes")).values()):
        raise wrong("a thing of which nothing is told")
    return data


def _facts(data: Mapping[str, Any], guid: str, now: datetime) -> Facts:
    attributes = mapping(data.get("attributes"))
    embedded = mapping(mapping(mapping(data.get("embeds")).get("license")).get("data"))
    licence = mapping(embedded.get("attributes"))
    created = attributes.get("date_created")
    return Facts(
        platform_id=text(data.get("id")),
        name=f"osf.io/{guid}",
        created_at=moment(created) or day(created, now),
        latest_release_at=day(attributes.get("date_registered") or attributes.get("date_modified"), now),
        license=spdx(text(licence.get("name")), text(licence.get("url"))),
    )


def _children(data: Mapping[str, Any]) -> int:
    """How many components a project has; 0 if unknown."""
    related = mapping(
        mapping(mapping(mapping(data.get("relationships")).get("children")).get("links")).get("related")
    )
    return a(int, mapping(related.get("meta")).get("count")) or 0


def _name(attributes: Mapping[str, Any]) -> str:
    name = text(attributes.get("name")) or ""
    return f"{name}/" if name and attributes.get("kind") == "folder" and not name.endswith("/") else name
