"""`run`, `check` and `import`: the commands that record papers and check what they link to."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from checker.cli import ending
from checker.cli.files import spare
from checker.cli.messages import complainer
from checker.cli.options import (
    ASKING,
    DATABASE,
    KEEP,
    LINKS,
    NO_CHECK,
    READING,
    SOURCE,
    Asking,
    Importing,
    Running,
    takes,
)
from checker.cli.world import live_pages, peeked, source_of, world_of
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
@takes(Running, *READING, KEEP, NO_CHECK, *ASKING, *DATABASE)
def run_command(options: Running) -> int:
    """Check what papers link to, and report it.

    Reads papers, extracts their links, checks those that are due, records the results and prints a summary.

    INPUT is a file, a folder, - for standard input, or a live source (hf-papers:2026-03-11, arxiv:cat:cs.SE,
    openreview:ICLR.cc/2024/Conference). It may also be one thing: an arXiv id, a DOI, or the address of a repository
    or page. Then the result is printed, and recorded only where --db or REPROLINKS_DB names a database.

    Example: reprolinks run papers.bib --report availability.html
    """
    if options.no_check and options.fail_on:
        raise UsageError("--fail-on needs the check that --no-check leaves out.", "Leave out one of them.")
    return run_in(_world(options), options)


def run_in(
    world: World, options: Running, read: Callable[[Found], Found] = lambda found: found, *, whole: bool = True
) -> int:
    """
    Read, extract, record, check and report; the exit code. `read` sees all that is read, and may leave out a part:
    then it is not the `whole`, and no source lists less than before.
    """
    from checker.jobs.context.listing import end_listings
    from checker.jobs.context.run import Run
    from checker.jobs.extract import extracted_papers, without_remarks
    from checker.papers.inputs import check_inputs, meant
    from checker.store.store import Store

    inputs, db = tuple(map(meant, options.inputs)), world.settings.db
    check_inputs(inputs)
    spare(*options.report, used=(db, *inputs))
    source = source_of(options, inputs)
    if options.dry_run:
        return _foretold(options, source)
    keep = "" if db == MEMORY else f"{db}.pages"
    source = replace(source, live=live_pages(inputs, lambda: world, keep=keep))
    found = peeked(extracted_papers(source))  # what can't be read leaves no database behind
    with Store.open(db) as store:
        run = Run.begin(store, world, command="run", inputs=options.inputs)
        run = replace(run, scope=run.id)
        with run.failing():
            rows = without_remarks(read(found), complainer(run.tally, strict=options.strict))
            ending.count(run, store.papers.record(run.id, rows, at=world.now()))
            ending.unlisted(end_listings(run, inputs) if whole else 0)
            ending.unkept(run, options.keep)
        return ending.close(run, options.report) if options.no_check else ending.checked(run, options)


def _world(options: Running) -> World:
    """The world of a run. Single things are checked in a database in memory, unless a database is named."""
    from checker.papers.inputs import is_one_thing

    world = world_of(options)
    named = options.settings.get("db") or os.environ.get("REPROLINKS_DB", "").strip()
    if named or not all(map(is_one_thing, options.inputs)):
        return world
    return replace(world, settings=replace(world.settings, db=MEMORY))


def _foretold(options: Running, source: Source) -> int:
    from checker.cli.dry_run import foretell, no_live_source
    from checker.jobs.context.run import Run
    from checker.jobs.extract import extracted_papers, without_remarks
    from checker.store.candidates import PaperScope
    from checker.store.store import Store

    no_live_source(options.inputs)
    world = world_of(options)
    with Store.copy_of(world.settings.db) as store:
        run = Run.begin(store, world, command="run", inputs=options.inputs)
        rows = without_remarks(extracted_papers(source), complainer(run.tally, strict=options.strict))
        store.papers.record(run.id, rows, at=world.now())
        return foretell(store, world, PaperScope(run.id))


@click.command("import")
@takes(Importing, LINKS, *DATABASE)
def import_command(options: Importing) -> int:
    """Record links that the Spark job extracted.

    LINKS are its Parquet files. Nothing is checked: do that with reprolinks check.

    Example: reprolinks import links/
    """
    from checker.jobs.context.run import Run
    from checker.jobs.import_links import read_links
    from checker.store.store import Store

    world = world_of(options)
    found = peeked(read_links(options.inputs))  # what can't be read leaves no database behind
    with Store.open(world.settings.db) as store:
        run = Run.begin(store, world, command="import", inputs=options.inputs)
        with run.failing():
            ending.count(run, store.papers.record(run.id, found, at=world.now()))
        return ending.close(run)


@click.command("check")
@takes(Asking, SOURCE, *ASKING, *DATABASE)
def check_command(options: Asking) -> int:
    """Check again what is due in the database.

    Due is what was last checked longer than --max-age ago, or could not be found out.

    Example: reprolinks check --max-age 7d --fail-on newly-gone
    """
    from checker.cli.dry_run import foretell
    from checker.jobs.context.run import Run
    from checker.store.candidates import PaperScope
    from checker.store.store import Store

    world = world_of(options)
    spare(*options.report, used=(world.settings.db,))
    with Store.open(world.settings.db, create=False) as store:
        store.papers.require_source(options.source)
        if options.dry_run:
            return foretell(store, world, PaperScope(source=options.source))
        run = replace(Run.begin(store, world, command="check"), source=options.source)
        return ending.checked(run, options)
