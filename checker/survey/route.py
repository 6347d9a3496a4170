"""
Whom to ask next about one artifact, from what was said of it in this run. Pure.

One witness suffices for what is there; what seems gone, blocked or out of our token's reach is put to a second
one. What a repository holds is asked only where its head is another commit than the one whose content is known.
Weather is no reason to ask elsewhere at the same host: what can't be reached stays due.

An absence on GitHub is put to the second witness once, and so is a repository that GraphQL shows as disabled.
GraphQL's NOT_FOUND to a good token is GitHub's word (docs.github.com, GraphQL); but whether a blocked repository is
answered so is documented nowhere, and only REST tells of a block (403, 451). REST takes one repository a request,
so its word holds for a month, in which GraphQL alone is asked; and where more is absent than a run has second
opinions for, the rest is put to REST by the next runs, and is not confirmed until then.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from checker.model import HUB, Kind, Outcome, Reason, ServiceName
from checker.services.deposits.names import deposit_of
from checker.services.forges.hosts import known, possible, project_of
from checker.services.git.places import printed_git

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from checker.model import Artifact, Observation

#: Witnesses who are asked late and by the batch: one that is not full waits for more, as long as more may come.
PATIENT = frozenset({ServiceName.GITHUB_OWNERS, ServiceName.GITHUB_CONTENT})

#: A witness whose batches leave full as long as more artifacts are to come: fewer requests, and no time is lost.
FILLED = frozenset({ServiceName.GITHUB_GRAPHQL, ServiceName.HUGGINGFACE, ServiceName.SWHID})

#: How long a second witness's word holds on what is absent or blocked, while the first one says the same.
WORD_HOLDS = timedelta(days=30)

#: Troubles of one answer that another route to the same host may not have.
_TRY_ELSEWHERE = frozenset({Reason.SERVER_ERROR, Reason.BAD_RESPONSE, Reason.FORBIDDEN})


class Route:
    """
    `next_witness` for one run of so many artifacts: of what is absent or disabled on GitHub it puts at most a
    hundred, or one in 150 of all, to the second witness. What was blocked and seems absent is always put to it, for
    GraphQL may not tell.
    """

    LEAST = 100
    SHARE = 150

    def __init__(self, due: int, *, token: bool) -> None:
        self._token = token
        self._left = self.second_opinions(due)

    @classmethod
    def second_opinions(cls, due: int) -> int:
        """How many absences and blocks a run of so many artifacts puts to the second witness."""
        return max(cls.LEAST, due // cls.SHARE)

    def __call__(self, artifact: Artifact, seen: Sequence[Observation]) -> ServiceName | None:
        """The name of the service to ask next, None when enough is known."""
        witness = next_witness(artifact, seen, token=self._token, spare=self._left > 0)
        if witness == ServiceName.GITHUB_REST and seen and seen[-1].reason not in _TRY_ELSEWHERE:
            self._left -= 1
        return witness


def next_witness(
    artifact: Artifact, seen: Sequence[Observation], *, token: bool, spare: bool = True
) -> ServiceName | None:
    """
    The name of the service to ask next, None when enough is known. `token`: we have one for GitHub; `spare`: an
    absence or a block may be put to a second witness that takes a request for each.
    """
    said = {one.service: one for one in seen}
    if artifact.kind is Kind.GITHUB_REPO:
        candidate = _with_token(artifact, said, spare=spare) if token else _without_token(artifact, said)
    elif artifact.kind is Kind.GITHUB_ORG:
        candidate = _owner(said, token=token, spare=spare)
    elif artifact.kind is Kind.GITHUB_GIST:
        candidate = ServiceName.GITHUB_ANONYMOUS if token and _refused(said) else ServiceName.GITHUB_REST
    elif artifact.kind in HUB:
        candidate = ServiceName.HUGGINGFACE
    elif artifact.kind is Kind.OTHER_FORGE and "?" in artifact.url:  # named by the query of a list: git is elsewhere
        candidate = ServiceName.WEB
    elif artifact.kind is Kind.OTHER_FORGE or (artifact.kind is Kind.OTHER and printed_git(artifact)):
        candidate = _by_git(artifact, said)
    else:
        candidate = _deposit_or_page(artifact, said)
    return candidate if candidate not in said else None


def _with_token(artifact: Artifact, said: dict[ServiceName | str, Observation], *, spare: bool) -> ServiceName | None:
    first = said.get(ServiceName.GITHUB_GRAPHQL)
    if first is None:
        return ServiceName.GITHUB_GRAPHQL
    if first.outcome is Outcome.REFUSED:
        return _as_strangers(artifact, said)
    seen = next(
        (one for one in (first, said.get(ServiceName.GITHUB_REST)) if one and one.outcome is Outcome.PRESENT), None
    )
    if seen:
        return _present(artifact, seen, said, spare=spare)
    if _refused(said):
        return _as_strangers(artifact, said)
    doubtful = artifact.blocked or (spare and not _holds(artifact.absent_at, first))
    if first.outcome is not Outcome.ABSENT:
        doubtful = first.reason in _TRY_ELSEWHERE
    return ServiceName.GITHUB_REST if doubtful else None


def _has_moved(artifact: Artifact, said: Observation) -> bool:
    """Whether a repository is found under another owner than the one in its link."""
    owner, today = artifact.target.split("/")[0], (said.facts.name or "").split("/")[0]
    return artifact.kind is Kind.GITHUB_REPO and bool(today) and today.casefold() != owner.casefold()


def _refused(said: Mapping[ServiceName | str, Observation]) -> bool:
    """Whether REST refuses our token."""
    rest = said.get(ServiceName.GITHUB_REST)
    return rest is not None and rest.outcome is Outcome.REFUSED


def _as_strangers(artifact: Artifact, said: Mapping[ServiceName | str, Observation]) -> ServiceName | None:
    """It is our token's trouble: what strangers see is asked as strangers ask."""
    return _without_token(artifact, said, ServiceName.GITHUB_ANONYMOUS)


