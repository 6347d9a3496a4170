"""
Charts as SVG for the page, drawn by matplotlib (the extra `stats`). Styles become attributes, because the policy of
the page allows no style but its own sheet, which also sets the colours of the dark page.
"""

from __future__ import annotations

import io
import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from checker.reports.contents.figures.trend import ENOUGH
from checker.reports.contents.words import percent, share, short_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.reports.contents.figures.values import Point, Trend
    from checker.statistics.intervals import Share

INK, AXIS, LINE, USABLE, UNKNOWN = "#1a1d21", "#8a9099", "#d5d8d3", "#00786a", "#7b828a"
_DPI = 72  # one unit of the drawing is a pixel of the page
_WIDE, _NARROW = 476, 357  # the second is a third larger on a telephone
_STYLE = re.compile(r' style="([^"]*)"')
_DECLARED = re.compile(r"\s*([\w-]+):\s*([^;]+)")
_DROPPED = re.compile(
    r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>|<style[^>]*>.*?</style>"
    r'| xmlns(?::\w+)?="[^"]*"| version="[^"]*"| (?:width|height)="[\d.]+pt"',
    re.DOTALL,
)


def drawable() -> bool:
    """Whether matplotlib is installed."""
    return find_spec("matplotlib") is not None


def trend(found: Trend) -> tuple[Markup, ...]:
    """The trend as two drawings, wide and narrow; none without matplotlib, or with fewer than two known points."""
    known = [point for point in found.points if point.usable.whole]
    if not drawable() or len(known) < 2:
        return ()
    return tuple(svg(_trend(known, width), found.sentence, f"trend{width}") for width in (_WIDE, _NARROW))


def _trend(points: Sequence[Point], width: int) -> Any:
    figure, (shares, unknown) = axes(width, 270, (5.2, 1))
    places = [_days(point.at) - _days(points[0].at) for point in points]
    both = [point.usable.interval or (0.0, 0.0) for point in points]
    shares.fill_between(places, [low for low, _ in both], [high for _, high in both], color=USABLE, alpha=0.16, lw=0)
    _line(shares, places, [point.usable for point in points], "o-", USABLE)
    first = [point.first for point in points]
    labels = [(points[-1].usable, "all own links")]
    if first[-1].whole and first[-1].whole < points[-1].usable.whole and len(points) >= ENOUGH:
        _line(shares, places, first, "--", INK)
        labels.append((first[-1], "listed from run 1"))
    _scale(shares, both, first if len(labels) > 1 else [])
    _labels(shares, places[-1], labels)
    _bars(unknown, places, points)
    ticks = sorted({0, _middle(places) if width == _WIDE else 0, len(points) - 1})
    shares.set_xticks([places[tick] for tick in ticks], [short_date(points[tick].at) for tick in ticks])
    for tick, label in zip(ticks, shares.get_xticklabels(), strict=True):
        label.set_ha("left" if tick == 0 else "center")
    return figure


def _middle(places: Sequence[int]) -> int:
    """The run nearest to the middle; the first where that run's date would run into the dates at the ends."""
    nearest = min(range(len(places)), key=lambda one: abs(2 * places[one] - places[-1]))
    return nearest if 0.4 <= places[nearest] / max(places[-1], 1) <= 0.62 else 0


def axes(width: int, height: int, ratios: Sequence[float]) -> tuple[Any, Any]:
    """A figure of `width` by `height` pixels with a column of axes of these height ratios, without frames."""
    import matplotlib as mpl  # noqa: PLC0415  (an extra)
    from matplotlib.figure import Figure  # noqa: PLC0415  (an extra)

    mpl.rcParams.update({"svg.fonttype": "none", "font.size": 12.5, "font.family": "DejaVu Sans"})
    figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI)
    found = figure.subplots(len(ratios), 1, height_ratios=list(ratios), squeeze=False)[:, 0]
    figure.subplots_adjust(left=46 / width, right=1 - 128 / width, top=0.96, bottom=0.03, hspace=0.42)
    for one in found:
        one.tick_params(length=0, labelsize=12.5, pad=6)
        for side in one.spines.values():
            side.set_visible(False)
    return figure, found


