"""Where hosts are really asked: at the base that the user set, if one is set for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.errors import Unreachable
from checker.model import Reason
from checker.network.redirects import origin

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from checker.config import Settings

_GITHUB = "https://github.com"
_WAYBACK = "https://archive.org"
_DOTS = re.compile(r"(?:\.|%2e){1,2}", re.IGNORECASE)


class Bases:
    """
    Public addresses, and the addresses that are asked in their place.

    No request goes to a public default while its base is set to something else. An address at a base is
    trusted; whatever else stands in a paper or in a redirect is a stranger's.
    """

    def __init__(self, settings: Settings) -> None:
        web, swh = settings.github_web, settings.swh_api.removesuffix("/api/1")
        self._bases: dict[str, str | None] = {
            "github.com": web,
            "www.github.com": web,
            "huggingface.co": settings.hf_endpoint,
            "hf.co": settings.hf_endpoint,
            "archive.softwareheritage.org": swh,
        }
        if web != _GITHUB:  # GitHub Enterprise serves them below its own address
            self._bases |= {"gist.github.com": f"{web}/gist", "raw.githubusercontent.com": f"{web}/raw"}
        if settings.wayback != _WAYBACK:  # a base for two routes: it need not have the archive's pages
            self._bases |= {"archive.org": None, "www.archive.org": None, "web.archive.org": None}
        self._origins = {origin(base) for base in (web, settings.hf_endpoint, settings.swh_api)}

    def placed(self, url: str) -> tuple[str, bool]:
        """
        The address to ask for a public one, and whether it is trusted.

        Raises Unreachable for an address that can't be asked (`bad_link`), or may not be asked while its base
        is set to something that does not have it (`not_checked`).
        """
        parts = split(url)
        host = (parts.hostname or "").casefold().rstrip(".")
        if host not in self._bases:
            return url, self.trusts(url)
        base = self._bases[host]
        if base is None:
            raise Unreachable(
                Reason.NOT_CHECKED, f"pages of {host} are not asked for while its base is set elsewhere"
            )
        if any(_DOTS.fullmatch(segment) for segment in parts.path.split("/")):
            raise Unreachable(Reason.BAD_LINK, "a path that leaves its place")
        return base + parts.path + (f"?{parts.query}" if parts.query else ""), True

    def public(self, url: str) -> str:
        """The public address of one below a base, so that it is written and judged the same everywhere."""
        for host, base in self._bases.items():
            if base and (url == base or url.startswith((f"{base}/", f"{base}?"))):
                return f"https://{host}{url[len(base) :]}"
        return url

    def trusts(self, url: str) -> bool:
        """Whether an address is at a base: same scheme, host and port."""
        _ = split(url)
        return origin(url) in self._origins


def split(url: str) -> SplitResult:
    """The parts of an address; raises Unreachable (`bad_link`) for a text that is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise Unreachable(Reason.BAD_LINK, "no address that can be asked") from error
    return parts
