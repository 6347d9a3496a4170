"""`import-checks`: link statuses that others measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from checker.cli.options import DATABASE, Common, in_utc, takes
from checker.cli.world import world_of

if TYPE_CHECKING:
    from checker.store.history.foreign import Summary


@dataclass(frozen=True, kw_only=True)
class ImportingChecks(Common):
    """Options of `import-checks`."""

    files: tuple[str, ...]
    witness: str = ""
    at: str = ""


def _moment(_context: click.Context, _option: click.Parameter, text: str | None) -> str:
    try:
        return in_utc(text) if text else ""
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{text} is no date, such as 2026-05-06, and no time.") from None


FOREIGN = (
    click.argument("files", nargs=-1, required=True, metavar="FILE..."),
    click.option(
        "--witness", default="", metavar="NAME", help="Keep them as measured by NAME instead of by the file's."
    ),
    click.option(
        "--at", callback=_moment, metavar="DATE", help="When they were measured, where the file holds no date."
    ),
)


@click.command("import-checks")
@takes(ImportingChecks, *FOREIGN, *DATABASE)
def import_checks_command(options: ImportingChecks) -> None:
    """Import link statuses that others measured.

    They are kept as looks of a foreign witness, beside ours and in no verdict. Read are the links of Mangul et al.
    2018, ReproDB's availability and checks, lychee's JSON, and tables with columns url, date and status.

    Example: reprolinks import-checks links.csv --witness survey2024
    """
    from checker.jobs.context.run import Run
    from checker.jobs.studies.import_checks import import_checks
    from checker.store.store import Store

    world = world_of(options)
    with Store.open(world.settings.db) as store:
        run = Run.begin(store, world, command="import-checks", inputs=options.files)
        with run.failing():
            import_checks(run, options.files, options.witness, options.at)
        run.finish("done")
        counts = run.tally.counts
        click.echo(
            f"{counts.get('checks', 0):,} checks read, {counts.get('new', 0):,} new,"
            f" {counts.get('no_address', 0):,} of no address",
            err=True,
        )
        for one in store.foreign.summaries():
            click.echo(_line(one))


def _line(one: Summary) -> str:
    from checker.reports.escaping import plain

    return (
        f"{plain(one.witness)}: {one.checks:,} checks of {one.links:,} addresses, {one.first_at[:10]} to"
        f" {one.last_at[:10]}; {one.ever_silent:,} did not answer at some time, {one.answered_last:,} of these"
        f" answered last; {one.ours:,} are in our papers"
    )
