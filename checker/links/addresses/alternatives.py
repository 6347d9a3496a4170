"""Alternatives of a link: other targets that the printed text may mean. A check finds which of them exists. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.platforms.hosts import NO_FINAL_DOT, SHORTENERS
from checker.model import Artifact, Kind

if TYPE_CHECKING:
    from checker.links.platforms.address import Address

_REPOSITORIES = frozenset({Kind.GITHUB_REPO, Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE, Kind.OTHER_FORGE})
_OTHER = Kind.OTHER  # looked up once: access to members of an enumeration is slow
#: The end of the name of a page, to which a following dot may belong, as in `…/wiki/Lamps_Inc.`; not the end of a
#: file name, a folder or a host.
_MAY_END_IN_DOT = re.compile(r"/[^/]*[A-Za-z0-9)](?<!\.[A-Za-z]{2})(?<!\.\w{3})(?<!\.\w{4})(?<!\.\w{5})\Z")


def alternatives(address: Address, printed: str, after: str) -> tuple[Artifact, ...]:
    """
    The alternatives of an address that has only one reading: the page whose name ends with the dot that follows.

    `printed` is the URL as printed, `after` the character after it in the text.
    """
    return (
        (_dotted(address),) if after == "." and address.kind is _OTHER and _may_end_in_dot(address, printed) else ()
    )


def may_be_meant(other: Address, address: Address) -> bool:
    """Whether `other` is a different repository on the same host as `address`, and not only a part of its path."""
    name, first = other.target.casefold(), address.target.casefold()
    same_host = other.url.split("/")[2] == address.url.split("/")[2]
    if other.kind not in _REPOSITORIES or not same_host or name.endswith(("-", "_", ".")):
        return False
    return (other.kind, name) != (address.kind, first) and not first.startswith(f"{name}/")


def _dotted(address: Address) -> Artifact:
    return Artifact(address.kind, f"{address.target}.", f"{address.url}.")


def _may_end_in_dot(address: Address, printed: str) -> bool:
    if "?" in address.url or "#" in printed or printed.endswith("/"):
        return False
    host = address.target.partition("/")[0].casefold()
    return host not in SHORTENERS and host not in NO_FINAL_DOT and _MAY_END_IN_DOT.search(address.target) is not None
