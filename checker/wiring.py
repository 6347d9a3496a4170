"""What there is: readers, services, report formats, in three literal dicts."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from checker.limit_rules import AtMost, github_rule, hub_rule, plain_rule, software_heritage_rule
from checker.limits import Gate, Host
from checker.papers.acl_anthology import ACL_ANTHOLOGY
from checker.papers.arxiv import ARXIV_ATOM, ARXIV_OAI, ARXIV_SNAPSHOT
from checker.papers.bibtex import BibTeX
from checker.papers.biorxiv import BIORXIV
from checker.papers.csl_json import CSL_JSON
from checker.papers.hf_daily import HF_DAILY
from checker.papers.hf_page import HuggingFacePage
from checker.papers.jsonl import JSON, JSON_LINES
from checker.papers.openalex import OPENALEX
from checker.papers.openreview import OPENREVIEW
from checker.papers.papers_with_code import PWC_LINKS, PWC_PAPERS
from checker.papers.parquet import Parquet
from checker.papers.prose import Prose
from checker.papers.pubmed import PUBMED
from checker.papers.ris import Ris
from checker.papers.semantic_scholar import SEMANTIC_SCHOLAR
from checker.papers.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from checker.config import Settings
    from checker.limits import Budget, Ledger, Rule, Time
    from checker.protocols import Reader, Service
    from checker.reports.protocol import Format
    from checker.services.hub_papers import HubPapers
    from checker.transport import Transport

#: Tried in this order; the first that recognises an input reads it. Those that take anything of a kind come last.
READERS: dict[str, Reader] = {
    "arxiv-snapshot": ARXIV_SNAPSHOT,
    "hf-daily": HF_DAILY,
    "openalex": OPENALEX,
    "semantic-scholar": SEMANTIC_SCHOLAR,
    "openreview": OPENREVIEW,
    "biorxiv": BIORXIV,
    "pwc-papers": PWC_PAPERS,
    "pwc-links": PWC_LINKS,
    "csl-json": CSL_JSON,
    "jsonl": JSON_LINES,
    "json": JSON,
    "arxiv-atom": ARXIV_ATOM,
    "arxiv-oai": ARXIV_OAI,
    "pubmed": PUBMED,
    "acl-anthology": ACL_ANTHOLOGY,
    "bibtex": BibTeX(),
    "ris": Ris(),
    "parquet": Parquet(),
    "hf-page": HuggingFacePage(),
    "table": Table(),
    "text": Prose(),
}

# GitHub advises against bursts. And an answer tells of up to 96 repositories: where a run is killed at the moment at
# which two came in, neither is recorded yet, and both must be asked for again.
QUERIES_APART = 0.2  # seconds
WEB_WIDTH = 4  # requests at once to one host of a stranger
WEB_WAIT = 60.0  # seconds that a stranger's host may make us wait in all


class Network:
    """Gates and hosts of one run: each host has one gate, whoever asks it."""

    def __init__(self, settings: Settings, *, ledger: Ledger, budget: Budget, time: Time) -> None:
        self._settings = settings
        self._ledger = ledger
        self._budget = budget
        self._time = time
        self._named: dict[str, Host] = {}
        self.hub = self.host(hub_rule, width=8, max_wait=settings.max_wait)  # its API: one limit for all who ask it
        self._strangers: WeakValueDictionary[str, Host] = WeakValueDictionary()
        for base, rule in ((settings.github_web, plain_rule), (settings.hf_endpoint, hub_rule)):
            name = urlsplit(base).hostname or ""
            self._named[name] = self.host(rule, width=8, max_wait=settings.max_wait)

    def host(self, rule: Rule, *, width: int, max_wait: float, apart: float = 0.0) -> Host:
        """
        A host of its own: `width` requests at once that begin `apart` seconds from each other or more, at most
        `max_wait` seconds of waiting.
        """
        gate = Gate(width=width, max_wait=max_wait, time=self._time, apart=apart)
        return Host(gate, rule=rule, ledger=self._ledger, budget=self._budget, time=self._time)

    def of(self, name: str) -> Host:
        """The host of this name, the same object for all who ask it at once."""
        if known := self._named.get(name) or self._strangers.get(name):
            return known
        host = self.host(plain_rule, width=WEB_WIDTH, max_wait=min(WEB_WAIT, self._settings.max_wait))
        self._strangers[name] = host
        return host


def services(
    settings: Settings,
    transport: Transport,
    network: Network,
    now: Callable[[], datetime],
    environment: Mapping[str, str],
) -> dict[str, Service]:
    """All witnesses of a run, by name."""
    from checker.services.git import Git
    from checker.services.github_content import GitHubContent
    from checker.services.github_graphql import GitHubOwners, GitHubRepositories
    from checker.services.github_rest import GitHubOldOwner, GitHubRest
    from checker.services.github_tree import GitHubTree
    from checker.services.huggingface import HuggingFace
    from checker.services.web import Web

    wait = settings.max_wait
    graphql = network.host(github_rule, width=5, max_wait=wait, apart=QUERIES_APART)
    # Without a token 60 requests an hour are all there is: nobody waits for the next hour, git goes on.
    anonymous = network.host(github_rule, width=2, max_wait=0.0)
    rest = network.host(github_rule, width=4, max_wait=wait) if settings.github_token else anonymous
    certificates = environment.get("SSL_CERT_FILE", "") or None
    everyone: tuple[Service, ...] = (
        GitHubRepositories(settings, transport, graphql, now),
        GitHubOwners(settings, transport, graphql, now),
        GitHubContent(settings, transport, graphql, now),
        GitHubRest(settings, rest, now, token=settings.github_token, name="github_rest", certificates=certificates),
        GitHubTree(settings, rest, now, token=settings.github_token, name="github_tree", certificates=certificates),
        GitHubRest(settings, anonymous, now, token="", name="github_anonymous", certificates=certificates),
        GitHubOldOwner(settings, anonymous, now, token="", name="github_old_owner", certificates=certificates),
        HuggingFace(settings, transport, network.hub, now),
        Git(settings, transport, network.of, now),
        Web(settings, transport, network.of, now),
    )
    return {service.name: service for service in everyone}


def archives(
    settings: Settings, transport: Transport, network: Network, now: Callable[[], datetime]
) -> dict[str, Service]:
    """The archives that may hold copies, by name, in the order in which they are asked."""
    from checker.services.software_heritage import SoftwareHeritage
    from checker.services.wayback import CDX_LIMIT, Wayback

    wait = settings.max_wait
    heritage = network.host(software_heritage_rule, width=8, max_wait=wait)
    wayback = network.host(plain_rule, width=4, max_wait=wait)
    index = network.host(AtMost(*CDX_LIMIT), width=1, max_wait=wait)
    everyone: tuple[Service, ...] = (
        SoftwareHeritage(settings, transport, heritage, now),
        Wayback(settings, transport, wayback, index, now),
    )
    return {service.name: service for service in everyone}


def hub_papers(settings: Settings, transport: Transport, network: Network, now: Callable[[], datetime]) -> HubPapers:
    """The witness of papers: what the Hub names for them."""
    from checker.services.hub_papers import HubPapers

    return HubPapers(settings, transport, network.hub, now)


def formats() -> dict[str, Format]:
    """The forms of the availability report, by name."""
    from checker.reports.as_csv import Csv
    from checker.reports.as_json import Json
    from checker.reports.html import Html
    from checker.reports.markdown import Markdown

    return {one.name: one for one in (Markdown(), Json(), Csv(), Html())}
