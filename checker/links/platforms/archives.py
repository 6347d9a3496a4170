"""Deposits in archives of data and software, recognised by DOI, by identifier of Software Heritage or by host."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.platforms import hosts, queries
from checker.links.platforms.address import Address
from checker.model import Kind

if TYPE_CHECKING:
    from checker.links.platforms.address import Parts

_DOI = re.compile(r"(?:.*/|doi:?)?(10\.\d{4,9}/.+)", re.IGNORECASE)
_ZENODO_DOI = re.compile(r"10\.5281/zenodo\.\d+", re.IGNORECASE)
_DEPOSIT_DOI = re.compile(hosts.DEPOSIT_DOI, re.IGNORECASE)
_ZENODO_RECORD = re.compile(r"(?:api/)?(?:records?|deposit)/(\d+)(?:/|\Z)", re.IGNORECASE)
_SWHID = re.compile(r"swh:1:(?:cnt|dir|rev|rel|snp):[0-9a-f]{40}", re.IGNORECASE)
_HOSTS = tuple(f".{archive}" for archive in hosts.ARCHIVES)
_RESOLVERS = ("doi.org", "dx.doi.org")


def identifier(text: str) -> Address | None:
    """What an identifier without a host names: an archive's DOI, or an identifier of Software Heritage; else None."""
    if _SWHID.match(text):
        return _address(f"archive.softwareheritage.org/{text}")
    doi = _DOI.match(text)
    return _deposit_of_doi(doi[1]) if doi else None


def doi(parts: Parts) -> Address | None:
    """
    What the URL of a DOI names: a deposit in an archive, or a publication.

    None for a URL without a DOI, for a DOI of another kind at a host that is not the resolver, and for a prefix under
    which institutions register both data and theses (`hosts.MIXED_DOIS`): its page has to be checked.
    """
    resolver = parts.host in _RESOLVERS
    if not resolver and parts.path[:1] != ["doi"]:
        return None
    found = _DOI.match("/".join(parts.path))
    if found is None:
        return None
    if deposited := _deposit_of_doi(found[1]):
        return deposited
    if not resolver or found[1].casefold().startswith(hosts.MIXED_DOIS):
        return None
    target = f"doi.org/{found[1]}"
    return Address(Kind.PAPER, target, f"https://{target}")


def deposit(parts: Parts) -> Address | None:
    """The deposit that a page of an archive shows; None on another host, and for badges."""
    if not f".{parts.host}".endswith(_HOSTS) and parts.host.split(".", maxsplit=1)[0] not in hosts.ARCHIVE_LABELS:
        return None
    record = _ZENODO_RECORD.match("/".join(parts.path)) if parts.host == "zenodo.org" else None
    if record:
        return _address(f"doi.org/10.5281/zenodo.{record[1]}")
    if parts.path[:1] == ["badge"]:
        return None
    named = queries.naming(parts.path[-1] if parts.path else "", parts.query)
    query = named or queries.untracked(parts.query)
    url = parts.url(parts.written) + (f"?{query}" if query else "")
    return Address(Kind.ARCHIVE, f"{parts.written}?{named}" if named else parts.written, url)


def _deposit_of_doi(doi: str) -> Address | None:
    if not (doi.casefold().startswith(hosts.ARCHIVE_DOIS) or _DEPOSIT_DOI.match(doi)):
        return None
    zenodo = _ZENODO_DOI.match(doi)
    return _address(f"doi.org/{zenodo[0].lower() if zenodo else doi}")


def _address(target: str) -> Address:
    return Address(Kind.ARCHIVE, target, f"https://{target}")
