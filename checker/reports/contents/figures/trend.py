"""The usable share, run by run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from checker.reports.contents.figures.values import Point, Trend
from checker.reports.contents.words import counted, long_date, points
from checker.statistics.intervals import Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

#: The number of runs from which on a change is called a trend.
ENOUGH = 6
_WORDS = ("no", "one", "two", "three", "four", "five")


def trend(moves: Iterable[Mapping[str, Any]], runs: Sequence[Mapping[str, Any]], *, own: bool) -> Trend:
    """The trend, from the changes of counts by run (see `db/figures/trend.sql`) and the runs in order."""
    found = tuple(_points(moves, runs))
    return Trend(points=found, sentence=_sentence(found, "all own links" if own else "all links"))


def _points(moves: Iterable[Mapping[str, Any]], runs: Sequence[Mapping[str, Any]]) -> Iterator[Point]:
    """A point for each run: the counts of links by state after it, those of the first run apart."""
    by_run: dict[int, list[Mapping[str, Any]]] = {}
    for move in moves:
        by_run.setdefault(move["run_id"], []).append(move)
    everything: Counter[str] = Counter()
    first: Counter[str] = Counter()
    waiting = sorted(by_run)
    for run in runs:
        while waiting and waiting[0] <= run["id"]:
            for move in by_run[waiting.pop(0)]:
                everything[move["state"]] += move["change"]
                first[move["state"]] += move["first"] or 0
        unknown = Share(everything["unknown"], everything.total())
        yield Point(
            run=run["id"], at=run["ended_at"], usable=_usable(everything), first=_usable(first), unknown=unknown
        )


def _usable(counts: Counter[str]) -> Share:
    return Share(counts["usable"], counts["usable"] + counts["known"])


def _sentence(found: Sequence[Point], links: str) -> str:
    if len(found) < ENOUGH:
        runs = f"{_WORDS[len(found)]} run{'' if len(found) == 1 else 's'}".capitalize()
        few = found[-1].usable.whole if found else 0
        known = f"only {counted(few, 'link')} {'is' if few == 1 else 'are'} known"
        wide = f", which is wide because {known}" if 0 < few < 100 else ""
        return f"{runs}: too few for a trend. The band is the 95\N{NARROW NO-BREAK SPACE}% interval{wide}."
    since = long_date(found[0].at[:7])
    parts = [f"{_change(found, 'usable').capitalize()} since {since} over {links}"]
    if found[-1].first.whole < found[-1].usable.whole:
        parts.append(f"{_change(found, 'first')} among those listed from the first run")
    return f"{'; '.join(parts)}. The band is the 95\N{NARROW NO-BREAK SPACE}% interval."


def _change(found: Sequence[Point], name: str) -> str:
    first, last = getattr(found[0], name).percent, getattr(found[-1], name).percent
    return points(last - first) if first is not None and last is not None else "unknown"
