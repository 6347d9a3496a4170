"""
Figures from the checks of other studies ("foreign witnesses"): how often addresses failed, recovered and changed.
Pure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from checker.statistics.clusters import cluster_of
from checker.statistics.estimates import clustered
from checker.statistics.figures.values import figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.model.subjects import LookHistory
    from checker.statistics.estimates import Resample
    from checker.statistics.figures.values import Figure

_LOOKS = 3  # fewer can't change twice


def flapping(looked: Sequence[LookHistory], resample: Resample) -> Iterator[Figure]:
    """
    How many addresses failed to answer at some look; how many of these answered at the last one, of those looked at
    again; and how many changed more than once.
    """
    silent = [one for one in looked if one.silent and one.looks > 1]
    often = [one for one in looked if one.looks >= _LOOKS]
    shares: tuple[tuple[str, str, Sequence[LookHistory], Callable[[LookHistory], bool]], ...] = (
        ("silent", "did not answer at some look, of all looked at", looked, lambda one: one.silent > 0),
        (
            "healed",
            "answered at the last look, of those silent and looked at again",
            silent,
            lambda one: one.answered_last,
        ),
        ("flapping", "changed more than once, of those looked at three times", often, lambda one: one.changes > 1),
    )
    for name, definition, among, hit in shares:
        found = clustered(((cluster_of(one.kind, one.target), hit(one)) for one in among), resample)
        yield replace(figure(name, name.capitalize(), definition, found), sql="foreign-looks")
