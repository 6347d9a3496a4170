"""The share still there, by kind and by year of the paper."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from checker.reports.contents.figures.values import KindYears
from checker.reports.contents.words import KINDS
from checker.statistics.estimates import bootstrapped, estimated
from checker.statistics.intervals import WILSON, Share
from checker.statistics.standardised import standardised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.reports.contents.context import Figures

_SHOWN = 10  # years; older ones are one column
_ENOUGH = 10  # known links for a share; for a standardised one, in each year
_ALL = "*"  # in place of a kind or a year
_TO, _NO_DATE = "to ", "no date"
_KEYS = {_NO_DATE: ""}
_NONE = Share(0, 0)


def kind_years(figures: Figures) -> KindYears:
    """The table, from `kind-year.sql` and `clusters-kind-year.sql` of `db/figures`; its last row is of all kinds."""
    by_year: dict[str, dict[str, Share]] = {}
    for row in figures.rows("kind-year"):
        by_year.setdefault(row["kind"], {})[row["year"]] = Share(row["there"], row["known"])
    every = _sum_by_year(by_year.values())
    years = _years(every)
    older = years[0].removeprefix(_TO) if years and years[0].startswith(_TO) else ""
    cells = _cells(figures.rows("clusters-kind-year", older=older))
    kinds = sorted(by_year, key=lambda kind: (-cells[kind, _ALL].whole, kind))
    lines = [(kind, KINDS.get(kind, kind), by_year[kind]) for kind in kinds]
    if len(lines) != 1:
        lines.append((_ALL, "All kinds", every))
    weights = {year: one.whole for year, one in every.items()}
    rows = tuple(
        (
            "" if kind == _ALL else kind,
            word,
            tuple(cells.get((kind, _KEYS.get(year, year.removeprefix(_TO))), _NONE) for year in years),
            cells.get((kind, _ALL), _NONE),
            _standardised(counts, weights),
        )
        for kind, word, counts in lines
    )
    return KindYears(years=years, rows=rows if every else (), methods=_methods(rows))


def _cells(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Share]:
    """(kind, year) → the share, with an interval that allows for clusters of owners and hosts."""
    sizes: dict[tuple[str, str], dict[tuple[int, int], int]] = {}
    for row in rows:
        sizes.setdefault((row["kind"], row["year"]), {})[row["hits"], row["links"]] = row["clusters"]
    return {cell: estimated(found, bootstrapped).share for cell, found in sizes.items()}


def _methods(rows: Iterable[tuple[str, str, tuple[Share, ...], Share, float | None]]) -> str:
    """The methods behind the intervals that are drawn, each once."""
    shown = sorted({one.method for row in rows for one in (*row[2], row[3]) if one.whole >= _ENOUGH})
    return "; ".join(shown) or WILSON


def _sum_by_year(tables: Iterable[Mapping[str, Share]]) -> dict[str, Share]:
    parts: Counter[str] = Counter()
    wholes: Counter[str] = Counter()
    for table in tables:
        for year, one in table.items():
            parts[year] += one.part
            wholes[year] += one.whole
    return {year: Share(parts[year], wholes[year]) for year in wholes}


def _years(every: Mapping[str, Share]) -> tuple[str, ...]:
    """The newest years; `to 2015` for all before them, and `no date` where papers have none."""
    dated = sorted(year for year in every if year)
    older = (f"{_TO}{dated[-_SHOWN]}",) if len(dated) > _SHOWN else ()
    shown = dated[-_SHOWN + 1 :] if older else dated
    return (*older, *shown, *((_NO_DATE,) if "" in every else ()))


def _standardised(by_year: Mapping[str, Share], weights: Mapping[str, int]) -> float | None:
    """
    The share in percent if the kind had the years of all links (direct standardisation); links without a date are
    left out. None where there is only one year, or where the years in which the kind has enough links hold less than
    nine tenths of all links.
    """
    dated = {year: weight for year, weight in weights.items() if year}
    if len(dated) < 2 or not _covered(by_year, dated):
        return None
    parts, sizes = ({year: getattr(one, name) for year, one in by_year.items()} for name in ("part", "whole"))
    found = standardised(parts, sizes, dated)
    return found.percent if found else None


def _covered(by_year: Mapping[str, Share], dated: Mapping[str, int]) -> bool:
    """Whether the years in which the kind has enough links hold nine tenths of all links."""
    enough = sum(weight for year, weight in dated.items() if by_year.get(year, _NONE).whole >= _ENOUGH)
    return enough >= 0.9 * sum(dated.values())
