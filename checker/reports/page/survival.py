"""How long links last, as a drawing: steps, band, links at risk, labels at the ends of the lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from checker.reports.contents.words import count
from checker.reports.page.charts import INK, LINE, USABLE, axes, drawable, svg

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from markupsafe import Markup

    from checker.statistics.survival.curve import Curve, Point

_WIDE, _NARROW = 476, 357
_LOST = "#a81e12"
_SPACE = "\N{NARROW NO-BREAK SPACE}"
#: The curves that are drawn where they exist: key, colour, label.
_LINES = (("repositories", USABLE, "repositories"), ("pages", _LOST, "web pages"), ("all", INK, "all own links"))
_YEARS = (1, 2, 3, 5, 10)
_NAMES = {"all": "All own links", "repositories": "Repositories", "hub": "Hugging Face", "archives": "Archives"}


@dataclass(frozen=True, slots=True)
class Drawing:
    """
    The survival of links for the page: a sentence, the drawings (wide and narrow; none without matplotlib), the
    numbers as rows of (kind, "losses of links", "share (band)" for each of `years`, median), and the years of age.
    """

    sentence: str
    charts: tuple[Markup, ...]
    years: tuple[int, ...]
    rows: tuple[tuple[str, str, tuple[str, ...], str], ...]


def survival(curves: Mapping[str, Curve]) -> Drawing | None:
    """The drawing of these curves (by key: `all`, `repositories`, `pages` …); None where there is no curve."""
    there = {name: one for name, one in curves.items() if one.points}
    if not there:
        return None
    chosen = [(there[name], colour, label) for name, colour, label in _LINES if name in there]
    if len(chosen) > 2:  # the parts are drawn without the whole
        chosen = [one for one in chosen if one[2] != "all own links"]
    sentence = _sentence(there)
    shown = chosen and drawable()
    charts = tuple(svg(_drawn(chosen, width), sentence, f"survival{width}") for width in (_WIDE, _NARROW) if shown)
    years = tuple(year for year in _YEARS if any(one.at(12 * year) for one in there.values()))
    return Drawing(sentence, charts, years, tuple(_row(name, one, years) for name, one in there.items()))


def _sentence(there: Mapping[str, Curve]) -> str:
    name, one = ("all", there["all"]) if "all" in there else next(iter(there.items()))
    last = max((point for point in one.points if point.months % 12 == 0), key=_age, default=one.points[-1])
    whose = "own links" if name == "all" else f"own links to {_NAMES.get(name, 'web pages').lower()}"
    half = f"Half are lost at {one.median / 12:.1f} years" if one.median is not None else "The median is not reached"
    return f"{_percent(last.survival)} of the papers' {whose} are still there at {_old(last.months)}. {half}."


def _age(point: Point) -> int:
    return point.months


def _old(months: int) -> str:
    years = months // 12
    return f"{years} year{'' if years == 1 else 's'} of age" if months % 12 == 0 else f"{months} months of age"


def _percent(share: float) -> str:
    return f"{100 * share:.1f}{_SPACE}%"


def _row(name: str, one: Curve, years: Sequence[int]) -> tuple[str, str, tuple[str, ...], str]:
    median = f"{one.median / 12:.1f} years" if one.median is not None else "not reached"
    cells = tuple(_cell(one.at(12 * year)) for year in years)
    return _NAMES.get(name, "Web pages"), f"{count(one.losses)} of {count(one.links)}", cells, median


def _cell(point: Point | None) -> str:
    if point is None:
        return "fewer than 50 at risk"
    band = f" ({_percent(point.low)} to {_percent(point.high)})" if point.low is not None and point.high else ""
    return f"{_percent(point.survival)}{band}"


def _drawn(lines: Sequence[tuple[Curve, str, str]], width: int) -> Any:
    figure, (where, below) = axes(width, 270, (5.2, 0.5 + 0.5 * len(lines)))
    last = max(one.points[-1].months for one, _, _ in lines)
    lowest = 1.0
    for one, colour, _ in lines:
        lowest = min(lowest, _line(where, one.points, colour))
    bottom = max(0, int(100 * lowest) // 10 * 10)
    where.set_xlim(0, last)
    where.set_ylim(bottom, 100.5)
    step = 10 if 100 - bottom <= 60 else 20
    where.set_yticks(list(range(bottom, 101, step)), [f"{tick}{_SPACE}%" for tick in range(bottom, 101, step)])
    where.yaxis.grid(visible=True, color=LINE, lw=1)
    where.set_axisbelow(True)
    years = list(range(0, last // 12 + 1, max(1, -(-last // 60))))
    where.set_xticks([12 * year for year in years], [f"{year} y" if year else "0" for year in years])
    _ends(where, lines, bottom)
    _numbers(below, lines, years, last)
    return figure


def _line(where: Any, points: Sequence[Point], colour: str) -> float:
    """The steps and the band of one curve; returns the lowest share that is drawn."""
    months = [0, *(point.months for point in points)]
    where.plot(months, [100, *(100 * one.survival for one in points)], color=colour, lw=2, drawstyle="steps-post")
    banded = [(one.months, one.low, one.high) for one in points if one.low is not None and one.high is not None]
    if banded:
        ages, low, high = zip(*banded, strict=True)
        ends = ([100 * one for one in low], [100 * one for one in high])
        where.fill_between(ages, *ends, step="post", color=colour, alpha=0.16, lw=0)
    return min(one.survival if one.low is None else one.low for one in points)


def _ends(where: Any, lines: Sequence[tuple[Curve, str, str]], bottom: int) -> None:
    """The share and the name of each line at its end, kept apart where they meet."""
    room, above = (100.5 - bottom) / 200 * 36, float("inf")
    for one, _, label in sorted(lines, key=lambda line: -line[0].points[-1].survival):
        last = one.points[-1]
        height = min(100 * last.survival, above - room)
        above = height
        place = {"xytext": (8, 0), "textcoords": "offset points", "annotation_clip": False}
        where.annotate(_percent(last.survival), (last.months, height), color=INK, weight="bold", va="bottom", **place)
        where.annotate(label, (last.months, height), va="top", **place)


def _numbers(below: Any, lines: Sequence[tuple[Curve, str, str]], years: Sequence[int], last: int) -> None:
    """Links at risk under the years, a row for each line."""
    below.set_xlim(0, last)
    below.set_ylim(-len(lines), 0)
    below.set_xticks([])
    below.set_yticks([])
    below.set_title("At risk", loc="left", fontsize=12.5, fontweight="bold", color=INK, pad=4, x=-0.13)
    for place, (one, _, label) in enumerate(lines):
        for year in years:
            point = one.at(12 * year) if year else one.points[0]
            if point:
                below.text(12 * year, -place - 0.5, count(round(point.at_risk)), ha="center", va="center")
        place_of_name = {"xytext": (8, 0), "textcoords": "offset points", "annotation_clip": False}
        below.annotate(label, (last, -place - 0.5), va="center", **place_of_name)
