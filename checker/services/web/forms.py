"""
The forms of one address: those that papers print, which are asked, and others, which are hints. Pure.

Two servers may stand behind `www.example.edu` and `example.edu`, and two pages behind `…/tool` and `…/tool/`: only an
answer to the address as printed says what a reader will find.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checker.model import Facts, Kind, Outcome, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.model import Artifact

#: Kinds that are judged by the page that a paper prints; other kinds are what their name says, however it is printed.
PAGES = frozenset({Kind.OTHER, Kind.ARCHIVE, Kind.GITHUB_PAGES})
HINTS = 3  # forms that are tried where none that is printed works
MOST = 12  # forms of one artifact that are asked: more are one page printed by very many


@dataclass(frozen=True, slots=True)
class Look:
    """What an answer to one form of an address means."""

    address: str
    outcome: Outcome
    reason: Reason
    status: int | None = None
    detail: str = ""
    facts: Facts = field(default_factory=Facts)


_WEIGHTS = (Outcome.PRESENT, Outcome.BLOCKED, Outcome.UNKNOWN, Outcome.REFUSED, Outcome.ABSENT)


def weight(look: Look) -> int:
    """Which of several looks speaks for the artifact: the smallest. It is absent only where every form is."""
    return _WEIGHTS.index(look.outcome)


def to_ask(artifact: Artifact) -> tuple[str, ...]:
    """The addresses to ask: as papers print it, the canonical one where no paper's print is known."""
    listed = artifact.kind is Kind.OTHER_FORGE and is_listed(artifact)
    if not artifact.printed or (artifact.kind not in PAGES and not listed):
        return (artifact.url,)
    return artifact.printed[:MOST]


def is_listed(artifact: Artifact) -> bool:
    """Whether a repository is named by the query of a list (gitweb, ViewVC), where no git is served."""
    return "?" in artifact.url


def without_tls(address: str) -> str:
    """The same address, asked for over plain HTTP."""
    return urlsplit(address)._replace(scheme="http").geturl()


def others(artifact: Artifact, printed: Sequence[str]) -> list[str]:
    """Forms that no paper prints and that may work, the likeliest first, at most HINTS."""
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
