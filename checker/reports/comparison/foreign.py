"""Survival and changes of answers as another study measured them (a "foreign witness"), as rows and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.reports.comparison.forms import table
from checker.reports.escaping import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from checker.reports.comparison.rows import Row
    from checker.statistics.figures.values import Figure, Value

_THERE, _HALF, _NEVER = "still there", "half lost", "never there"
_RATE = "losses per 100 link-years"
_COLUMNS = ("percent", "low", "high", "k", "n", "at_risk", "method", "design_effect")


def measured(witness: str, figures: Iterable[tuple[str, Figure]]) -> list[Row]:
    """
    Rows of what a witness measured: the share still there at each age, losses per 100 link-years, and how answers
    changed. `figures` are pairs of (what counts as lost, figure).
    """
    return [
        {"witness": witness, "lost": lost, **row}
        for lost, one in figures
        for row in (_survival(one) if one.name.startswith("F3.") else _share(one))
    ]


def _survival(one: Figure) -> Iterator[Row]:
    of, ages = one.name.removeprefix("F3."), [row for row in one.rows if "years" in row and "cause" not in row]
    for row in ages:
        yield _row(of, _THERE, {**row, "n": one.n, "method": one.method})
    yield _row(of, _HALF if ages else _THERE, {"k": one.k, "n": one.n, "text": one.text})
    for row in one.rows:
        if row.get("count") == _NEVER and row["k"]:
            yield _row(of, _NEVER, {"k": row["k"]})
        elif row.get("count") == _RATE:
            yield _row(of, _RATE, {"value": row["k"], "low": row["low"], "high": row["high"], "n": one.n})


def _share(one: Figure) -> Iterator[Row]:
    values = {name: getattr(one, name, None) for name in (*_COLUMNS, "text")}
    yield _row("all", f"{one.name}: {one.definition}", values)


def _row(of: str, figure: str, values: Mapping[str, Value]) -> Row:
    found: Row = {"links": of, "figure": figure, "years": values.get("years"), "value": values.get("value")}
    found |= {name: _rounded(values.get(name)) for name in _COLUMNS}
    return {**found, "text": values.get("text") or None}


def _rounded(value: Value) -> Value:
    return round(value, 4) if isinstance(value, float) else value


def measured_table(rows: Sequence[Row]) -> str:
    """What a witness measured, as Markdown: survival by age, then how answers changed."""
    who = markdown(str(rows[0]["witness"])) if rows else ""
    cells = [
        (
            str(row["links"]),
            str(row["lost"]),
            f"{row['figure']}{_age(row['years'])}",
            _answer(row),
            _span(row),
            _of(row["k"], row["n"]),
            f"{row['at_risk']:,.0f}" if isinstance(row["at_risk"], float) else "",
        )
        for row in rows
    ]
    heads = ("links", "lost is", "figure", "value", "95 % interval or band", "k of n", "at risk")
    return f"# What {who} measured\n\n{table(heads, cells)}{_NOTE}"


_NOTE = (
    "\nThese are looks by others: they are in no verdict and no figure of ours. Survival is Turnbull's estimate with"
    " simultaneous bands, from 30 losses and 50 links at risk on; an outage that healed is no loss. CSV and JSON name"
    " the method of each interval.\n"
)


def _age(years: Value) -> str:
    return "" if years is None else f" at {years} year{'' if years == 1 else 's'}"


def _answer(row: Row) -> str:
    if isinstance(row["percent"], float):
        return f"{row['percent']:.1f} %"
    return f"{row['value']:.2f}" if isinstance(row["value"], float) else str(row["text"] or "")


def _of(part: Value, whole: Value) -> str:
    if not isinstance(part, int):
        return ""
    return f"{part:,}" if whole is None else f"{part:,} of {whole:,}"


def _span(row: Row) -> str:
    low, high = row["low"], row["high"]
    digits = 2 if row["figure"] == _RATE else 1
    return "" if low is None or high is None else f"{low:.{digits}f} to {high:.{digits}f}"
