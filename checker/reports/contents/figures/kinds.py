"""Still there, by kind and year of the paper."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from checker.reports.contents.figures.values import KindYears
from checker.reports.contents.words import KINDS
from checker.statistics.intervals import Share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_SHOWN = 10  # years; older ones are one column
_ENOUGH = 10  # known in each year that carries weight, for a standardised share


def kind_years(rows: Iterable[Mapping[str, Any]]) -> KindYears:
    """The table from rows of (kind, year, there, known); its last row is of all kinds."""
    cells: dict[str, dict[str, Share]] = {}
    for row in rows:
        cells.setdefault(row["kind"], {})[row["year"] if str(row["year"]).isdecimal() else ""] = Share(
            row["there"], row["known"]
        )
    every = _sum_by_year(cells.values())
    cells = dict(sorted(cells.items(), key=lambda item: (-_total(item[1]).whole, item[0])))
    years = _years(every)
    weights = {year: one.whole for year, one in every.items()}
    lines = [(kind, KINDS.get(kind, kind), by_year) for kind, by_year in cells.items()]
    if len(lines) != 1:
        lines.append(("", "All kinds", every))
    found = tuple(
        (kind, word, tuple(_cell(by_year, year) for year in years), _total(by_year), _standardised(by_year, weights))
        for kind, word, by_year in lines
    )
    return KindYears(years=years, rows=found if every else ())


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
    older = (f"to {dated[-_SHOWN]}",) if len(dated) > _SHOWN else ()
    shown = dated[-_SHOWN + 1 :] if older else dated
    return (*older, *shown, *(("no date",) if "" in every else ()))


def _cell(by_year: Mapping[str, Share], column: str) -> Share:
    if column == "no date":
        return by_year.get("", Share(0, 0))
    if column.startswith("to "):
        return _total({year: one for year, one in by_year.items() if year and year <= column[3:]})
    return by_year.get(column, Share(0, 0))


def _total(by_year: Mapping[str, Share]) -> Share:
    return Share(sum(one.part for one in by_year.values()), sum(one.whole for one in by_year.values()))


def _standardised(by_year: Mapping[str, Share], weights: Mapping[str, int]) -> float | None:
    """
    Direct standardisation: the kind's share of each year, weighted by the whole set's years. None where a year that
    has links at all has fewer than ten known of this kind, those without a date aside, and where there is one year.
    """
    dated = {year: weight for year, weight in weights.items() if year}
    enough = _covered(by_year, dated)
    if len(dated) < 2 or not enough:
        return None
    return sum(weights[year] * (by_year[year].percent or 0) for year in enough) / sum(
        weights[year] for year in enough
    )


def _covered(by_year: Mapping[str, Share], dated: Mapping[str, int]) -> Sequence[str]:
    """The years with enough of a kind, if nine of ten links of the whole set are of these; else none."""
    enough = [year for year in dated if year in by_year and by_year[year].whole >= _ENOUGH]
    return enough if sum(dated[year] for year in enough) >= 0.9 * sum(dated.values()) else []
