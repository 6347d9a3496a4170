"""What GitHub tells about a thing that is there, by GraphQL and by REST, and when it refuses our token. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.errors import CredentialsError, Unreachable
from checker.model import Facts, Reason
from checker.services.observer import moment_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.network.answer import Answer
    from checker.services.observer import Witness

LONGEST = 300  # characters of a description that are kept


def from_graphql(value: Mapping[str, Any], witness: Witness) -> Facts:
    """The facts in one `Repository` object of our query; what is absent or null was not told."""
    branch = _part(value, "defaultBranchRef")
    commit = _part(branch, "target")
    return Facts(
        platform_id=_id(value.get("databaseId")),
        name=_string(value.get("nameWithOwner")),
        created_at=moment_in(value.get("createdAt")),
        pushed_at=moment_in(value.get("pushedAt")),
        last_commit_at=witness.past(commit.get("committedDate")),
        latest_release_at=witness.past(_part(value, "latestRelease").get("publishedAt")),
        archived=_flag(value.get("isArchived")),
        archived_at=moment_in(value.get("archivedAt")),
        disabled=_flag(value.get("isDisabled")),
        empty=_flag(value.get("isEmpty")),
        private=_flag(value.get("isPrivate")),
        fork=_flag(value.get("isFork")),
        license=_spdx(_part(value, "licenseInfo").get("spdxId")),
        stars=_count(value.get("stargazerCount")),
        default_branch=_string(branch.get("name")),
        head=_string(commit.get("oid")),
    )


@dataclass(frozen=True, slots=True)
class Root:
    """
    The root of a repository at one commit (`head`): names, folders and other repositories' commits with a slash
    at the end, and the README's text, None where there is none that was asked for. `assets` are the names of the
    files of its latest release.
    """

    head: str
    files: tuple[str, ...]
    readme: str | None = None
    platform_id: str | None = None
    description: str | None = None
    assets: tuple[str, ...] | None = None


def root_of(value: Mapping[str, Any]) -> Root | None:
    """The root in one `Repository` object of our query; None where its tree or its commit was not told."""
    head, files = _part(_part(value, "defaultBranchRef"), "target").get("oid"), names_in(value.get("tree"))
    if not isinstance(head, str) or files is None:
        return None
    described = value.get("description")
    return Root(
        head=head,
        files=files,
        readme=text_in(value.get("readme")),
        platform_id=_id(value.get("databaseId")),
        description=described[:LONGEST] if isinstance(described, str) and described else None,
        assets=_assets(value),
    )


def _assets(value: Mapping[str, Any]) -> tuple[str, ...] | None:
    nodes = _part(_part(value, "latestRelease"), "releaseAssets").get("nodes")
    names = [one.get("name") for one in nodes if isinstance(one, dict)] if isinstance(nodes, list) else []
    return tuple(name for name in names if isinstance(name, str)) or None


def names_in(tree: object) -> tuple[str, ...] | None:
    """The names in a `Tree` object; None for anything else."""
    entries = tree.get("entries") if isinstance(tree, dict) else None
    if not isinstance(entries, list):
        return None
    lines = [one for one in entries if isinstance(one, dict) and isinstance(one.get("name"), str)]
    return tuple(one["name"] if one.get("type") == "blob" else f"{one['name']}/" for one in lines)


def text_in(blob: object) -> str | None:
    """The text of a `Blob` object, empty for a binary one; None for anything else."""
    if not isinstance(blob, dict) or "text" not in blob:
        return None
    return blob["text"] if isinstance(blob["text"], str) else ""


def from_rest(body: Mapping[str, Any]) -> Facts:
    """
    The facts in a repository, user or gist; raises Unreachable (`bad_response`) where there is no id.

    `size` is computed late and is 0 for many a repository that has commits: it says nothing.
    """
    if body.get("id") is None:
        raise Unreachable(Reason.BAD_RESPONSE, "HTTP 200 without an id")
    return Facts(
        platform_id=_id(body["id"]),
        name=_string(body.get("full_name")) or _string(body.get("login")),
        created_at=moment_in(body.get("created_at")),
        pushed_at=moment_in(body.get("pushed_at")),
        archived=_flag(body.get("archived")),
        disabled=_flag(body.get("disabled")),
        private=_flag(body.get("private")),
        fork=_flag(body.get("fork")),
        license=_spdx(_part(body, "license").get("spdx_id")),
        stars=_count(body.get("stargazers_count")),
        default_branch=_string(body.get("default_branch")),
    )


def owner_facts(value: Mapping[str, Any]) -> Facts:
    """The facts in one `RepositoryOwner` object of our query."""
    return Facts(platform_id=_id(value.get("databaseId")), name=_string(value.get("login")))


def says_refused(answer: Answer) -> bool:
    """Whether a 401 to our token is GitHub's own: a proxy that wants a login says nothing of the token."""
    try:
        return isinstance(answer.mapping().get("message"), str)
    except Unreachable:
        return False


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


def _string(value: object) -> str | None:
    """A text; None for what is none: a service that answers otherwise than it documents tells nothing."""
    return value if isinstance(value, str) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _spdx(name: object) -> str | None:
    """NOASSERTION is GitHub's way to say that it does not recognise the licence."""
    return _string(name) if name and name != "NOASSERTION" else None
