"""F1: own links there and usable. F2: by kind of host and year of the paper. F9: what is silent. Pure."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from checker.statistics.estimates import wilson
from checker.statistics.figures.values import Figure, Value, ends, figure, share
from checker.statistics.standardised import by_year

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from checker.model.subjects import Subject
    from checker.statistics.estimates import Resample

_FEW = 10  # known in a cell, under which its counts stand alone
_SILENCE = timedelta(days=30)
_LOOKS = 3


def headline(own: Sequence[Subject], resample: Resample) -> Iterator[Figure]:
    """F1: there (not gone, not blocked) and usable (available, and not another's by now), of own links known."""
    known = [one for one in own if one.known]
    unknown = len(own) - len(known)
    there = share(known, lambda one: not one.lost, resample)
    yield figure("F1.there", "Still there", "neither gone nor blocked, of own links known", there)
    usable = share(known, lambda one: one.usable, resample)
    yield figure("F1.usable", "Usable", "available, and not re-used by another, of own links known", usable)
    for name, more, words in (("least", 0, "gone"), ("most", unknown, "usable")):
        bound = wilson(usable.part + more, len(own))
        definition = f"usable, of all own links, were all unknown ones {words}"
        yield Figure(
            name=f"F1.{name}",
            title=f"Usable at {name}",
            definition=definition,
            sql="subjects",
            k=bound.part,
            n=bound.whole,
            percent=bound.percent,
            text="A bound, which has no interval.",
        )
    yield figure("F1.unknown", "Unknown", "could not be found out, of own links", wilson(unknown, len(own)))
    gone = [one for one in known if one.availability == "gone"]
    once = wilson(sum(not one.confirmed for one in gone), len(gone))
    yield figure("F1.seen_once", "Seen gone once only", "not confirmed yet, of own links gone", once)


def kinds_and_years(own: Sequence[Subject], resample: Resample) -> Figure:
    """F2: still there by kind and year, each kind of all years too, and as if it had the whole set's years."""
    known = [one for one in own if one.known]
    weights = Counter(one.year for one in known if one.year)
    kinds = sorted({one.kind for one in known})
    return Figure(
        name="F2",
        title="Still there by kind and year",
        definition="neither gone nor blocked, of own links known in the cell; standardised to the years of all",
        sql="subjects",
        n=len(known),
        text="" if known else "None is known.",
        rows=[row for kind in kinds for row in _kind(kind, known, weights, resample)],
    )


def _kind(
    kind: str, known: Sequence[Subject], weights: Mapping[str, int], resample: Resample
) -> Iterator[dict[str, Value]]:
    mine = [one for one in known if one.kind == kind]
    for year in sorted({one.year for one in mine}):
        cell = [one for one in mine if one.year == year]
        found = share(cell, lambda one: not one.lost, resample)
        few: dict[str, Value] = {"k": found.part, "n": found.whole, "text": "too few for a share"}
        yield {"kind": kind, "year": year or "no date", **(few if found.whole < _FEW else ends(found))}
    yield {"kind": kind, "year": "all", **ends(share(mine, lambda one: not one.lost, resample))}
    fair = by_year(((one.year, not one.lost) for one in mine), weights)
    if fair:
        yield {
            "kind": kind,
            "year": "standardised",
            "percent": fair.percent,
            "low": fair.interval.low,
            "high": fair.interval.high,
            "method": fair.interval.method,
            "years_covered": fair.covered,
        }


def silent(own: Sequence[Subject], looks: Mapping[int, int], now: str) -> Figure:
    """
    F9: unknown for 30 days and at three looks or more, by kind; `looks` are those since anything was known of each.
    Were they lost, the loss would be at most this.
    """
    rows: list[dict[str, Value]] = []
    for kind in sorted({one.kind for one in own}):
        mine = [one for one in own if one.kind == kind]
        known = sum(one.known for one in mine)
        quiet = sum(_silent(one, looks, now) for one in mine)
        lost = sum(one.lost for one in mine)
        if quiet or known:
            most = 100 * (lost + quiet) / (known + quiet)
            rows.append({"kind": kind, "k": quiet, "n": known + quiet, "lost": lost, "lost_at_most_percent": most})
    total = sum(int(row["k"] or 0) for row in rows)
    return Figure(
        name="F9",
        title="Silent",
        definition="unknown for 30 days and three looks or more, of own links known or silent; counts",
        sql="subjects",
        k=total,
        n=sum(int(row["n"] or 0) for row in rows),
        text="" if total else "None is silent.",
        rows=rows,
    )


def _silent(one: Subject, looks: Mapping[int, int], now: str) -> bool:
    if one.known or not now or looks.get(one.artifact_id, 0) < _LOOKS or not one.known_at:
        return False
    return datetime.fromisoformat(now) - datetime.fromisoformat(one.known_at) >= _SILENCE
