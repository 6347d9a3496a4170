"""Addresses at which the git repository of a link may be: as printed, and with or without `.git`. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from checker.model import Artifact

_SCP = re.compile(r"(?:[\w.-]+@)?([\w.-]+\.[a-z]{2,}):(?!//)/*(.+)", re.IGNORECASE)
_GIT_SCHEMES = ("git", "ssh", "git+ssh", "git+https", "git+http")
_END = ".git"


def is_git_address(url: str) -> bool:
    """Whether an address can only be that of a git repository: it ends in `.git`, or has a scheme that git uses."""
    if _SCP.fullmatch(url) and "@" in url:
        return True
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    path = parts.path.rstrip("/")
    named = path.endswith(_END) and len(path) > len(_END) and not path.endswith(f"/{_END}")
    return (parts.scheme in _GIT_SCHEMES and bool(path)) or (named and not parts.query)


def printed_git(artifact: Artifact) -> list[str]:
    """The addresses of an artifact that can only be those of a git repository, printed ones first."""
    return [one for one in dict.fromkeys((*artifact.printed, artifact.url)) if is_git_address(one)]


def places(artifact: Artifact) -> list[str]:
    """
    HTTP addresses at which to look for a repository, the likeliest first: printed addresses of git, then the
    project's address with `.git`, where most forges serve git, then without it.
    """
    url = over_http(artifact.url)
    scheme = "http" if url.startswith("http:") else "https"
    host, _, path = artifact.target.partition("/")
    project = f"{scheme}://{host}/{quote(path, safe='/%~@')}".removesuffix(_END)
    printed = [over_http(one) for one in printed_git(artifact)]
    return list(dict.fromkeys([*printed, f"{project}{_END}", project]))


def over_http(url: str) -> str:
    """
    The HTTP address for a git address: without login, without the port of another protocol or a
    slash at the end.
    """
    if scp := _SCP.fullmatch(url):
        return f"https://{scp[1]}/{scp[2].rstrip('/')}"
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port and parts.scheme in ("http", "https") else ""
    except ValueError:
        return url
    scheme = "http" if parts.scheme in ("http", "git+http") else "https"
    return f"{scheme}://{parts.hostname or ''}{port}{parts.path.rstrip('/')}"
