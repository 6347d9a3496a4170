"""Own links, counted once for all figures: by their properties, and by owner or host. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from checker.statistics.clusters import cluster_of
from checker.statistics.estimates import estimated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    from checker.model.subjects import Subject
    from checker.statistics.estimates import Estimate, Resample

    Policies: TypeAlias = tuple[tuple[str, str], ...]

_UNTOLD = ("not_asked", "unknown", "not_applicable")  # no archive answered whether it has a copy


class Profile(NamedTuple):
    """
    The properties of a link that figures distinguish; links with the same ones are counted together. `reason` is set
    for unknown links only.
    """

    kind: str
    year: str
    known: bool
    lost: bool
    usable: bool
    gone: bool
    confirmed: bool
    reason: str
    content: str


class Silent(NamedTuple):
    """A link that is unknown now, and when something was last known of it."""

    artifact_id: int
    kind: str
    known_at: str


@dataclass(slots=True)
class Cluster:
    """Links of one kind and year that share an owner or host: how many are known, how many there, and so on."""

    known: int = 0
    there: int = 0
    usable: int = 0
    there_asked: int = 0  # there, and archives were asked about them
    replicated: int = 0
    lost_asked: int = 0
    recoverable: int = 0
    unrecoverable: int = 0


@dataclass(slots=True)
class OwnLinks:
    """
    The counts of own links: by their properties; of those still there, by the values of all policies; of clusters, by
    kind, year and owner or host. `silent` are links that are unknown now and were known before.
    """

    profiles: Counter[Profile] = field(default_factory=Counter)
    policies: Counter[Policies] = field(default_factory=Counter)
    clusters: dict[tuple[str, str, str], Cluster] = field(default_factory=dict)
    silent: list[Silent] = field(default_factory=list)

    @classmethod
    def of(cls, subjects: Iterable[Subject]) -> OwnLinks:
        """The counts of the own links among these subjects, read one at a time: there may be a million."""
        found = cls()
        for one in subjects:
            if one.whose == "own":
                found._count(one)
        return found

    def _count(self, one: Subject) -> None:
        known, lost, usable, gone = one.known, one.lost, one.usable, one.availability == "gone"
        reason = "" if known else one.reason
        self.profiles[Profile(one.kind, one.year, known, lost, usable, gone, one.confirmed, reason, one.content)] += 1
        name = one.kind, one.year, cluster_of(one.kind, one.target)
        if (cluster := self.clusters.get(name)) is None:
            cluster = self.clusters[name] = Cluster()
        if known:
            cluster.known += 1
            cluster.there += not lost
            cluster.usable += usable
            if not lost:
                self.policies[tuple(one.policies.items())] += 1
        elif one.known_at:
            self.silent.append(Silent(one.artifact_id, one.kind, one.known_at))
        if one.preservation not in _UNTOLD:
            _count_copies(cluster, one)

    def count(self, by: str, **wanted: str | bool) -> Counter[str]:
        """How many links have the wanted properties, by another one: `count("year", known=True, kind="other")`."""
        found: Counter[str] = Counter()
        for one, number in self.profiles.items():
            if all(getattr(one, name) == value for name, value in wanted.items()):
                found[getattr(one, by)] += number
        return found

    def number(self, **wanted: str | bool) -> int:
        """How many links have the wanted properties."""
        return self.count("kind", **wanted).total()

    def kinds(self) -> list[str]:
        """The kinds of artifact among the links, sorted."""
        return sorted({one.kind for one in self.profiles})

    def share(self, part: str, whole: str, resample: Resample, kind: str = "") -> Estimate:
        """The share of one count of the clusters in another (names of fields of Cluster), with its interval."""
        sizes: dict[str, tuple[int, int]] = {}
        for name, counts in self._clusters(kind):
            hits, size = sizes.get(name, (0, 0))
            sizes[name] = hits + getattr(counts, part), size + getattr(counts, whole)
        return estimated(Counter(size for size in sizes.values() if size[1]), resample)

    def years(self, kind: str, resample: Resample) -> dict[str, Estimate]:
        """Year → the share still there, of known links of a kind."""
        found: dict[str, Counter[tuple[int, int]]] = {}
        for (of, year, _), counts in self.clusters.items():
            if of == kind and counts.known:
                found.setdefault(year, Counter())[counts.there, counts.known] += 1
        return {year: estimated(found[year], resample) for year in sorted(found)}

    def _clusters(self, kind: str) -> Iterator[tuple[str, Cluster]]:
        return ((name, counts) for (of, _, name), counts in self.clusters.items() if not kind or of == kind)


def _count_copies(cluster: Cluster, one: Subject) -> None:
    if one.lost:
        cluster.lost_asked += 1
        cluster.recoverable += one.preservation == "recoverable"
        cluster.unrecoverable += one.preservation == "unrecoverable"
    else:
        cluster.there_asked += 1
        cluster.replicated += one.preservation == "replicated"
