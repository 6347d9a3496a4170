"""The headline: the usable share of the papers' own links, its interval, its bounds, and the figures beside it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from checker.reports.contents.values import Headline, Segment
from checker.reports.contents.words import STATES, behind, count, interval, percent, share
from checker.statistics.estimates import bootstrapped, estimated
from checker.statistics.intervals import Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SURE = 100  # known links from which on the percentage is the large figure; below it the counts are


def composition(rows: Sequence[Mapping[str, Any]]) -> tuple[Segment, ...]:
    """How many of the counted artifacts are in each state, in the order of the composition bar, zeros included."""
    counts = _states(row for row in rows if row["counted"])
    return tuple(Segment(state=state, word=word, count=counts[state]) for state, word in STATES.items())


def shares(rows: Iterable[Mapping[str, Any]]) -> dict[str, Share]:
    """
    The shares `usable`, `there` and, of third parties' links, `third_party`, from rows of `db/figures/clusters.sql`,
    with intervals that allow for clusters of owners and hosts.
    """
    sizes: dict[str, dict[tuple[int, int], int]] = {"usable": {}, "there": {}, "third_party": {}}
    for row in rows:
        sizes[row["share"]][row["hits"], row["links"]] = row["clusters"]
    return {name: estimated(found, bootstrapped).share for name, found in sizes.items()}


def headline(
    rows: Sequence[Mapping[str, Any]], found: Mapping[str, Share], maintained: Share, *, own: bool
) -> Headline:
    """
    The headline from rows of `db/figures/composition.sql`, its `shares`, and the maintained share. `own` says whether
    only the papers' own links are counted, as the words then say.
    """
    counts = _states(row for row in rows if row["counted"])
    total, unknown = counts.total(), counts["unknown"]
    known = total - unknown
    usable, there, third = found["usable"], found["there"], found["third_party"]
    once = sum(row["seen_once"] or 0 for row in rows if row["counted"])
    low, high = (Share(usable.part + more, total).percent for more in (0, unknown))
    links = "the papers' own links" if own else "all links"
    return Headline(
        usable=usable,
        there=there,
        gone=counts["gone"],
        seen_once=once,
        maintained=maintained,
        third_party=third,
        unknown=unknown,
        total=total,
        low=low,
        high=high,
        figure=_figure(usable),
        of=f"of {links} {_are(usable)} usable",
        counts=f"{count(usable.part)} of {count(known)} known" if known else f"0 of {count(total)} known",
        sentence=_sentence(usable, total, links),
        interval=_interval(usable, unknown, total),
        bounds=_bounds(low, high, total) if unknown and known else "",
        beside=tuple(_beside(there, counts["gone"], once, (maintained, third))),
    )


def _states(rows: Any) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row["state"]] += row["artifacts"]
    return counts


def _figure(usable: Share) -> str:
    if not usable.whole:
        return "?"
    return share(usable) if usable.whole >= _SURE else f"{count(usable.part)} of {count(usable.whole)}"


def _sentence(usable: Share, total: int, links: str) -> str:
    if not total:
        return "No paper names an artifact."
    if usable.percent is None:
        return f"Nothing could be found out: 0 of {count(total)} known."
    counts = f"{count(usable.part)} of {count(usable.whole)} known"
    if usable.whole < 10:
        return f"Of {links} that are known, {count(usable.part)} of {count(usable.whole)} {_are(usable)} usable."
    return f"{percent(usable.percent, usable.whole)} of {links} are usable: {counts}."


def _are(usable: Share) -> str:
    """The verb after the large figure, which is a count below 100 known."""
    return "is" if usable.part == 1 and usable.whole < _SURE else "are"


def _interval(usable: Share, unknown: int, total: int) -> str:
    if usable.percent is None:
        return "No share is printed: nothing could be found out. See reprolinks doctor." if total else ""
    named = f"95\N{NARROW NO-BREAK SPACE}% interval {interval(usable)} ({usable.method})."
    if not unknown:
        return f"{named} All were found out."
    part = f" ({percent(100 * unknown / total, total)})" if total >= 10 else ""
    are = "is" if unknown == 1 else "are"
    return f"{named} {count(unknown)} could not be found out{part} and {are} in no share."


def _bounds(low: float | None, high: float | None, total: int) -> str:
    if low is None or high is None:
        return ""
    return (
        f"If all of it were gone, {percent(low, total)} would be usable; if all were usable, {percent(high, total)}."
    )


def _beside(there: Share, gone: int, once: int, shares: tuple[Share, Share]) -> Any:
    maintained, third = shares
    yield "Still there (not gone, not blocked)", share(there), behind(there)
    yield "Gone", count(gone), f"{count(once)} seen once" if once else ""
    yield "Maintained, of those judged", share(maintained), behind(maintained)
    if third.whole:
        yield "Third parties' links usable", share(third), behind(third)
