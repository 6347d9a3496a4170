"""The hosts of one run: each has one gate, whoever asks it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

from checker.network.gate import Gate
from checker.network.host import Host
from checker.network.rate_limits import counted_rule, hub_rule, plain_rule

if TYPE_CHECKING:
    from checker.config import Settings
    from checker.network.gate import Rule, Time
    from checker.network.spending import Budget, Ledger

FIGSHARE_APART = 1.0  # seconds: Figshare asks for at most one request a second (docs.figshare.com)
HARVARD = "dataverse.harvard.edu"  # the largest installation of Dataverse
WEB_WIDTH = 4  # requests at once to a host that only papers name, a stranger's
REMEMBERED = 4_096  # strangers' hosts whose limits and failures are kept in memory


class Network:
    """The hosts of one run: each has one gate, whoever asks it."""

    def __init__(self, settings: Settings, *, ledger: Ledger, budget: Budget, time: Time) -> None:
        self._settings = settings
        self._ledger = ledger
        self._budget = budget
        self._time = time
        self._named: dict[str, Host] = {}
        # The Hub's API has one limit for all who ask it.
        self.hub = self.host(hub_rule, width=8, max_wait=settings.max_wait, name="Hugging Face")
        self._strangers: WeakValueDictionary[str, Host] = WeakValueDictionary()
        self._recent: deque[Host] = deque(maxlen=REMEMBERED)
        for base, rule in ((settings.github_web, plain_rule), (settings.hf_endpoint, hub_rule)):
            name = urlsplit(base).hostname or ""
            self._named[name] = self.host(rule, width=8, max_wait=settings.max_wait, name=name)
        self._add_archives(settings)

    def _add_archives(self, settings: Settings) -> None:
        """Archives with an API: pages of the same host go through the same gate."""
        wait = settings.max_wait
        self.heritage = self.host(counted_rule, width=8, max_wait=wait, name="Software Heritage")
        self.zenodo = self.host(counted_rule, width=4, max_wait=wait, name="Zenodo")
        self.figshare = self.host(plain_rule, width=2, max_wait=wait, apart=FIGSHARE_APART, name="Figshare")
        self.osf = self.host(counted_rule, width=2, max_wait=wait, name="the OSF")
        self.doi = self.host(plain_rule, width=4, max_wait=wait, name="the resolver of DOIs")
        harvard = self.host(plain_rule, width=4, max_wait=wait, name="Harvard's Dataverse")
        named = (
            (settings.swh_api, self.heritage),
            (settings.zenodo, self.zenodo),
            (settings.figshare, self.figshare),
            (settings.osf, self.osf),
            (settings.doi, self.doi),
            (f"https://{HARVARD}", harvard),
        )
        for base, host in named:
            self._named.setdefault(urlsplit(base).hostname or "", host)

    def host(
        self,
        rule: Rule,
        *,
        width: int,
        max_wait: float,
        apart: float = 0.0,
        name: str = "a host",
    ) -> Host:
        """
        A new host: `width` requests at once, their starts at least `apart` seconds from each other, at most
        `max_wait` seconds of waiting in all. `name` is its name in the log.
        """
        gate = Gate(width=width, max_wait=max_wait, time=self._time, apart=apart, name=name)
        return Host(gate, rule=rule, ledger=self._ledger, budget=self._budget)

    def of(self, name: str) -> Host:
        """The host of this name, the same object for everybody who asks it at the same time."""
        if known := self._named.get(name) or self._strangers.get(name):
            return known
        patience = self._settings.page_wait
        gate = Gate(width=WEB_WIDTH, max_wait=min(patience, self._settings.max_wait), time=self._time, name=name)
        host = Host(gate, rule=plain_rule, ledger=self._ledger, budget=self._budget, patience=patience)
        self._strangers[name] = host
        self._recent.append(host)
        return host
