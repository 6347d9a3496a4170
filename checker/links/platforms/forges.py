"""
Addresses of repositories on other forges: by the forge's name, by git's own address (`….git`, `git://`, `ssh://`),
and by the lists of repositories that gitweb, cgit and ViewVC show.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.links.platforms import hosts, queries
from checker.links.platforms.address import Address, cleaned
from checker.model import Kind

if TYPE_CHECKING:
    from checker.links.platforms.address import Parts

_GIT = re.compile(r"..*\.git\Z", re.IGNORECASE)
_GITWEB = re.compile(r"(?:.*[._-])?gitweb(?:\.\w+)?\Z", re.IGNORECASE)
_CGIT = re.compile(r"cgit(?:\.cgi)?\Z", re.IGNORECASE)
_VIEWERS = re.compile(r"(?:viewvc|viewcvs|cvsweb|websvn)(?:\.(?:cgi|py|pl|php))?\Z", re.IGNORECASE)
_CGIT_PAGES = hosts.FORGE_SUBPAGES | hosts.words("about diff log patch plain refs snapshot stats summary tag atom")
_BRANCHES = hosts.words("trunk branches tags")


def repository(parts: Parts) -> Address | None:
    """The repository or project that an address names; None where no forge shows."""
    return _listed(parts) or _known(parts) or _by_git(parts)


def _listed(parts: Parts) -> Address | None:
    """A repository that a list of repositories shows: told by the query, or by the path after the list's name."""
    project = queries.value(parts.query, "p") if parts.query else ""
    gitweb = parts.host.startswith("gitweb.") or any(_GITWEB.match(part) for part in parts.path)
    if project and (gitweb or _GIT.match(project)):
        return _address(parts, f"{parts.written}?p={project}")
    if parts.host.startswith("cgit."):
        return _at(parts, 0, _CGIT_PAGES)
    for at, part in enumerate(parts.path):
        if _CGIT.match(part):
            return _at(parts, at + 1, _CGIT_PAGES)
        if _VIEWERS.match(part):
            return _in_viewer(parts, at + 1)
    return None


def _at(parts: Parts, first: int, pages: frozenset[str]) -> Address | None:
    """The repository whose path begins at segment `first` and ends before the name of a page, or with `.git`."""
    names = parts.path[first:]
    end = next((at + 1 for at, name in enumerate(names) if _GIT.match(name)), len(names))
    end = next((at for at, name in enumerate(names[:end]) if at and name in pages), end)
    names = [*parts.path[:first], *map(cleaned, names[:end])]
    return _address(parts, "/".join([parts.written_host, *names])) if len(names) > first else None


def _in_viewer(parts: Parts, first: int) -> Address | None:
    root = queries.value(parts.query, "root", "cvsroot", "repname")
    if root:
        return _address(parts, f"{'/'.join([parts.written_host, *parts.path[:first]])}?root={root}")
    return _at(parts, first, _BRANCHES)


def _known(parts: Parts) -> Address | None:
    """A project on a forge that is known by its host, or by the first label of it."""
    host, path = parts.host, parts.path
    label = host.split(".", maxsplit=1)[0]
    own = label in hosts.FORGE_LABELS and host.count(".") > 1 and host not in hosts.NO_FORGES
    known = own or host in hosts.FORGES or host.endswith(hosts.FORGE_DOMAINS) or path[:1] == ["gitlab"]
    if not known or not (path or host.endswith(hosts.FORGE_DOMAINS)):
        return None
    most = hosts.FORGES.get(host, 2 if label == "github" else 0)
    names = [cleaned(part) for part in path[: most or None]]
    least = 1 if host in hosts.OWNERLESS else 2
    cut = next((i for i, name in enumerate(names) if i >= least and name in hosts.FORGE_SUBPAGES), len(names))
    return _address(parts, "/".join([parts.written_host, *names[:cut]]))


def _by_git(parts: Parts) -> Address | None:
    """A repository on any host: its path ends in `.git`, or git's own scheme is used."""
    if any(map(_GIT.match, parts.path)) or (parts.scheme in ("git", "ssh") and parts.path):
        return _at(parts, 0, frozenset())
    return None


def _address(parts: Parts, target: str) -> Address:
    return Address(Kind.OTHER_FORGE, target, parts.url(target))
