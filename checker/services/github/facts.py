"""Reads facts from GitHub's objects, by GraphQL and by REST, and recognises a refused token. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.errors import CredentialsError, Unreachable
from checker.model import Facts, Reason
from checker.network.shapes import a, mapping, mappings, moment, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.network.answer import Answer
    from checker.services.observer import Observer

_MOST_ID = 1 << 63
_GIST = re.compile(r"[0-9a-f]{1,64}")
_UNKNOWN_TOKEN = re.compile(
    r"bad credentials|requires authentication|requires you to be authenticated", re.IGNORECASE
)
LONGEST = 300  # characters kept of a description


def from_graphql(value: Mapping[str, Any], observer: Observer) -> Facts:
    """The facts in one `Repository` object of our query; a missing or null field is unknown (None)."""
    branch = mapping(value.get("defaultBranchRef"))
    commit = mapping(branch.get("target"))
    return Facts(
        platform_id=_id(value.get("databaseId")),
        name=text(value.get("nameWithOwner")),
        created_at=moment(value.get("createdAt")),
        pushed_at=moment(value.get("pushedAt")),
        last_commit_at=observer.past(commit.get("committedDate"), no_later_than=moment(value.get("pushedAt"))),
        latest_release_at=observer.past(mapping(value.get("latestRelease")).get("publishedAt")),
        archived=a(bool, value.get("isArchived")),
        archived_at=moment(value.get("archivedAt")),
        disabled=a(bool, value.get("isDisabled")),
        empty=a(bool, value.get("isEmpty")),
        private=a(bool, value.get("isPrivate")),
        fork=a(bool, value.get("isFork")),
        license=_spdx(mapping(value.get("licenseInfo")).get("spdxId")),
        stars=a(int, value.get("stargazerCount")),
        default_branch=text(branch.get("name")),
        head=text(commit.get("oid")),
    )


@dataclass(frozen=True, slots=True)
class Root:
    """
    The root of a repository at one commit (`head`).

    `files`: the names in it; folders and submodules end in a slash. `readme`: its text, None if no README was asked
    for or found. `assets`: the names of the files of the latest release.
    """

    head: str
    files: tuple[str, ...]
    readme: str | None = None
    platform_id: str | None = None
    description: str | None = None
    assets: tuple[str, ...] | None = None


def root_of(value: Mapping[str, Any]) -> Root | None:
    """The root in one `Repository` object of our query; None if its tree or its commit is missing."""
    head = text(mapping(mapping(value.get("defaultBranchRef")).get("target")).get("oid"))
    files = names_in(value.get("tree"))
    if head is None or files is None:
        return None
    described = text(value.get("description"))
    return Root(
        head=head,
        files=files,
        readme=text_in(value.get("readme")),
        platform_id=_id(value.get("databaseId")),
        description=described[:LONGEST] if described else None,
        assets=_assets(value),
    )


def _assets(value: Mapping[str, Any]) -> tuple[str, ...] | None:
    nodes = mappings(mapping(mapping(value.get("latestRelease")).get("releaseAssets")).get("nodes"))
    return tuple(name for one in nodes if (name := text(one.get("name")))) or None


def names_in(tree: object) -> tuple[str, ...] | None:
    """The names in a `Tree` object; None for anything else."""
    entries = mapping(tree).get("entries")
    return tree_names(entries, "name") if isinstance(entries, list) else None


def tree_names(entries: object, field: str) -> tuple[str, ...]:
    """The names in the entries of a tree (in this field of each); folders and submodules end in a slash."""
    named = ((name, one.get("type")) for one in mappings(entries) if (name := text(one.get(field))))
    return tuple(name if kind == "blob" else f"{name}/" for name, kind in named)


def text_in(blob: object) -> str | None:
    """The text of a `Blob` object, empty for a binary one; None for anything else."""
    return text(mapping(blob)["text"]) or "" if "text" in mapping(blob) else None


def from_rest(body: Mapping[str, Any]) -> Facts:
    """
    The facts in a REST object of a repository, user or gist; raises Unreachable (`bad_response`) if it has no id, or
    no name (gists have none).

    `size` is not read: GitHub computes it late, and it is 0 for many repositories that have commits.
    """
    name = text(body.get("full_name")) or text(body.get("login"))
    number = _id(body.get("id")) if name else _gist_id(body)
    if number is None:
        raise Unreachable(Reason.BAD_RESPONSE, "HTTP 200 without an id and a name")
    return Facts(
        platform_id=number,
        name=name,
        created_at=moment(body.get("created_at")),
        pushed_at=moment(body.get("pushed_at")),
        archived=a(bool, body.get("archived")),
        disabled=a(bool, body.get("disabled")),
        private=a(bool, body.get("private")),
        fork=a(bool, body.get("fork")),
        license=_spdx(mapping(body.get("license")).get("spdx_id")),
        stars=a(int, body.get("stargazers_count")),
        default_branch=text(body.get("default_branch")),
    )


def owner_facts(value: Mapping[str, Any]) -> Facts:
    """The facts in one `RepositoryOwner` object of our query."""
    return Facts(platform_id=_id(value.get("databaseId")), name=text(value.get("login")))


def is_bad_credentials(answer: Answer) -> bool:
    """Whether a 401 is GitHub's own refusal of our token, and not that of a proxy that wants a login."""
    return _UNKNOWN_TOKEN.search(message_of(answer)) is not None


def message_of(answer: Answer) -> str:
    """GitHub's error message; empty if the response is not JSON with one."""
    return text(object_in(answer).get("message")) or ""


def object_in(answer: Answer) -> Mapping[str, Any]:
    """The JSON object of a response; an empty one for any other response."""
    try:
        return answer.mapping()
    except Unreachable:
        return {}


def token_refused() -> CredentialsError:
    """The error for a token that GitHub does not accept."""
    return CredentialsError(
        "GitHub refuses the token in GITHUB_TOKEN (or GH_TOKEN): bad credentials.",
        "Set a valid token, or unset it to go without one.",
    )


def _id(value: object) -> str | None:
    number = a(int, value)
    return str(number) if number and 0 < number < _MOST_ID else None


def _gist_id(body: Mapping[str, Any]) -> str | None:
    named = text(body.get("id"))
    return named if named and _GIST.fullmatch(named) else None


def _spdx(name: object) -> str | None:
    """The SPDX identifier; None for NOASSERTION, which stands for a licence that GitHub does not recognise."""
    return text(name) if name and name != "NOASSERTION" else None
