"""The summary at the end of a run: coloured on a terminal, plain lines elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checker.reports.escaping import address, plain
from checker.reports.forms.markdown import share

if TYPE_CHECKING:
    from typing import TextIO

    from checker.statistics.summary import Report

_COLOURS = {"available": "green", "gone": "red", "blocked": "red", "unknown": "yellow"}
_ROWS = 25  # shown of each table; the report has all


def show(report: Report, stream: TextIO) -> None:
    """Write the summary to a stream."""
    console = Console(file=stream, highlight=False, markup=False, width=None if stream.isatty() else 140)
    if report.bases:
        console.print(Text(f"Not the public services were asked, but {plain(', '.join(report.bases))}.", "yellow"))
    console.print(Text(f"{report.papers_total} papers, {report.total} artifacts", "bold"))
    console.print(_counts(report))
    if report.attention:
        console.print(_attention(report))
    _rescue(report, console)
    if len(report.attention) > _ROWS:
        console.print(f"… and {len(report.attention) - _ROWS} more in the report.")
    if report.cross_checks.candidates:
        console.print(_candidates(report))
    for line in report.unseen:
        console.print(Text(line, "yellow"))


def _rescue(report: Report, console: Console) -> None:
    """The full address of an archived copy of each lost artifact that has one."""
    lost = [(one.row.target, one.rescue[0]) for one in report.attention[:_ROWS] if one.rescue]
    if lost:
        console.print(Text("Archived copies", "bold"))
    for target, copy in lost:
        line = f"{plain(target, 80)}  {copy.what} of {copy.day}  {address(copy.url)}"
        console.print(Text(line), soft_wrap=True)


def _counts(report: Report) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    for word, count in report.availability.items():
        of = f"of {report.total}" if word == "unknown" else f"of {report.available.whole} known"
        table.add_row(Text(word, _COLOURS.get(word, "")), str(count), of)
    moved = sum(report.identity[word] for word in ("renamed", "transferred", "reused"))
    table.add_row("moved", str(moved), f"of {report.total - report.identity['unknown']} with known identity")
    table.add_row("maintained", str(report.maintained.part), f"of {report.maintained.whole} judged")
    if lost := report.availability["gone"] + report.availability["blocked"]:
        table.add_row(
            "recoverable", str(report.preservation["recoverable"]), f"of {lost} gone or blocked (archived copy)"
        )
    table.add_row("available", share(report.available), "")
    return table


def _attention(report: Report) -> Table:
    table = Table(
        title="Needs attention", title_justify="left", title_style="bold", box=None, pad_edge=False, expand=True
    )
    for heading in ("verdict", "artifact", "reason"):
        table.add_column(heading, no_wrap=True)
    table.add_column("paper", overflow="ellipsis", no_wrap=True, ratio=1)
    for one in report.attention[:_ROWS]:
        row = one.row
        title = plain(row.named_by[0], 60) if row.named_by else ""
        colour = _COLOURS.get(row.availability, "")
        table.add_row(Text(one.verdict, colour), Text(plain(row.target, 80)), Text(row.reason), Text(title))
    return table


def _candidates(report: Report) -> Table:
    """Candidates for papers that claim a release and print no link."""
    table = Table(
        title="Candidates for claims without a link (in no figure above)",
        title_justify="left",
        title_style="bold",
        box=None,
        pad_edge=False,
        expand=True,
    )
    for heading in ("candidate", "availability", "evidence"):
        table.add_column(heading, no_wrap=True)
    table.add_column("paper", overflow="ellipsis", no_wrap=True, ratio=1)
    for one in report.cross_checks.candidates[:_ROWS]:
        row = one.row
        cells = (plain(row.target, 60), plain(one.standing), plain(row.evidence, 70), plain(row.title, 60))
        table.add_row(*map(Text, cells))
    return table
