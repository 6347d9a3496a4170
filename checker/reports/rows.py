"""The rows of a question in SQL as text: a table for a terminal, TSV, CSV, JSON, Markdown."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, TextIO, TypeAlias

from checker.reports.escaping import cell, json_text, markdown, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Value: TypeAlias = "str | int | float | None"
_WIDE = 1_000  # characters of a cell


def write(form: str, columns: Sequence[str], rows: Iterable[Sequence[Value]], out: TextIO) -> None:
    """
    Write rows in a form: `table`, `tsv`, `csv`, `json` or `markdown`.

    Foreign text can do no harm to a terminal, a spreadsheet or a page: control characters are left out, Markdown is
    escaped, and a CSV cell that a spreadsheet would take for a formula begins with an apostrophe (OWASP, "CSV
    Injection"). JSON has the values as they are.
    """
    _FORMS[form](columns, rows, out)


def _tsv(columns: Sequence[str], rows: Iterable[Sequence[Value]], out: TextIO) -> None:
    out.write("\t".join(columns) + "\n")
    out.writelines("\t".join(map(_text, row)) + "\n" for row in rows)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Value]], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(value) if isinstance(value, str) else value for value in row] for row in rows)


def _json(columns: Sequence[str], rows: Iterable[Sequence[Value]], out: TextIO) -> None:
    opening = "[\n"
    for row in rows:
        line = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)
        out.write(f"{opening}{json_text(line)}")
        opening = ",\n"
    out.write("[]\n" if opening == "[\n" else "\n]\n")


def _markdown(columns: Sequence[str], rows: Iterable[Sequence[Value]], out: TextIO) -> None:
    out.write(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n")
    out.writelines(f"| {' | '.join(markdown(_text(value), _WIDE) for value in row)} |\n" for row in rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[Value]], out: TextIO) -> None:
    """
    A table as wide as the terminal: long cells fold, and no column is left out. Where not even the headings fit side
    by side, each row is printed as a list of its values.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out, highlight=False, markup=False, emoji=False)
    across = sum(len(column) + 2 for column in columns) <= console.width
    shown = Table(box=None, pad_edge=False, header_style="bold", show_header=across)
    for column in columns if across else ("", ""):
        shown.add_column(column, overflow="fold", min_width=len(column))
    for row in rows:
        cells = [Text(_text(value), overflow="fold") for value in row]
        if across:
            shown.add_row(*cells)
            continue
        for column, one in zip(columns, cells, strict=True):
            shown.add_row(Text(column, style="bold"), one)
        shown.add_row("", "")
    console.print(shown)


def _text(value: Value) -> str:
    return "" if value is None else plain(str(value), _WIDE)


_FORMS: dict[str, Callable[[Sequence[str], Iterable[Sequence[Value]], TextIO], None]] = {
    "table": _table,
    "tsv": _tsv,
    "csv": _csv,
    "json": _json,
    "markdown": _markdown,
}
