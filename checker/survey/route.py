"""
Which service to ask next about one artifact, given the answers about it in this run. No I/O.

One service is enough for an artifact that is present. One that seems gone, blocked, or hidden from the user's token
is put to a second service. The content of a repository is asked for only where its head is another commit than the
one whose content is known. A failure of the network is no reason to ask the same host by another route: the artifact
stays due.

An absence on GitHub is put to REST once, and so is a repository that GraphQL shows as disabled. GraphQL's NOT_FOUND
to a valid token is authoritative (docs.github.com, GraphQL), but it is documented nowhere whether a blocked
repository is answered in this way too, and only REST reports a block (403, 451). REST takes one request for each
repository. Therefore its answer holds for 30 days, in which GraphQL alone is asked; and where more artifacts are
absent than a run may put to REST, the next runs put the rest to it, and these are not confirmed until then.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from checker.model import HUB, Kind, Outcome, Reason, ServiceName
from checker.services.deposits.names import deposit_of
from checker.services.forges.hosts import known, possible, project_of
from checker.services.git.places import printed_git

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from checker.model import Artifact, Observation

    #: The observations of one artifact in this run, by the service that made them.
    _Answers: TypeAlias = Mapping[ServiceName | str, Observation]

#: Services that are asked after others. Their batches wait until they are full, or until no artifact is on its way.
LATE_BATCHES = frozenset({ServiceName.GITHUB_OWNERS, ServiceName.GITHUB_CONTENT})

#: Services whose batches wait until they are full while an earlier batch is under way and more artifacts are to come.
FULL_BATCHES = frozenset({ServiceName.GITHUB_GRAPHQL, ServiceName.HUGGINGFACE, ServiceName.SWHID})

#: How long the second service's answer on an absence or a block holds, while the first one answers the same.
OPINION_HOLDS = timedelta(days=30)

#: Reasons for which another route to the same host may still get an answer.
_OTHER_ROUTE_MAY_WORK = frozenset({Reason.SERVER_ERROR, Reason.BAD_RESPONSE, Reason.FORBIDDEN})


class Route:
    """
    `next_service` for one run over `due` artifacts; `token` is whether there is a GitHub token.

    Of the artifacts that are absent or disabled on GitHub it puts at most 100 to REST as a second service, or one in
    150 of all artifacts where that is more. An artifact that was blocked and now seems absent is put to REST in any
    case, because GraphQL may not report a block.
    """

    LEAST = 100
    SHARE = 150

    def __init__(self, due: int, *, token: bool) -> None:
        self._token = token
        self._left = self.second_opinions(due)

    @classmethod
    def second_opinions(cls, due: int) -> int:
        """How many absences and blocks a run over `due` artifacts puts to the second service."""
        return max(cls.LEAST, due // cls.SHARE)

    def __call__(self, artifact: Artifact, observations: Sequence[Observation]) -> ServiceName | None:
        """The service to ask next about an artifact, given its observations in this run; None: enough is known."""
        service = next_service(artifact, observations, token=self._token, second_opinion=self._left > 0)
        is_second = bool(observations) and observations[-1].reason not in _OTHER_ROUTE_MAY_WORK
        if service == ServiceName.GITHUB_REST and is_second:
            self._left -= 1
        return service


def next_service(
    artifact: Artifact, observations: Sequence[Observation], *, token: bool, second_opinion: bool = True
) -> ServiceName | None:
    """
    The name of the service to ask next about an artifact, given its observations in this run; None when no more is to
    be asked. `token` is whether there is a GitHub token; `second_opinion` is whether an absence or a block may be put
    to a second service that takes one request for each.
    """
    answers = {one.service: one for one in observations}
    if artifact.kind is Kind.GITHUB_REPO:
        candidate = (
            _with_token(artifact, answers, second_opinion=second_opinion)
            if token
            else _without_token(artifact, answers)
        )
    elif artifact.kind is Kind.GITHUB_ORG:
        candidate = _owner(answers, token=token, second_opinion=second_opinion)
    elif artifact.kind is Kind.GITHUB_GIST:
        candidate = ServiceName.GITHUB_ANONYMOUS if token and _refused(answers) else ServiceName.GITHUB_REST
    elif artifact.kind in HUB:
        candidate = ServiceName.HUGGINGFACE
    elif artifact.kind is Kind.OTHER_FORGE and "?" in artifact.url:  # gitweb: git itself is at another address
        candidate = ServiceName.WEB
    elif artifact.kind is Kind.OTHER_FORGE or (artifact.kind is Kind.OTHER and printed_git(artifact)):
        candidate = _by_git(artifact, answers)
    else:
        candidate = _deposit_or_page(artifact, answers)
    return candidate if candidate not in answers else None


def _with_token(artifact: Artifact, answers: _Answers, *, second_opinion: bool) -> ServiceName | None:
    first = answers.get(ServiceName.GITHUB_GRAPHQL)
    if first is None:
        return ServiceName.GITHUB_GRAPHQL
    if first.outcome is Outcome.REFUSED:
        return _as_anonymous(artifact, answers)
    present = next(
        (one for one in (first, answers.get(ServiceName.GITHUB_REST)) if one and one.outcome is Outcome.PRESENT), None
    )
    if present:
        return _present(artifact, present, answers, second_opinion=second_opinion)
    if _refused(answers):
        return _as_anonymous(artifact, answers)
    doubtful = artifact.blocked or (second_opinion and not _still_holds(artifact.absent_at, first))
    if first.outcome is not Outcome.ABSENT:
        doubtful = first.reason in _OTHER_ROUTE_MAY_WORK
    return ServiceName.GITHUB_REST if doubtful else None


def _has_moved(artifact: Artifact, answer: Observation) -> bool:
    """Whether the answer finds a repository under another owner than the one in its link."""
    owner, current = artifact.target.split("/")[0], (answer.facts.name or "").split("/")[0]
    return artifact.kind is Kind.GITHUB_REPO and bool(current) and current.casefold() != owner.casefold()


def _refused(answers: _Answers) -> bool:
    """Whether REST refuses the user's token for this artifact."""
    rest = answers.get(ServiceName.GITHUB_REST)
    return rest is not None and rest.outcome is Outcome.REFUSED


