"""`compare`: our figures beside published ones, published tables derived again, and what others measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from checker.cli.files import refuse_overwriting, write_whole
from checker.cli.options import DATABASE, SOURCE, CommonOptions, takes
from checker.cli.world import settings_of

if TYPE_CHECKING:
    from checker.reports.comparison.rows import Row

FORMS = ("markdown", "csv", "json")
_ENDINGS = {".csv": "csv", ".json": "json"}


@dataclass(frozen=True, kw_only=True)
class CompareOptions(CommonOptions):
    """Options of `compare`."""

    files: tuple[str, ...] = ()
    rederive: bool = False
    survival: str | None = None
    form: str | None = None
    output: str | None = None
    source: str | None = None


COMPARE = (
    click.argument("files", nargs=-1, metavar="[FILE]..."),
    click.option(
        "--rederive",
        is_flag=True,
        help="Derive the tables of published studies again from these files, without a database.",
    ),
    click.option(
        "--survival",
        metavar="WITNESS",
        help="Survival and changing answers of the links that WITNESS checked, from import-checks.",
    ),
    click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        help="Form of the table.  [default: by the suffix of --output, else markdown]",
    ),
    click.option("--output", "-o", metavar="FILE", help="Write to FILE instead of standard output."),
    SOURCE,
)


@click.command("compare")
@takes(CompareOptions, *COMPARE, *DATABASE)
def compare_command(options: CompareOptions) -> None:
    """Print our figures beside published ones, under their definitions.

    No network is used. Where the years of a study's papers are known, our figure for these years is printed too.
    With --rederive the files of studies are read instead: the links of Mangul et al. 2018, ReproDB's availability,
    checks and repositories, the completeness ticks of Papers with Code. With --survival the table shows how long
    links last and how their answers change by the checks of others; these are in no figure of ours.

    Example: reprolinks compare --format csv -o compared.csv
    """
    from checker.errors import UsageError

    if bool(options.files) != options.rederive:
        problem = "files are named, and not what to do with them" if options.files else "--rederive needs files"
        raise UsageError(f"compare: {problem}.", "See: reprolinks compare --rederive FILE...")
    if options.survival is not None and (options.rederive or options.source):
        raise UsageError("compare: --survival stands alone.", "Leave out --rederive and --source.")
    text = (_rederived if options.rederive else _compared if options.survival is None else _survival)(options)
    if options.output:
        refuse_overwriting(options.output, used=(settings_of(options).db, *options.files))
        write_whole(options.output, text)
    else:
        click.echo(text, nl=False)


def _compared(options: CompareOptions) -> str:
    from checker.jobs.studies.compare import compare
    from checker.reports.comparison.forms import compared_table, rendered
    from checker.reports.comparison.rows import compared
    from checker.reports.contents.contents import is_complete
    from checker.store.store import Store

    with Store.open(settings_of(options).db, create=False) as store:
        store.papers.require_source(options.source)
        rows = compared(compare(store, options.source), store.lives.newest_moment())
        run = store.runs.last()
    if run and not is_complete(run.status, run.counts, run.options):
        click.echo(f"reprolinks: run {run.id} is incomplete: what did not answer may be our own network.", err=True)
    answered = sum(row["answer"] != "not comparable" for row in rows)
    click.echo(f"{len(rows)} published figures, {answered} with ours beside them", err=True)
    return rendered(rows, _form(options), compared_table)


def _rederived(options: CompareOptions) -> str:
    from checker.jobs.studies.rederive import rederive
    from checker.reports.comparison.forms import derived_table, rendered
    from checker.reports.comparison.rows import derived

    rows = derived(rederive(options.files))
    _print_differences(rows)
    return rendered(rows, _form(options), derived_table)


def _survival(options: CompareOptions) -> str:
    from checker.jobs.studies.foreign import foreign
    from checker.reports.comparison.foreign import measured, measured_table
    from checker.reports.comparison.forms import rendered
    from checker.store.store import Store

    witness = options.survival or ""
    with Store.open(settings_of(options).db, create=False) as store:
        rows = measured(witness, foreign(store.foreign, witness))
    return rendered(rows, _form(options), measured_table)


def _print_differences(rows: list[Row]) -> None:
    compared = [row for row in rows if row["differs"] is not None]
    differing = [str(row["figure"]) for row in compared if row["differs"]]
    named = f": {', '.join(differing)} (another version of the file?)" if differing else ""
    click.echo(
        f"{len(rows)} figures derived again, {len(compared)} beside recorded ones, {len(differing)} differ{named}",
        err=True,
    )


def _form(options: CompareOptions) -> str:
    from pathlib import Path

    return options.form or _ENDINGS.get(Path(options.output or "").suffix.lower(), "markdown")