def _line(where: Any, places: Sequence[int], shares: Sequence[Share], how: str, colour: str) -> None:
    values = [one.percent if one.percent is not None else float("nan") for one in shares]
    where.plot(places, values, how, color=colour, lw=2 if how == "o-" else 1.6, ms=4.5)


def _scale(where: Any, both: Sequence[tuple[float, float]], first: Sequence[Share]) -> None:
    """The axis of shares, from below the lowest to above the highest value, with lines at whole steps."""
    values = [*(low for low, _ in both), *(high for _, high in both), *(one.percent or 0 for one in first)]
    low, high = min(values), max(values)
    step = next(step for step in (1, 2, 5, 10, 20, 25) if (high - low) / step <= 5 or step == 25)
    bottom, top = int(low // step) * step, min(-int(-high // step) * step, 100)
    ticks = range(bottom, top + 1, step)
    where.set_ylim(bottom, top + (top - bottom) * 0.02)
    where.set_yticks(list(ticks), [f"{tick}\N{NARROW NO-BREAK SPACE}%" for tick in ticks])
    where.yaxis.grid(visible=True, color=LINE, lw=1)
    where.set_axisbelow(True)


def _labels(where: Any, last: int, lines: Sequence[tuple[Share, str]]) -> None:
    """The share and the name of each line, at its end; moved apart where the lines meet."""
    low, high = where.get_ylim()
    room = (high - low) / 200 * 40
    at = [one.percent or 0 for one, _ in lines]
    if len(at) > 1 and abs(at[0] - at[1]) < room:
        middle, up = sum(at) / 2, 1 if at[0] >= at[1] else -1
        at = [middle + up * room / 2, middle - up * room / 2]
    for (one, words), height in zip(lines, at, strict=True):
        place = {"xytext": (8, 0), "textcoords": "offset points", "annotation_clip": False}
        where.annotate(share(one), (last, height), color=INK, weight="bold", va="bottom", **place)
        where.annotate(words, (last, height), va="top", **place)


def _bars(where: Any, places: Sequence[int], points: Sequence[Point]) -> None:
    shares = [point.unknown.percent or 0 for point in points]
    span = max(places[-1], 1)
    where.bar(places, shares, width=span / max(2 * len(places), 18), color=UNKNOWN)
    where.set_ylim(0, max(*shares, 1))
    where.set_xticks([])
    where.set_yticks([])
    where.spines["bottom"].set(visible=True, color=AXIS)
    where.set_title("Unknown", loc="left", fontsize=12.5, fontweight="bold", color=INK, pad=6, x=-0.13)
    last = points[-1].unknown
    place = {"xytext": (14, 0), "textcoords": "offset points", "annotation_clip": False}
    where.annotate(percent(shares[-1], last.whole), (span, 0), color=INK, weight="bold", va="bottom", **place)
    where.annotate("at the last run", (span, 0), va="top", **place)


def _days(moment: str) -> int:
    from datetime import date  # noqa: PLC0415  (a page without charts needs none)

    return date.fromisoformat(moment[:10]).toordinal()


def svg(figure: Any, spoken: str, name: str) -> Markup:
    """
    A figure as SVG to stand in the page, with `spoken` as its text alternative; the same figure gives
    the same text.
    """
    import matplotlib as mpl  # noqa: PLC0415  (an extra)

    out = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": name, "svg.id": name}):
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = _STYLE.sub(_attributes, _DROPPED.sub("", out.getvalue()))
    text = re.sub(r'(\bid="|href="#)(?=[\w.-]+")', rf"\g<1>{name}-", text)
    text = re.sub(r"url\(#", f"url(#{name}-", text)
    label = Markup('<svg role="img" aria-label="{}"').format(spoken)
    return Markup(re.sub(r"[ \n\t]+", " ", text.replace("<svg", label, 1)).strip())  # noqa: S704  (drawn from figures alone)


def _attributes(found: re.Match[str]) -> str:
    """The declarations of a style as attributes; the typeface and its size come from the page."""
    declared = dict(_DECLARED.findall(found[1]))
    font = declared.pop("font", "")
    if font.startswith(("bold", "700")):
        declared["font-weight"] = "700"
    return "".join(f' {name}="{value.strip()}"' for name, value in declared.items())
