"""The plots of the website (datasette-dashboards, Vega-Lite), each of the rows of a shipped query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.exports.package import NAME, TITLE
from checker.exports.queries import queries

if TYPE_CHECKING:
    from collections.abc import Sequence

_STATES = ("available", "placeholder", "empty", "restricted", "blocked", "gone", "unknown")
_PAPERS = ("ok", "degraded", "broken", "unknown")
#: A colour for every value, from the palette of Okabe and Ito, which colour-blind readers can tell apart.
_COLOURS = {
    "available": "#009E73",
    "ok": "#009E73",
    "placeholder": "#56B4E9",
    "empty": "#0072B2",
    "restricted": "#F0E442",
    "degraded": "#E69F00",
    "blocked": "#E69F00",
    "gone": "#D55E00",
    "broken": "#D55E00",
    "unknown": "#BBBBBB",
}


def plots() -> dict[str, Any]:
    """The settings of datasette-dashboards: one page of plots."""
    return {
        "figures": {
            "title": TITLE,
            "description": "Unknown artifacts are in the bars and in no share. Each plot shows a shipped query.",
            "layout": [["trend", "age"], ["year", "venue"]],
            "charts": {
                "trend": _parts("trend", _STATES, "run", "artifacts"),
                "age": _shares("availability-by-age", "years"),
                "year": _parts("availability-by-year", _PAPERS, "year", "papers"),
                "venue": _parts("availability-by-venue", _PAPERS, "venue", "papers"),
            },
        }
    }


def _parts(name: str, columns: Sequence[str], by: str, unit: str) -> dict[str, Any]:
    """A stacked bar for each row of a query, along column `by`, with a part for each of the columns `words`."""
    colours = {"domain": list(columns), "range": [_COLOURS[column] for column in columns]}
    return _chart(
        name,
        transform=[
            {"fold": list(columns), "as": ["state", "count"]},
            {"calculate": f"indexof({list(columns)}, datum.state)", "as": "place"},
        ],
        mark={"type": "bar", "tooltip": True},
        encoding={
            "x": {"field": by, "type": "nominal"},
            "y": {"field": "count", "type": "quantitative", "title": unit, "axis": {"tickMinStep": 1}},
            "color": {"field": "state", "type": "nominal", "scale": colours, "sort": list(columns)},
            "order": {"field": "place", "type": "quantitative"},
        },
    )


def _shares(name: str, by: str) -> dict[str, Any]:
    """A line of the shares that a query gives, along column `by`."""
    return _chart(
        name,
        mark={"type": "line", "point": True, "tooltip": {"content": "data"}},
        encoding={
            "x": {"field": by, "type": "quantitative", "axis": {"tickMinStep": 1}},
            "y": {
                "field": "percent_of_known",
                "type": "quantitative",
                "title": "per cent available of what is known",
                "scale": {"domain": [0, 100]},
            },
        },
    )


def _chart(name: str, **display: Any) -> dict[str, Any]:
    query = next(query for query in queries() if query.name == name)
    return {
        "title": query.question,
        "db": NAME,
        "query": query.code,
        "library": "vega-lite",
        "display": display,
    }
