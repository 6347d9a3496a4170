"""
Archives of research data: Zenodo, Figshare, the OSF, Dataverse and the resolver of DOIs, each with its own API, its
own answers for what is missing, deleted, embargoed or private, and its own way of counting requests.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.simulator.archives import Throttle
from tests.simulator.server import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.simulator.server import Received

_JSON = "application/json"


@dataclass(slots=True, kw_only=True)
class Deposit:
    """One deposit; fields that an archive does not use keep their defaults."""

    files: tuple[str, ...] = ("data.csv",)
    access: str = "open"  # embargoed, restricted, closed
    license: str | None = "cc-by-4.0"
    created: str = "2024-02-03T04:05:06+00:00"
    published: str = "2024-02-03"
    sort: str = "dataset"
    concept: str = ""  # Zenodo: the number that leads to the newest version
    deleted: str = ""  # the note on its tombstone
    private: bool = False
    doi: str = ""
    withdrawn: bool = False  # OSF: of a registration
    children: int = 0  # OSF: components of a project
    storages: tuple[str, ...] = ("osfstorage",)  # OSF: connected ones
    view_only: str = ""  # OSF: the key in a view-only link to a private project
    shut: tuple[str, ...] = ()  # Dataverse: restricted files
    deaccessioned: str = ""  # Dataverse: where it shows: in the `version`, or in the `entry`


@dataclass(slots=True)
class Shelves:
    """The deposits that the archives hold."""

    records: dict[str, Deposit] = field(default_factory=dict)
    items: dict[str, Deposit] = field(default_factory=dict)  # `articles/N`, `collections/N`
    names: dict[str, tuple[str, Deposit]] = field(default_factory=dict)  # at the OSF: GUID → nodes, registrations …
    sets: dict[tuple[str, str], Deposit] = field(default_factory=dict)  # host and persistent identifier
    handles: dict[str, str] = field(default_factory=dict)  # DOI → where it leads
    objects: set[str] = field(default_factory=set)  # SWHIDs
    installations: set[str] = field(default_factory=set)  # hosts of Dataverse

    def zenodo(self, number: int, **facts: Any) -> None:
        """A record of Zenodo."""
        self.records[str(number)] = Deposit(**facts)

    def figshare(self, number: int, *, sort: str = "articles", **facts: Any) -> None:
        """An item or a collection of Figshare."""
        self.items[f"{sort}/{number}"] = Deposit(**facts)

    def osf(self, guid: str, *, kind: str = "nodes", **facts: Any) -> None:
        """A project, registration or other thing with a GUID at the OSF."""
        self.names[guid] = (kind, Deposit(**facts))

    def dataverse(self, host: str, doi: str, **facts: Any) -> None:
        """A data set in an installation of Dataverse; its DOI leads to its page."""
        self.installations.add(host)
        self.sets[host, f"doi:{doi}".casefold()] = Deposit(doi=doi, **facts)
        self.handles[doi.casefold()] = f"https://{host}/citation?persistentId=doi:{doi}"

    def doi(self, doi: str, place: str) -> None:
        """A DOI that is registered, and where it leads."""
        self.handles[doi.casefold()] = place


class Archives:
    """The APIs of the archives, with their limits for anonymous clients."""

    def __init__(self, shelves: Shelves, wall: Callable[[], float]) -> None:
        self._shelves = shelves
        self.zenodo_window = Throttle(60, 60.0, wall)
        self.osf_window = Throttle(100, 3_600.0, wall)

    # -- Zenodo ---------------------------------------------------------------------------------------

    def zenodo(self, path: str) -> Reply:
        """Zenodo: every answer says how many requests are left."""
        if self.zenodo_window.take():
            reply = self._record(path)
        else:
            reply = _json(429, {"status": 429, "message": "60 per 1 minute"})
        reply.headers |= self.zenodo_window.headers()
        return reply

    def _record(self, path: str) -> Reply:
        found = re.fullmatch(r"/api/records/(\d+)", path)
        if found is None:
            words = "The requested URL was not found on the server."
            return _json(404, {"status": 404, "message": words}) if path.startswith("/api") else _page(404)
        number = found[1]
        versions = [one for one, record in self._shelves.records.items() if record.concept == number]
        if versions and number not in self._shelves.records:
            newest = max(versions, key=int)
            return Reply(302, b"", {"Location": f"/api/records/{newest}", "Content-Type": "text/html"})
        record = self._shelves.records.get(number)
        if record is None:
            return _json(404, {"status": 404, "message": "PID does not exist."})
        if record.deleted:
            tombstone = {"note": record.deleted, "removal_date": "2025-01-01", "is_visible": True}
            return _json(410, {"status": 410, "message": "Record deleted", "tombstone": tombstone})
        if record.private:
            return _json(403, {"status": 403, "message": "Permission denied."})
        return _json(200, _record(number, record))

    # -- Figshare -------------------------------------------------------------------------------------

    def figshare(self, path: str) -> Reply:
        """Figshare: answers have no counters."""
        key = path.removeprefix("/v2/")
        item = self._shelves.items.get(key)
        if item is None or item.private:
            return _json(
                404, {"message": f"Entity not found: {key.split('/', maxsplit=1)[0]}", "code": "EntityNotFound"}
            )
        return _json(200, _item(key, item))

    # -- the OSF --------------------------------------------------------------------------------------

    def osf(self, path: str, received: Received) -> Reply:
        """The OSF: a hundred requests an hour, and the messages of Django REST framework."""
        if not self.osf_window.take():
            wait = math.ceil(self.osf_window.wait)
            words = f"Request was throttled. Expected available in {wait} seconds."
            reply = _errors(429, words)
            reply.headers["Retry-After"] = str(wait)
            return reply
        found = re.fullmatch(r"/v2/(\w+)/(\w+)/(files/(?:osfstorage/)?)?", path)
        kind, deposit = self._shelves.names.get(found[2] if found else "", ("", None))
        if found is None or deposit is None:
            return _errors(404, "Not found.")
        if found[1] == "guids":
            return Reply(302, b"", {"Location": f"https://api.osf.io/v2/{kind}/{found[2]}/"})
        if found[1] != kind:
            return _errors(404, "Not found.")
        if deposit.deleted:
            return _errors(410, "The requested node is no longer available.")
        if deposit.private and received.asked("view_only") != [deposit.view_only or "?"]:
            return _errors(401, "Authentication credentials were not provided.")
        if found[3]:
            return _listing(deposit, found[3])
        return _json(200, {"data": _node(kind, found[2], deposit), "meta": {"version": "2.0"}})

    # -- Dataverse ------------------------------------------------------------------------------------

    def dataverse(self, received: Received) -> Reply | None:
        """An installation of Dataverse at a stranger's host; None for a host without one."""
        if received.host not in self._shelves.installations or not received.path.startswith("/api/"):
            return None
        (persistent,) = received.asked("persistentId") or [""]
        found = self._shelves.sets.get((received.host, persistent.casefold()))
        if received.path != "/api/datasets/:persistentId" or found is None:
            return _json(404, {"status": "ERROR", "message": f"Dataset with Persistent ID {persistent} not found."})
        if found.private:
            words = "User :guest is not permitted to perform requested action."
            return _json(401, {"status": "ERROR", "message": words})
        return _json(200, {"status": "OK", "data": _data_set(found)})

    # -- DOIs and SWHIDs ------------------------------------------------------------------------------

    def doi(self, path: str) -> Reply:
        """The resolver of DOIs: its API and its redirects."""
        doi = path.removeprefix("/api/handles/").strip("/")
        place = self._shelves.handles.get(doi.casefold())
        if not path.startswith("/api/handles/"):
            return Reply(302, b"", {"Location": place}) if place else _page(404)
        if place is None:
            return _json(404, {"responseCode": 100, "handle": doi})
        value = {"index": 1, "type": "URL", "data": {"format": "string", "value": place}, "ttl": 86_400}
        return _json(200, {"responseCode": 1, "handle": doi, "values": [value]})

    def known(self, received: Received) -> Reply:
        """Software Heritage's `known`: at most a thousand identifiers."""
        wanted = json.loads(received.body or b"[]")
        if received.method != "POST" or not isinstance(wanted, list) or len(wanted) > 1_000:
            return _json(413, {"exception": "LargePayloadExc", "reason": "The maximum number of PIDs is 1000."})
        return _json(200, {one: {"known": one in self._shelves.objects} for one in wanted})


