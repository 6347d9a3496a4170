"""What GitHub tells about a thing that is there, by GraphQL and by REST, and when it refuses our token. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.errors import CredentialsError, Unreachable
from checker.model import Facts, Reason
from checker.services.observing import moment_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.services.observing import Witness


def from_graphql(value: Mapping[str, Any], witness: Witness) -> Facts:
    """The facts in one `Repository` object of our query; what is absent or null was not told."""
    branch = _part(value, "defaultBranchRef")
    commit = _part(branch, "target")
    return Facts(
        platform_id=_id(value.get("databaseId")),
        name=value.get("nameWithOwner"),
        created_at=moment_in(value.get("createdAt")),
        pushed_at=moment_in(value.get("pushedAt")),
        last_commit_at=witness.past(commit.get("committedDate")),
        latest_release_at=witness.past(_part(value, "latestRelease").get("publishedAt")),
        archived=value.get("isArchived"),
        archived_at=moment_in(value.get("archivedAt")),
        disabled=value.get("isDisabled"),
        empty=value.get("isEmpty"),
        private=value.get("isPrivate"),
        fork=value.get("isFork"),
        license=_spdx(_part(value, "licenseInfo").get("spdxId")),
        stars=value.get("stargazerCount"),
        default_branch=branch.get("name"),
        head=commit.get("oid"),
    )


def from_rest(body: Mapping[str, Any]) -> Facts:
    """
    The facts in a repository, user or gist; raises Unreachable (`bad_response`) where there is no id.

    `size` is computed late and is 0 for many a repository that has commits: it says nothing.
    """
    if body.get("id") is None:
        raise Unreachable(Reason.BAD_RESPONSE, "HTTP 200 without an id")
    return Facts(
        platform_id=_id(body["id"]),
        name=body.get("full_name") or body.get("login"),
        created_at=moment_in(body.get("created_at")),
        pushed_at=moment_in(body.get("pushed_at")),
        archived=body.get("archived"),
        disabled=body.get("disabled"),
        private=body.get("private"),
        fork=body.get("fork"),
        license=_spdx(_part(body, "license").get("spdx_id")),
        stars=body.get("stargazers_count"),
        default_branch=body.get("default_branch"),
    )


def owner_facts(value: Mapping[str, Any]) -> Facts:
    """The facts in one `RepositoryOwner` object of our query."""
    return Facts(platform_id=_id(value.get("databaseId")), name=value.get("login"))


def token_refused() -> CredentialsError:
    """GitHub knows no such token: whatever else it answers to it is worthless."""
    return CredentialsError(
        "GitHub refuses the token in GITHUB_TOKEN (or GH_TOKEN): bad credentials.",
        "Set a valid token, or unset it to go without one.",
    )


def _part(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = value.get(name)
    return part if isinstance(part, dict) else {}


def _id(number: object) -> str | None:
    return None if number is None else str(number)


def _spdx(name: str | None) -> str | None:
    """NOASSERTION is GitHub's way to say that it does not recognise the licence."""
    return name if name and name != "NOASSERTION" else None
