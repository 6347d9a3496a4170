"""`export`: the tables of the database as files, with a codebook."""

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


EXPORT = (
    click.argument("folder", metavar="DIR"),
    click.option(
        "--format",
        "form",
        type=click.Choice(("parquet", "csv", "jsonl")),
        default="parquet",
        help="Form of the files.  [default: parquet]",
    ),
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
    from checker.exports.writers import FORMS
    from checker.store.store import Store

    with Store.open(settings_of(options).db, create=False) as store:
        if options.as_of:
            store.as_of(options.as_of)
        files = export(store, Path(options.folder), FORMS[options.form])
    for file in files:
        click.echo(f"{file.rows}\t{Path(options.folder) / file.name}")
