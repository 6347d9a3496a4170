"""The availability report as CSV, for spreadsheets: one row for each artifact of each paper."""

from __future__ import annotations

import csv
import io
from dataclasses import astuple, fields
from typing import TYPE_CHECKING

from checker.model.rows import LinkRow
from checker.reports.escaping import cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.statistics.summary import Report


class Csv:
    """
    The report as CSV (RFC 4180), every cell quoted; yes and no are `1` and `0`. A cell that a spreadsheet would take
    for a formula begins with an apostrophe (OWASP, "CSV Injection").
    """

    name = "csv"

    def render(self, report: Report, links: Iterable[LinkRow]) -> str:  # noqa: ARG002  (figures are no rows)
        """A heading and the rows."""
        out = io.StringIO()
        writer = csv.writer(out, quoting=csv.QUOTE_ALL)
        writer.writerow(field.name for field in fields(LinkRow))
        writer.writerows(map(_cells, links))
        return out.getvalue()


def _cells(row: LinkRow) -> list[str]:
    values = (int(value) if isinstance(value, bool) else value for value in astuple(row))
    return ["" if value is None else cell(str(value)) for value in values]
