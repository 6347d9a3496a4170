"""`export`: the tables of a database as files, or its history; `restore`: a database from that history."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from checker.cli.options import AS_OF, DATABASE, CommonOptions, takes
from checker.cli.world import settings_of


@dataclass(frozen=True, kw_only=True)
class ExportOptions(CommonOptions):
    """Options of `export`."""

    folder: str
    form: str = "parquet"
    as_of: str | None = None
    history: bool = False


@dataclass(frozen=True, kw_only=True)
class RestoreOptions(CommonOptions):
    """Options of `restore`."""

    folder: str


SHOWN = 10  # remarks on damaged lines that are printed
EXPORT = (
    click.argument("folder", metavar="DIR"),
    click.option(
        "--format",
        "form",
        type=click.Choice(("parquet", "csv", "jsonl")),
        default="parquet",
        help="Form of the files.  [default: parquet]",
    ),
    click.option("--history", is_flag=True, help="Write the history instead: text for version control and restore."),
    AS_OF,
)


@click.command("export")
@takes(ExportOptions, *EXPORT, *DATABASE)
def export_command(options: ExportOptions) -> None:
    """Write the tables of the database into DIR, for analyses.

    One file for each table: papers, links, claims, artifacts, verdicts, incidents, archives, observations, runs. With
    them datapackage.json (Frictionless) and codebook.md, which explain every column and every value. DIR is created;
    an earlier export in it is replaced.

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
            files = [(file.lines, file.name) for file in export_history(store, Path(options.folder))]
        else:
            files = [(file.rows, file.name) for file in export(store, Path(options.folder), FORMS[options.form])]
    for count, name in files:
        click.echo(f"{count}\t{Path(options.folder) / name}")


@click.command("restore")
@takes(RestoreOptions, click.argument("folder", metavar="DIR"), *DATABASE)
def restore_command(options: RestoreOptions) -> None:
    """Create a database from the history in DIR that `export DIR --history` wrote.

    The next check continues as with the original database, and alarms that were raised are not raised again. Damaged
    lines are named and left out.

    Example: reprolinks restore history --db availability.db
    """
    from checker.cli.files import new_file
    from checker.exports.history import restore
    from checker.reports.contents.words import counted
    from checker.store.store import Store

    remarks: list[str] = []
    database = settings_of(options).db
    with new_file(database) as path, Store.open(path) as store:
        lines = restore(store, Path(options.folder), remarks.append)
    for remark in remarks[:SHOWN]:
        click.echo(f"reprolinks: {remark}", err=True)
    if len(remarks) > SHOWN:
        click.echo(f"reprolinks: and {len(remarks) - SHOWN} more lines are left out", err=True)
    click.echo(f"{counted(lines, 'line')} restored in {database}", err=True)
