"""Alternatives of a link: other targets that the printed text may mean. Checking decides which exists. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.platforms.hosts import NO_FINAL_DOT, SHORTENERS
from checker.model import Artifact, Kind

if TYPE_CHECKING:
    from checker.links.platforms.address import Address

_REPOSITORIES = frozenset({Kind.GITHUB_REPO, Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE, Kind.OTHER_FORGE})
_OTHER = Kind.OTHER  # looked up once: members of an enumeration are slow to reach
#: The end of a page's name that a dot may belong to, as in `…/wiki/Lamps_Inc.`: no file's, no folder's, no host's.
_MAY_END_IN_DOT = re.compile(r"/[^/]*[A-Za-z0-9)](?<!\.[A-Za-z]{2})(?<!\.\w{3})(?<!\.\w{4})(?<!\.\w{5})\Z")


def alternatives(address: Address, printed: str, after: str) -> tuple[Artifact, ...]:
    """What else an address may name that can be read in one way: a page whose name ends with the dot in `after`."""
    return (
        (_dotted(address),) if after == "." and address.kind is _OTHER and _may_end_in_dot(address, printed) else ()
    )


def may_be_meant(other: Address, address: Address) -> bool:
    """Whether another way to read it is another repository on the same host: not the same, no piece of the first."""
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
