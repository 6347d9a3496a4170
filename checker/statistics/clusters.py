"""
Clusters of links: links of one owner or host are often lost together, so that they carry less information than as
many independent links. Pure.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from checker.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: (hits, links) of a cluster → the number of clusters with these counts.
Sizes: TypeAlias = "Mapping[tuple[int, int], int]"

_FEWEST = 2
_GITHUB = (Kind.GITHUB_REPO, Kind.GITHUB_ORG, Kind.GITHUB_GIST)
_HUB = (Kind.HF_MODEL, Kind.HF_DATASET, Kind.HF_SPACE, Kind.HF_COLLECTION, Kind.HF_ORG)


def cluster_of(kind: str, target: str) -> str:
    """The cluster of an artifact: its owner at a platform or forge, else its host."""
    first, _, rest = target.casefold().partition("/")
    if kind in _GITHUB:
        return f"github.com/{first}"
    if kind == Kind.GITHUB_PAGES:
        return f"github.com/{first.partition('.')[0]}"
    if kind in _HUB:
        return f"huggingface.co/{first}"
    return f"{first}/{rest.partition('/')[0]}" if kind == Kind.OTHER_FORGE else first


def by_cluster(hits: Iterable[tuple[str, bool]]) -> Sizes:
    """The sizes of clusters, from one (cluster, whether it is a hit) for each link."""
    found: dict[str, list[int]] = {}
    for name, hit in hits:
        counts = found.setdefault(name, [0, 0])
        counts[0] += hit
        counts[1] += 1
    return Counter((hit, size) for hit, size in found.values())


def design_effect(sizes: Sizes) -> float | None:
    """
    The variance of a share over clusters, divided by its variance over as many independent links (Kish 1965;
    linearised, as for a ratio of totals). None where there are fewer than two clusters, or the share is 0 or 1.
    """
    clusters = sum(sizes.values())
    part = sum(hit * times for (hit, _), times in sizes.items())
    whole = sum(size * times for (_, size), times in sizes.items())
    if clusters < _FEWEST or part in (0, whole):
        return None
    share = part / whole
    # Sorted, so that the order of clusters does not change a digit.
    squares = sum(times * (hit - share * size) ** 2 for (hit, size), times in sorted(sizes.items()))
    single = (
        whole * share * (1 - share) * whole / (whole - 1)
    )  # so that the effect is 1 where each link is its own cluster
    return squares * clusters / (clusters - 1) / single
