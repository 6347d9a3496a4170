"""F4: content of own links. F6: maintenance by every policy. F7: copies in archives. F8: our own error. Pure."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from checker.model import Content
from checker.statistics.estimates import wilson
from checker.statistics.figures.values import Figure, Value, ends, figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.statistics.estimates import Estimate, Resample
    from checker.statistics.figures.own import OwnLinks

_RUNGS = [one for one in Content if one is not Content.UNKNOWN]


def ladder(own: OwnLinks) -> Figure:
    """F4: own links by rung of the content ladder, of those whose content is known."""
    counts = own.count("content", lost=False)
    unknown = counts.pop(Content.UNKNOWN, 0)
    known = counts.total()
    rows = [{"content": str(rung), **ends(wilson(counts[rung], known))} for rung in _RUNGS]
    return Figure(
        name="F4",
        title="What own links hold",
        definition="own links on each rung, of those there whose content is known",
        sql="subjects",
        n=known,
        method="Wilson",
        text=f"Of {unknown} more the content is not known.",
        rows=rows,
    )


def maintenance(own: OwnLinks) -> Figure:
    """
    F6: the share active by each policy, of own links that it could judge; and how often each two
    policies agree.
    """
    values = [(dict(one), number) for one, number in own.policies.items()]
    policies = sorted({name for one, _ in values for name in one})
    rows: list[dict[str, Value]] = [
        {"policy": name, "beside": None, **ends(_active(values, name))} for name in policies
    ]
    for name, other in combinations(policies, 2):
        rows.append({"policy": name, "beside": other, **ends(_agreeing(values, name, other))})
    return Figure(
        name="F6",
        title="Maintenance by every policy",
        definition="active, of own links that the policy could judge; for two: the same, of those both could judge",
        sql="subjects",
        n=own.policies.total(),
        method="Wilson",
        text="" if rows else "None could be judged.",
        rows=rows,
    )


def _judges(policies: Mapping[str, str], name: str) -> bool:
    return policies.get(name, "unknown") != "unknown"


def _active(values: Sequence[tuple[Mapping[str, str], int]], name: str) -> Estimate:
    judged = [(one[name], number) for one, number in values if _judges(one, name)]
    return wilson(sum(number for one, number in judged if one == "active"), sum(number for _, number in judged))


def _agreeing(values: Sequence[tuple[Mapping[str, str], int]], name: str, other: str) -> Estimate:
    both = [(one[name] == one[other], number) for one, number in values if _judges(one, name) and _judges(one, other)]
    return wilson(sum(number for same, number in both if same), sum(number for _, number in both))


def archives(own: OwnLinks, resample: Resample) -> Iterator[Figure]:
    """F7: replicated, of those there that were looked up; recoverable and unrecoverable, of those lost."""
    for name, among, words in (
        ("replicated", "there_asked", "own links still there that archives were asked about"),
        ("recoverable", "lost_asked", "lost own links that archives were asked about"),
        ("unrecoverable", "lost_asked", "lost own links that archives were asked about"),
    ):
        definition = (
            f"an archive has a copy, of {words}" if name != "unrecoverable" else f"no copy at all, of {words}"
        )
        found = own.share(name, among, resample)
        yield figure(f"F7.{name}", name.capitalize(), definition, found, _BESIDE[name])


#: Escamilla et al. 2024, arXiv:2401.04887.
_BESIDE = {
    "replicated": "Escamilla et al. 2024: 68.39 % at Software Heritage, 81.43 % in archives of the web.",
    "recoverable": "",
    "unrecoverable": "Escamilla et al. 2024: 32.36 %.",
}


def own_error(own: OwnLinks, healed: tuple[int, int]) -> Figure:
    """
    F8: unknown own links by reason; and of the losses ever reported those that were there again. `healed` is (how
    many are over, how many were reported).
    """
    reasons = sorted({one.reason for one in own.profiles if not one.known})
    rows: list[dict[str, Value]] = [{"reason": reason, "k": own.number(reason=reason)} for reason in reasons]
    over, seen = healed
    return Figure(
        name="F8",
        title="Our own error",
        definition="losses of own links that were there again at a later look, of all losses seen; unknown by reason",
        sql="losses",
        k=over,
        n=seen,
        text="ReproDB: 146 of 229 addresses ever called inaccessible answered at the end.",
        rows=rows,
    )
