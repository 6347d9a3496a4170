"""A plain client of the simulated services, which knows nothing of ours: httpx and addresses."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from tests.simulator import Simulator

_NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # loads no authorities, which takes longer than an answer


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> None:
        """Let time go by."""
        self.now += timedelta(seconds=seconds)


class Visitor:
    """Asks the services of one simulator, by default as a stranger; `known` with its good tokens."""

    def __init__(self, simulator: Simulator) -> None:
        environment = simulator.environment()
        self.api, self.hub_base = environment["REPROLINKS_GITHUB_API"], environment["HF_ENDPOINT"]
        self.web = environment["REPROLINKS_GITHUB_WEB"]
        self.github_token = {"Authorization": f"token {simulator.token}"}
        self.hub_token = {"Authorization": f"Bearer {simulator.hf_token}"}

    def rest(self, path: str, method: str = "GET", *, known: bool = False, **headers: str) -> httpx.Response:
        """A REST request; underscores in names of headers are hyphens."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent |= self.github_token if known else {}
        return httpx.request(method, f"{self.api}{path}", headers=sent, trust_env=False, verify=_NO_TLS)

    def graphql(self, query: str, **variables: Any) -> httpx.Response:
        """A query with a good token."""
        body = {"query": query, "variables": variables}
        return httpx.post(
            f"{self.api}/graphql", json=body, headers=self.github_token, trust_env=False, verify=_NO_TLS
        )

    def hub(self, path: str, method: str = "GET", *, known: bool = False) -> httpx.Response:
        """A request to the Hub."""
        headers = self.hub_token if known else {}
        return httpx.request(method, f"{self.hub_base}{path}", headers=headers, trust_env=False, verify=_NO_TLS)


def batch(*names: str, fields: str = "nameWithOwner") -> str:
    """A query for repositories with aliases r0, r1 …."""
    asked = (name.split("/") for name in names)
    lines = (f'r{i}: repository(owner: "{o}", name: "{n}") {{ {fields} }}' for i, (o, n) in enumerate(asked))
    return f"{{ {' '.join(lines)} }}"
