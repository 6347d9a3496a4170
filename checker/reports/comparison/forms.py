"""Rows of figures as text: CSV and JSON with every column, Markdown with the columns that a reader compares."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import orjson

from checker.reports.escaping import markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.reports.comparison.rows import Row, Value

FORMS = ("markdown", "csv", "json")
_WIDE = 2_000  # characters of a cell: more than any of ours has


def rendered(rows: Sequence[Row], form: str, text: Callable[[Sequence[Row]], str]) -> str:
    """Rows in one of `FORMS`; `text` makes the Markdown."""
    if form == "json":
        return orjson.dumps(list(rows), option=orjson.OPT_INDENT_2).decode() + "\n"
    return _csv(rows) if form == "csv" else text(rows)


def _csv(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else [], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def compared_table(rows: Sequence[Row]) -> str:
    """Published figures and ours, as Markdown: a table, then what each figure counts and where it was printed."""
    cells = [
        (
            str(row["id"]),
            f"{_printed(row)}{_of(row['published_k'], row['published_n'])}",
            str(row["checked"]),
            _unit(row, row["ours"]) if row["ours"] is not None else str(row["answer"]),
            _of(row["k"], row["n"]).strip(" ()"),
            _span(row, "low", "high"),
            _standardised(row),
            str(row["note"] or ""),
        )
        for row in rows
    ]
    heads = ("figure", "published", "checked", "ours, crude", "k of n", "95 % interval", "ours, in its years", "note")
    sources = "\n".join(_source(row) for row in rows)
    return (
        "# Our figures beside the published ones\n\n"
        f"{table(heads, cells)}\n"
        f"Ours are as of {str(rows[0]['our_date'])[:10] if rows else ''}. "
        "Intervals are Wilson's where the design effect of owners and hosts is under 1.5, else drawn from these"
        " (CSV and JSON name the method of each). In its years: standardised directly to the years of the study's"
        " papers, where these are known.\n\n"
        f"## What each counts\n\n{sources}\n"
    )


def _source(row: Row) -> str:
    ours = f" **Ours:** {row['our_definition']} ({row['our_links']})." if row["our_definition"] else ""
    text = (
        f"{row['study']}: {row['corpus']}; {row['measure']}: {row['definition']} ({row['basis']}; {row['source']})."
    )
    return f"- `{row['id']}` {markdown(text, _WIDE)}{ours}"


def derived_table(rows: Sequence[Row]) -> str:
    """Figures derived again from files of studies, as Markdown: a line for each."""
    cells = [
        (
            str(row["figure"]),
            str(row["of"]),
            _number(row),
            _of(row["k"], row["n"]).strip(" ()"),
            _span(row, "low", "high"),
            str(row["method"] or ""),
            "" if row["design_effect"] is None else f"{row['design_effect']:.2f}",
            str(row["recorded"] or ""),
            "" if row["differs"] is None else "differs" if row["differs"] else "same",
        )
        for row in rows
    ]
    heads = ("figure", "of", "value", "k of n", "95 % interval", "method", "design effect", "recorded", "")
    note = _NEVER_COMMITTED if any(str(row["figure"]).startswith("mangul") for row in rows) else ""
    return f"# Figures of published studies, derived again from their files\n\n{table(heads, cells)}{note}"


_NEVER_COMMITTED = (
    "\nThe table that Mangul et al. printed in 2019 (27.77 % of all, 2.41 % of GitHub, 6.96 % of SourceForge, 29.71 %"
    " of others) comes from a file that was never committed: it can't be derived again, and stands in `reprolinks"
    " compare`.\n"
)


def _number(row: Row) -> str:
    value = row["value"]
    if not isinstance(value, float):
        return ""
    return f"{value:.3f}" if row["unit"] == "S" else f"{value:.2f} %"


def _printed(row: Row) -> str:
    """A published value with the digits that it has: two decimals where its counts are known."""
    value = row["published"]
    unit = "years" if row["measure"] == "half-life" else "%"
    return f"{value:.2f} {unit}" if row["published_k"] is not None else f"{value} {unit}"


def _unit(row: Row, value: Value) -> str:
    if value is None:
        return ""
    return f"{value} years" if row["measure"] == "half-life" else f"{value:.2f} %"


def _of(part: Value, whole: Value) -> str:
    if part is None or whole is None:
        return "" if whole is None else f" (of {whole:,})"
    return f" ({part:,} of {whole:,})"


def _span(row: Row, low: str, high: str) -> str:
    ends = row[low], row[high]
    return "" if None in ends else f"{ends[0]:.1f} to {ends[1]:.1f}"


def _standardised(row: Row) -> str:
    if row["standardised"] is None:
        return ""
    covered = row["years_covered"]
    part = f", {100 * covered:.0f} % of its years" if isinstance(covered, float) and covered < 1 else ""
    return f"{row['standardised']:.2f} % ({_span(row, 'standardised_low', 'standardised_high')}{part})"


def _cell(text: str) -> str:
    """Text for a cell, in which no list can begin, so that a number stays as it is."""
    return markdown(f".{text}", _WIDE)[1:]


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table of plain cells."""
    lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
    lines += [" | ".join(map(_cell, row)) for row in rows]
    return "".join(f"| {line} |\n" for line in lines)
