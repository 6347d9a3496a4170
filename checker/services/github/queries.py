"""The GraphQL queries that we send to GitHub, and their variables and aliases. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Sequence


# Scalars and two cheap objects only: fields for which GitHub has to walk through the repository cost seconds.
REPOSITORY_FIELDS = """
fragment repository on Repository {
  databaseId nameWithOwner url isArchived archivedAt isDisabled isEmpty isFork isLocked isPrivate
  createdAt updatedAt pushedAt diskUsage stargazerCount
  licenseInfo { spdxId }
  latestRelease { publishedAt }
  defaultBranchRef { name target { ... on Commit { oid committedDate } } }
}"""

ROOT_FIELDS = """
fragment root on Repository {
  databaseId nameWithOwner description
  defaultBranchRef { target { ... on Commit { oid } } }
  latestRelease { releaseAssets(first: 10) { nodes { name } } }
  tree: object(expression: "HEAD:") { ... on Tree { entries { name type } } }
  readme: object(expression: "HEAD:README.md") { ... on Blob { text isBinary } }
}"""

PATH_FIELDS = """
fragment path on GitObject {
  ... on Tree { entries { name type } }
  ... on Blob { text isBinary }
}"""
#: The fields of each fragment that verdicts depend on: a response without one of them is not used.
OF_REPOSITORY = frozenset(
    {
        *("databaseId", "nameWithOwner", "isArchived", "archivedAt", "isDisabled", "isEmpty", "isPrivate"),
        *("createdAt", "pushedAt", "latestRelease", "defaultBranchRef"),
    }
)
OF_ROOT = frozenset({"databaseId", "nameWithOwner", "defaultBranchRef", "latestRelease", "tree", "readme"})

OWNER_FIELDS = """
fragment owner on RepositoryOwner {
  login
  ... on User { databaseId }
  ... on Organization { databaseId }
}"""
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}\Z")


def askable(target: str) -> bool:
    """
    Whether GitHub can be asked for `owner/name`, or for an owner: each has only characters that names may have there.
    GitHub's other rules for names are not applied, because old names break them.
    """
    names = target.split("/")
    return len(names) <= 2 and all(_NAME.match(name) and name not in (".", "..") for name in names)


def is_repository(target: str) -> bool:
    """Whether GitHub can be asked for a repository of this name."""
    return askable(target) and "/" in target


def repositories_query(revisions: Sequence[int]) -> str:
    """
    A query for as many repositories as there are numbers (aliases `r0` …), and for so many revisions in each
    (aliases `at0` …, variables `e0_0` …). Equal numbers give equal text.
    """
    wanted = (
        " ".join(["...repository", *(f"at{p}: object(expression: $e{r}_{p}) {{ oid }}" for p in range(count))])
        for r, count in enumerate(revisions)
    )
    return _aliased(list(wanted), _expressions(revisions)) + REPOSITORY_FIELDS


def roots_query(count: int) -> str:
    """A query for the root and `README.md` of so many repositories (aliases `r0` …)."""
    return _aliased(["...root"] * count) + ROOT_FIELDS


def paths_query(paths: Sequence[int]) -> str:
    """A query for so many paths in each of some repositories: aliases `r0` … and in them `p0` …."""
    wanted = (
        " ".join(
            [
                "databaseId nameWithOwner",
                *(f"p{p}: object(expression: $e{r}_{p}) {{ ...path }}" for p in range(count)),
            ]
        )
        for r, count in enumerate(paths)
    )
    return _aliased(list(wanted), _expressions(paths)) + PATH_FIELDS


def paths_variables(wanted: Sequence[tuple[str, str, Sequence[str]]]) -> dict[str, str]:
    """The variables for `paths_query`: (`owner/name`, commit, paths) each; a folder's path ends in a slash."""
    values = repositories_variables([name for name, _, _ in wanted])
    for r, (_, commit, paths) in enumerate(wanted):
        values |= {f"e{r}_{p}": f"{commit}:{path.rstrip('/')}" for p, path in enumerate(paths)}
    return values


def _expressions(counts: Sequence[int]) -> str:
    return "".join(f", $e{r}_{p}: String!" for r, count in enumerate(counts) for p in range(count))


def _aliased(fields: Sequence[str], more_variables: str = "") -> str:
    names = range(len(fields))
    variables = ", ".join(f"$o{i}: String!, $n{i}: String!" for i in names) + more_variables
    aliases = "\n".join(f"  r{i}: repository(owner: $o{i}, name: $n{i}) {{ {fields[i]} }}" for i in names)
    return f"query({variables}) {{\n{aliases}\n  rateLimit {{ cost remaining resetAt }}\n}}"


def repositories_variables(targets: Sequence[str]) -> dict[str, str]:
    """The variables for `repositories_query`: targets are `owner/name`."""
    values: dict[str, str] = {}
    for index, target in enumerate(targets):
        values[f"o{index}"], _, values[f"n{index}"] = target.partition("/")
    return values


def owner_aliases(logins: Sequence[str]) -> list[str]:
    """
    The alias of each owner in a query: `r0_…` and so on, with a checksum of the login. A missing owner is a bare
    null, so only the alias shows whether the null belongs to this query or to one about other owners.
    """
    return [f"r{index}_{crc32(login.casefold().encode()):08x}" for index, login in enumerate(logins)]


def owners_query(logins: Sequence[str]) -> str:
    """A query for owners (users and organisations), by `owner_aliases`."""
    variables = ", ".join(f"$o{i}: String!" for i in range(len(logins)))
    named = enumerate(owner_aliases(logins))
    aliases = "\n".join(f"  {alias}: repositoryOwner(login: $o{i}) {{ ...owner }}" for i, alias in named)
    return f"query({variables}) {{\n{aliases}\n  rateLimit {{ cost remaining resetAt }}\n}}{OWNER_FIELDS}"


def owners_variables(logins: Sequence[str]) -> dict[str, str]:
    """The variables for `owners_query`."""
    return {f"o{index}": login for index, login in enumerate(logins)}
