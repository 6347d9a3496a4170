"""Makes the services of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import ServiceName
from checker.network.rate_limits import AtMost, github_rule, plain_rule
from checker.network.transport import USER_AGENT, further_headers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from checker.config import Settings
    from checker.network.hosts import Network
    from checker.network.transport import Transport
    from checker.services.hub.papers import HubPapers
    from checker.services.protocol import Service

# Between the starts of two queries. GitHub advises against bursts; and if a run is killed just when several responses
# have come in, none of them is recorded yet, and up to 96 repositories of each must be asked for again.
QUERIES_APART = 0.2  # seconds


def services(
    settings: Settings,
    transport: Transport,
    network: Network,
    now: Callable[[], datetime],
    environment: Mapping[str, str],
) -> dict[ServiceName, Service]:
    """All services of a run that check artifacts, by name."""
    from checker.services.deposits.swhid import Swhids
    from checker.services.forges.forge import Forge
    from checker.services.git.remote import Git
    from checker.services.github.content import GitHubContent
    from checker.services.github.repositories import GitHubOwners, GitHubRepositories
    from checker.services.github.rest import GitHubOldOwner, GitHubRest
    from checker.services.github.rest_client import AnonymousHost, Client
    from checker.services.github.tree import GitHubTree
    from checker.services.hub.repositories import HuggingFace
    from checker.services.web.pages import Web

    wait = settings.max_wait
    graphql = network.host(github_rule, width=5, max_wait=wait, apart=QUERIES_APART, name="GitHub's GraphQL")
    certificates = environment.get("SSL_CERT_FILE", "") or None
    agent, headers = settings.user_agent or USER_AGENT, further_headers(settings.headers, settings.github_api)
    with_token, without_token = (
        Client(settings.github_api, token, certificates, agent, headers) for token in (settings.github_token, "")
    )
    # Without a token there are 60 requests an hour. They are sent one at a time, so that none is sent when none is
    # left, and nothing waits for the next hour (`max_wait=0`): git is asked instead.
    anonymous_host = network.host(github_rule, width=1, max_wait=0.0, name="GitHub's REST without a token")
    anonymous = AnonymousHost(anonymous_host, without_token)
    own = network.host(github_rule, width=4, max_wait=wait, name="GitHub's REST")
    rest = own if settings.github_token else anonymous
    everyone: tuple[Service, ...] = (
        GitHubRepositories(settings, transport, graphql, now),
        GitHubOwners(settings, transport, graphql, now),
        GitHubContent(settings, transport, graphql, now),
        GitHubRest(settings, with_token, rest, now, name=ServiceName.GITHUB_REST),
        GitHubTree(settings, with_token, rest, now, name=ServiceName.GITHUB_TREE),
        GitHubRest(settings, without_token, anonymous, now, name=ServiceName.GITHUB_ANONYMOUS),
        GitHubOldOwner(settings, without_token, anonymous, now, name=ServiceName.GITHUB_OLD_OWNER),
        HuggingFace(settings, transport, network.hub, now),
        Git(settings, transport, network.of, now),
        Forge(settings, transport, network.of, now),
        Web(settings, transport, network.of, now),
        Swhids(settings, transport, network.heritage, now),
        *_deposits(settings, transport, network, now),
    )
    return {service.name: service for service in everyone}


def _deposits(
    settings: Settings, transport: Transport, network: Network, now: Callable[[], datetime]
) -> tuple[Service, ...]:
    """The archives of research data, and the DOI resolver."""
    from checker.services.deposits.dataverse import Dataverse
    from checker.services.deposits.doi import Doi
    from checker.services.deposits.figshare import Figshare
    from checker.services.deposits.osf import Osf
    from checker.services.deposits.zenodo import Zenodo

    archives = (
        Zenodo(settings, transport, lambda _: network.zenodo, now),
        Figshare(settings, transport, lambda _: network.figshare, now),
        Osf(settings, transport, lambda _: network.osf, now),
        Dataverse(settings, transport, network.of, now),
    )
    return (*archives, Doi(settings, transport, lambda _: network.doi, now).handing_over_to(archives))


def archives(
    settings: Settings, transport: Transport, network: Network, now: Callable[[], datetime]
) -> dict[ServiceName, Service]:
    """The archives that may hold copies of artifacts, by name, in the order in which they are asked."""
    from checker.services.archives.software_heritage import SoftwareHeritage
    from checker.services.archives.wayback import CDX_LIMIT, Wayback

    wait = settings.max_wait
    wayback = network.host(plain_rule, width=4, max_wait=wait, name="the Wayback Machine")
    index = network.host(AtMost(*CDX_LIMIT), width=1, max_wait=wait, name="the index of the Wayback Machine")
    everyone: tuple[Service, ...] = (
        SoftwareHeritage(settings, transport, network.heritage, now),
        Wayback(settings, transport, wayback, index, now),
    )
    return {service.name: service for service in everyone}


def hub_papers(settings: Settings, transport: Transport, network: Network, now: Callable[[], datetime]) -> HubPapers:
    """The service that looks papers up on the Hugging Face Hub."""
    from checker.services.hub.papers import HubPapers

    return HubPapers(settings, transport, network.hub, now)
