"""F4: what own links hold. F6: maintenance by every policy. F7: copies in archives. F8: our own error. Pure."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from checker.model import Content
from checker.statistics.estimates import wilson
from checker.statistics.figures.values import Figure, Value, ends, figure, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model.subjects import Subject
    from checker.statistics.estimates import Estimate, Resample

_RUNGS = [one for one in Content if one is not Content.UNKNOWN]


def ladder(own: Sequence[Subject]) -> Figure:
    """F4: own links by what they hold, of those whose content is known."""
    known = [one for one in own if one.content != Content.UNKNOWN and not one.lost]
    counts = Counter(one.content for one in known)
    rows = [{"content": str(rung), **ends(wilson(counts[rung], len(known)))} for rung in _RUNGS]
    return Figure(
        name="F4",
        title="What own links hold",
        definition="own links on each rung, of those there whose content is known",
        sql="subjects",
        n=len(known),
        method="Wilson",
        text=f"Of {sum(not one.lost for one in own) - len(known)} more the content is not known.",
        rows=rows,
    )


def maintenance(own: Sequence[Subject]) -> Figure:
    """F6: active by every policy, of own links that it could judge; and how often two policies agree."""
    said = [one.policies for one in own if one.known and not one.lost]
    policies = sorted({name for one in said for name in one})
    rows: list[dict[str, Value]] = [
        {"policy": name, "beside": None, **ends(_active(said, name))} for name in policies
    ]
    for name, other in combinations(policies, 2):
        both = [one for one in said if _judges(one, name) and _judges(one, other)]
        rows.append(
            {"policy": name, "beside": other, **ends(wilson(sum(one[name] == one[other] for one in both), len(both)))}
        )
    return Figure(
        name="F6",
        title="Maintenance by every policy",
        definition="active, of own links that the policy judged; beside another: both say the same, of both judged",
        sql="subjects",
        n=len(said),
        method="Wilson",
        text="" if rows else "None could be judged.",
        rows=rows,
    )


def _judges(policies: Mapping[str, str], name: str) -> bool:
    return policies.get(name, "unknown") != "unknown"


def _active(said: Sequence[Mapping[str, str]], name: str) -> Estimate:
    judged = [one[name] for one in said if _judges(one, name)]
    return wilson(sum(one == "active" for one in judged), len(judged))


def archives(own: Sequence[Subject], resample: Resample) -> Iterator[Figure]:
    """F7: replicated, of those there that were looked up; recoverable and unrecoverable, of those lost."""
    asked = [one for one in own if one.preservation not in ("not_asked", "unknown", "not_applicable")]
    there, lost = ([one for one in asked if one.lost == gone] for gone in (False, True))
    for name, among, words in (
        ("replicated", there, "own links there that archives were asked about"),
        ("recoverable", lost, "own links lost that archives were asked about"),
        ("unrecoverable", lost, "own links lost that archives were asked about"),
    ):
        definition = (
            f"an archive has a copy, of {words}" if name != "unrecoverable" else f"no copy at all, of {words}"
        )
        found = share(among, lambda one, name=name: one.preservation == name, resample)  # type: ignore[misc]  # bound now
        yield figure(f"F7.{name}", name.capitalize(), definition, found, _BESIDE[name])


#: Escamilla et al. 2024, arXiv:2401.04887.
_BESIDE = {
    "replicated": "Escamilla et al. 2024: 68.39 % at Software Heritage, 81.43 % in archives of the web.",
    "recoverable": "",
    "unrecoverable": "Escamilla et al. 2024: 32.36 %.",
}


def own_error(own: Sequence[Subject], healed: tuple[int, int]) -> Figure:
    """F8: unknown by reason; and of the losses told (`healed`: how many closed, how many there were) those undone."""
    reasons = Counter(one.reason for one in own if not one.known)
    rows: list[dict[str, Value]] = [{"reason": reason, "k": number} for reason, number in sorted(reasons.items())]
    closed, told = healed
    return Figure(
        name="F8",
        title="Our own error",
        definition="losses of own links that were there again at a later look, of all losses seen; unknown by reason",
        sql="losses",
        k=closed,
        n=told,
        text="ReproDB: 146 of 229 addresses ever called inaccessible answered at the end.",
        rows=rows,
    )
