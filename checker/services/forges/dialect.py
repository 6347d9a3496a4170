"""What the API of one sort of forge is: where it is asked about a project, and what its answers look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from checker.model import Facts

LONGEST = 300  # characters of a description that are kept


@dataclass(frozen=True, slots=True)
class Project:
    """
    A project at a forge: `host` with its port, `root` where the forge is served below a path of its host (empty, or
    from its slash on), `path` the project's own.
    """

    host: str
    root: str
    path: str

    @property
    def site(self) -> str:
        """Where the forge itself is."""
        return f"https://{self.host}{self.root}"

    def named(self, path: str) -> str:
        """The target of a project of this forge."""
        return f"{self.host}{self.root}/{path}"


class Dialect(Protocol):
    """
    One sort of forge. Its API has a single route a project, which answers without a token, redirects where the
    project has moved, and says in words of its own that there is none. Every method is pure.
    """

    name: str

    def route(self, project: Project) -> str:
        """The address that tells of a project."""

    def within(self, project: Project) -> str:
        """How every address of such a route begins: a redirect that leads elsewhere is not followed."""

    def facts(self, body: Mapping[str, Any], project: Project) -> Facts | None:
        """What an answer of 200 tells; None for one that is no answer of such a forge."""

    def says_absent(self, body: Mapping[str, Any]) -> bool:
        """Whether the body of a 404 is such a forge's own word that it has no such project."""

    def question(self, facts: Facts, project: Project) -> tuple[str, bytes] | None:
        """An address to post JSON to for what the route did not tell; None where it told all."""

    def completed(self, facts: Facts, body: Mapping[str, Any]) -> Facts:
        """The facts with what the answer to that question tells."""