def _holds(told_at: datetime | None, said: Observation) -> bool:
    return told_at is not None and said.at - told_at < WORD_HOLDS


def _present(
    artifact: Artifact, observation: Observation, said: Mapping[ServiceName | str, Observation], *, spare: bool
) -> ServiceName | None:
    facts = observation.facts
    if facts.disabled:
        return ServiceName.GITHUB_REST if spare and not _holds(artifact.blocked_at, observation) else None
    if _has_moved(artifact, observation) and ServiceName.GITHUB_OWNERS not in said:
        return ServiceName.GITHUB_OWNERS
    content = said.get(ServiceName.GITHUB_CONTENT)
    unreadable = content and content.outcome is Outcome.UNKNOWN and content.reason in _TRY_ELSEWHERE
    unreadable = unreadable or not (facts.head or facts.empty)  # it says that there are commits, and shows none
    if unreadable or observation.service == ServiceName.GITHUB_REST:  # GraphQL can't tell of it
        return ServiceName.GITHUB_TREE
    # One repository may have taken another's place with the same commits in it.
    known = facts.head == artifact.content_head and artifact.content_id in ("", facts.platform_id)
    return ServiceName.GITHUB_CONTENT if facts.head and not known else None


def _without_token(
    artifact: Artifact, said: Mapping[ServiceName | str, Observation], rest: ServiceName = ServiceName.GITHUB_REST
) -> ServiceName | None:
    """`rest` is who asks GitHub's REST in nobody's name."""
    first, second = said.get(rest), said.get(ServiceName.GIT)
    if first is None:
        return rest
    if first.outcome is Outcome.BLOCKED:
        return None
    if second is None:
        return ServiceName.GIT
    if first.outcome is Outcome.PRESENT and _has_moved(artifact, first):
        return ServiceName.GITHUB_OLD_OWNER
    weak = second.outcome is Outcome.REFUSED or second.reason in _TRY_ELSEWHERE
    return ServiceName.WEB if weak and first.outcome not in (Outcome.PRESENT, Outcome.ABSENT) else None


def _owner(said: dict[ServiceName | str, Observation], *, token: bool, spare: bool) -> ServiceName | None:
    if token:  # of a missing owner GraphQL says nothing at all
        named = said.get(ServiceName.GITHUB_OWNERS)
        if _refused(said):
            return ServiceName.GITHUB_ANONYMOUS
        elsewhere = named and (named.outcome is Outcome.REFUSED or named.reason in _TRY_ELSEWHERE)
        doubtful = named and named.outcome is Outcome.ABSENT and spare
        return ServiceName.GITHUB_REST if elsewhere or doubtful else ServiceName.GITHUB_OWNERS
    first = said.get(ServiceName.GITHUB_REST)
    return ServiceName.GITHUB_REST if first is None or first.reason is not Reason.RATE_LIMITED else ServiceName.WEB


def _by_git(artifact: Artifact, said: dict[ServiceName | str, Observation]) -> ServiceName | None:
    """What git serves on any host but GitHub's: by git, then by the forge's API, as a page where neither knows."""
    git, api = said.get(ServiceName.GIT), said.get(ServiceName.FORGE)
    if git is None:
        return ServiceName.GIT
    if git.outcome is Outcome.BLOCKED:
        return None
    if api is None and _may_have_api(artifact, git):
        return ServiceName.FORGE
    seen = git.outcome is Outcome.PRESENT or (api and api.outcome in (Outcome.PRESENT, Outcome.ABSENT))
    return None if seen else ServiceName.WEB


def _may_have_api(artifact: Artifact, git: Observation) -> bool:
    """
    Whether the host of a project may run a forge whose API tells more than git: a host known for it wherever it
    answered at all; any other where its git has the project, or asks who we are, as forges do for what is not public.
    """
    host = artifact.target.partition("/")[0]
    if git.status is None or project_of(artifact.target) is None:
        return False
    shown = git.outcome is Outcome.PRESENT or git.status == 401
    return known(host) is not None or (shown and bool(possible(host)))


def _deposit_or_page(artifact: Artifact, said: Mapping[ServiceName | str, Observation]) -> ServiceName:
    """The archive whose deposit it is, by its interface and by nothing else; a page where there is none to ask."""
    deposit = deposit_of(artifact)
    resolved = said.get(ServiceName.DOI)
    only_registered = resolved is not None and resolved.reason is Reason.NOT_CHECKED
    return ServiceName.WEB if deposit is None or only_registered else deposit.service
