"""All that GitHub counts of one client, and its messages when it refuses more."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.simulator.github_cost import Clock
from tests.simulator.limits import Manner, Secondary, Window, github_headers
from tests.simulator.server import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

_ABOUT = "https://docs.github.com/free-pro-team@latest/rest/overview/rate-limits-for-the-rest-api"
SECONDARY = (
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again. If you reach out to "
    "GitHub Support for help, please include the request ID 1234:56789A:0000000:0000000:00000000."
)
ANONYMOUS = (
    "API rate limit exceeded for 203.0.113.7. (But here's the good news: Authenticated requests get a higher rate "
    "limit. Check out the documentation for more details.)"
)
KNOWN = "API rate limit exceeded for user ID 12345."


@dataclass(slots=True)
class GitHubLimits:
    """
    Windows of primary limits by kind and by whether there is a token, secondary limits, and the time that answers
    take.
    """

    wall: Callable[[], float]
    manner: Manner = field(default_factory=Manner)
    clock: Clock = field(default_factory=Clock)
    core: dict[bool, Window] = field(init=False)
    graphql: Window = field(init=False)
    secondary: Secondary = field(init=False)

    def __post_init__(self) -> None:
        self.core = {True: Window(5_000, 3_600, self.wall), False: Window(60, 3_600, self.wall)}
        self.graphql = Window(5_000, 3_600, self.wall)
        self.secondary = Secondary(self.wall, self.manner)

    def refused(self, service: str, method: str) -> Reply | None:
        """The refusal of a request that exceeds a secondary limit; None for one that may pass."""
        graphql = service == "github_graphql"
        reads = graphql or method in ("GET", "HEAD", "OPTIONS")
        if self.secondary.enter(service, 1 if reads else 5):
            return None
        window, resource = (self.graphql, "graphql") if graphql else (self.core[True], "core")
        status = self.manner.secondary_graphql if graphql else self.manner.secondary
        return secondary(status, self.manner.retry_after, github_headers(window, resource))


def secondary(status: int, retry_after: int | None, headers: dict[str, str]) -> Reply:
    """The refusal for a secondary limit, while the primary limit is not used up."""
    waits = {"Retry-After": str(retry_after)} if retry_after is not None else {}
    body: dict[str, object] = {"documentation_url": f"{_ABOUT}#about-secondary-rate-limits", "message": SECONDARY}
    if status == 200:
        body = {"errors": [body]}
    return Reply(
        status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8", **headers, **waits}
    )


def primary(status: int, headers: dict[str, str], *, known: bool) -> Reply:
    """The refusal for a primary limit that is used up; `known` says whether the client has a token."""
    body = {
        "message": KNOWN if known else ANONYMOUS,
        "documentation_url": "https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting",
    }
    return Reply(status, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8", **headers})
