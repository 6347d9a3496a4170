"""The command group: `reprolinks` and its commands."""

from __future__ import annotations

import click

from checker import __version__
from checker.cli.commands.archive import archive_command
from checker.cli.commands.ci import ci_command
from checker.cli.commands.doctor import doctor_command
from checker.cli.commands.extract import extract_command
from checker.cli.commands.fix import fix_command
from checker.cli.commands.maintain import forget_command, rejudge_command
from checker.cli.commands.results.compare import compare_command
from checker.cli.commands.results.export import export_command, restore_command
from checker.cli.commands.results.import_checks import import_checks_command
from checker.cli.commands.results.query import query_command
from checker.cli.commands.results.report import changes_command, report_command
from checker.cli.commands.results.serve import serve_command
from checker.cli.commands.run import check_command, import_command, run_command


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
)
@click.version_option(__version__, "-V", "--version", message="reprolinks %(version)s")
@click.pass_context
def command(context: click.Context) -> None:
    """Check whether the code, models and data that papers link to still exist, hold content and are maintained.

    Exit codes: 0 done; 1 a --fail-on condition holds; 2 the command can't be carried out; 3 services could not be
    reached (results so far are recorded, the rest stays due).

    Example: reprolinks run papers.bib --report availability.html
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(2)


for one in (
    *(run_command, check_command, import_command, extract_command, report_command, changes_command),
    *(query_command, compare_command, export_command, restore_command, fix_command, serve_command),
    *(archive_command, forget_command, rejudge_command, doctor_command),
    *(ci_command, import_checks_command),
):
    command.add_command(one)
