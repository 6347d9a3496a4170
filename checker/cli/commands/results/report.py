"""`report` and `changes`: print results from the database."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from checker.cli.files import refuse_overwriting
from checker.cli.options import DATABASE, SINCE, ChangesOptions, takes
from checker.cli.report_options import REPORT, ReportOptions
from checker.cli.world import settings_of

if TYPE_CHECKING:
    from checker.store.store import Store


@click.command("report")
@takes(ReportOptions, *REPORT, *DATABASE)
def report_command(options: ReportOptions) -> None:
    """Print the availability report from the database.

    No network is used.

    Example: reprolinks report -o availability.html
    """
    from checker.cli.reporting import check_options, print_report
    from checker.store.store import Store

    check_options(options)
    database = settings_of(options).db
    refuse_overwriting(
        *filter(None, (options.output,)), used=tuple(filter(None, (database, options.intro, options.template)))
    )
    with Store.open(database, create=False) as store:
        if options.as_of:
            store.as_of(options.as_of)
        print_report(store, options)


@click.command("changes")
@takes(ChangesOptions, *SINCE, *DATABASE)
def changes_command(options: ChangesOptions) -> None:
    """Print what changed since a run or a date.

    One line for each change: on a terminal in words; elsewhere, and with --plain, separated by tabs: time, kind,
    target, axis, before, after.

    Example: reprolinks changes --since 2026-10-01
    """
    from checker.cli.reporting import width_of
    from checker.reports.escaping import plain
    from checker.reports.forms.text.changes import show
    from checker.store.store import Store

    with Store.open(settings_of(options).db, create=False) as store:
        _require_run(store, options.since_run)
        rows = store.status.changes(run=options.since_run, since=options.since)
        if sys.stdout.isatty() and not options.plain:
            show(rows, sys.stdout, width_of(sys.stdout))
            return
        for row in rows:
            values = (row.at, row.kind, plain(row.target), row.axis, plain(row.before), "->", plain(row.after))
            click.echo("\t".join(values))


def _require_run(store: Store, number: int | None) -> None:
    """Raise UsageError where there is no run of this number; None and 0 are accepted."""
    from checker.errors import UsageError

    last = store.runs.last()
    if number and number > (last.id if last else 0):
        raise UsageError(f"There is no run {number}.", f"The newest is {last.id if last else 0}.")
