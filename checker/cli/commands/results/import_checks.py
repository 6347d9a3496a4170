"""`import-checks`: records link statuses that others measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from checker.cli.options import DATABASE, CommonOptions, moment, takes
from checker.cli.world import world_of

if TYPE_CHECKING:
    from checker.store.history.foreign import Summary


@dataclass(frozen=True, kw_only=True)
class ImportChecksOptions(CommonOptions):
    """Options of `import-checks`."""

    files: tuple[str, ...]
    witness: str = ""
    at: str = ""


FOREIGN = (
    click.argument("files", nargs=-1, required=True, metavar="FILE..."),
    click.option(
        "--witness", default="", metavar="NAME", help="Name of who measured them, instead of the file's own."
    ),
    click.option("--at", callback=moment, metavar="DATE", help="When they were measured, if the file does not say."),
)


@click.command("import-checks")
@takes(ImportChecksOptions, *FOREIGN, *DATABASE)
def import_checks_command(options: ImportChecksOptions) -> None:
    """Import link statuses that others measured.

    They are stored apart from our observations, as checks of a foreign witness, and are in no verdict. FILE holds the
    links of Mangul et al. 2018, ReproDB's availability or checks, lychee's JSON, or a table with columns url, date
    and status.

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
            click.echo(_summary_line(one))


def _summary_line(one: Summary) -> str:
    from checker.reports.escaping import plain

    return (
        f"{plain(one.witness)}: {one.checks:,} checks of {one.links:,} addresses, {one.first_at[:10]} to"
        f" {one.last_at[:10]}; {one.ever_silent:,} did not answer at some time, {one.answered_last:,} of these"
        f" answered last; {one.ours:,} are in our papers"
    )
