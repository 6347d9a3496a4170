"""The command line: parse, call, print; nothing else. Slow imports wait for the command that needs them."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from checker import __version__
from checker.cli import ending as console
from checker.cli import options as shared


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    invoke_without_command=True,
    subcommand_metavar="COMMAND [ARGS]...",
)
@click.version_option(__version__, "-V", "--version", message="reprolinks %(version)s")
@click.pass_context
def command(context: click.Context) -> None:
    """Do the code, models and data that papers link to still exist, hold content, and live?

    Exit codes: 0 done; 1 a --fail-on condition holds; 2 the request can't be carried out; 3 services were out of
    reach (what was learned is recorded, the rest is due again).
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(2)


@command.command("run")
@shared.inputs
@shared.input_format
@shared.strict
@click.option("--no-check", is_flag=True, help="Record papers and links, ask nobody.")
@shared.jobs
@shared.asking
def run_command(inputs: tuple[str, ...], input_format: str | None, strict: bool, **options: Any) -> int:
    """Read papers, extract, check what is due, record, report: the main job.

    INPUT is a file, a folder, - for standard input, or a live source: hf-papers:2026-03-11, arxiv:2402.00001,
    arxiv:cat:cs.SE, openreview:ICLR.cc/2024/Conference.
    """
    from checker.jobs.extract import Source, found_in, readable
    from checker.jobs.tally import Tally
    from checker.jobs.world import options_of
    from checker.papers.inputs import check_inputs
    from checker.store.store import Store

    world = console.world_of(options)
    check_inputs(inputs)
    console.spare(options["report"], world.settings.db, *inputs)
    tally = Tally()
    stdin, jobs = sys.stdin.buffer, options["jobs"]
    source = Source(inputs=inputs, stdin=stdin, input_format=input_format, jobs=jobs)
    if options["dry_run"]:
        console.no_live_source(inputs)
        with Store.copy_of(world.settings.db) as store:
            run = store.begin_run(command="run", inputs=inputs, options=options_of(world), at=world.now())
            found = readable(found_in(source), console.complainer(tally, strict=strict))
            store.record_papers(run, found, at=world.now())
            return console.foretell(store, world, run)
    live = console.live_pages(inputs, world, keep=f"{world.settings.db}.pages")
    found = console.peeked(found_in(replace(source, live=live)))  # what can't be read leaves no database behind
    with Store.open(world.settings.db) as store:
        run = store.begin_run(command="run", inputs=inputs, options=options_of(world), at=world.now())
        with console.closing(store, run, world, tally):
            rows = readable(found, console.complainer(tally, strict=strict))
            console.count(store, run, tally, store.record_papers(run, rows, at=world.now()))
        if options["no_check"]:
            return console.recorded(store, run, world, tally)
        return console.surveyed(store, world, tally, options, run=run, only_run=run)


@command.command("import")
@click.argument("inputs", nargs=-1, required=True, metavar="LINKS...")
@shared.database
def import_command(inputs: tuple[str, ...], **options: Any) -> int:
    """Record links that were found by Spark, from Parquet; check them with reprolinks check."""
    from checker.jobs.import_links import read_links
    from checker.jobs.tally import Tally
    from checker.store.store import Store

    world = console.world_of(options)
    found = console.peeked(read_links(inputs))  # what can't be read leaves no database behind
    with Store.open(world.settings.db) as store:
        run = store.begin_run(command="import", inputs=inputs, options={}, at=world.now())
        tally = Tally()
        with console.closing(store, run, world, tally):
            console.count(store, run, tally, store.record_papers(run, found, at=world.now()))
        return console.recorded(store, run, world, tally)


@command.command("check")
@shared.asking
def check_command(**options: Any) -> int:
    """Check again what is due in the database."""
    from checker.jobs.tally import Tally
    from checker.jobs.world import options_of
    from checker.store.store import Store

    world = console.world_of(options)
    console.spare(options["report"], world.settings.db)
    tally = Tally()
    with Store.open(world.settings.db, create=False) as store:
        if options["dry_run"]:
            return console.foretell(store, world)
        run = store.begin_run(command="check", inputs=(), options=options_of(world), at=world.now())
        return console.surveyed(store, world, tally, options, run=run, only_run=None)


@command.command("extract")
@shared.inputs
@shared.input_format
@shared.strict
@shared.jobs
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def extract_command(
    inputs: tuple[str, ...],
    input_format: str | None,
    strict: bool,
    jobs: int,
    debug: bool,  # noqa: ARG001  (read from the arguments before the command is known)
) -> None:
    """Print the links of papers as JSON Lines: no database, and no network but for live sources."""
    from checker.jobs.extract import Source, lines_of
    from checker.jobs.tally import Tally
    from checker.papers.inputs import check_inputs

    check_inputs(inputs)
    complain = console.complainer(Tally(), strict=strict)
    stdin, live = sys.stdin.buffer, console.live_pages(inputs, None)
    for piece in lines_of(Source(inputs=inputs, stdin=stdin, input_format=input_format, live=live, jobs=jobs)):
        sys.stdout.buffer.write(piece.lines)
        for one in (*piece.bad, *piece.notices):
            complain(one)
    sys.stdout.flush()


