"""
The grammar of addresses: the text of a URL → kind, canonical target, canonical URL. Pure values.

The text given here is already whole (see find): no blanks, no LaTeX, no sentence marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from checker.links.hosts import (
    ARCHIVES,
    FORGE_LABELS,
    FORGES,
    GITHUB_PAGES,
    HUB_PAGES,
    HUB_SUBPAGES,
    NO_FORGES,
)
from checker.model import Kind


@dataclass(frozen=True, slots=True)
class Address:
    """What a link points to: kind, target with its case as written, canonical URL."""

    kind: Kind
    target: str
    url: str


@dataclass(frozen=True, slots=True)
class _Parts:
    host: str  # as written, without www.
    path: list[str]  # segments, none empty
    query: str
    scheme: str

    @property
    def name(self) -> str:
        return self.host.casefold()


# GitHub: letters, digits, single hyphens, at most 39 characters; old accounts break it, so hyphens are free here.
_OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})\Z")
_NAME = re.compile(r"[A-Za-z0-9._+-]{1,100}\Z")
_HUB_NAME = re.compile(r"[A-Za-z0-9._-]{1,96}\Z")
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,62})\.)+[^\W\d_]{2,18}(?::\d{1,5})?\Z")
_SCHEME = re.compile(r"(?:(h+t+p*s*|ftp|ssh|git)(?::/*|/{2,})|//)", re.IGNORECASE)
_DOI = re.compile(r"10\.5281/zenodo\.(\d+)", re.IGNORECASE)
_SCP = re.compile(r"(?:ssh://)?git@([\w.-]+)[:/](.+)", re.IGNORECASE)


def parse(text: str) -> Address | None:
    """The address that a whole URL text names, None where it names none."""
    if doi := _DOI.search(text):
        return _address(Kind.ARCHIVE, f"doi.org/10.5281/zenodo.{doi[1]}")
    parts = _split(text)
    if parts is None:
        return None
    for rule in (_github, _gist, _raw, _pages, _hub, _forge, _archive):
        if found := rule(parts):
            return found
    return _other(parts)


def _split(text: str) -> _Parts | None:
    if scp := _SCP.match(text):
        text = f"ssh://{scp[1]}/{scp[2]}"
    scheme = _SCHEME.match(text)
    rest = text[scheme.end() :] if scheme else text
    rest, _, _ = rest.partition("#")
    rest, _, query = rest.partition("?")
    host, *path = rest.replace("\\", "/").split("/")
    host = re.sub(r"(?i)^(?:[^@/]*@)?(?:www\d?\.)?", "", host).rstrip(".")
    host = re.sub(r":(?:80|443)?$", "", host)
    if not _HOST.match(host) and not re.fullmatch(r"(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?", host):
        return None
    secure = not scheme or (scheme[1] or "https").casefold() != "http"
    return _Parts(host, [part for part in path if part], query, "https" if secure else "http")


def _address(kind: Kind, target: str, url: str = "") -> Address:
    return Address(kind, target, url or f"https://{target}")


def _clean(name: str) -> str:
    """A repository's name without `.git` and what stands after it in error."""
    name = unquote(name)
    return re.sub(r"(?:\.git)+$", "", name, flags=re.IGNORECASE).rstrip(".:,;")


def _github(parts: _Parts) -> Address | None:
    if parts.name != "github.com":
        return None
    owner, name = ([*parts.path, "", ""])[:2]
    if owner.casefold() in ("orgs", "organizations", "users", "sponsors") and _OWNER.match(name):
        return _org(name)
    if owner.casefold() in GITHUB_PAGES or not _OWNER.match(owner):
        return None
    name = _clean(name)
    if not name:
        return _org(owner)
    if not _NAME.match(name) or name in (".", ".."):
        return None
    return _address(Kind.GITHUB_REPO, f"{owner}/{name}", f"https://github.com/{owner}/{name}")


def _org(owner: str) -> Address:
    return _address(Kind.GITHUB_ORG, owner, f"https://github.com/{owner}")


def _gist(parts: _Parts) -> Address | None:
    if parts.name not in ("gist.github.com", "gist.githubusercontent.com") or not parts.path:
        return None
    target = "/".join(_clean(part) for part in parts.path[:2] if part != "raw")
    return _address(Kind.GITHUB_GIST, target, f"https://gist.github.com/{target}")


