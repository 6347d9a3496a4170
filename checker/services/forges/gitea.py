"""Gitea and Forgejo, which Codeberg runs: they share their API (docs.gitea.com, forgejo.org, `/api/swagger`)."""

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
        """One repository by owner and name; a moved one is redirected to by its name of today."""
        return f"{self.within(project)}{quote(project.path, safe='/')}"

    def within(self, project: Project) -> str:
        """All repositories."""
        return f"{project.site}/api/v1/repos/"

    def facts(self, body: Mapping[str, Any], project: Project) -> Facts | None:
        """A repository has a number and the full name that it has today."""
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
        """Its errors name the description of its API beside the message."""
        where = text(body.get("url")) or text(body.get("documentation_url")) or ""
        return text(body.get("message")) is not None and where.endswith("/api/swagger")

    def question(self, facts: Facts, project: Project) -> tuple[str, bytes] | None:
        """Nothing is left to ask."""
        del facts, project
        return None

    def completed(self, facts: Facts, body: Mapping[str, Any]) -> Facts:
        """Nothing was asked."""
        del body
        return facts


def _real(when: datetime | None) -> datetime | None:
    """It writes the beginning of 1970, or of the calendar, where there is no date."""
    return when if when and when.year > 1970 else None
