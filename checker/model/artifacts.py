"""Artifacts: the distinct things that links point to, and their kinds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from checker.model.names import ServiceName

if TYPE_CHECKING:
    from datetime import datetime


class Kind(StrEnum):
    """What a link points to; decides which service is asked about it."""

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
    PAPER = "paper"  # a publication: extracted, and never an artifact
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Artifact:
    """
    The distinct thing that links point to, however many papers name it.

    `platform_id` is the id seen at an earlier check; `published` the date (ISO 8601) of the first paper that
    names it: both help to see that a name has been re-used. `content_head` is the commit whose content is known,
    `content_id` the id of the repository that it was seen in.
    `absent_at` is when a second service last found nothing there, if it has not been seen since; `blocked` is whether
    it was blocked at the last known verdict, and `blocked_at` is when a service last gave the reason.
    `also` are other names of it, today's first; `printed` are the addresses that papers print for it: what is asked.
    `unschemed` are those of them that a paper prints without a scheme, where https is but the likelier reading.
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
    also: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    unschemed: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The identity of an artifact, see `artifact_key`."""
        return artifact_key(self.kind, self.target, self.url)


#: Kinds whose targets are addresses on any host, where the case of a path counts.
_PAGES = frozenset({Kind.OTHER, Kind.ARCHIVE, Kind.PAPER})


def artifact_key(kind: Kind, target: str, url: str = "") -> str:
    """
    What makes two links one artifact: the kind, and the target without the case that tells nothing apart.

    That is any case of names at GitHub, the Hub and other forges, and of DOIs; elsewhere only that of the host. A
    page's query belongs to it, for `forum?id=a` and `forum?id=b` are two things.
    """
    if kind not in _PAGES:
        return f"{kind}:{target.casefold()}"
    _, mark, query = (url or target).partition("?")
    host, slash, path = target.partition("?")[0].partition("/")
    host = host.casefold()
    return f"{kind}:{host}{slash}{path.casefold() if host == 'doi.org' else path}{mark}{query}"


HUB = frozenset({Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE, Kind.HF_COLLECTION, Kind.HF_ORG})

#: What is a git repository: an archive of code can hold it, and a capture of its page is no copy of it.
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
    The kinds that an archive is asked about: Software Heritage about repositories; the Wayback Machine about
    pages, and about anything that is lost, for a captured page may be all that is left.
    """
    if archive == ServiceName.SOFTWARE_HERITAGE:
        return REPOSITORIES
    kinds = tuple(kind for kind in Kind if kind is not Kind.PAPER)
    return kinds if lost else tuple(kind for kind in kinds if kind not in REPOSITORIES)
