"""
GitLab, on gitlab.com or self-hosted (docs.gitlab.com, Projects API; REST API, redirects).

Without a login the REST route has a project's id, name, dates and licence, but not whether it is archived; GraphQL
has that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

import orjson

from checker.model import Facts
from checker.network.shapes import a, mapping, moment, text
from checker.services.forges.dialect import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from checker.services.forges.dialect import Project

_ABSENT = "404 Project Not Found"
_QUERY = "query($path: ID!) { project(fullPath: $path) { fullPath archived } }"
#: Words of SPDX identifiers that are not all capitals, by their lower case, in which GitLab writes them.
_WORDS = {one.casefold(): one for one in ("Apache", "Artistic", "Clause", "PostgreSQL", "Unlicense", "Vim", "Zlib")}


class GitLab:
    """Projects in groups, which may be in groups themselves."""

    name = "gitlab"

    def route(self, project: Project) -> str:
        """One project by its path, with its licence."""
        return f"{self.within(project)}{quote(project.path, safe='')}?license=true"

    def within(self, project: Project) -> str:
        """All projects; for a moved one the route redirects to its number."""
        return f"{project.site}/api/v4/projects/"

    def facts(self, body: Mapping[str, Any], project: Project) -> Facts | None:
        """The facts of a project, which has a number and its present path."""
        number, path = a(int, body.get("id")), text(body.get("path_with_namespace"))
        if number is None or path is None or "/" not in path:
            return None
        described = text(body.get("description"))
        return Facts(
            platform_id=str(number),
            name=project.named(path),
            created_at=moment(body.get("created_at")),
            archived=a(bool, body.get("archived")),
            license=_spdx(text(mapping(body.get("license")).get("key"))),
            stars=a(int, body.get("star_count")),
            default_branch=text(body.get("default_branch")),
            description=described[:LONGEST] if described else None,
        )

    def says_absent(self, body: Mapping[str, Any]) -> bool:
        """Whether it is GitLab's error message, which it sends for private projects too."""
        return body.get("message") == _ABSENT

    def further_query(self, facts: Facts, project: Project) -> tuple[str, bytes] | None:
        """A GraphQL query for whether the project is archived, if the route did not have that."""
        if facts.archived is not None or facts.name is None:
            return None
        path = facts.name.removeprefix(project.named(""))
        return f"{project.site}/api/graphql", orjson.dumps({"query": _QUERY, "variables": {"path": path}})

    def completed(self, facts: Facts, body: Mapping[str, Any]) -> Facts:
        """The facts, with whether the project is archived, unless the response is about another project."""
        reported = mapping(mapping(body.get("data")).get("project"))
        path = (text(reported.get("fullPath")) or "").casefold()
        another = path and not (facts.name or "").casefold().endswith(f"/{path}")
        return facts if another else replace(facts, archived=a(bool, reported.get("archived")))


def _spdx(key: str | None) -> str | None:
    """The SPDX identifier, which GitLab writes in lower case; None for `other`, a licence that it does not know."""
    if key is None or key == "other":
        return None
    return "-".join(_WORDS.get(word, word.upper()) for word in key.split("-"))
