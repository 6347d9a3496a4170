"""The interface of a forge's API: at which address to ask for a project, and how to read the response."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from checker.model import Facts

LONGEST = 300  # characters kept of a description


@dataclass(frozen=True, slots=True)
class Project:
    """
    A project at a forge. `host`: with its port. `root`: the path below which the host serves the forge ("", or with a
    slash at its start). `path`: the project's path in the forge.
    """

    host: str
    root: str
    path: str

    @property
    def site(self) -> str:
        """The base address of the forge."""
        return f"https://{self.host}{self.root}"

    def named(self, path: str) -> str:
        """The artifact target of the project at `path` of this forge."""
        return f"{self.host}{self.root}/{path}"


class Dialect(Protocol):
    """
    The API of one type of forge (GitLab, Gitea, Bitbucket). It has a route for a project that needs no token,
    redirects if the project has moved, and has its own error message for a missing project. All methods are pure.
    """

    name: str

    def route(self, project: Project) -> str:
        """The address of a project in the API."""

    def within(self, project: Project) -> str:
        """The prefix of all addresses of this route; redirects to other addresses are not followed."""

    def facts(self, body: Mapping[str, Any], project: Project) -> Facts | None:
        """The facts in the body of a 200; None if it is not from such a forge."""

    def says_absent(self, body: Mapping[str, Any]) -> bool:
        """Whether the body of a 404 is such a forge's own message for a missing project."""

    def further_query(self, facts: Facts, project: Project) -> tuple[str, bytes] | None:
        """Address and JSON body of a POST for facts that the route did not have; None if it had all."""

    def completed(self, facts: Facts, body: Mapping[str, Any]) -> Facts:
        """The facts, with those in the response to that POST."""
