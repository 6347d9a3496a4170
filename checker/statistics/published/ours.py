"""Our figures under the definitions of published ones: crude, and standardised to the study's years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.statistics.clusters import cluster_of
from checker.statistics.estimates import Estimate, clustered
from checker.statistics.published.shipped import PUBLISHED
from checker.statistics.published.values import Question
from checker.statistics.standardised import Standardised, by_year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from checker.model.subjects import Subject
    from checker.statistics.estimates import Resample
    from checker.statistics.published.values import Ours, Published

_SILENT = ("timeout", "dns", "server_error", "refused")
_DOWN = ("timeout", "dns", "server_error", "tls")
_HELD = ("code", "code_with_dependencies", "runnable", "data_only")
_CODE = _HELD[:3]
_MANY = 4  # items of the checklist


@dataclass(frozen=True, slots=True)
class Median:
    """Our half-life in months, None where it is not reached; `text` says so, or why there is no curve."""

    months: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    A published figure and ours: `crude`, and `standardised` to the study's years where these are known; for a
    half-life `median`. Where the two are not comparable, `reason` says why.
    """

    published: Published
    crude: Estimate | None = None
    standardised: Standardised | None = None
    median: Median | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """
    The data of our side: subjects; (papers with a repository, all papers); (promises broken, promises old enough);
    the median; and what makes bootstrap intervals (None without numpy).
    """

    subjects: Sequence[Subject]
    with_repository: tuple[int, int]
    promises_broken: tuple[int, int]
    median: Median
    resample: Resample


def comparisons(figures: Figures, published: Iterable[Published] = PUBLISHED) -> list[Comparison]:
    """Every published figure with ours, in the same order."""
    return [_beside(figures, one) for one in published]


def _beside(figures: Figures, one: Published) -> Comparison:
    if one.ours is None:
        return Comparison(one, reason=one.caution)
    special = _not_a_share(figures, one)
    if special:
        return special
    chosen = [subject for subject in figures.subjects if _is_asked_about(one.ours, subject)]
    hit = _HIT[one.ours.question]
    counted = [(subject, found) for subject in chosen if (found := hit(subject)) is not None]
    if not counted:
        return Comparison(one, reason=_why_none(one.ours, chosen))
    crude = clustered(
        ((cluster_of(subject.kind, subject.target), found) for subject, found in counted), figures.resample
    )
    weighted = by_year(((subject.year, found) for subject, found in counted), one.by_year) if one.by_year else None
    return Comparison(one, crude, weighted)


def _not_a_share(figures: Figures, one: Published) -> Comparison | None:
    """The comparison for figures that are not shares of artifacts; None for all others."""
    question = one.ours.question if one.ours else None
    if question is Question.MEDIAN:
        return Comparison(one, median=figures.median)
    counts: Mapping[Question | None, tuple[int, int]] = {
        Question.PAPERS_WITH_REPOSITORY: figures.with_repository,
        Question.PROMISES: figures.promises_broken,
    }
    if question not in counts:
        return None
    part, whole = counts[question]
    if not whole:
        return Comparison(one, reason="not comparable: the database holds none to count")
    return Comparison(one, clustered((str(number), number < part) for number in range(whole)))


def _is_asked_about(ours: Ours, subject: Subject) -> bool:
    """Whether a subject is one that the question is about."""
    return (
        (not ours.kinds or subject.kind in ours.kinds)
        and (not ours.hosts or _is_on(ours.hosts, subject))
        and ours.whose in {"all", subject.whose}
        and (not ours.years or subject.year in ours.years)
    )


def _is_on(hosts: tuple[str, ...], subject: Subject) -> bool:
    """Whether it is at one of these hosts; `github` is the platform, whose targets hold no host."""
    target = subject.target.casefold()
    if subject.kind.startswith("github_"):
        return "github" in hosts
    return any(target == host or target.startswith((f"{host}/", f"www.{host}/")) for host in hosts)


def _why_none(ours: Ours, chosen: Sequence[Subject]) -> str:
    """Why there is nothing to compare, as words for readers."""
    if chosen:
        return "not comparable: the answer is known for none of our links"
    words = ", ".join(kind.replace("_", " ") for kind in ours.kinds) or "artifact"
    own = "own " if ours.whose == "own" else ""
    years = " to ".join(dict.fromkeys((ours.years[0], ours.years[-1]))) if ours.years else ""
    return f"not comparable: we have no {own}{words}{f' of {years}' if years else ''}"


def _present(outcome: str) -> bool | None:
    return {"present": True, "absent": False}.get(outcome)


def _active(subject: Subject) -> bool | None:
    value = subject.policies.get("recent-commit", "unknown")
    return None if value == "unknown" or subject.lost else value == "active"


#: For each question: whether an artifact is a hit, or None where it is not counted.
_HIT: dict[Question, Callable[[Subject], bool | None]] = {
    Question.LOST: lambda one: one.lost if one.known else None,
    Question.LOST_CONFIRMED: lambda one: (
        (one.confirmed or one.availability == "blocked") and one.lost if one.known else None
    ),
    Question.LOST_OR_SILENT: lambda one: one.lost or (not one.known and one.reason in _SILENT),
    Question.LOST_OR_DOWN: lambda one: one.lost or (not one.known and one.reason in _DOWN),
    Question.THERE: lambda one: not one.lost if one.known else None,
    Question.THERE_LEAST: lambda one: one.known and not one.lost,
    Question.CONTENT: lambda one: (
        one.content in _HELD if one.availability == "available" and one.content != "unknown" else None
    ),
    Question.SOFTWARE_HERITAGE: lambda one: _present(one.software_heritage),
    Question.WAYBACK: lambda one: _present(one.wayback),
    Question.UNRECOVERABLE: lambda one: (
        one.preservation in ("unrecoverable", "page_only")
        if one.lost and one.preservation not in ("not_asked", "unknown")
        else None
    ),
    Question.MAINTAINED: _active,
    Question.TICKS: lambda one: one.ticks >= _MANY if one.content in _CODE else None,
    Question.OWN: lambda one: None if one.whose == "unclear" else one.whose == "own",
}
