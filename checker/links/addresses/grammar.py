"""
The grammar of addresses: the text of a URL → kind, canonical target, canonical URL. Pure.

The text is already repaired: it has no blanks, no LaTeX, no punctuation of the sentence.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from checker.links.addresses.mistyped import intended_host
from checker.links.platforms import archives, forges, github, hosts, hub, publications, queries, viewers
from checker.links.platforms.address import Address, Parts
from checker.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Address", "address_of", "parse", "printed_address"]

_URL = re.compile(
    r"""(?P<scheme>[a-z+]{2,12}(?=:)|(?=//)|)  :?[/\\]*
        (?:[^@/\\?\#]{1,64}@)?  (?:www\d?\.)?
        (?P<host>(?:[^\W_](?:[\w-]{0,62})\.)+[^\W\d_][^\W_]{1,17}|(?:\d{1,3}\.){3}\d{1,3})\.?
        (?::(?:80(?!\d)|443(?!\d))?(?=[/?\#]|\Z))?  (?P<port>:\d{1,5})?
        (?P<path>(?:[/\\][^?\#]*)?)  (?:\?(?P<query>[^\#]*))?  (?:\#(?P<fragment>.*))?\Z""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
#: A slash that was scanned as a letter, or is a colon as in git: `github.comlOwner/name`, `github.com:owner/name`.
_SLASH_MISREAD = re.compile(r"(?<=\bgithub\.com)(?:[lI1|](?=[A-Z0-9][\w-]*/[\w.-])|:(?=[A-Za-z][\w-]*/[\w.-]))")
#: A known host without its top-level domain: `https://github/owner/name`.
_DOMAIN_LOST = re.compile(r"://(?:www\.)?(?:(github)|huggingface)(?=/[\w-]+/[\w.-])", re.IGNORECASE)
_SCP = re.compile(r"(?:ssh:/{1,2})?git@([\w.-]+)(?::\d{2,5}(?=/))?[:/]+(.+)", re.IGNORECASE)
_SCHEME = re.compile(r"(https?|git|ssh|ftp):[/\\]*", re.IGNORECASE)

#: The path of a repository as nearly always printed: owner and name, with nothing to be cut off.
_REPOSITORY = re.compile(
    r"/((?P<owner>[A-Za-z0-9][A-Za-z0-9_-]{0,38})/[A-Za-z0-9._+-]{0,99}[A-Za-z0-9_+-])(?<!\.[gG][iI][tT])(?:/|\Z)"
)
_REPO, _OTHER = Kind.GITHUB_REPO, Kind.OTHER  # looked up once: access to members of an enumeration is slow


def parse(text: str) -> Address | None:
    """What a whole URL, DOI or SWHID names; None for other text."""
    if text[:3] in ("10.", "doi", "DOI", "swh"):
        return archives.identifier(text)
    text = _SLASH_MISREAD.sub("/", text)
    text = _DOMAIN_LOST.sub(lambda host: "://github.com" if host[1] else "://huggingface.co", text)
    if scp := _SCP.match(text):
        text = f"ssh://{scp[1]}/{scp[2]}"
    url = _URL.match(text)
    if url is None:
        return None
    host, path = url["host"], url["path"].replace("\\", "/")
    if not (url["query"] or url["fragment"] or url["port"]):
        return address_of(host, path, url["scheme"].lower())
    return _named(_parts(host, path, url["scheme"].lower(), url["port"] or ""), url["query"], url["fragment"])


def address_of(host: str, path: str, scheme: str = "https") -> Address | None:
    """
    What a URL with neither query nor fragment names; None if it names nothing that can be checked.

    `host` is without `www.`; `path` is empty or begins with a slash.
    """
    if host == "github.com" and (plain := _REPOSITORY.match(path)):
        target, owner = plain.groups()
        if owner.casefold() not in github.RESERVED:
            return Address(_REPO, target, f"https://github.com/{target}")
    return _named(_parts(host, path, scheme))


def printed_address(text: str, address: Address) -> str:
    """The URL to request for a repaired text: as printed, with a scheme; the canonical URL for an identifier."""
    if text[:3] in ("10.", "doi", "DOI", "swh"):
        return address.url
    if (scp := _SCP.match(text)) and not text.startswith("ssh:"):
        return f"ssh://git@{scp[1]}/{scp[2]}"
    text = text.replace("\\", "/")
    scheme = _SCHEME.match(text)
    return f"{scheme[1].lower()}://{text[scheme.end() :]}" if scheme else f"https://{text.lstrip(':/')}"


def _parts(host: str, path: str, scheme: str, port: str = "") -> Parts:
    host = intended_host(host, path) + port
    plain = "http" if scheme in ("http", "ftp") else scheme if scheme in ("git", "ssh") else "https"
    return Parts(host.casefold(), [part for part in path.split("/") if part], host + path.rstrip("/"), plain)


def _named(parts: Parts, query: str | None = "", fragment: str | None = "") -> Address | None:
    """What a URL names: an artifact on a known host, else the page itself; None for an XML namespace."""
    if query or fragment:
        parts = parts._replace(query=query or "", fragment=fragment or "")
    return _known(parts) or (None if parts.written in hosts.XML_NAMESPACES else _page(parts))


def _known(parts: Parts) -> Address | None:
    """What a URL on a known host names, or one that is shown by a viewer; None on other hosts."""
    if reader := _READERS.get(parts.host):
        return reader(parts.path)
    if text := viewers.shown_url(parts):
        return parse(text)
    return (
        github.pages(parts)
        or archives.doi(parts)
        or publications.publication(parts)
        or forges.repository(parts)
        or archives.deposit(parts)
    )


def _page(parts: Parts) -> Address:
    """A page on another host. Its query is part of the URL, and of the target if it names the artifact."""
    if not parts.query:
        return Address(_OTHER, parts.written, parts.url(parts.written))
    named = queries.naming(parts.path[-1] if parts.path else "", parts.query)
    if named:
        target = f"{parts.written}?{named}"
        return Address(_OTHER, target, parts.url(target))
    query = queries.untracked(parts.query)
    return Address(_OTHER, parts.written, parts.url(parts.written) + (f"?{query}" if query else ""))


#: For hosts on which the path alone tells what it names: the function that reads the path.
_READERS: dict[str, Callable[[list[str]], Address | None]] = {
    "github.com": github.repository,
    **dict.fromkeys(hosts.HUB_HOSTS, hub.artifact),
    **dict.fromkeys(("gist.github.com", "gist.githubusercontent.com"), github.gist),
    **{host: partial(github.file, skip=skip) for host, skip in hosts.GITHUB_FILES.items()},
}