@command.command("report")
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(shared.REPORT_FORMATS.values())),
    help="[default: as the end of --output's name tells, or markdown]",
)
@click.option("--output", "-o", metavar="FILE", help="Write to a file instead of standard output.")
@shared.database
def report_command(form: str | None, output: str | None, **options: Any) -> None:
    """Print the availability report from the database: no network."""
    from checker.reports.registry import formats
    from checker.store.store import Store

    database = console.settings_of(options).db
    console.spare(output, database)
    with Store.open(database, create=False) as store:
        form = form or shared.REPORT_FORMATS.get(Path(output or "").suffix.lower(), "markdown")
        text = formats()[form].render(console.report_of(store), store.links())
    if output:
        console.write_whole(output, text)
    else:
        click.echo(text, nl=False)


@command.command("changes")
@click.option("--since-run", type=click.IntRange(0), metavar="N", help="Changes after run N.")
@click.option(
    "--since", metavar="DATE", callback=shared.moment, help="Changes from a date (UTC) on, e.g. 2026-10-01."
)
@shared.database
def changes_command(since_run: int | None, since: str, **options: Any) -> None:
    """Print what changed since a run or a date, one line a change."""
    from checker.reports.escaping import plain
    from checker.store.store import Store

    with Store.open(console.settings_of(options).db, create=False) as store:
        console.known_run(store, since_run)
        for row in store.changes(run=since_run, since=since):
            values = (row.at, row.kind, plain(row.target), row.axis, plain(row.before), "->", plain(row.after))
            click.echo("\t".join(values))


@command.command("query")
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="List the shipped queries.")
@click.option("--sql", is_flag=True, help="Print the SQL instead of running it.")
@shared.database
def query_command(name: str | None, listing: bool, sql: bool, **options: Any) -> None:
    """Run a shipped SQL query by NAME and print tab-separated values."""
    from checker.errors import UsageError
    from checker.reports.escaping import plain
    from checker.store.scripts import queries
    from checker.store.store import Store

    known = {query.name: query for query in queries()}
    if listing or name is None:
        for query in known.values():
            click.echo(f"{query.name:24} {query.question}")
        return
    if name not in known:
        raise UsageError(f"There is no query {name!r}.", "See: reprolinks query --list")
    if sql:
        click.echo(known[name].sql, nl=False)
        return
    with Store.open(console.settings_of(options).db, create=False) as store:
        columns, rows = store.query(known[name].sql)
    click.echo("\t".join(columns))
    for row in rows:
        click.echo("\t".join("" if value is None else plain(str(value)) for value in row))


@command.command("archive")
@click.option("--dry-run", is_flag=True, help="Only print what would be asked, and how long it would take.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask for at most N repositories.")
@shared.limits
@shared.database
def archive_command(dry_run: bool, limit: int | None, **options: Any) -> None:
    """Ask Software Heritage to save what is there and has no copy.

    At most 10 requests an hour go out; what is left is for another time.
    """
    from checker.jobs.save_copies import hours, intended, save
    from checker.jobs.world import options_of
    from checker.reports.escaping import plain
    from checker.store.store import Store

    world = console.world_of(options)
    with Store.open(world.settings.db, create=False) as store:
        if dry_run:
            origins = intended(store, world, limit)
            for origin in origins:
                click.echo(plain(origin))
            wait = hours(len(origins))
            takes = f"about {wait} h" if wait else "minutes"
            told = f"{len(origins)} to ask for, which takes {takes}." if origins else console.NOTHING_TO_SAVE
            click.echo(told, err=True)
            return
        run = store.begin_run(command="archive", inputs=(), options=options_of(world), at=world.now())
        left = save(
            store,
            world,
            run=run,
            limit=limit,
            told=lambda saved: click.echo(f"{saved.status}\t{plain(saved.origin)}\t{plain(saved.detail)}"),
            announce=console.announcer(options),
        )
    if left:
        click.echo(f"{left} are left for another time: Software Heritage takes 10 requests an hour.", err=True)


@command.command("doctor")
@shared.database
def doctor_command(**options: Any) -> int:
    """Look at token, limits left, services in reach, and the state of the database."""
    import asyncio

    from checker.jobs.doctor import examine

    findings = asyncio.run(examine(console.settings_of(options)))
    for finding in findings:
        click.echo(f"{'ok ' if finding.good else 'BAD'}  {finding.what}")
    return max((finding.code for finding in findings if not finding.good), key=(0, 3, 2).index, default=0)
