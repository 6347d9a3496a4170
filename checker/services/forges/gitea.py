"""Gitea, and Forgejo (which Codeberg runs) with the same API (docs.gitea.com, forgejo.org, `/api/swagger`)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from checker.model import Facts
from checker.network.shapes import a, moment, text, texts
from checker.services.forges.dialect import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from checker.services.forges.dialect import Project


class Gitea:
    """Repositories of users and organisations."""

    name = "gitea"

    def route(self, project: Project) -> str:
        """One repository by owner and name; for a moved one it redirects to the present name."""
        return f"{self.within(project)}{quote(project.path, safe='/')}"

    def within(self, project: Project) -> str:
        """All repositories."""
        return f"{project.site}/api/v1/repos/"

    def facts(self, body: Mapping[str, Any], project: Project) -> Facts | None:
        """The facts of a repository, which has a number and its present full name."""
        number, name = a(int, body.get("id")), text(body.get("full_name"))
        if number is None or name is None or "/" not in name:
            return None
        archived, described = a(bool, body.get("archived")), text(body.get("description"))
        return Facts(
            platform_id=str(number),
            name=project.named(name),
            created_at=moment(body.get("created_at")),
            archived=archived,
            archived_at=_real(moment(body.get("archived_at"))) if archived else None,
            fork=a(bool, body.get("fork")),
            license=next(iter(texts(body.get("licenses"))), None),
            stars=a(int, body.get("stars_count")),
            default_branch=text(body.get("default_branch")),
            description=described[:LONGEST] if described else None,
        )

    def says_absent(self, body: Mapping[str, Any]) -> bool:
        """Whether it is an error message with the address of the API's description, as Gitea sends them."""
        where = text(body.get("url")) or text(body.get("documentation_url")) or ""
        return text(body.get("message")) is not None and where.endswith("/api/swagger")

    def further_query(self, facts: Facts, project: Project) -> tuple[str, bytes] | None:
        """None: the route has all facts."""
        del facts, project
        return None

    def completed(self, facts: Facts, body: Mapping[str, Any]) -> Facts:
        """The facts as they are: there was no POST."""
        del body
        return facts


def _real(when: datetime | None) -> datetime | None:
    """The date; None for one up to 1970, which Gitea sends for a missing date."""
    return when if when and when.year > 1970 else None
