"""How a command that checks ends: its summary, its report, its exit code."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.streams import muted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.cli.options import Asking
    from checker.jobs.context.run import Run
    from checker.model.rows import ChangeRow
    from checker.statistics.summary import Report
    from checker.store.store import Store


def count(run: Run, recorded: tuple[int, int]) -> None:
    """Count the papers and links that were recorded; says so where an input has several papers of one id."""
    counts = run.tally.counts
    counts["papers"], counts["links"] = run.store.papers.count(run.id), recorded[1]
    if again := recorded[0] - counts["papers"]:
        which = "each id is one paper, with the last one's title and the links of all"
        click.echo(f"Records that repeat an id: {again}; {which}.", err=True)


def close(run: Run, report: str | None = None) -> int:
    """Close a run that only recorded papers and links, write its report if one is asked for, and say what it did."""
    run.finish("done")
    if report:
        _write(run.store, report_of(run.store), report)
    papers, links, db = run.tally.counts["papers"], run.tally.counts["links"], run.world.settings.db
    click.echo(f"{papers} papers, {links} links recorded in {db}. Check them with: reprolinks check --db {db}")
    return 0


def checked(run: Run, options: Asking) -> int:
    """Check what is due, with its progress, then report; the exit code."""
    from checker.cli.messages import announcer, progress_bar
    from checker.jobs.check import check

    settings = run.world.settings
    due = run.store.due.count(now=run.world.now(), max_age=settings.max_age, run=run.scope)
    run.tally.counts["due"] = due
    with progress_bar(due, quiet=options.quiet) as advance:
        check(replace(run, progress=advance, announce=announcer(quiet=options.quiet)))
    return _ended(run, options)


def _ended(run: Run, options: Asking) -> int:
    """Print the summary, write the report, and say by the exit code how it went."""
    from checker.reports.conditions import holding
    from checker.reports.forms.terminal import show

    found = report_of(run.store)
    if options.report:
        _write(run.store, found, options.report)
    try:
        show(found, sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:  # who reads the summary no more still wants the exit code
        muted(sys.stdout)
    if trouble := run.tally.trouble():
        raise trouble
    newly_gone = _newly_gone(run.store.status.changes(run=run.id - 1))
    if holds := holding(options.fail_on, found, newly_gone=newly_gone):
        click.echo(f"reprolinks: --fail-on holds: {', '.join(holds)}", err=True)
        return 1
    return 0


def _write(store: Store, found: Report, file: str) -> None:
    from checker.cli.files import write_whole
    from checker.reports.registry import ENDINGS, forms

    write_whole(file, forms()[ENDINGS[Path(file).suffix.lower()]].render(found, store.status.links()))


def report_of(store: Store) -> Report:
    """The figures of the availability report."""
    from checker.statistics.summary import build

    copies, crossed = store.archives.rows(), store.candidates.crossed()
    return build(store.status.artifacts(), store.status.papers(), store.runs.last(), copies, crossed)


def _newly_gone(changes: Iterable[ChangeRow]) -> int:
    return sum(change.axis == "availability" and change.after == "gone" for change in changes)
