"""Where the git repository of a link may be: the address as printed, and with or without `.git`. Pure."""

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
    """Whether an address can only be a repository's: it ends in `.git`, or has a scheme of git's own."""
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
    """The addresses of an artifact, as papers print them first, that can only be a repository's."""
    return [one for one in dict.fromkeys((*artifact.printed, artifact.url)) if is_git_address(one)]


def places(artifact: Artifact) -> list[str]:
    """
    The addresses over HTTP to ask for a repository, the likeliest first: as printed where that names git, else most
    forges serve git at the address of the project with `.git`, some without.
    """
    url = over_http(artifact.url)
    scheme = "http" if url.startswith("http:") else "https"
    host, _, path = artifact.target.partition("/")
    project = f"{scheme}://{host}/{quote(path, safe='/%~@')}".removesuffix(_END)
    printed = [over_http(one) for one in printed_git(artifact)]
    return list(dict.fromkeys([*printed, f"{project}{_END}", project]))


def over_http(url: str) -> str:
    """An address of a repository as HTTP has it: no login, no port of another protocol, no slash at the end."""
    if scp := _SCP.fullmatch(url):
        return f"https://{scp[1]}/{scp[2].rstrip('/')}"
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port and parts.scheme in ("http", "https") else ""
    except ValueError:
        return url
    scheme = "http" if parts.scheme in ("http", "git+http") else "https"
    return f"{scheme}://{parts.hostname or ''}{port}{parts.path.rstrip('/')}"
