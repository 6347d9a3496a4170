"""
Forms of an address (with `www.`, with a slash at the end …): printed forms are checked, others give hints. Pure.

`www.example.edu` and `example.edu` may be different servers, and `…/tool` and `…/tool/` different pages: only the
address as printed shows what a reader will find.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.model import Facts, Kind, Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Artifact

#: Kinds for which every printed form of the address is checked; for other kinds all forms are the same artifact.
PAGES = frozenset({Kind.OTHER, Kind.ARCHIVE, Kind.GITHUB_PAGES})
HINTS = 3  # further forms that are tried if no printed one works
MOST = 12  # printed forms of one artifact that are checked: more occur only for pages that very many papers print


@dataclass(frozen=True, slots=True)
class FormResult:
    """The result of checking one form of an address."""

    address: str
    outcome: Outcome
    reason: Reason
    status: int | None = None
    detail: str = ""
    facts: Facts = field(default_factory=Facts)


_RANKS = (Outcome.PRESENT, Outcome.BLOCKED, Outcome.UNKNOWN, Outcome.REFUSED, Outcome.ABSENT)


def rank(result: FormResult) -> int:
    """Rank of a result: that of the smallest is the artifact's, so that it is absent only if all forms are."""
    return _RANKS.index(result.outcome)


def addresses_to_check(artifact: Artifact) -> tuple[str, ...]:
    """The addresses to check: the printed forms, or the canonical address if none is known."""
    listed = artifact.kind is Kind.OTHER_FORGE and is_listed(artifact)
    if not artifact.printed or (artifact.kind not in PAGES and not listed):
        return (artifact.url,)
    return artifact.printed[:MOST]


def is_listed(artifact: Artifact) -> bool:
    """Whether an address names a repository in the query of a listing (gitweb, ViewVC), which serves no git."""
    return "?" in artifact.url


def without_tls(address: str) -> str:
    """The same address with plain HTTP."""
    return urlsplit(address)._replace(scheme="http").geturl()


def other_forms(artifact: Artifact, printed: Sequence[str]) -> list[str]:
    """Forms that no paper prints but that may work, the likeliest first, at most HINTS."""
    if artifact.kind not in PAGES:
        return []
    parts = urlsplit(printed[0])
    bare = parts.netloc.removeprefix("www.")
    path = parts.path.rstrip("/") if parts.path.endswith("/") else f"{parts.path}/"
    near = (
        artifact.url,
        parts._replace(scheme="https", netloc=bare).geturl(),
        parts._replace(scheme="http" if parts.scheme == "https" else "https").geturl(),
        parts._replace(scheme="https", netloc=bare if bare != parts.netloc else f"www.{bare}").geturl(),
        parts._replace(path=path).geturl(),
    )
    return [one for one in dict.fromkeys(near) if one not in set(printed)][:HINTS]
