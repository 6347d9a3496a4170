"""
Which deposit an address names, and which service to ask about it. Pure.

The archive is known by host and path, or by the DOI: Zenodo, Figshare, the OSF and Harvard's Dataverse use the same
numbers in DOIs and in their APIs. For any other DOI the resolver is asked first; the address that it leads to shows
the archive.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from checker.model import Kind, ServiceName

if TYPE_CHECKING:
    from checker.model import Artifact


class Deposit(NamedTuple):
    """
    A deposit, as its archive identifies it.

    `service` is the one to ask. `id` goes into the path of the archive's API: a record's number, `articles/N`, a
    GUID, a DOI, a SWHID. `place`: the base address of a Dataverse. `key`: the `view_only` key of a private link at
    the OSF.
    """

    service: ServiceName
    id: str
    place: str = ""
    key: str = ""


_RESOLVERS = frozenset({"doi.org", "dx.doi.org"})
_DOI = re.compile(r"(?:.*/)?(10\.\d{4,9}(?:\.\d+)*/\S{1,300})", re.ASCII)
_ZENODO_DOI = re.compile(r"10\.5281/zenodo\.(\d{1,18})", re.IGNORECASE | re.ASCII)
_FIGSHARE_DOI = re.compile(r"10\.6084/m9\.figshare\.(c\.)?(\d{1,18})(?:\.v\d{1,4})?", re.IGNORECASE | re.ASCII)
_OSF_DOI = re.compile(r"10\.17605/osf\.io/([0-9a-z]{5,8})", re.IGNORECASE | re.ASCII)
#: A dataset; a further segment would name a file in it.
_HARVARD_DOI = re.compile(r"10\.7910/dvn/[0-9a-z]+", re.IGNORECASE | re.ASCII)
HARVARD = "https://dataverse.harvard.edu"

_ZENODO_PATH = re.compile(r"(?:api/)?(?:records?|deposit)/(\d{1,18})(?:/.*)?", re.ASCII)
_FIGSHARE_PATH = re.compile(r"(?:v2/|ndownloader/)?(articles|collections)/(?:.*/)?(\d{1,18})(?:/.*)?", re.ASCII)
_VERSION = re.compile(r"(.*/\d{4,18})/(?:versions/)?\d{1,3}", re.ASCII)
_BADGE = re.compile(r"badge/doi/10\.5281/zenodo\.(\d{1,18})(?:\.svg)?", re.IGNORECASE | re.ASCII)
_NO_GUIDS = frozenset({"login", "about"})  # pages of the OSF whose names look like a GUID
_GUID = re.compile(
    r"(?:(?:project|registrations|download)/)?([0-9a-z]{5})(?:_v\d{1,3})?(?:/.*)?", re.IGNORECASE | re.ASCII
)
_PERSISTENT = re.compile(r"doi:10\.\d{4,9}(?:\.\d+)*/[!-~]{1,300}|hdl:[!-~]{1,300}", re.IGNORECASE | re.ASCII)
_DATA_SET_PAGES = frozenset({"dataset.xhtml", "citation", "dataset", ":persistentId"})
_SWHID = re.compile(r"(?:browse/)?(swh:1:(?:cnt|dir|rev|rel|snp):[0-9a-f]{40})(?:[;/].*)?", re.IGNORECASE | re.ASCII)


def deposit_of(artifact: Artifact) -> Deposit | None:
    """The deposit that an artifact's address or its printed addresses name; None if they name none."""
    if artifact.kind not in (Kind.ARCHIVE, Kind.OTHER):
        return None
    return next(filter(None, map(deposit_at, (artifact.url, *artifact.printed))), None)


def deposit_at(url: str) -> Deposit | None:
    """The deposit that an address names, None if it names none that we have a service for."""
    try:
        parts = urlsplit(url)
        host, _ = (parts.hostname or "").removeprefix("www.").rstrip("."), parts.port
    except ValueError:
        return None
    path = unquote(parts.path).strip("/")
    if parts.scheme not in ("http", "https") or not path.isprintable():
        return None
    if doi := _doi(host, path):
        return _by_doi(doi)
    query = dict(parse_qsl(parts.query))
    if persistent := _PERSISTENT.fullmatch(query.get("persistentId", "")):
        folder, _, page = path.rpartition("/")
        place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        return _data_set(place, folder, persistent[0]) if page in _DATA_SET_PAGES else None
    return _by_path(host, path, query)


def _doi(host: str, path: str) -> str:
    """The DOI that a resolver's address or an archive's `/doi/` page names; empty for any other address."""
    found = _DOI.fullmatch(path) if host in _RESOLVERS or path.startswith("doi/10.") else None
    return found[1] if found else ""


def _by_doi(doi: str) -> Deposit:
    if zenodo := _ZENODO_DOI.fullmatch(doi):
        return Deposit(ServiceName.ZENODO, zenodo[1])
    if figshare := _FIGSHARE_DOI.fullmatch(doi):
        return Deposit(ServiceName.FIGSHARE, f"{'collections' if figshare[1] else 'articles'}/{figshare[2]}")
    if osf := _OSF_DOI.fullmatch(doi):
        return Deposit(ServiceName.OSF, osf[1].casefold())
    if _HARVARD_DOI.fullmatch(doi):
        return Deposit(ServiceName.DATAVERSE, f"doi:{doi}", HARVARD)
    return Deposit(ServiceName.DOI, doi)


def _data_set(place: str, folder: str, persistent: str) -> Deposit:
    folder = folder.partition("api/")[0].strip("/")
    return Deposit(ServiceName.DATAVERSE, persistent, f"{place}/{folder}" if folder else place)


def _by_path(host: str, path: str, query: dict[str, str]) -> Deposit | None:
    if host == "zenodo.org" and (record := _ZENODO_PATH.fullmatch(path) or _BADGE.fullmatch(path)):
        return Deposit(ServiceName.ZENODO, record[1])
    if f".{host}".endswith(".figshare.com") and (item := _FIGSHARE_PATH.fullmatch(_unversioned(path))):
        return Deposit(ServiceName.FIGSHARE, f"{item[1]}/{item[2]}")
    if host == "osf.io" and (guid := _GUID.fullmatch(path)) and guid[1] not in _NO_GUIDS:
        return Deposit(ServiceName.OSF, guid[1].casefold(), key=query.get("view_only", ""))
    if host == "archive.softwareheritage.org" and (swhid := _SWHID.fullmatch(path)):
        return Deposit(ServiceName.SWHID, swhid[1].lower())
    return None


def _unversioned(path: str) -> str:
    """A path at Figshare without a version at its end: a number of at most 3 digits (an item's has at least 4)."""
    versioned = _VERSION.fullmatch(path)
    return versioned[1] if versioned else path
