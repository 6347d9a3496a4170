"""Which type of forge a host may run, by its name; for most hosts only a response shows it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.services.forges.bitbucket import Bitbucket
from checker.services.forges.dialect import Project
from checker.services.forges.gitea import Gitea
from checker.services.forges.gitlab import GitLab

if TYPE_CHECKING:
    from checker.services.forges.dialect import Dialect

_GITLAB, _GITEA, _BITBUCKET = GitLab(), Gitea(), Bitbucket()

_BY_HOST: dict[str, Dialect] = {
    **dict.fromkeys(("gitlab.com", "framagit.org", "salsa.debian.org"), _GITLAB),
    **dict.fromkeys(("codeberg.org", "gitea.com"), _GITEA),
    "bitbucket.org": _BITBUCKET,
}
#: First labels of self-hosted forges.
_BY_LABEL: dict[str, Dialect] = {"gitlab": _GITLAB, "gitea": _GITEA, "forgejo": _GITEA}
#: Forges without an API that we know, or with one that needs a login.
_OTHERS = ("sourceforge.net", "sf.net", "sr.ht", "gitee.com", "launchpad.net", "modelscope.cn", "modelscope.ai")


def known(host: str) -> Dialect | None:
    """The type of forge that a host is known to run; None if unknown."""
    name = host.casefold().partition(":")[0]
    label = name.partition(".")[0]
    return _BY_HOST.get(name) or (_BY_LABEL.get(label) if name.count(".") > 1 else None)


def possible(host: str) -> tuple[Dialect, ...]:
    """The types of forge that a host may run, the likeliest first; () if it is known to run none of them."""
    if one := known(host):
        return (one,)
    name = host.casefold().partition(":")[0]
    elsewhere = f".{name}".endswith(tuple(f".{other}" for other in _OTHERS)) or name.startswith("github.")
    return () if elsewhere else (_GITLAB, _GITEA)


def project_of(target: str) -> Project | None:
    """The project that a target names; None for a target without one (a group, a list)."""
    host, _, path = target.partition("/")
    root = "/gitlab" if path.startswith("gitlab/") else ""
    path = path.removeprefix("gitlab/").removesuffix(".git").strip("/")
    return Project(host, root, path) if "/" in path else None
