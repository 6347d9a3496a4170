"""
The availability report as CSV, for spreadsheets: a row for each artifact of each paper, or for each paper, each
artifact, or each group of figures.
"""

from __future__ import annotations

import csv
import io
from dataclasses import fields
from itertools import chain, islice
from operator import attrgetter
from typing import TYPE_CHECKING

import orjson

from checker.model.paper_ids import paper_address
from checker.model.rows import ArtifactRow, LinkRow, PaperRow
from checker.reports.escaping import cell
from checker.reports.groups import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from checker.reports.protocol import Account

_TOGETHER = 1_000  # rows in one piece of output
_MARK = "\ufeff"  # the byte order mark by which a spreadsheet recognises UTF-8
_NAMES = {one: [field.name for field in fields(one)] for one in (ArtifactRow, PaperRow, LinkRow)}
GROUPED = ("usable", "known", "unknown", "percent", "low", "high", "method", "owners")


class Csv:
    """
    The report as CSV (RFC 4180), every cell quoted; yes and no are `1` and `0`. A cell that a spreadsheet would take
    for a formula begins with an apostrophe (OWASP, "CSV Injection").
    """

    name = "csv"

    def render(self, account: Account) -> Iterator[str]:
        """The heading and the rows; with `excel`, a byte order mark before them."""
        if account.options.excel:
            yield _MARK
        rows = _rows(account)
        while piece := list(islice(rows, _TOGETHER)):
            out = io.StringIO()
            csv.writer(out, quoting=csv.QUOTE_ALL).writerows([_text(value) for value in row] for row in piece)
            yield out.getvalue()


def _rows(account: Account) -> Iterator[Iterable[object]]:
    options = account.options
    kept = account.rows.kept(options.keep) if options.keep else {}
    if options.by == ("artifact",):
        yield _NAMES[ArtifactRow]
        yield from map(attrgetter(*_NAMES[ArtifactRow]), account.rows.artifacts())
    elif options.by == ("paper",):
        yield [*_NAMES[PaperRow], "url", *options.keep]
        values = attrgetter(*_NAMES[PaperRow])
        for paper in account.rows.papers():
            yield (*values(paper), paper_address(paper.paper_id), *_kept(kept, paper.paper_id, options.keep))
    elif options.by:
        yield from _groups(account)
    else:
        yield [*_NAMES[LinkRow], *options.keep]
        values = attrgetter(*_NAMES[LinkRow])
        for row in account.rows.links():
            yield chain(values(row), _kept(kept, row.paper_id, options.keep))


def _groups(account: Account) -> Iterator[Iterable[object]]:
    groups = table(account.figures, account.options.by)
    yield (*groups.by, *GROUPED)
    for line in groups.lines:
        low, high = line.interval or (None, None)
        shares = [None if one is None else f"{one:.2f}" for one in (line.usable.percent, low, high)]
        counts = (line.usable.part, line.usable.whole, line.unknown)
        yield (*line.values, *counts, *shares, line.method if line.interval else "", line.owners)


def _kept(kept: Mapping[str, Mapping[str, str]], paper: str, names: tuple[str, ...]) -> list[str]:
    values = kept.get(paper, {})
    return [values.get(name.casefold(), "") for name in names]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    return cell(value if isinstance(value, str) else str(value) if isinstance(value, int) else _json(value))


def _json(value: object) -> str:
    """A list or an object as JSON for a cell; empty where it holds nothing."""
    return orjson.dumps(value).decode() if value else ""
