"""
GitLab, on gitlab.com or on a host of somebody's own (docs.gitlab.com, Projects API; REST API, redirects).

The route tells strangers a project's id, name, dates and licence. Whether it is archived stands there only for those
who are logged in; GraphQL tells it to anybody.
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
#: How words of SPDX's names are written that GitLab writes in small letters; all others are in capitals.
_WORDS = {one.casefold(): one for one in ("Apache", "Artistic", "Clause", "PostgreSQL", "Unlicense", "Vim", "Zlib")}


class GitLab:
    """Projects in groups, which may be in groups themselves."""

    name = "gitlab"

    def route(self, project: Project) -> str:
        """One project by its path, with its licence."""
        return f"{self.within(project)}{quote(project.path, safe='')}?license=true"

    def within(self, project: Project) -> str:
        """A moved project is redirected to by its number."""
        return f"{project.site}/api/v4/projects/"

    def facts(self, body: Mapping[str, Any], project: Project) -> Facts | None:
        """A project has a number and the path that it has today."""
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
        """It says the same of a project that strangers may not see."""
        return body.get("message") == _ABSENT

    def question(self, facts: Facts, project: Project) -> tuple[str, bytes] | None:
        """Whether the project is archived, where the route does not tell."""
        if facts.archived is not None or facts.name is None:
            return None
        path = facts.name.removeprefix(project.named(""))
        return f"{project.site}/api/graphql", orjson.dumps({"query": _QUERY, "variables": {"path": path}})

    def completed(self, facts: Facts, body: Mapping[str, Any]) -> Facts:
        """The facts, with whether it is archived, if the answer is about no other project."""
        told = mapping(mapping(body.get("data")).get("project"))
        path = (text(told.get("fullPath")) or "").casefold()
        another = path and not (facts.name or "").casefold().endswith(f"/{path}")
        return facts if another else replace(facts, archived=a(bool, told.get("archived")))


def _spdx(key: str | None) -> str | None:
    """GitLab names licences by SPDX's identifiers in small letters, and one that it does not know `other`."""
    if key is None or key == "other":
        return None
    return "-".join(_WORDS.get(word, word.upper()) for word in key.split("-"))
