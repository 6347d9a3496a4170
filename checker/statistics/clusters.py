"""Clusters of links: those of one owner or host live and die together, and count for fewer than they are. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

_FEWEST = 2
_GITHUB = (Kind.GITHUB_REPO, Kind.GITHUB_ORG, Kind.GITHUB_GIST)
_HUB = (Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE, Kind.HF_COLLECTION, Kind.HF_ORG)


def cluster_of(kind: str, target: str) -> str:
    """Whom an artifact shares its fate with: its owner at a platform or forge, else its host."""
    first, _, rest = target.casefold().partition("/")
    if kind in _GITHUB:
        return f"github.com/{first}"
    if kind == Kind.GITHUB_PAGES:
        return f"github.com/{first.partition('.')[0]}"
    if kind in _HUB:
        return f"huggingface.co/{first}"
    return f"{first}/{rest.partition('/')[0]}" if kind == Kind.OTHER_FORGE else first


def by_cluster(hits: Iterable[tuple[str, bool]]) -> list[tuple[int, int]]:
    """(hits, size) of each cluster, in the order of their names."""
    found: dict[str, list[int]] = {}
    for name, hit in hits:
        counts = found.setdefault(name, [0, 0])
        counts[0] += hit
        counts[1] += 1
    return [(found[name][0], found[name][1]) for name in sorted(found)]


def design_effect(sizes: list[tuple[int, int]]) -> float | None:
    """
    The variance of the share under these clusters over that of as many independent links (Kish 1965; linearised, as
    for a ratio of totals). None where there are fewer than two clusters or the share is 0 or 1.
    """
    part, whole = sum(hit for hit, _ in sizes), sum(size for _, size in sizes)
    if len(sizes) < _FEWEST or part in (0, whole):
        return None
    share = part / whole
    squares = sum((hit - share * size) ** 2 for hit, size in sizes) * len(sizes) / (len(sizes) - 1)
    return (
        squares / (whole * share * (1 - share)) * (whole - 1) / whole
    )  # exactly 1 where each is a cluster of its own
