"""
Base addresses: where public hosts are really asked, if the user has set another base for them (a mirror, GitHub
Enterprise).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from checker.errors import Unreachable
from checker.model import Reason
from checker.network.redirects import origin

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from checker.config import Settings

_GITHUB = "https://github.com"
_HUB = "https://huggingface.co"
_HERITAGE = "https://archive.softwareheritage.org"
_WAYBACK = "https://archive.org"
_ZENODO = "https://zenodo.org"
_FIGSHARE = "https://api.figshare.com"
_OSF = "https://api.osf.io"
_DOI = "https://doi.org"
_DECODINGS = 4  # times that a path is decoded

_NAME = r"[\w.-]+"
_VIEW = r"(?:tree|blob|raw|resolve|releases|tags|commit|commits|wiki|archive|issues|pull|discussions|viewer)"
_GIT = r"(?:/info/refs|/git-upload-pack)"
#: First segments of a host's own pages: no owner has such a name, and links in papers do not lead there.
_OWN_PAGES = (
    r"(?:api|graphql|setup|manage|admin|stafftools|_private|login|logout|join|sessions?|sso|saml|oauth|settings|search"
    r"|enterprises?|orgs|organizations|apps|notifications|webhooks|billing|assets|healthz?|status|metrics|dashboard)"
)
#: Paths that are asked for on a host whose base is set: pages of owners, of repositories and of their parts, and git.
_PATHS = {
    _GITHUB: re.compile(
        rf"/(?!{_OWN_PAGES}(?:/|\Z)){_NAME}(?:/{_NAME}(?:{_GIT}|/{_VIEW}(?:/.*)?)?)?/?"
        rf"|/gist/{_NAME}(?:/{_NAME})?/?|/raw/{_NAME}/{_NAME}/.+",
        re.IGNORECASE | re.ASCII,
    ),
    _HUB: re.compile(
        rf"/(?!{_OWN_PAGES}(?:/|\Z))(?:(?:datasets|spaces|collections|papers)/)?{_NAME}(?:/{_NAME}(?:{_GIT}|/{_VIEW}(?:/.*)?)?)?/?",
        re.IGNORECASE | re.ASCII,
    ),
    _HERITAGE: re.compile(r"/(?:swh:[0-9]+:[a-z]+:.+|browse/.+)", re.IGNORECASE),
    _ZENODO: re.compile(r"/(?:api/)?(?:records?|doi|communities|deposit|badge)/.+", re.IGNORECASE),
    _FIGSHARE: re.compile(r"/v2/(?:articles|collections)/[0-9]+", re.ASCII),
    _OSF: re.compile(r"/v2/(?:nodes|registrations|guids|files|preprints|users)/\w+/(?:files/(?:\w+/)?)?", re.ASCII),
    _DOI: re.compile(r"/(?:api/handles/)?10\.[0-9.]+/.+", re.ASCII),
}


class Bases:
    """
    Maps public addresses to the addresses that are asked in their place.

    No request goes to a public default while its base is set to something else. An address at a base is trusted only
    if its path is one that is asked for there: a base may be on the user's own network, and a link of a paper or a
    redirect must not lead to other pages of that host. All other addresses of papers and redirects are untrusted.
    """

    def __init__(self, settings: Settings) -> None:
        web, hub, swh = settings.github_web, settings.hf_endpoint, settings.swh_api.removesuffix("/api/1")
        figshare, osf = settings.figshare.removesuffix("/v2"), settings.osf.removesuffix("/v2")
        self._bases: dict[str, str | None] = {
            "github.com": web,
            "huggingface.co": hub,
            "hf.co": hub,
            "archive.softwareheritage.org": swh,
            "zenodo.org": settings.zenodo,
            "api.figshare.com": figshare,
            "api.osf.io": osf,
            **dict.fromkeys(("doi.org", "dx.doi.org"), settings.doi),
        }
        if web != _GITHUB:  # GitHub Enterprise serves them below its own address
            self._bases |= {"gist.github.com": f"{web}/gist", "raw.githubusercontent.com": f"{web}/raw"}
        # These bases serve an API, and need not serve the host's pages.
        if settings.wayback != _WAYBACK:
            self._bases |= {"archive.org": None, "web.archive.org": None}
        if figshare != _FIGSHARE:
            self._bases |= {"figshare.com": None}
        if osf != _OSF:
            self._bases |= {"osf.io": None}
        archives = {settings.zenodo: _ZENODO, figshare: _FIGSHARE, osf: _OSF, settings.doi: _DOI}
        self._publics = {web: _GITHUB, hub: _HUB, swh: _HERITAGE, **archives}

    def placed(self, url: str) -> tuple[str, bool]:
        """
        The address to ask in place of a public one, and whether it is trusted.

        Raises Unreachable for an address that can't be asked (`bad_link`), or that may not be asked because the base
        that is set for its host does not serve it (`not_checked`).
        """
        parts = split(url)
        host = (parts.hostname or "").casefold().rstrip(".").removeprefix("www.")
        if host not in self._bases:
            return url, self.trusts(url)
        base = self._bases[host]
        if base is None:
            raise Unreachable(
                Reason.NOT_CHECKED, f"pages of {host} are not asked for while its base is set elsewhere"
            )
        if _has_dot_segment(_decoded(parts.path)):
            raise Unreachable(Reason.BAD_LINK, "a path that leaves its place")
        place = base + parts.path + (f"?{parts.query}" if parts.query else "")
        if not self.trusts(place):
            raise Unreachable(Reason.NOT_CHECKED, f"such pages of {host} are not asked for at the base that is set")
        return place, True

    def public(self, url: str) -> str:
        """
        The public address that an address below a base stands for, so that it is stored and judged the same
        everywhere.
        """
        for host, base in self._bases.items():
            if base and (url == base or url.startswith((f"{base}/", f"{base}?"))):
                return f"https://{host}{url[len(base) :]}"
        return url

    def trusts(self, url: str) -> bool:
        """Whether an address is at a base (same scheme, host and port), with a path that is asked for there."""
        return any(self._is_at(url, base, public) for base, public in self._publics.items())

    def _is_at(self, url: str, base: str, public: str) -> bool:
        parts, prefix = split(url), urlsplit(base).path
        if origin(url) != origin(base):
            return False
        if base == public:
            return True
        path = _normalised(parts.path)
        inside = path is not None and (path == prefix or path.startswith(f"{prefix}/"))
        return path is not None and inside and (path in (prefix, f"{prefix}/") or _is_asked(path, prefix, public))


def split(url: str) -> SplitResult:
    """The parts of an address; raises Unreachable (`bad_link`) for a text that is not an address."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise Unreachable(Reason.BAD_LINK, "no address that can be asked") from error
    return parts


def _is_asked(path: str, prefix: str, public: str) -> bool:
    return _PATHS[public].fullmatch(path.removeprefix(prefix)) is not None


def _normalised(path: str) -> str | None:
    """
    A path without its percent-encoding; None for one with `.` or `..`, or one that servers may read differently: with
    backslashes, empty segments or characters that can't be printed.
    """
    path = _decoded(path)
    strange = "\\" in path or not path.isprintable() or "//" in path
    return None if strange or _has_dot_segment(path) else path


def _decoded(path: str) -> str:
    """A path without its percent-encoding, undone up to four times; `..`, which is refused, where more is left."""
    for _ in range(_DECODINGS):
        decoded = unquote(path)
        if decoded == path:
            return path
        path = decoded
    return ".."


def _has_dot_segment(path: str) -> bool:
    return any(segment.partition(";")[0] in (".", "..") for segment in re.split(r"[/\\]", path))