def _raw(parts: _Parts) -> Address | None:
    hosts = ("raw.githubusercontent.com", "raw.github.com", "codeload.github.com", "media.githubusercontent.com")
    if parts.name not in hosts or len(parts.path) < 2:
        return None
    path = parts.path[1:] if parts.name.startswith("media.") and parts.path[0] == "media" else parts.path
    return _github(_Parts("github.com", path, "", "https"))


def _pages(parts: _Parts) -> Address | None:
    if not parts.name.endswith((".github.io", ".github.com")) or parts.name in ("gist.github.com", "docs.github.com"):
        return None
    if parts.name.endswith(".github.com") and parts.name.split(".")[0] in ("api", "help", "education", "support"):
        return None
    first = parts.path[0] if parts.path else ""
    if re.search(r"\.(?:html?|pdf|php|md)$", first, re.IGNORECASE):
        first = ""
    return _address(Kind.GITHUB_PAGES, "/".join(filter(None, (parts.host, first))), _whole(parts))


def _hub(parts: _Parts) -> Address | None:
    if parts.name not in ("huggingface.co", "hf.co", "hf-mirror.com", "huggingface.com"):
        return None
    first, *rest = [unquote(part) for part in parts.path] or [""]
    listing = {"datasets": Kind.HF_DATASET, "spaces": Kind.HF_SPACE, "models": Kind.HF_MODEL}.get(first.casefold())
    if first.casefold() == "collections":
        return _hub_collection(rest)
    if listing:
        return _hub_repo(listing, rest)
    if not first or first.casefold() in HUB_PAGES or not _HUB_NAME.match(first):
        return None
    return _hub_repo(Kind.HF_MODEL, [first, *rest])


def _hub_collection(path: list[str]) -> Address | None:
    if not path:
        return None
    if len(path) == 1:
        return _hub_org(path[0])
    target = "/".join(path[:2])
    return _address(Kind.HF_COLLECTION, target, f"https://huggingface.co/collections/{target}")


def _hub_org(owner: str) -> Address | None:
    found = _HUB_NAME.match(owner)
    return _address(Kind.HF_ORG, owner, f"https://huggingface.co/{owner}") if found else None


def _hub_repo(kind: Kind, path: list[str]) -> Address | None:
    prefix = {Kind.HF_DATASET: "datasets/", Kind.HF_SPACE: "spaces/"}.get(kind, "")
    if not path or not all(_HUB_NAME.match(_clean(part) or " ") for part in path[:2]):
        return None
    if len(path) == 1:
        return _hub_org(path[0])
    target = path[0] if path[1] in HUB_SUBPAGES and kind is Kind.HF_MODEL else f"{path[0]}/{_clean(path[1])}"
    return _address(kind, target, f"https://huggingface.co/{prefix}{target}")


_FORGE_SUBPATHS = frozenset(
    {"-", "src", "tree", "blob", "raw", "wiki", "commits", "branch", "overview", "files", "issues"}
)


def _forge(parts: _Parts) -> Address | None:
    least = FORGES.get(parts.name, 0)
    if not least and (parts.name in NO_FORGES or not parts.name.startswith(FORGE_LABELS)):
        return None
    if least and len(parts.path) < least:
        return None
    path = [_clean(part) for part in parts.path]
    cut = next((i for i, part in enumerate(path) if i >= 2 and part in _FORGE_SUBPATHS), len(path))
    return _address(Kind.OTHER_FORGE, "/".join([parts.host, *path[:cut]]))


def _archive(parts: _Parts) -> Address | None:
    if not any(parts.name == host or parts.name.endswith(f".{host}") for host in ARCHIVES):
        return None
    if parts.path[:1] == ["badge"]:
        return None
    return _address(Kind.ARCHIVE, "/".join([parts.host, *parts.path]))


def _other(parts: _Parts) -> Address | None:
    target = "/".join([parts.host, *parts.path])
    return _address(Kind.OTHER, target, _whole(parts))


def _whole(parts: _Parts) -> str:
    url = f"{parts.scheme}://{'/'.join([parts.host, *parts.path])}"
    return f"{url}?{parts.query}" if parts.query else url
