"""F3: survival of own links by age. F5: the time until promises are kept. Both need numpy (extra `stats`). Pure."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from checker.statistics.figures.values import Figure, Value
from checker.statistics.survival.curve import METHOD, curve
from checker.statistics.survival.evidence import BLOCKED, GONE, grouped
from checker.statistics.survival.spells import ALIVE, Spells
from checker.statistics.survival.turnbull import fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.model.subjects import Life, Promise
    from checker.statistics.survival.curve import Curve

YEARS = (1, 2, 3, 5, 10)
_GROUPS = {
    "repositories": ("github_repo", "github_org", "github_gist", "other_forge"),
    "hub": ("hf_model", "hf_dataset", "hf_space", "hf_collection", "hf_org"),
    "archives": ("archive",),
    "pages": ("other", "github_pages"),
}
_GRACE = 90  # days
_MONTH = 30.4375  # days


def curves(lives: Iterable[Life], seed: int) -> dict[str, Curve]:
    """
    The survival curve of all own links (`all`) and of each kind of host; the random draws of each use
    this seed.
    """
    return _curves(_spells(lives), seed)


def _curves(spells: Mapping[str, Spells], seed: int) -> dict[str, Curve]:
    return {name: curve(one, np.random.default_rng(seed)) for name, one in spells.items()}


def _spells(lives: Iterable[Life]) -> dict[str, Spells]:
    """The spells of all own links and of each kind of host, read in one pass: there may be a million."""
    found = grouped(lives, _group)
    every = Spells.together(found.values()) if found else Spells.of([])
    return {"all": every, **{name: found[name] for name in _GROUPS if name in found}}


def _group(life: Life) -> str:
    return next((name for name, kinds in _GROUPS.items() if life.kind in kinds), "")


def survival(lives: Iterable[Life], seed: int) -> Iterator[Figure]:
    """
    F3: the share still there after 1, 2, 3, 5, 10 years and the median, by kind; losses by cause; losses per 100
    link-years.
    """
    confirmed: Counter[str] = Counter()
    spells = _spells(_counted(lives, confirmed))
    confirmed["all"] = confirmed.total()
    for name, one in _curves(spells, seed).items():
        yield Figure(
            name=f"F3.{name}",
            title=f"Survival of own links: {name}",
            definition="still there at an age in years since the paper, of own links under observation",
            sql="lives",
            k=one.losses,
            n=one.links,
            method=METHOD,
            text=one.text or _median(one),
            rows=[
                *_points(one),
                *(_causes(spells[name], one) if one.points else ()),
                *_counts(one, confirmed[name]),
            ],
        )


def _counted(lives: Iterable[Life], confirmed: Counter[str]) -> Iterator[Life]:
    """The same lives; confirmed losses of links that had been there are counted by group on the way."""
    for life in lives:
        if life.lost is not None and life.confirmed and not life.never_there:
            confirmed[_group(life)] += 1
        yield life


def _median(one: Curve) -> str:
    if one.median is not None:
        return f"Half are lost at {one.median / 12:.1f} years."
    last = one.points[-1]
    return f"The median is not reached: {100 * last.survival:.1f} % are there at {last.months / 12:.1f} years."


def _points(one: Curve) -> Iterator[dict[str, Value]]:
    for years in YEARS:
        point = one.at(12 * years)
        if point:
            band = [None if end is None else 100 * end for end in (point.low, point.high)]
            yield {
                "years": years,
                "percent": 100 * point.survival,
                "low": band[0],
                "high": band[1],
                "at_risk": round(point.at_risk, 1),
            }
        elif one.points:
            yield {"years": years, "text": "fewer than 50 at risk"}


def _causes(spells: Spells, one: Curve) -> Iterator[dict[str, Value]]:
    """
    Lost by cause up to these ages, as cumulative incidence: the complement of a curve for one cause would be too
    high.
    """
    estimate = fit(spells, causes=2)
    reached = [years for years in YEARS if one.at(12 * years)]
    for cause, word in ((GONE, "gone"), (BLOCKED, "blocked")):
        for years, lost in zip(reached, estimate.incidence_at([12 * age for age in reached])[0, cause], strict=True):
            yield {"years": years, "cause": word, "percent": 100 * float(lost)}


def _counts(one: Curve, confirmed: int) -> Iterator[dict[str, Value]]:
    yield {"count": "losses", "k": one.losses}
    yield {"count": "losses confirmed", "k": confirmed}
    yield {"count": "never there", "k": one.never_there}
    yield {"count": "entered late", "k": one.late}
    for name, number in one.censoring.items():
        yield {"count": name, "k": number}
    if one.hazard and one.hazard.per_hundred is not None:
        yield {
            "count": "losses per 100 link-years",
            "k": round(one.hazard.per_hundred, 4),
            "low": one.hazard.low,
            "high": one.hazard.high,
        }


def promises(found: Sequence[Promise], now: str, seed: int) -> Figure:
    """
    F5: the time from the paper until something was first seen there, for promises made at the first reading of the
    paper. Papers younger than 90 days are left out: nothing is expected of them yet.
    """
    spells, still = _waiting(found, now)
    one = curve(spells, np.random.default_rng(seed))
    rows: list[dict[str, Value]] = [
        {"months": point.months, "kept_percent": 100 * (1 - point.survival), "at_risk": round(point.at_risk, 1)}
        for point in one.points
        if point.months % 6 == 0
    ]
    half = f"Half are kept at {one.median} months." if one.median is not None else "Half are not kept yet."
    return Figure(
        name="F5",
        title="Promises",
        definition="kept (a link, or content behind it, was seen), of promises of papers older than 90 days",
        sql="promises",
        k=one.losses,
        n=one.links,
        method=METHOD,
        text=f"{one.text.replace('links', 'promises').replace('lost', 'kept') or half} {still} still open.",
        rows=rows,
    )


def _waiting(found: Sequence[Promise], now: str) -> tuple[Spells, int]:
    """The waiting times of promises as spells, in which "lost" means kept; and how many are still open."""
    rows, names = [], sorted({one.paper_id for one in found})
    for one in found:
        if not one.published or not now or _days(one.published, now) < _GRACE:
            continue
        first, last = (max(_months(one.published, at), 0) for at in (one.first_at, one.open_at or one.first_at))
        kept = None if one.kept_at is None else max(_months(one.published, one.kept_at), first + 1)
        left, right = (max(first, last), ALIVE) if kept is None else (first, kept)
        # One kept before the first reading would not have been read as a promise: this is late entry.
        rows.append((first, left, right, 0, names.index(one.paper_id)))
    return Spells.of(rows), sum(row[2] == ALIVE for row in rows)


def _months(published: str, at: str) -> int:
    return round(_days(published, at) / _MONTH)


def _days(published: str, at: str) -> int:
    """Days from a paper to a moment; a year alone is 1 July, a month its 15th day."""
    whole = {4: f"{published}-07-01", 7: f"{published}-15"}.get(len(published), published[:10])
    return (datetime.fromisoformat(at[:10]) - datetime.fromisoformat(whole)).days
