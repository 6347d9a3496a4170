"""F1: own links still there and usable. F2: by kind and year of the paper. F9: silent links. Pure."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from checker.statistics.estimates import wilson
from checker.statistics.figures.values import Figure, Value, ends, figure
from checker.statistics.standardised import standardised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.statistics.estimates import Resample
    from checker.statistics.figures.own import OwnLinks, Silent

_FEW = 10  # links known in a cell: below it no share is given
_SILENCE = timedelta(days=30)
_LOOKS = 3


def headline(own: OwnLinks, resample: Resample) -> Iterator[Figure]:
    """
    F1: own links still there (not gone, not blocked) and usable (available, not another repository today), of those
    known.
    """
    total, unknown = own.number(), own.number(known=False)
    there = own.share("there", "known", resample)
    yield figure("F1.there", "Still there", "neither gone nor blocked, of own links known", there)
    usable = own.share("usable", "known", resample)
    yield figure("F1.usable", "Usable", "available, and not another repository today, of own links known", usable)
    for name, more, words in (("least", 0, "gone"), ("most", unknown, "usable")):
        bound = wilson(usable.part + more, total)
        definition = f"usable, of all own links, if all unknown ones were {words}"
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
    yield figure("F1.unknown", "Unknown", "could not be found out, of own links", wilson(unknown, total))
    once = wilson(own.number(gone=True, confirmed=False), own.number(gone=True))
    yield figure("F1.seen_once", "Seen gone once only", "not confirmed yet, of own links gone", once)


def kinds_and_years(own: OwnLinks, resample: Resample) -> Figure:
    """
    F2: the share still there by kind and year; for each kind also over all years, and standardised to the years of
    all own links.
    """
    weights = own.count("year", known=True)
    return Figure(
        name="F2",
        title="Still there by kind and year",
        definition="neither gone nor blocked, of own links known in the cell; standardised to the years of all links",
        sql="subjects",
        n=sum(weights.values()),
        text="" if weights else "None is known.",
        rows=[row for kind in own.kinds() for row in _kind(kind, own, weights, resample)],
    )


def _kind(kind: str, own: OwnLinks, weights: Mapping[str, int], resample: Resample) -> Iterator[dict[str, Value]]:
    """The rows of one kind: each year, all years, standardised."""
    sizes = own.count("year", known=True, kind=kind)
    if not sizes:
        return
    there = own.count("year", known=True, kind=kind, lost=False)
    for year, found in own.years(kind, resample).items():
        few: dict[str, Value] = {"k": found.part, "n": found.whole, "text": "too few for a share"}
        yield {"kind": kind, "year": year or "no date", **(few if found.whole < _FEW else ends(found))}
    yield {"kind": kind, "year": "all", **ends(own.share("there", "known", resample, kind))}
    fair = standardised(there, sizes, {year: number for year, number in weights.items() if year})
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


def silent(own: OwnLinks, looks: Mapping[int, int], now: str) -> Figure:
    """
    F9: own links unknown for 30 days and at three looks or more, by kind; and the share lost, were they all lost.
    `looks` are the looks at each artifact since it was last known, `now` is the moment of the last run (ISO 8601).
    """
    found = Counter(one.kind for one in own.silent if _silent(one, looks, now))
    rows: list[dict[str, Value]] = []
    for kind in own.kinds():
        quiet, known = found[kind], own.number(kind=kind, known=True)
        lost = own.number(kind=kind, lost=True)
        if quiet or known:
            most = 100 * (lost + quiet) / (known + quiet)
            rows.append({"kind": kind, "k": quiet, "n": known + quiet, "lost": lost, "lost_at_most_percent": most})
    total = found.total()
    return Figure(
        name="F9",
        title="Silent",
        definition="unknown for 30 days and three looks or more, of own links known or silent; counts",
        sql="subjects",
        k=total,
        n=total + own.number(known=True),
        text="" if total else "None is silent.",
        rows=rows,
    )


def _silent(one: Silent, looks: Mapping[int, int], now: str) -> bool:
    if not now or looks.get(one.artifact_id, 0) < _LOOKS:
        return False
    return datetime.fromisoformat(now) - datetime.fromisoformat(one.known_at) >= _SILENCE
