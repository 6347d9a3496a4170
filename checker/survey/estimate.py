"""
The requests and API points that a check would cost, by service, without sending any: computed from the route and the
sizes of batches.

The number of requests is what a run without failures sends at most; what it finds (a move, an absence, a README with
an unusual name) may save some or take a few more. One GraphQL query costs one point of GitHub's 5,000 an hour
(docs.github.com, rate limits for the GraphQL API).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.model import HUB, Kind, ServiceName
from checker.services.deposits.names import deposit_of
from checker.services.forges.hosts import possible
from checker.survey.route import Route

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model import Artifact

BY_GRAPHQL, BY_CONTENT = 80, 32  # artifacts of one query
BY_GIT = 3  # requests for one repository: whether it is there, its references, its last commit (or its root, below)
BY_ROOT = 2  # requests in the place of the last commit's where GitHub is asked by git: the folders, and the README
BY_API = 2  # requests for one project: the project, and whether it is archived
#: Requests for one deposit. OSF: the project and its files. DOI: the DOI, its redirect, and the page it leads to.
BY_DEPOSIT = {
    ServiceName.ZENODO: 1,
    ServiceName.FIGSHARE: 1,
    ServiceName.OSF: 2,
    ServiceName.DATAVERSE: 1,
    ServiceName.DOI: 3,
}
BY_SWHIDS = 1_000  # identifiers of one request
BY_PAPER = 2  # requests for one paper: its page, and the cards that name it
ANONYMOUS = 60  # anonymous requests to GitHub's REST API an hour


@dataclass(frozen=True, slots=True)
class Estimate:
    """The cost of one service: artifacts that it would be asked about, requests, and API points (GitHub's)."""

    service: str
    artifacts: int
    requests: int
    points: int = 0


def estimate(due: Iterable[Artifact], *, token: bool, papers: int = 0) -> list[Estimate]:
    """
    The cost of a check of these artifacts, one Estimate for each service that would be asked. `token` is whether
    there is a GitHub token, `papers` how many papers would be looked up at the Hub.
    """
    kinds: Counter[Kind] = Counter()
    deposits: Counter[ServiceName] = Counter()
    unread = apis = 0
    for artifact in due:
        if deposit := deposit_of(artifact):
            deposits[deposit.service] += 1
        kinds[artifact.kind] += 1
        unread += artifact.kind is Kind.GITHUB_REPO and not artifact.content_head
        apis += artifact.kind is Kind.OTHER_FORGE and bool(possible(artifact.target.partition("/")[0]))
    github = _with_token(kinds, unread) if token else _without_token(kinds, unread)
    hub = sum(kinds[kind] for kind in HUB)
    forges = kinds[Kind.OTHER_FORGE]
    pages = kinds[Kind.GITHUB_PAGES] + kinds[Kind.ARCHIVE] + kinds[Kind.OTHER] - deposits.total()
    others = (
        Estimate(ServiceName.HUGGINGFACE, hub, hub),
        Estimate(ServiceName.GIT, forges, BY_GIT * forges),
        Estimate(ServiceName.FORGE, apis, BY_API * apis),
        Estimate(ServiceName.WEB, pages, pages),
        *(Estimate(name, deposits[name], each * deposits[name]) for name, each in BY_DEPOSIT.items()),
        Estimate(ServiceName.SWHID, deposits[ServiceName.SWHID], -(-deposits[ServiceName.SWHID] // BY_SWHIDS)),
        Estimate(f"{ServiceName.HF_PAPERS} (papers)", papers, BY_PAPER * papers),
    )
    return [one for one in (*github, *others) if one.artifacts]


def _with_token(kinds: Counter[Kind], unread: int) -> Iterator[Estimate]:
    repositories, owners, gists = (kinds[one] for one in (Kind.GITHUB_REPO, Kind.GITHUB_ORG, Kind.GITHUB_GIST))
    for service, count, size in (
        (ServiceName.GITHUB_GRAPHQL, repositories, BY_GRAPHQL),
        (ServiceName.GITHUB_CONTENT, unread, BY_CONTENT),
        (ServiceName.GITHUB_OWNERS, owners, BY_GRAPHQL),
    ):
        yield Estimate(service, count, -(-count // size), -(-count // size))
    second = min(repositories, Route.second_opinions(sum(kinds.values())))
    yield Estimate(ServiceName.GITHUB_REST, second + gists, second + gists)


def _without_token(kinds: Counter[Kind], unread: int) -> Iterator[Estimate]:
    repositories = kinds[Kind.GITHUB_REPO]
    rest = repositories + kinds[Kind.GITHUB_ORG] + kinds[Kind.GITHUB_GIST]
    yield Estimate(ServiceName.GITHUB_REST, rest, min(rest, ANONYMOUS))
    yield Estimate(f"{ServiceName.GIT} (GitHub)", repositories, BY_GIT * repositories + (BY_ROOT - 1) * unread)
