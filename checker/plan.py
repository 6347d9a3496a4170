"""
Whom to ask next about one artifact, from what was said of it in this run. Pure.

One witness suffices for what is there; what seems gone, blocked or out of our token's reach is put to a second
one. What a repository holds is asked only where its head is another commit than the one whose content is known.
Weather is no reason to ask elsewhere at the same host: what can't be reached stays due.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Kind, Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from checker.model import Artifact, Observation

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

#: Witnesses who are asked late and by the batch: one that is not full waits for more, as long as more may come.
PATIENT = frozenset({"github_owners", "github_content"})

#: Troubles of one answer that another route to the same host may not have.
_TRY_ELSEWHERE = frozenset({Reason.SERVER_ERROR, Reason.BAD_RESPONSE, Reason.FORBIDDEN})


def next_witness(artifact: Artifact, seen: Sequence[Observation], *, token: bool) -> str | None:
    """The name of the service to ask next, None when enough is known. `token`: we have one for GitHub."""
    said = {one.service: one for one in seen}
    if artifact.kind is Kind.GITHUB_REPO:
        candidate = _with_token(artifact, said) if token else _without_token(said)
    elif artifact.kind is Kind.GITHUB_ORG:
        candidate = _owner(said, token=token)
    elif artifact.kind is Kind.GITHUB_GIST:
        candidate = "github_rest"
    elif artifact.kind in HUB:
        candidate = "huggingface"
    elif artifact.kind is Kind.OTHER_FORGE:
        candidate = _forge(said)
    else:
        candidate = "web"
    return candidate if candidate not in said else None


def archived_kinds(archive: str, *, lost: bool) -> tuple[Kind, ...]:
    """
    The kinds that an archive is asked about: Software Heritage about repositories; the Wayback Machine about
    pages, and about anything that is lost, for a captured page may be all that is left.
    """
    if archive == "software_heritage":
        return REPOSITORIES
    return tuple(Kind) if lost else tuple(kind for kind in Kind if kind not in REPOSITORIES)


def _with_token(artifact: Artifact, said: dict[str, Observation]) -> str | None:
    first = said.get("github_graphql")
    if first is None:
        return "github_graphql"
    if first.outcome is Outcome.PRESENT:
        return _present(artifact, first, said)
    if first.outcome is Outcome.REFUSED:
        return "github_anonymous"
    if first.outcome is Outcome.ABSENT or first.reason in _TRY_ELSEWHERE:
        second = said.get("github_rest")
        if second and second.outcome is Outcome.PRESENT:
            return _present(artifact, second, said)
        return "github_rest"
    return None


def _present(artifact: Artifact, observation: Observation, said: Collection[str]) -> str | None:
    facts = observation.facts
    if facts.disabled:
        return "github_rest"
    owner, today = artifact.target.split("/")[0], (facts.name or "").split("/")[0]
    if today and today.casefold() != owner.casefold() and "github_owners" not in said:
        return "github_owners"
    return "github_content" if facts.head and facts.head != artifact.content_head else None


def _without_token(said: dict[str, Observation]) -> str | None:
    first, second = said.get("github_rest"), said.get("git")
    if first is None:
        return "github_rest"
    if first.outcome is Outcome.BLOCKED:
        return None
    if second is None:
        return "git"
    weak = second.outcome is Outcome.REFUSED or second.reason in _TRY_ELSEWHERE
    return "web" if weak and first.outcome not in (Outcome.PRESENT, Outcome.ABSENT) else None


def _owner(said: dict[str, Observation], *, token: bool) -> str | None:
    if token:
        return "github_owners"
    first = said.get("github_rest")
    return "github_rest" if first is None or first.reason is not Reason.RATE_LIMITED else "web"


def _forge(said: dict[str, Observation]) -> str | None:
    first = said.get("git")
    if first is None:
        return "git"
    return None if first.outcome in (Outcome.PRESENT, Outcome.BLOCKED) else "web"
