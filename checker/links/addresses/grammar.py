"""
The grammar of addresses: the text of a URL → kind, canonical target, canonical URL. Pure values.

The text given here is already repaired: no blanks, no LaTeX, no sentence marks.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from checker.links.addresses import hosts
from checker.links.addresses.mistyped import intended_host
from checker.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable


class Address(NamedTuple):
    """What a link points to: kind, target with its case as written, canonical URL."""

    kind: Kind
    target: str
    url: str


class _Parts(NamedTuple):
    host: str  # in small letters
    path: list[str]  # its segments, none empty
    target: str  # host and path as written, without www. and a slash at the end
    url: str


_URL = re.compile(
    r"""(?P<scheme>[a-z+]{2,12}(?=:)|(?=//)|)  :?[/\\]*
        (?:[^@/\\?\#]{1,64}@)?  (?:www\d?\.)?
        (?P<host>(?:[^\W_](?:[\w-]{0,62})\.)+[^\W\d_][^\W_]{1,17}|(?:\d{1,3}\.){3}\d{1,3})\.?
        (?::(?:80(?!\d)|443(?!\d))?(?=[/?\#]|\Z))?  (?P<port>:\d{1,5})?
        (?P<path>(?:[/\\][^?\#]*)?)  (?:\?(?P<query>[^\#]*))?  (?:\#.*)?\Z""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
#: A slash that was scanned as a letter or written as git has it: `github.comlOwner/name`, `github.com:owner/name`.
_SLASH_MISREAD = re.compile(r"(\bgithub\.com)(?:[lI1|](?=[A-Z0-9][\w-]*/[\w.-])|:(?=[A-Za-z][\w-]*/[\w.-]))")
#: A known host that lost its domain: `https://github/owner/name`.
_DOMAIN_LOST = re.compile(r"://(?:www\.)?(?:(github)|huggingface)(?=/[\w-]+/[\w.-])", re.IGNORECASE)
_SCP = re.compile(r"(?:ssh://)?git@([\w.-]+)[:/]+(.+)", re.IGNORECASE)
_DOI = re.compile(r"(?:.*/|doi:?)?(10\.\d{4,9}/.+)", re.IGNORECASE)
_SWHID = re.compile(r"swh:1:(?:cnt|dir|rev|rel|snp):[0-9a-f]{40}", re.IGNORECASE)

# GitHub: letters, digits, single hyphens, at most 39 characters; old accounts break it, so hyphens are free here.
_OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}\Z")
_NAME = re.compile(r"[A-Za-z0-9._+-]{1,100}")
#: A repository's path as nearly all are printed: owner and name, and no mark that has to be taken off.
_REPOSITORY = re.compile(
    r"/((?P<owner>[A-Za-z0-9][A-Za-z0-9_-]{0,38})/[A-Za-z0-9._+-]{0,99}[A-Za-z0-9_+-])(?<!\.[gG][iI][tT])(?:/|\Z)"
)
_HUB_NAME = re.compile(r"[A-Za-z0-9._-]{1,96}\Z")
_REPO, _OTHER = Kind.GITHUB_REPO, Kind.OTHER  # looked up once: members of an enumeration are slow to reach
_RESERVED = hosts.GITHUB_PAGES | hosts.GITHUB_OWNER_PAGES
_PAGE_FILE = re.compile(r"\.(?:html?|pdf|php|md)\Z", re.IGNORECASE)
_ARCHIVES = tuple(f".{archive}" for archive in hosts.ARCHIVES)
_HUB_LISTINGS = {"datasets": Kind.HF_DATASET, "spaces": Kind.HF_SPACE, "models": Kind.HF_MODEL}
_HUB_PREFIX = {Kind.HF_DATASET: "datasets/", Kind.HF_SPACE: "spaces/"}


def parse(text: str) -> Address | None:
    """The address that a whole URL text names, None where it names none."""
    if text[:3] in ("10.", "doi", "DOI", "swh"):
        return _identifier(text)
    text = _SLASH_MISREAD.sub(r"\1/", text, count=1) if "github.com" in text else text
    text = _DOMAIN_LOST.sub(lambda host: "://github.com" if host[1] else "://huggingface.co", text, count=1)
    if scp := _SCP.match(text):
        text = f"ssh://{scp[1]}/{scp[2]}"
    url = _URL.match(text)
    if url is None:
        return None
    secure = url["scheme"].lower() not in ("http", "ftp")
    return address_of(
        url["host"], url["path"].replace("\\", "/"), url["query"] or "", secure=secure, port=url["port"] or ""
    )


def address_of(host: str, path: str, query: str = "", *, secure: bool = True, port: str = "") -> Address | None:
    """
    The address of a URL whose parts are known, None where it names nothing.

    `host` is without `www.`, `port` empty or with its colon, `path` empty or from its first slash on.
    """
    if host == "github.com" and (plain := _REPOSITORY.match(path)):
        target, owner = plain.groups()
        if owner.casefold() not in _RESERVED:
            return Address(_REPO, target, f"https://github.com/{target}")
    host = intended_host(host, path) + port
    target = host + path.rstrip("/")
    url = f"{'https' if secure else 'http'}://{target}{'?' if query else ''}{query}"
    known = _known(_Parts(host.casefold(), [part for part in path.split("/") if part], target, url))
    return known or (None if target in hosts.XML_NAMESPACES else Address(_OTHER, target, url))


def _known(parts: _Parts) -> Address | None:
    """The address on a host that we know, None for strangers."""
    if paths := _PATHS.get(parts.host):
        return paths(parts.path)
    if parts.host.endswith((".github.io", ".github.com")):
        return _pages(parts)
    return _doi(parts) or _forge(parts) or _archive(parts)


def _identifier(text: str) -> Address | None:
    """An archive's identifier without a host: a DOI or a Software Heritage id."""
    if _SWHID.match(text):
        return _archived(f"archive.softwareheritage.org/{text}")
    return _archived_doi(_DOI.match(text))


def _archived_doi(doi: re.Match[str] | None) -> Address | None:
    if doi is None or not doi[1].casefold().startswith(hosts.ARCHIVE_DOIS):
        return None
    zenodo = re.match(r"10\.5281/zenodo\.\d+", doi[1], re.IGNORECASE)
    return _archived(f"doi.org/{zenodo[0].lower() if zenodo else doi[1]}")


def _archived(target: str) -> Address:
    return Address(Kind.ARCHIVE, target, f"https://{target}")


def _clean(name: str) -> str:
    """A repository's name without `.git`, a version after `@`, and marks that stand there in error."""
    name = (unquote(name) if "%" in name else name).partition("@")[0]
    while name[-4:].lower() == ".git":
        name = name[:-4]
    return name.rstrip(".:,;")


def _github(path: list[str]) -> Address | None:
    owner, name = path[:2] if len(path) > 1 else (*path, "", "")[:2]
    owner = unquote(owner) if "%" in owner else owner
    page = owner.casefold()
    if page in hosts.GITHUB_OWNER_PAGES and _OWNER.match(name):
        return _github_owner(name)
    if page in hosts.GITHUB_PAGES or not _OWNER.match(owner):
        return None
    cleaned = _clean(name)
    valid = _NAME.match(cleaned)
    if valid is None:
        return None if name else _github_owner(owner)
    if not valid[0].strip("."):
        return None
    target = f"{owner}/{cleaned if valid[0] == cleaned else _clean(valid[0])}"
    return Address(Kind.GITHUB_REPO, target, f"https://github.com/{target}")


def _github_owner(owner: str) -> Address:
    return Address(Kind.GITHUB_ORG, owner, f"https://github.com/{owner}")


def _github_file(path: list[str], skip: int) -> Address | None:
    return _github(path[skip:]) if len(path) >= skip + 2 else None


def _gist(path: list[str]) -> Address | None:
    target = "/".join(_clean(part) for part in path[:2] if part != "raw")
    return Address(Kind.GITHUB_GIST, target, f"https://gist.github.com/{target}") if target else None


def _pages(parts: _Parts) -> Address | None:
    if parts.host.endswith(".github.com") and parts.host.removesuffix(".github.com") in hosts.GITHUB_OWN_HOSTS:
        return None
    first = [part for part in parts.path[:1] if not _PAGE_FILE.search(part)]
    return Address(Kind.GITHUB_PAGES, "/".join([_as_written(parts), *first]), parts.url)


def _as_written(parts: _Parts) -> str:
    """The host with its case as written."""
    return parts.target[: len(parts.host)]


def _hub(path: list[str]) -> Address | None:
    first, *rest = [_clean(part) for part in path] or [""]
    listing = first.casefold()
    if listing == "collections":
        return _hub_collection(rest)
    if listing == "organizations":
        return _hub_owner(rest[0]) if rest else None
    if listing in _HUB_LISTINGS:
        return _hub_repo(_HUB_LISTINGS[listing], rest)
    return None if listing in hosts.HUB_PAGES else _hub_repo(Kind.HF_MODEL, [first, *rest])


def _hub_collection(path: list[str]) -> Address | None:
    if len(path) < 2:
        return _hub_owner(path[0]) if path else None
    target = "/".join(path[:2])
    return Address(Kind.HF_COLLECTION, target, f"https://huggingface.co/collections/{target}")


def _hub_owner(owner: str) -> Address | None:
    return Address(Kind.HF_ORG, owner, f"https://huggingface.co/{owner}") if _HUB_NAME.match(owner) else None


def _hub_repo(kind: Kind, path: list[str]) -> Address | None:
    if not path or not all(_HUB_NAME.match(part) for part in path[:2]):
        return None
    if len(path) == 1 or path[1] in hosts.HUB_OWNER_PAGES:
        return _hub_owner(path[0])
    target = path[0] if path[1] in hosts.HUB_SUBPAGES and kind is not Kind.HF_SPACE else f"{path[0]}/{path[1]}"
    return Address(kind, target, f"https://huggingface.co/{_HUB_PREFIX.get(kind, '')}{target}")


def _doi(parts: _Parts) -> Address | None:
    if parts.host not in ("doi.org", "dx.doi.org") and parts.path[:1] != ["doi"]:
        return None
    return _archived_doi(_DOI.match("/".join(parts.path)))


def _forge(parts: _Parts) -> Address | None:
    host, path = parts.host, parts.path
    label = host.split(".", maxsplit=1)[0]
    own = label in hosts.FORGE_LABELS and host.count(".") > 1 and host not in hosts.NO_FORGES
    known = own or host in hosts.FORGES or host.endswith(hosts.FORGE_DOMAINS) or path[:1] == ["gitlab"]
    if not known or not (path or host.endswith(hosts.FORGE_DOMAINS)):
        return None
    most = hosts.FORGES.get(host, 2 if label == "github" else 0)
    names = [_clean(part) for part in path[: most or None]]
    cut = next((i for i, name in enumerate(names) if i >= 2 and name in hosts.FORGE_SUBPAGES), len(names))
    target = "/".join([_as_written(parts), *names[:cut]])
    return Address(Kind.OTHER_FORGE, target, f"{parts.url.partition(':')[0]}://{target}")


def _archive(parts: _Parts) -> Address | None:
    if not f".{parts.host}".endswith(_ARCHIVES) and parts.host.split(".", maxsplit=1)[0] not in hosts.ARCHIVE_LABELS:
        return None
    return None if parts.path[:1] == ["badge"] else Address(Kind.ARCHIVE, parts.target, parts.url)


#: How the paths of one host are read, for the hosts whose paths alone tell what they name.
_PATHS: dict[str, Callable[[list[str]], Address | None]] = {
    "github.com": _github,
    **dict.fromkeys(hosts.HUB_HOSTS, _hub),
    **dict.fromkeys(("gist.github.com", "gist.githubusercontent.com"), _gist),
    **{host: partial(_github_file, skip=skip) for host, skip in hosts.GITHUB_FILES.items()},
}
