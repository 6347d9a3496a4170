"""How long links last, for the page: curves of GitHub repositories and web pages, where the extra `stats` is there."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from checker.model import Kind
from checker.reports.contents.words import count, counted, percent
from checker.reports.page import charts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markupsafe import Markup

    from checker.model.subjects import Life
    from checker.statistics.survival.curve import Curve

_GROUPS = (
    ("GitHub", "GitHub repositories", "repository", (Kind.GITHUB_REPO,), charts.USABLE),
    ("Web", "web pages", "page", (Kind.OTHER, Kind.GITHUB_PAGES), charts.LOST),
)
_SEED = 1  # the bands are drawn alike each time: the same database gives the same bytes
_YEAR = 12
_SHOWN = 5  # years that the sentence tells of, or fewer where the curves end before


@dataclass(frozen=True, slots=True)
class Line:
    """One curve: its short name, its name in a sentence, its colour."""

    name: str
    named: str
    colour: str
    curve: Curve


@dataclass(frozen=True, slots=True)
class Survival:
    """
    The finding in a sentence; drawings, wide and narrow; rows of (years, group, still there, band, at risk). Where
    there is no curve, the sentence says why and the rest is empty.
    """

    sentence: str
    drawn: tuple[Markup, ...] = ()
    rows: tuple[tuple[int, str, str, str, str], ...] = ()


def survival(lives: Iterable[Life]) -> Survival:
    """The curves of these lives."""
    if not find_spec("numpy") or not charts.drawable():
        return Survival("For a curve install reprolinks[stats].")
    found = _curves(list(lives))
    shown = [line for line in found if line.curve.points]
    if not shown:
        return Survival(_none(found))
    sentence = _sentence(shown)
    drawn = charts.both(lambda width: _drawn(shown, width), sentence, "survival")
    return Survival(sentence, drawn, tuple(row for line in shown for row in _rows(line)))


def _curves(lives: Sequence[Life]) -> list[Line]:
    import numpy as np  # noqa: PLC0415  (an extra)

    from checker.statistics.survival.curve import curve  # noqa: PLC0415  (needs the extra)
    from checker.statistics.survival.evidence import spells_of  # noqa: PLC0415  (the same)

    return [
        Line(
            name,
            named,
            colour,
            curve(spells_of([one for one in lives if one.kind in kinds]), np.random.default_rng(_SEED)),
        )
        for name, named, _, kinds, colour in _GROUPS
    ]


def _none(found: Sequence[Line]) -> str:
    lost = sum(line.curve.losses for line in found)
    links = counted(lost, "own link is", "own links are")
    return (
        f"No curve yet: {links} lost, and a curve needs 30 of one kind. The table of all artifacts shows each loss"
        " with its date."
    )


def _sentence(shown: Sequence[Line]) -> str:
    years = min(_SHOWN, *(line.curve.points[-1].months // _YEAR for line in shown))
    losses = sum(line.curve.losses for line in shown)
    ended = f"{counted(losses, 'loss', 'losses')}; 95\N{NARROW NO-BREAK SPACE}% bands."
    if years < 1:
        return ended
    at = [(line.named, line.curve.at(years * _YEAR)) for line in shown]
    told = " and ".join(f"{percent(100 * point.survival, 10)} of {named}" for named, point in at if point)
    halves = [line.curve.median for line in shown if line.curve.median is not None]
    half = "" if halves else " The age by which half are lost is not reached."
    return f"After {counted(years, 'year')} {told} are still there.{half} {ended}"


def _rows(line: Line) -> Iterable[tuple[int, str, str, str, str]]:
    for point in line.curve.points:
        if point.months % _YEAR == 0:
            low, high = point.low, point.high
            band = (
                f"{percent(100 * low, 10)} to {percent(100 * high, 10)}"
                if low is not None and high is not None
                else ""
            )
            yield (
                point.months // _YEAR,
                line.name,
                percent(100 * point.survival, 10),
                band,
                count(round(point.at_risk)),
            )


def _drawn(shown: Sequence[Line], width: int) -> Any:
    figure, (curves, risk) = charts.axes(width, 270, (5.2, 1))
    last = max(line.curve.points[-1].months for line in shown) / _YEAR
    lowest = 100.0
    ends = []
    for line in shown:
        ages = [0.0, *(point.months / _YEAR for point in line.curve.points)]
        values = [100.0, *(100 * point.survival for point in line.curve.points)]
        low = [
            100 * point.low if point.low is not None else value
            for point, value in zip(line.curve.points, values[1:], strict=True)
        ]
        high = [
            100 * point.high if point.high is not None else value
            for point, value in zip(line.curve.points, values[1:], strict=True)
        ]
        curves.fill_between(ages[1:], low, high, step="post", color=line.colour, alpha=0.16, lw=0)
        curves.plot(ages, values, drawstyle="steps-post", color=line.colour, lw=2)
        lowest = min(lowest, *low)
        end = f"{percent(values[-1], 10)} at {ages[-1]:.3g} y"
        ends.append(charts.End(ages[-1], values[-1], line.name, end))
    charts.scale(curves, lowest, 100)
    charts.labels(curves, ends)
    years = list(range(0, int(last) + 1, 2 if last > 4 else 1))
    curves.set_xticks(years, [str(year) for year in years])
    curves.set_xlim(0, last * 1.02)
    place = {"xytext": (14, -9), "textcoords": "offset points", "annotation_clip": False}
    curves.annotate("years", (last * 1.02, curves.get_ylim()[0]), va="top", **place)
    _at_risk(risk, shown, years, last)
    return figure


def _at_risk(where: Any, shown: Sequence[Line], years: Sequence[int], last: float) -> None:
    """How many links are still looked at, below the ages."""
    where.set(xlim=(0, last * 1.02), ylim=(0, 2), xticks=[], yticks=[])
    where.set_title("At risk", loc="left", fontsize=12.5, fontweight="bold", color=charts.INK, pad=2, x=-0.13)
    for place, line in enumerate(shown):
        height = 1.4 - place * 0.95
        for year in years:
            point = line.curve.at(max(year * _YEAR, 1))
            if point:
                where.text(year, height, count(round(point.at_risk)), ha="center" if year else "left", va="center")
        where.text(last * 1.06, height, line.name, va="center")
