"""The command line: parse, call, print; nothing else. Slow imports wait for the command that needs them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.config import Settings
    from checker.jobs import Tally, World
    from checker.model import BadRecord
    from checker.reports.summary import Report
    from checker.store import Store

_FAIL_ON = (
    "gone",
    "newly-gone",
    "empty",
    "placeholder",
    "blocked",
    "moved",
    "unmaintained",
    "unknown",
    "broken-papers",
)
_FORMATS = (
    *("arxiv-snapshot", "hf-daily", "openalex", "semantic-scholar", "openreview", "biorxiv", "pwc-papers"),
    *("pwc-links", "csl-json", "jsonl", "json", "arxiv-atom", "arxiv-oai", "pubmed", "acl-anthology", "bibtex"),
    *("ris", "parquet", "hf-page", "table", "text"),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="reprolinks %(version)s")
def command() -> None:
    """Do the code, models and data that papers link to still exist, hold content, and live?

    Exit codes: 0 done; 1 a --fail-on condition holds; 2 the request can't be carried out; 3 services were out of
    reach (what was learned is recorded, the rest is due again).
    """


def _database(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--db", metavar="FILE", help="Database [default: availability.db, or REPROLINKS_DB]."),
        click.option("--config", metavar="FILE", help="Settings file [default: reprolinks.toml, if there is one]."),
        click.option("--debug", is_flag=True, help="Show tracebacks."),
    ):
        function = option(function)
    return function


def _asking(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option(
            "--max-age", metavar="SPAN", help="Ask nothing again that is fresher, e.g. 12h, 7d [default: 1d]."
        ),
        click.option("--max-wait", type=float, metavar="SECONDS", help="Wait no longer for limits [default: 900]."),
        click.option("--budget", type=click.IntRange(0), metavar="N", help="Send at most N requests."),
        click.option("--policy", help="Maintenance policy [default: recent-commit]."),
        click.option("--allow-private-hosts", is_flag=True, default=None, help="Follow links to private addresses."),
        click.option("--report", metavar="FILE", help="Write the report here too (.md or .json)."),
        click.option(
            "--fail-on", multiple=True, type=click.Choice(_FAIL_ON), help="Exit 1 if this holds; repeatable."
        ),
        click.option("--quiet", "-q", is_flag=True, help="No progress."),
    ):
        function = option(function)
    return _database(function)


_inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
_input_format = click.option("--input-format", type=click.Choice(_FORMATS), help="Do not recognise, read as this.")
_strict = click.option("--strict", is_flag=True, help="Exit 2 when a record can't be read.")


@command.command("run")
@_inputs
@_input_format
@_strict
@_asking
def run_command(inputs: tuple[str, ...], input_format: str | None, strict: bool, **options: Any) -> int:  # noqa: FBT001
    """Read papers, extract, check what is due, record, report: the main job.

    INPUT is a file, a folder, - for standard input, or a live source: hf-papers:2026-03-11, arxiv:2402.00001,
    arxiv:cat:cs.SE, openreview:ICLR.cc/2024/Conference.
    """
    from checker.jobs import Tally, check, options_of, read
    from checker.papers.reading import check_inputs, read_papers
    from checker.store import Store
    from checker.wiring import READERS

    world = _world(options)
    check_inputs(inputs)
    tally = Tally()
    with Store.open(world.settings.db) as store:
        live = _live(inputs, world, keep=f"{world.settings.db}.pages")
        papers = read_papers(inputs, readers=READERS, input_format=input_format, stdin=sys.stdin.buffer, live=live)
        first = _peeked(papers)
        run = store.begin_run(command="run", inputs=inputs, options=options_of(world), at=world.now())
        with _closing(store, run, world, tally):
            rows = read(first, _complain(tally, strict=strict))
            tally.counts["papers"], tally.counts["links"] = store.record_papers(run, rows, at=world.now())
        tally.counts["due"] = store.count_due(now=world.now(), max_age=world.settings.max_age, run=run)
        with _progress(tally.counts["due"], quiet=options["quiet"]) as advance:
            check(store, world, run=run, only_run=run, tally=tally, progress=advance)
        return _ended(store, tally, options, run)


@command.command("check")
@_asking
def check_command(**options: Any) -> int:
    """Check again what is due in the database."""
    from checker.jobs import Tally, check, options_of
    from checker.store import Store

    world = _world(options)
    tally = Tally()
    with Store.open(world.settings.db, create=False) as store:
        run = store.begin_run(command="check", inputs=(), options=options_of(world), at=world.now())
        tally.counts["due"] = store.count_due(now=world.now(), max_age=world.settings.max_age)
        with _progress(tally.counts["due"], quiet=options["quiet"]) as advance:
            check(store, world, run=run, only_run=None, tally=tally, progress=advance)
        return _ended(store, tally, options, run)


@command.command("extract")
@_inputs
@_input_format
@_strict
@click.option("--debug", is_flag=True, help="Show tracebacks.")
def extract_command(inputs: tuple[str, ...], input_format: str | None, strict: bool, debug: bool) -> None:  # noqa: FBT001, ARG001
    """Print the links of papers as JSON Lines: no database, and no network but for live sources."""
    from checker.jobs import Tally, read
    from checker.papers.reading import check_inputs, read_papers
    from checker.reports.links import line
    from checker.wiring import READERS

    check_inputs(inputs)
    live = _live(inputs, None)
    papers = read_papers(inputs, readers=READERS, input_format=input_format, stdin=sys.stdin.buffer, live=live)
    for paper, claim, links in read(papers, _complain(Tally(), strict=strict)):
        sys.stdout.buffer.write(line(paper, claim, links))
    sys.stdout.flush()


@command.command("report")
@click.option("--format", "form", type=click.Choice(("markdown", "json")), default="markdown", show_default=True)
@click.option("--output", "-o", metavar="FILE", help="Write to a file instead of standard output.")
@_database
def report_command(form: str, output: str | None, **options: Any) -> None:
    """Print the availability report from the database: no network."""
    from checker.store import Store
    from checker.wiring import formats

    with Store.open(_settings(options).db, create=False) as store:
        text = formats()[form].render(_report(store))
    if output:
        _write(output, text)
    else:
        click.echo(text, nl=False)


@command.command("changes")
@click.option("--since-run", type=int, metavar="N", help="Changes after run N.")
@click.option("--since", metavar="DATE", default="", help="Changes from a date on, e.g. 2026-10-01.")
@_database
def changes_command(since_run: int | None, since: str, **options: Any) -> None:
    """Print what changed since a run or a date, one line a change."""
    from checker.reports.text import plain
    from checker.store import Store

    with Store.open(_settings(options).db, create=False) as store:
        for row in store.changes(run=since_run, since=since):
            values = (row.at, row.kind, plain(row.target), row.axis, plain(row.before), "->", plain(row.after))
            click.echo("\t".join(values))


@command.command("query")
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="List the shipped queries.")
@click.option("--sql", is_flag=True, help="Print the SQL instead of running it.")
@_database
def query_command(name: str | None, listing: bool, sql: bool, **options: Any) -> None:  # noqa: FBT001
    """Run a shipped SQL query by NAME and print tab-separated values."""
    from checker.errors import UsageError
    from checker.reports.text import plain
    from checker.sql import queries
    from checker.store import Store

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
    with Store.open(_settings(options).db, create=False) as store:
        columns, rows = store.query(known[name].sql)
    click.echo("\t".join(columns))
    for row in rows:
        click.echo("\t".join("" if value is None else plain(str(value)) for value in row))


@command.command("doctor")
@_database
def doctor_command(**options: Any) -> int:
    """Look at token, limits left, services in reach, and the state of the database."""
    import asyncio

    from checker.doctor import examine

    findings = asyncio.run(examine(_settings(options)))
    for finding in findings:
        click.echo(f"{'ok ' if finding.good else 'BAD'}  {finding.what}")
    return 0 if all(finding.good for finding in findings) else 3


# -- what the commands share ----------------------------------------------------------------------------


def _settings(options: dict[str, Any]) -> Settings:
    from checker.config import load

    names = ("db", "max_age", "max_wait", "budget", "policy", "allow_private_hosts")
    default = Path("reprolinks.toml")
    file = Path(options["config"]) if options.get("config") else default if default.is_file() else None
    return load(os.environ, {name: options.get(name) for name in names}, file)


def _world(options: dict[str, Any]) -> World:
    import asyncio
    import time
    from datetime import UTC, datetime

    from checker.jobs import World
    from checker.limits import Time

    clock = Time(wall=time.time, monotonic=time.monotonic, sleep=asyncio.sleep)
    return World(_settings(options), os.environ, lambda: datetime.now(UTC), clock)


def _live(inputs: tuple[str, ...], world: World | None, keep: str = "") -> Any:
    """What gives the pages of live sources, None if there are none among the inputs; closed when the command ends."""
    from checker.papers.live import is_live

    if not any(map(is_live, inputs)):
        return None
    from checker.papers.fetching import Fetcher

    world = world or _world({})
    fetcher = Fetcher(world.settings, world.time, keep=Path(keep) if keep else None)
    return click.get_current_context().with_resource(fetcher).pages


def _peeked(papers: Any) -> Any:
    """The same papers, the first one read already: a wrong input ends the command before a run begins."""
    from itertools import chain, islice

    return chain(list(islice(papers, 1)), papers)


def _closing(store: Store, run: int, world: World, tally: Tally) -> Any:
    """Mark the run as failed when reading its input fails."""
    from contextlib import contextmanager

    @contextmanager
    def guard() -> Any:
        try:
            yield
        except BaseException:
            store.finish_run(run, status="failed", at=world.now(), counts=tally.counts, costs={})
            raise

    return guard()


def _complain(tally: Tally, *, strict: bool) -> Callable[[BadRecord], None]:
    from checker.errors import InputError
    from checker.reports.text import plain

    def bad(record: BadRecord) -> None:
        where = f"{record.source}, line {record.line}" if record.line else record.source
        if strict:
            raise InputError(f"{where}: {record.why}.", "Mend it, or run without --strict to skip it.")
        tally.counts["bad_records"] += 1
        click.echo(f"skipped: {plain(where)}: {plain(record.why)}", err=True)

    return bad


def _progress(total: int, *, quiet: bool) -> Any:
    from checker.reports.progress import progress

    return progress(total, sys.stderr, quiet=quiet)


def _report(store: Store) -> Report:
    from checker.reports.summary import build

    return build(store.artifacts(), list(store.papers()), store.last_run())


def _ended(store: Store, tally: Tally, options: dict[str, Any], run: int) -> int:
    """Print the summary, write the report, and say by the exit code how it went."""
    from checker.reports.conditions import holding
    from checker.reports.terminal import show
    from checker.wiring import formats

    report = _report(store)
    show(report, sys.stdout)
    if options["report"]:
        form = "json" if options["report"].endswith(".json") else "markdown"
        _write(options["report"], formats()[form].render(report))
    if trouble := tally.trouble():
        raise trouble
    newly_gone = _newly_gone(store.changes(run=run - 1))
    if holds := holding(options["fail_on"], report, newly_gone=newly_gone):
        click.echo(f"reprolinks: --fail-on holds: {', '.join(holds)}", err=True)
        return 1
    return 0


def _newly_gone(changes: Iterable[Any]) -> int:
    return sum(change.axis == "availability" and change.after == "gone" for change in changes)


def _write(name: str, text: str) -> None:
    """Write a whole file or none of it."""
    from checker.errors import UsageError

    part = Path(f"{name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(name)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(f"{name} can't be written: {error.strerror or error}.") from error
