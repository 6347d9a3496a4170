"""`query`: runs the shipped SQL queries, with their parameters."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from checker.cli.options import AS_OF, DATABASE, CommonOptions, takes
from checker.cli.world import settings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.exports.queries import Query
    from checker.store.store import Store

_GIVEN = "reprolinks.parameters"  # key in click's context of the parameters that were given
FORMATS = ("table", "tsv", "csv", "json", "markdown")


@dataclass(frozen=True, kw_only=True)
class QueryOptions(CommonOptions):
    """Options of `query`."""

    name: str | None = None
    listing: bool = False
    sql: bool = False
    form: str | None = None
    as_of: str | None = None


QUERY = (
    click.argument("name", required=False),
    click.option("--list", "listing", is_flag=True, help="List the shipped queries, with their parameters."),
    click.option("--sql", is_flag=True, help="Print the SQL instead of running it."),
    click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        help="Form of the rows.  [default: table on a terminal, else tsv]",
    ),
    AS_OF,
)


class _Questions(click.Command):
    """A command with an option for every parameter of the shipped queries, which are read only when it is used."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The options of the command and those of the queries."""
        from checker.exports.queries import queries

        return [*super().get_params(ctx), *_options(queries())]


def _options(known: Iterable[Query]) -> list[click.Parameter]:
    by_parameter: dict[str, list[Query]] = {}
    for query in known:
        for one in query.parameters:
            by_parameter.setdefault(one.name, []).append(query)
    return [_option(name, queries) for name, queries in sorted(by_parameter.items())]


def _option(name: str, queries: Sequence[Query]) -> click.Option:
    number = any(one.is_number for query in queries for one in query.parameters if one.name == name)
    return click.Option(
        [f"--{name}"],
        metavar="N" if number else name.upper(),
        help=f"Parameter of {', '.join(query.name for query in queries)}.",
        expose_value=False,
        callback=_keep,
    )


def _keep(context: click.Context, option: click.Parameter, text: str | None) -> None:
    """Store the value of a parameter in the context, for the command."""
    if text is not None and option.name:
        context.meta.setdefault(_GIVEN, {})[option.name] = text


@click.command("query", cls=_Questions)
@takes(QueryOptions, *QUERY, *DATABASE)
def query_command(options: QueryOptions) -> None:
    """Run a shipped SQL query by its name.

    Without NAME the queries are listed; docs/queries.md explains each, with its columns. In csv a cell that a
    spreadsheet would take for a formula begins with an apostrophe; in json every value is as stored.

    Example: reprolinks query by-owner --owner meta-llama --format csv
    """
    from checker.errors import UsageError
    from checker.exports.queries import queries

    known = {query.name: query for query in queries()}
    if options.listing or options.name is None:
        for query in known.values():
            click.echo(f"{query.name:24} {query.question}{_parameters(query)}")
    elif options.name not in known:
        raise UsageError(f"There is no query {options.name!r}.", _suggestion(options.name, known))
    elif options.sql:
        click.echo(known[options.name].sql, nl=False)
    else:
        _print_rows(options, known[options.name])


def _suggestion(name: str, known: Iterable[str]) -> str:
    """What to do about an unknown name: use the most similar one, or see the list."""
    from difflib import get_close_matches

    near = get_close_matches(name.replace("_", "-"), known, 1)
    return f"Did you mean {near[0]}?" if near else "See: reprolinks query --list"


def _parameters(query: Query) -> str:
    """The parameters of a query, for the list: `(--days 90)`, `(--owner OWNER)`."""
    shown = [f"--{one.name} {one.default or one.name.upper()}" for one in query.parameters]
    return f" ({', '.join(shown)})" if shown else ""


def _print_rows(options: QueryOptions, query: Query) -> None:
    from checker.reports.rows import write
    from checker.store.store import Store

    values = query.bind(click.get_current_context().meta.get(_GIVEN, {}))
    with Store.open(settings_of(options).db, create=False) as store:
        if options.as_of:
            store.as_of(options.as_of)
        columns, rows = store.query(query.sql, values)
        if not rows:
            _explain_no_rows(store, query, values)
    write(options.form or ("table" if sys.stdout.isatty() else "tsv"), columns, rows, sys.stdout)


#: Parameter that names one thing → the query that finds out whether it exists.
_NAMED = {
    "paper": "SELECT 1 FROM papers WHERE id = :paper",
    "target": "SELECT 1 FROM artifacts WHERE :target COLLATE NOCASE IN (target, url)",
    "run": "SELECT 1 FROM runs WHERE id = :run",
}


def _explain_no_rows(store: Store, query: Query, values: Mapping[str, str | int]) -> None:
    """
    For a query without rows: raise UsageError where a parameter names one thing that does not exist. Where it names
    what many things share (an owner, a host, a venue), no row is a result too; then print that there is none.
    """
    from checker.errors import UsageError

    for one in query.parameters:
        what = f"The database has no {'artifact' if one.name == 'target' else one.name} {values[one.name]!r}."
        if one.name in _NAMED and not store.query(_NAMED[one.name], values)[1]:
            raise UsageError(what, f"--{one.name}: {one.sentence}")
        if one.name not in _NAMED and one.default is None:
            click.echo(f"reprolinks: {what}", err=True)