def _as_anonymous(artifact: Artifact, answers: _Answers) -> ServiceName | None:
    """The next service where the token is refused for this artifact, which anonymous requests may still see."""
    return _without_token(artifact, answers, ServiceName.GITHUB_ANONYMOUS)


def _still_holds(told_at: datetime | None, answer: Observation) -> bool:
    return told_at is not None and answer.at - told_at < OPINION_HOLDS


def _present(
    artifact: Artifact, observation: Observation, answers: _Answers, *, second_opinion: bool
) -> ServiceName | None:
    """The next service for a GitHub repository that `observation` finds present."""
    facts = observation.facts
    if facts.disabled:
        unconfirmed = second_opinion and not _still_holds(artifact.blocked_at, observation)
        return ServiceName.GITHUB_REST if unconfirmed else None
    if _has_moved(artifact, observation) and ServiceName.GITHUB_OWNERS not in answers:
        return ServiceName.GITHUB_OWNERS
    content = answers.get(ServiceName.GITHUB_CONTENT)
    unreadable = content and content.outcome is Outcome.UNKNOWN and content.reason in _OTHER_ROUTE_MAY_WORK
    unreadable = unreadable or not (facts.head or facts.empty)  # it reports commits without naming one
    if unreadable or observation.service == ServiceName.GITHUB_REST:  # GraphQL does not know this repository
        return ServiceName.GITHUB_TREE
    # Compared by id too: another repository may be at the same name now, with the same commits.
    known = facts.head == artifact.content_head and artifact.content_id in ("", facts.platform_id)
    return ServiceName.GITHUB_CONTENT if facts.head and not known else None


def _without_token(
    artifact: Artifact, answers: _Answers, rest: ServiceName = ServiceName.GITHUB_REST
) -> ServiceName | None:
    """The next service for a GitHub repository without a token; `rest` is the service that asks REST anonymously."""
    first, second = answers.get(rest), answers.get(ServiceName.GIT)
    if first is None:
        return rest
    if first.outcome is Outcome.BLOCKED:
        return None
    if second is None:
        return ServiceName.GIT
    if first.outcome is Outcome.PRESENT and _has_moved(artifact, first):
        return ServiceName.GITHUB_OLD_OWNER
    weak = second.outcome is Outcome.REFUSED or second.reason in _OTHER_ROUTE_MAY_WORK
    return ServiceName.WEB if weak and first.outcome not in (Outcome.PRESENT, Outcome.ABSENT) else None


def _owner(answers: _Answers, *, token: bool, second_opinion: bool) -> ServiceName | None:
    if token:  # GraphQL does not report why an owner is missing, so REST is asked about it
        answer = answers.get(ServiceName.GITHUB_OWNERS)
        if _refused(answers):
            return ServiceName.GITHUB_ANONYMOUS
        elsewhere = answer and (answer.outcome is Outcome.REFUSED or answer.reason in _OTHER_ROUTE_MAY_WORK)
        doubtful = answer and answer.outcome is Outcome.ABSENT and second_opinion
        return ServiceName.GITHUB_REST if elsewhere or doubtful else ServiceName.GITHUB_OWNERS
    first = answers.get(ServiceName.GITHUB_REST)
    return ServiceName.GITHUB_REST if first is None or first.reason is not Reason.RATE_LIMITED else ServiceName.WEB


def _by_git(artifact: Artifact, answers: _Answers) -> ServiceName | None:
    """The next service for a git repository on a host other than GitHub: git, the forge's API, the web page."""
    git, api = answers.get(ServiceName.GIT), answers.get(ServiceName.FORGE)
    if git is None:
        return ServiceName.GIT
    if git.outcome is Outcome.BLOCKED:
        return None
    if api is None and _may_have_api(artifact, git):
        return ServiceName.FORGE
    settled = git.outcome is Outcome.PRESENT or (api and api.outcome in (Outcome.PRESENT, Outcome.ABSENT))
    return None if settled else ServiceName.WEB


def _may_have_api(artifact: Artifact, git: Observation) -> bool:
    """
    Whether the host of a project may run a forge whose API tells more than git.

    A host that is known for one may wherever it answered at all; any other host only where its git serves the
    project, or requires credentials, as forges do for projects that are not public.
    """
    host = artifact.target.partition("/")[0]
    if git.status is None or project_of(artifact.target) is None:
        return False
    reachable = git.outcome is Outcome.PRESENT or git.status == 401
    return known(host) is not None or (reachable and bool(possible(host)))


def _deposit_or_page(artifact: Artifact, answers: _Answers) -> ServiceName:
    """The archive of a deposit, which is asked by its API alone; else the web page."""
    deposit = deposit_of(artifact)
    resolved = answers.get(ServiceName.DOI)
    only_registered = resolved is not None and resolved.reason is Reason.NOT_CHECKED
    return ServiceName.WEB if deposit is None or only_registered else deposit.service
