"""
Viewers: sites that show or run the files of a repository on another host. Their URLs name that repository.

A viewer answers any path, so its answer does not say whether the repository exists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from checker.links.platforms import hosts

if TYPE_CHECKING:
    from checker.links.platforms.address import Parts

#: Sites whose paths begin with a repository at GitHub: `host/owner/name/…`.
_OWNER_FIRST = hosts.words(
    """
    github.dev github1s.com githubbox.com githubtocolab.com raw.githack.com rawcdn.githack.com rawgit.com
    cdn.rawgit.com githubraw.com cdn.githubraw.com deepwiki.com gitingest.com gitdiagram.com uithub.com
    combinatronics.com gitmcp.io
    """
)
#: The same for repositories of another forge.
_ELSEWHERE_FIRST = {
    "gl.githack.com": "gitlab.com",
    "glcdn.githack.com": "gitlab.com",
    "bb.githack.com": "bitbucket.org",
    "bbcdn.githack.com": "bitbucket.org",
    "gist.githack.com": "gist.github.com",
    "gistcdn.githack.com": "gist.github.com",
}
#: Sites whose paths name the forge and then the repository: `host/github/owner/name/…`.
_FORGE_FIRST = hosts.words(
    """
    colab.research.google.com colab.sandbox.google.com nbviewer.org nbviewer.jupyter.org nbviewer.ipython.org
    mybinder.org beta.mybinder.org gke.mybinder.org ovh.mybinder.org binder.pangeo.io vscode.dev insiders.vscode.dev
    codesandbox.io stackblitz.com cdn.jsdelivr.net jsdelivr.com data.jsdelivr.com fastly.jsdelivr.net
    cdn.statically.io console.paperspace.com studiolab.sagemaker.aws replit.com repl.it sourcegraph.com
    codewiki.google zread.ai
    """
)
#: Names of forges in such paths, each with the host that it stands for.
_FORGES = {
    **dict.fromkeys(("github", "gh", "github.com"), "github.com"),
    **dict.fromkeys(("gitlab", "gl", "gitlab.com"), "gitlab.com"),
    **dict.fromkeys(("bitbucket", "bb", "bitbucket.org"), "bitbucket.org"),
    **dict.fromkeys(("gist", "gist.github.com"), "gist.github.com"),
    **dict.fromkeys(("huggingface", "hf", "huggingface.co"), "huggingface.co"),
    "zenodo": "doi.org",
    "figshare": "doi.org",
    "dataverse": "doi.org",
}
_BEFORE_FORGE = 4  # segments that may stand before the forge's name, as in `v2/gh`, `package/gh`, `p/github`
#: Sites whose URL contains another URL: in the query, in the fragment, or as the rest of the path.
_CONTAINING = hosts.words(
    """
    htmlpreview.github.io htmlpreview.github.com gitpod.io kaggle.com netron.app download-directory.github.io
    minhaskamal.github.io downgit.github.io deepnote.com app.codeanywhere.com nbviewer.org nbviewer.jupyter.org
    nbviewer.ipython.org mybinder.org ghcr.gitpod.io lightning.ai
    """
)
_ADDRESS = re.compile(
    r"(?:https?(?::/{1,2}|/))?((?:(?:www|raw|gist)\.)?(?:github\.com|githubusercontent\.com)|gist\.github\.com"
    r"|raw\.githubusercontent\.com|gitlab\.com|bitbucket\.org|codeberg\.org|huggingface\.co)/([^?#&\s]+)",
    re.IGNORECASE,
)


def shown_url(parts: Parts) -> str:
    """The URL of the repository that a viewer's URL shows; empty if it shows none, or the host is not a viewer."""
    if parts.host in _OWNER_FIRST or parts.host.endswith(".github1s.com"):
        return f"https://github.com/{'/'.join(parts.path)}" if len(parts.path) > 1 else ""
    if forge := _ELSEWHERE_FIRST.get(parts.host):
        return f"https://{forge}/{'/'.join(parts.path)}" if parts.path else ""
    named = _after_forge(parts.path) if parts.host in _FORGE_FIRST or _is_binder(parts) else ""
    return named or (_contained(parts) if parts.host in _CONTAINING else "")


def _is_binder(parts: Parts) -> bool:
    """Whether this is one of the many BinderHubs, all of which have paths like `…/v2/gh/owner/name/ref`."""
    return "binder" in parts.written.casefold() and "v2" in parts.path


def _after_forge(path: list[str]) -> str:
    """The URL of the repository that follows the name of a forge in a path; empty without one."""
    for at, part in enumerate(path[: _BEFORE_FORGE + 1]):
        if forge := _FORGES.get(part.casefold()):
            rest = path[at + 1 :]
            if forge in ("gitlab.com", "bitbucket.org"):  # Binder percent-encodes group/project into one segment
                rest = [unquote(rest[0])] if rest and "%" in rest[0] else rest[:2]
            return (
                f"https://{forge}/{'/'.join(rest)}"
                if len(rest) > 1 or "/" in "".join(rest) or _is_gist(forge)
                else ""
            )
    return ""


def _is_gist(forge: str) -> bool:
    return forge == "gist.github.com"


def _contained(parts: Parts) -> str:
    """The URL of a repository that the query, the fragment or the path contains; empty if none does."""
    for text in (parts.query, parts.fragment, "/".join(parts.path)):
        found = _ADDRESS.search(unquote(text)) if text else None
        if found:
            return f"https://{found[1]}/{found[2]}"
    return ""
