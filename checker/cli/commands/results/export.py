"""`export`: the tables of the database as files, or its history; `restore`: the database made again from that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from checker.cli.options import AS_OF, DATABASE, Common, takes
from checker.cli.world import settings_of


@dataclass(frozen=True, kw_only=True)
class Exporting(Common):
    """Options of `export`."""

    folder: str
    form: str = "parquet"
    as_of: str | None = None
    history: bool = False


@dataclass(frozen=True, kw_only=True)
class Restoring(Common):
    """Options of `restore`."""

    folder: str


SHOWN = 10  # complaints that are printed
EXPORT = (
    click.argument("folder", metavar="DIR"),
    click.option(
        "--format",
        "form",
        type=click.Choice(("parquet", "csv", "jsonl")),
        default="parquet",
        help="Form of the files.  [default: parquet]",
    ),
    click.option("--history", is_flag=True, help="A history for version control, for restore."),
    AS_OF,
)


@click.command("export")
@takes(Exporting, *EXPORT, *DATABASE)
def export_command(options: Exporting) -> None:
    """Write the tables of the database into DIR, for analyses.

    One file a table: papers, links, claims, artifacts, verdicts, incidents, archives, observations, runs. With them
    datapackage.json (Frictionless) and codebook.md, which explain every column and every value. DIR is made; an
    earlier export in it is replaced.

    Example: reprolinks export tables --format csv
    """
    from checker.exports.folder import export
    from checker.exports.history import export_history
    from checker.exports.writers import FORMS
    from checker.store.store import Store

    with Store.open(settings_of(options).db, create=False) as store:
        if options.as_of:
            store.as_of(options.as_of)
        if options.history:
            found = [(file.lines, file.name) for file in export_history(store, Path(options.folder))]
        else:
            found = [(file.rows, file.name) for file in export(store, Path(options.folder), FORMS[options.form])]
    for count, name in found:
        click.echo(f"{count}\t{Path(options.folder) / name}")


@click.command("restore")
@takes(Restoring, click.argument("folder", metavar="DIR"), *DATABASE)
def restore_command(options: Restoring) -> None:
    """Make a database from the history in DIR that `export DIR --history` wrote.

    The next check goes on as if nothing had happened, and alarms that were told stay told. Lines that are damaged are
    named and left out.

    Example: reprolinks restore history --db availability.db
    """
    from checker.cli.files import made_whole
    from checker.exports.history import restore
    from checker.reports.contents.words import counted
    from checker.store.store import Store

    complaints: list[str] = []
    database = settings_of(options).db
    with made_whole(database) as path, Store.open(path) as store:
        lines = restore(store, Path(options.folder), complaints.append)
    for complaint in complaints[:SHOWN]:
        click.echo(f"reprolinks: {complaint}", err=True)
    if len(complaints) > SHOWN:
        click.echo(f"reprolinks: and {len(complaints) - SHOWN} more lines are left out", err=True)
    click.echo(f"{counted(lines, 'line')} restored in {database}", err=True)
