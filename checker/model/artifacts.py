"""Artifacts: the distinct things that links point to, and their kinds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from checker.model.names import ServiceName

if TYPE_CHECKING:
    from datetime import datetime


class Kind(StrEnum):
    """The kind of thing that a link points to. It decides which service is asked about it."""

    GITHUB_REPO = "github_repo"
    GITHUB_ORG = "github_org"
    GITHUB_GIST = "github_gist"
    GITHUB_PAGES = "github_pages"
    HF_MODEL = "hf_model"
    HF_DATASET = "hf_dataset"
    HF_SPACE = "hf_space"
    HF_COLLECTION = "hf_collection"
    HF_ORG = "hf_org"
    OTHER_FORGE = "other_forge"
    ARCHIVE = "archive"
    PAPER = "paper"  # a publication: links to it are extracted, but it is never an artifact
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Artifact:
    """
    The distinct thing that links point to, however many papers name it.

    `platform_id` is the platform's id of it at an earlier check, and `published` the date (ISO 8601) of the first
    paper that names it; both serve to detect that a name has been re-used for something else. `content_head` is the
    commit whose files are known, `content_id` the platform's id of the repository that this commit was seen in.
    `absent_at` is when a second service last found nothing there, None if it was seen since. `blocked` is whether its
    last known availability is `blocked`, and `blocked_at` when a service last gave the reason for the block.
    `other_names` are its other targets, the current one first. `printed` are the addresses that papers print for it,
    which are the ones to request. `unschemed` are those of `printed` that a paper prints without a scheme, so that
    https is only the likelier one.
    """

    kind: Kind
    target: str
    url: str
    platform_id: str = ""
    published: str = ""
    content_head: str = ""
    content_id: str = ""
    absent_at: datetime | None = None
    blocked: bool = False
    blocked_at: datetime | None = None
    other_names: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    unschemed: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What identifies the artifact, see `artifact_key`."""
        return artifact_key(self.kind, self.target, self.url)


#: Kinds whose targets are addresses on any host, where the case of a path counts.
_PAGES = frozenset({Kind.OTHER, Kind.ARCHIVE, Kind.PAPER})


def artifact_key(kind: Kind, target: str, url: str = "") -> str:
    """
    The key of an artifact: two links with the same key name the same artifact.

    It is `kind:target`, case-folded where case does not matter: for names at GitHub, the Hub and other forges, for
    DOIs, and for the host of any other address. The query of a page is part of its key, because `forum?id=a` and
    `forum?id=b` are two things; it is taken from `url`, which keeps it.
    """
    if kind not in _PAGES:
        return f"{kind}:{target.casefold()}"
    _, mark, query = (url or target).partition("?")
    host, slash, path = target.partition("?")[0].partition("/")
    host = host.casefold()
    return f"{kind}:{host}{slash}{path.casefold() if host == 'doi.org' else path}{mark}{query}"


HUB = frozenset({Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE, Kind.HF_COLLECTION, Kind.HF_ORG})

#: Kinds that are git repositories: an archive of code can hold them, and a captured web page is no copy of them.
REPOSITORIES = (
    Kind.GITHUB_REPO,
    Kind.GITHUB_GIST,
    Kind.HF_MODEL,
    Kind.HF_DATASET,
    Kind.HF_SPACE,
    Kind.OTHER_FORGE,
)


def archived_kinds(archive: str, *, lost: bool) -> tuple[Kind, ...]:
    """
    The kinds that an archive is asked about; `lost` tells whether the artifacts are gone or blocked.

    Software Heritage is asked about repositories. The Wayback Machine is asked about pages, and about lost artifacts
    of every kind, because a captured page may be all that is left of them.
    """
    if archive == ServiceName.SOFTWARE_HERITAGE:
        return REPOSITORIES
    kinds = tuple(kind for kind in Kind if kind is not Kind.PAPER)
    return kinds if lost else tuple(kind for kind in kinds if kind not in REPOSITORIES)
