"""The GraphQL that we send to GitHub, and how an answer is read, alias by alias. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Scalars and two cheap objects only: what needs a walk through the repository costs GitHub seconds.
REPOSITORY_FIELDS = """
fragment repository on Repository {
  databaseId nameWithOwner url isArchived archivedAt isDisabled isEmpty isFork isLocked isPrivate
  createdAt updatedAt pushedAt diskUsage stargazerCount
  licenseInfo { spdxId }
  latestRelease { publishedAt }
  defaultBranchRef { name target { ... on Commit { oid committedDate } } }
}"""

_OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,38}\Z")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}\Z")


def askable(target: str) -> bool:
    """Whether GitHub could have a repository, or an owner, of this name."""
    owner, _, name = target.partition("/")
    return bool(_OWNER.match(owner)) and (not name or (bool(_NAME.match(name)) and name not in (".", "..")))


def repositories_query(count: int) -> str:
    """A query for so many repositories, aliases `r0` …; the same text for the same count."""
    variables = ", ".join(f"$o{i}: String!, $n{i}: String!" for i in range(count))
    aliases = "\n".join(f"  r{i}: repository(owner: $o{i}, name: $n{i}) {{ ...repository }}" for i in range(count))
    return f"query({variables}) {{\n{aliases}\n  rateLimit {{ cost remaining resetAt }}\n}}{REPOSITORY_FIELDS}"


def repositories_variables(targets: Sequence[str]) -> dict[str, str]:
    """The variables for `repositories_query`: targets are `owner/name`."""
    values: dict[str, str] = {}
    for index, target in enumerate(targets):
        values[f"o{index}"], _, values[f"n{index}"] = target.partition("/")
    return values


def owners_query(count: int) -> str:
    """A query for so many owners (users and organisations), aliases `r0` …."""
    variables = ", ".join(f"$o{i}: String!" for i in range(count))
    aliases = "\n".join(f"  r{i}: repositoryOwner(login: $o{i}) {{ login url }}" for i in range(count))
    return f"query({variables}) {{\n{aliases}\n  rateLimit {{ cost remaining resetAt }}\n}}"


class Said(StrEnum):
    """What an answer says about one alias."""

    THERE = "there"
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    NOTHING = "nothing"  # not answered: ask again in a smaller batch


@dataclass(frozen=True, slots=True)
class Alias:
    """One alias of an answer: what is said, the object where there is one, the host's words where not."""

    said: Said
    value: Mapping[str, Any]
    message: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole answer: its aliases in order, points spent, and whether the batch was too heavy."""

    aliases: tuple[Alias, ...]
    cost: int
    heavy: bool


def read(answer: Mapping[str, Any], count: int, *, null_is_absent: bool = False) -> Reading:
    """
    An answer to a query with aliases `r0` to `r{count-1}`.

    Errors with a path speak of their alias. One without a path (SAML may come so) speaks of every alias that
    has no data; an answer without data and without such an error says nothing about any. A null without an
    error says nothing either, unless `null_is_absent`: so GitHub answers for an owner that does not exist.
    """
    data = answer.get("data") or {}
    errors = [one for one in answer.get("errors") or () if isinstance(one, dict)]
    by_alias = {str(path[0]): one for one in errors if (path := one.get("path")) and len(path) == 1}
    pathless = next((one for one in errors if not one.get("path")), None)
    aliases = tuple(
        Alias(Said.NOT_FOUND, {})
        if null_is_absent and not errors and data.get(f"r{i}", ...) is None
        else _alias(data, by_alias.get(f"r{i}") or pathless, f"r{i}")
        for i in range(count)
    )
    rate = data.get("rateLimit") if isinstance(data, dict) else None
    return Reading(aliases, int((rate or {}).get("cost") or 1), any(map(_is_heavy, errors)))


def _alias(data: Mapping[str, Any], error: Mapping[str, Any] | None, name: str) -> Alias:
    value = data.get(name)
    if isinstance(value, dict):
        return Alias(Said.THERE, value)
    if error is None:
        return Alias(Said.NOTHING, {})
    message = str(error.get("message", ""))
    if error.get("type") == "NOT_FOUND" and error.get("path"):
        return Alias(Said.NOT_FOUND, {}, message)
    if error.get("type") == "FORBIDDEN":
        return Alias(Said.FORBIDDEN, {}, message)
    return Alias(Said.NOTHING, {}, message)


def _is_heavy(error: Mapping[str, Any]) -> bool:
    text = str(error.get("message", ""))
    return error.get("type") in ("RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED") or text.startswith(
        ("Something went wrong while executing", "Timeout on validation", "Resource limits")
    )