def _record(number: str, record: Deposit) -> dict[str, Any]:
    doi = record.doi or f"10.5281/zenodo.{number}"
    shown = record.access == "open"
    return {
        "id": int(number),
        "recid": number,
        "conceptrecid": record.concept or str(int(number) - 1),
        "doi": doi,
        "created": record.created,
        "metadata": {
            "doi": doi,
            "access_right": record.access,
            "publication_date": record.published,
            "resource_type": {"type": record.sort},
            **({"license": {"id": record.license}} if record.license else {}),
        },
        "files": [{"key": name, "size": 3, "checksum": "md5:0"} for name in record.files] if shown else [],
        "state": "done",
        "submitted": True,
    }


def _item(key: str, item: Deposit) -> dict[str, Any]:
    sort, _, number = key.partition("/")
    body: dict[str, Any] = {
        "id": int(number),
        "doi": item.doi or f"10.6084/m9.figshare.{number}.v1",
        "created_date": item.created.replace("+00:00", "Z"),
        "published_date": item.created.replace("+00:00", "Z"),
        "license": {"value": 1, "name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    }
    if sort == "collections":
        return body | {"articles_count": len(item.files)}
    return body | {
        "is_embargoed": item.access == "embargoed",
        "is_confidential": item.access == "closed",
        "is_metadata_record": not item.files,
        "defined_type_name": item.sort,
        "files": [{"id": 7, "name": name, "is_link_only": False} for name in item.files if item.access == "open"],
    }


def _node(kind: str, guid: str, deposit: Deposit) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "title": "A project",
        "date_created": deposit.created.replace("+00:00", ""),
        "date_modified": deposit.created.replace("+00:00", ""),
        "public": not deposit.private,
    }
    if kind == "registrations":
        attributes |= {"withdrawn": deposit.withdrawn, "date_registered": deposit.created}
    license_ = {"data": {"type": "licenses", "attributes": {"name": "MIT License", "url": ""}}}
    children = {"links": {"related": {"href": "…", "meta": {"count": deposit.children}}}}
    return {
        "id": guid,
        "type": kind,
        "attributes": attributes,
        "embeds": {"license": license_},
        "relationships": {"children": children},
    }


def _listing(deposit: Deposit, place: str) -> Reply:
    if place == "files/":
        entries = [{"type": "files", "attributes": {"name": name, "kind": "folder"}} for name in deposit.storages]
    else:
        entries = [
            {
                "type": "files",
                "attributes": {"name": name.rstrip("/"), "kind": "folder" if name.endswith("/") else "file"},
            }
            for name in deposit.files
        ]
    return _json(200, {"data": entries, "links": {"meta": {"total": len(entries), "per_page": 100}}})


def _data_set(found: Deposit) -> dict[str, Any]:
    authority, _, identifier = found.doi.partition("/")
    files = [
        {
            "label": name,
            "restricted": name in found.shut or found.access == "restricted",
            "dataFile": {"filename": name},
        }
        for name in found.files
    ]
    version: dict[str, Any] | None = {
        "id": 12,
        "datasetPersistentId": f"doi:{found.doi}",
        "versionState": "RELEASED",
        "versionNumber": 1,
        "createTime": found.created.replace("+00:00", "Z"),
        "releaseTime": found.created.replace("+00:00", "Z"),
        "license": {"name": "CC0 1.0", "uri": "http://creativecommons.org/publicdomain/zero/1.0"},
        "files": files,
    }
    if found.deaccessioned == "version" and version:
        version |= {"versionState": "DEACCESSIONED", "deaccessionNote": "asked for by its authors"}
    return {
        "id": 4711,
        "protocol": "doi",
        "authority": authority,
        "identifier": identifier,
        "persistentUrl": f"https://doi.org/{found.doi}",
        "publicationDate": found.published,
        "latestVersion": None if found.deaccessioned == "entry" else version,
    }


def _errors(status: int, words: str) -> Reply:
    return _json(status, {"errors": [{"detail": words}], "meta": {"version": "2.0"}})


def _page(status: int) -> Reply:
    return Reply(status, b"<html><title>Not found</title></html>", {"Content-Type": "text/html"})


def _json(status: int, body: object) -> Reply:
    return Reply(status, json.dumps(body).encode(), {"Content-Type": _JSON})
