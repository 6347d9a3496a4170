"""Artifacts at GitHub: repositories, owners, gists, raw files, pages."""

from __future__ import annotations

import re
from urllib.parse import unquote

from checker.links.platforms import hosts
from checker.links.platforms.address import Address, Parts, cleaned
from checker.model import Kind

# GitHub's rule is letters, digits and single hyphens, at most 39 characters. Old accounts have other names, so
# hyphens and underscores may stand anywhere but at the beginning.
_OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}\Z")
_NAME = re.compile(r"[A-Za-z0-9._+-]{1,100}")
_PAGE_FILE = re.compile(r"\.(?:html?|pdf|php|md)\Z", re.IGNORECASE)

#: First segments of a path at github.com that are not the name of an owner.
RESERVED = hosts.GITHUB_PAGES | hosts.GITHUB_OWNER_PAGES


def repository(path: list[str]) -> Address | None:
    """The repository or owner that a path at github.com names; None for GitHub's own pages."""
    owner, name = (*path, "", "")[:2]
    owner = unquote(owner) if "%" in owner else owner
    folded = owner.casefold()
    if folded in hosts.GITHUB_OWNER_PAGES and _OWNER.match(name):
        return _owner(name)
    if folded in hosts.GITHUB_PAGES or not _OWNER.match(owner):
        return None
    clean = cleaned(name)
    valid = _NAME.match(clean)
    if valid is None:
        return None if name else _owner(owner)
    if not valid[0].strip("."):
        return None
    target = f"{owner}/{clean if valid[0] == clean else cleaned(valid[0])}"
    return Address(Kind.GITHUB_REPO, target, f"https://github.com/{target}")


def _owner(owner: str) -> Address:
    return Address(Kind.GITHUB_ORG, owner, f"https://github.com/{owner}")


def file(path: list[str], skip: int = 0) -> Address | None:
    """The repository of a file, for a host whose paths have `skip` segments before the owner; None without a name."""
    return repository(path[skip:]) if len(path) >= skip + 2 else None


def gist(path: list[str]) -> Address | None:
    """The gist that a path (`owner/id` or `id`) names; None for an empty path."""
    target = "/".join(cleaned(part) for part in path[:2] if part != "raw")
    return Address(Kind.GITHUB_GIST, target, f"https://gist.github.com/{target}") if target else None


def pages(parts: Parts) -> Address | None:
    """The GitHub Pages of a user or project; None on another host, or on one of GitHub's own."""
    if not parts.host.endswith((".github.io", ".github.com")):
        return None
    if parts.host.endswith(".github.com") and parts.host.removesuffix(".github.com") in hosts.GITHUB_OWN_HOSTS:
        return None
    first = [part for part in parts.path[:1] if not _PAGE_FILE.search(part)]
    return Address(Kind.GITHUB_PAGES, "/".join([parts.written_host, *first]), parts.url(parts.written))
