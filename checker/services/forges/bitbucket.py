"""
Bitbucket Cloud (developer.atlassian.com, REST API 2.0): id, date of creation, present name. It has
no archiving.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from checker.model import Facts
from checker.network.shapes import mapping, moment, text
from checker.services.forges.dialect import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from checker.services.forges.dialect import Project

_ROUTE = "https://api.bitbucket.org/2.0/repositories/"


class Bitbucket:
    """Repositories of workspaces."""

    name = "bitbucket"

    def route(self, project: Project) -> str:
        """One repository by workspace and slug."""
        return f"{_ROUTE}{quote(project.path, safe='/')}"

    def within(self, project: Project) -> str:
        """All repositories; the API has a host of its own."""
        del project
        return _ROUTE

    def facts(self, body: Mapping[str, Any], project: Project) -> Facts | None:
        """The facts of a repository, which has a UUID and its present full name."""
        number, name = text(body.get("uuid")), text(body.get("full_name"))
        if number is None or name is None or "/" not in name:
            return None
        described = text(body.get("description"))
        return Facts(
            platform_id=number.strip("{}"),
            name=project.named(name),
            created_at=moment(body.get("created_on")),
            fork=True if mapping(body.get("parent")) else None,
            default_branch=text(mapping(body.get("mainbranch")).get("name")),
            description=described[:LONGEST] if described else None,
        )

    def says_absent(self, body: Mapping[str, Any]) -> bool:
        """Whether it is Bitbucket's error message, which it sends for private repositories too."""
        return body.get("type") == "error" and text(mapping(body.get("error")).get("message")) is not None

    def further_query(self, facts: Facts, project: Project) -> tuple[str, bytes] | None:
        """None: the route has all facts."""
        del facts, project
        return None

    def completed(self, facts: Facts, body: Mapping[str, Any]) -> Facts:
        """The facts as they are: there was no POST."""
        del body
        return facts
