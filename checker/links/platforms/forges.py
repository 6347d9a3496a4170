"""
Repositories on forges other than GitHub. They are recognised by the host of the forge, by an address of git itself
(`….git`, `git://`, `ssh://`), or by the URL forms of the repository browsers gitweb, cgit and ViewVC.
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
_VIEWVC = re.compile(r"(?:viewvc|viewcvs|cvsweb|websvn)(?:\.(?:cgi|py|pl|php))?\Z", re.IGNORECASE)
_CGIT_PAGES = hosts.FORGE_SUBPAGES | hosts.words("about diff log patch plain refs snapshot stats summary tag atom")
_SVN_FOLDERS = hosts.words("trunk branches tags")


def repository(parts: Parts) -> Address | None:
    """The repository or project that a URL names; None where no sign of a forge is found."""
    return _in_browser(parts) or _on_known_forge(parts) or _by_git(parts)


def _in_browser(parts: Parts) -> Address | None:
    """A repository in gitweb, cgit or ViewVC: named by the query, or by the path after the name of the program."""
    project = queries.value(parts.query, "p") if parts.query else ""
    gitweb = parts.host.startswith("gitweb.") or any(_GITWEB.match(part) for part in parts.path)
    if project and (gitweb or _GIT.match(project)):
        return _address(parts, f"{parts.written}?p={project}")
    if parts.host.startswith("cgit."):
        return _repository_at(parts, 0, _CGIT_PAGES)
    for at, part in enumerate(parts.path):
        if _CGIT.match(part):
            return _repository_at(parts, at + 1, _CGIT_PAGES)
        if _VIEWVC.match(part):
            return _in_viewvc(parts, at + 1)
    return None


def _repository_at(parts: Parts, first: int, pages: frozenset[str]) -> Address | None:
    """The repository whose path begins at segment `first` and ends with `.git`, or before a segment in `pages`."""
    names = parts.path[first:]
    end = next((at + 1 for at, name in enumerate(names) if _GIT.match(name)), len(names))
    end = next((at for at, name in enumerate(names[:end]) if at and name in pages), end)
    names = [*parts.path[:first], *map(cleaned, names[:end])]
    return _address(parts, "/".join([parts.written_host, *names])) if len(names) > first else None


def _in_viewvc(parts: Parts, first: int) -> Address | None:
    """A repository in ViewVC and programs like it, whose own path ends before segment `first`."""
    root = queries.value(parts.query, "root", "cvsroot", "repname")
    if root:
        return _address(parts, f"{'/'.join([parts.written_host, *parts.path[:first]])}?root={root}")
    return _repository_at(parts, first, _SVN_FOLDERS)


def _on_known_forge(parts: Parts) -> Address | None:
    """A project on a forge whose host is known, or whose host has a first label that forges use (`gitlab.…`)."""
    host, path = parts.host, parts.path
    label = host.split(".", maxsplit=1)[0]
    self_hosted = label in hosts.FORGE_LABELS and host.count(".") > 1 and host not in hosts.NOT_FORGES
    known = self_hosted or host in hosts.FORGES or host.endswith(hosts.FORGE_DOMAINS) or path[:1] == ["gitlab"]
    if not known or not (path or host.endswith(hosts.FORGE_DOMAINS)):
        return None
    length = hosts.FORGES.get(host, 2 if label == "github" else 0)
    names = [cleaned(part) for part in path[: length or None]]
    shortest = 1 if host in hosts.OWNERLESS else 2
    end = next((i for i, name in enumerate(names) if i >= shortest and name in hosts.FORGE_SUBPAGES), len(names))
    return _address(parts, "/".join([parts.written_host, *names[:end]]))


def _by_git(parts: Parts) -> Address | None:
    """A repository on any host: a segment of its path ends in `.git`, or the scheme is git or ssh."""
    if any(map(_GIT.match, parts.path)) or (parts.scheme in ("git", "ssh") and parts.path):
        return _repository_at(parts, 0, frozenset())
    return None


def _address(parts: Parts, target: str) -> Address:
    return Address(Kind.OTHER_FORGE, target, parts.url(target))
