"""`run`, `check` and `import`: the commands that record papers and check what they link to."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from checker.cli import ending
from checker.cli.files import refuse_overwriting
from checker.cli.messages import remark_printer
from checker.cli.options import (
    ASKING,
    DATABASE,
    KEEP,
    LINKS,
    NO_CHECK,
    READING,
    SOURCE,
    CheckOptions,
    ImportOptions,
    RunOptions,
    takes,
)
from checker.cli.world import live_pages, source_of, with_first_read, world_of
from checker.errors import UsageError
from checker.store import MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from checker.jobs.context.world import World
    from checker.jobs.extract import Source
    from checker.model import BadRecord, ExtractedPaper, Notice

    Found: TypeAlias = Iterator[ExtractedPaper | BadRecord | Notice]


@click.command("run")
@takes(RunOptions, *READING, KEEP, NO_CHECK, *ASKING, *DATABASE)
def run_command(options: RunOptions) -> int:
    """Check what papers link to, and report it.

    Reads papers, extracts their links, checks those that are due, records the results and prints a summary.

    INPUT is a file, a folder, - for standard input, or a live source (hf-papers:2026-03-11, arxiv:cat:cs.SE,
    openreview:ICLR.cc/2024/Conference). It may also be one thing: an arXiv id, a DOI, or the address of a repository
    or page. Then the result is printed, and recorded only if --db or REPROLINKS_DB names a database.

    Example: reprolinks run papers.bib --report availability.html
    """
    if options.no_check and options.fail_on:
        raise UsageError("--fail-on needs the check that --no-check leaves out.", "Leave out one of them.")
    return run_in(_world(options), options)


def run_in(
    world: World, options: RunOptions, read: Callable[[Found], Found] = lambda found: found, *, whole: bool = True
) -> int:
    """
    Read, extract, record, check and report; returns the exit code. `read` filters what was extracted. `whole` is
    whether it leaves out nothing; only then papers that a source no longer has are unlisted.
    """
    from checker.jobs.context.listing import end_listings
    from checker.jobs.context.run import Run
    from checker.jobs.extract import extracted_papers, without_remarks
    from checker.papers.inputs import check_inputs, resolve_input
    from checker.store.store import Store

    inputs, db = tuple(map(resolve_input, options.inputs)), world.settings.db
    check_inputs(inputs)
    refuse_overwriting(*options.report, used=(db, *inputs))
    source = source_of(options, inputs)
    if options.dry_run:
        return _print_dry_run(options, source)
    keep = "" if db == MEMORY else f"{db}.pages"
    source = replace(source, live=live_pages(inputs, lambda: world, keep=keep))
    found = with_first_read(extracted_papers(source))  # an unreadable input leaves no new database behind
    with Store.open(db) as store:
        run = Run.begin(store, world, command="run", inputs=options.inputs)
        run = replace(run, scope=run.id)
        with run.failing():
            rows = without_remarks(read(found), remark_printer(run.tally, strict=options.strict))
            ending.count_papers(run, store.papers.record(run.id, rows, at=world.now()))
            ending.print_unlisted(end_listings(run, inputs) if whole else 0)
            ending.print_unkept(run, options.keep)
        return (
            ending.finish_unchecked(run, options.report)
            if options.no_check
            else ending.check_and_report(run, options)
        )


def _world(options: RunOptions) -> World:
    """The world of a run. For inputs that are single things its database is in memory, unless the user names one."""
    from checker.papers.inputs import is_single

    world = world_of(options)
    database = options.settings.get("db") or os.environ.get("REPROLINKS_DB", "").strip()
    if database or not all(map(is_single, options.inputs)):
        return world
    return replace(world, settings=replace(world.settings, db=MEMORY))


def _print_dry_run(options: RunOptions, source: Source) -> int:
    from checker.cli.dry_run import print_forecast, refuse_live_sources
    from checker.jobs.context.run import Run
    from checker.jobs.extract import extracted_papers, without_remarks
    from checker.store.candidates import PaperScope
    from checker.store.store import Store

    refuse_live_sources(options.inputs)
    world = world_of(options)
    with Store.copy_of(world.settings.db) as store:
        run = Run.begin(store, world, command="run", inputs=options.inputs)
        rows = without_remarks(extracted_papers(source), remark_printer(run.tally, strict=options.strict))
        store.papers.record(run.id, rows, at=world.now())
        return print_forecast(store, world, PaperScope(run.id))


@click.command("import")
@takes(ImportOptions, LINKS, *DATABASE)
def import_command(options: ImportOptions) -> int:
    """Record links that the Spark job extracted.

    LINKS are its Parquet files. Nothing is checked: use reprolinks check for that.

    Example: reprolinks import links/
    """
    from checker.jobs.context.run import Run
    from checker.jobs.import_links import read_links
    from checker.store.store import Store

    world = world_of(options)
    found = with_first_read(read_links(options.inputs))  # an unreadable input leaves no new database behind
    with Store.open(world.settings.db) as store:
        run = Run.begin(store, world, command="import", inputs=options.inputs)
        with run.failing():
            ending.count_papers(run, store.papers.record(run.id, found, at=world.now()))
        return ending.finish_unchecked(run)


@click.command("check")
@takes(CheckOptions, SOURCE, *ASKING, *DATABASE)
def check_command(options: CheckOptions) -> int:
    """Check again what is due in the database.

    An artifact is due if it was last checked longer than --max-age ago, or if its status is unknown.

    Example: reprolinks check --max-age 7d --fail-on newly-gone
    """
    from checker.cli.dry_run import print_forecast
    from checker.jobs.context.run import Run
    from checker.store.candidates import PaperScope
    from checker.store.store import Store

    world = world_of(options)
    refuse_overwriting(*options.report, used=(world.settings.db,))
    with Store.open(world.settings.db, create=False) as store:
        store.papers.require_source(options.source)
        if options.dry_run:
            return print_forecast(store, world, PaperScope(source=options.source))
        run = replace(Run.begin(store, world, command="check"), source=options.source)
        return ending.check_and_report(run, options)
