"""What the commands share: settings from options, complaints, how a run ends. Imports wait for use."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli import options as shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.config import Settings
    from checker.jobs.tally import Tally
    from checker.jobs.world import World
    from checker.model import BadRecord, Notice
    from checker.statistics.summary import Report
    from checker.store.store import Store

NOTHING_TO_SAVE = "Nothing to ask for: of all that is known to be there nothing is known to lack a copy."


def settings_of(options: dict[str, Any]) -> Settings:
    """The settings of a command, by its options, a settings file and the environment."""
    from checker.config import load

    names = ("db", "max_age", "max_wait", "budget", "policy", "allow_private_hosts", "archives", "cross_check")
    default = Path("reprolinks.toml")
    file = Path(options["config"]) if options.get("config") else default if default.is_file() else None
    return load(os.environ, {name: options.get(name) for name in names}, file)


def world_of(options: dict[str, Any]) -> World:
    """Settings, environment and the real clocks."""
    import asyncio
    import time
    from datetime import UTC, datetime

    from checker.jobs.world import World
    from checker.network.gate import Time

    clock = Time(wall=time.time, monotonic=time.monotonic, sleep=asyncio.sleep)
    return World(settings_of(options), os.environ, lambda: datetime.now(UTC), clock)


def live_pages(inputs: tuple[str, ...], world: World | None, keep: str = "") -> Any:
    """What gives the pages of live sources, None if there are none among the inputs; closed when the command ends."""
    from checker.jobs.extract import live_sources

    sources = live_sources(inputs, lambda: world or world_of({}), keep=Path(keep) if keep else None)
    return click.get_current_context().with_resource(sources)


def peeked(papers: Any) -> Any:
    """The same papers, the first one read already: a wrong input ends the command before a run begins."""
    from itertools import chain, islice

    return chain(list(islice(papers, 1)), papers)


def no_live_source(inputs: Iterable[str]) -> None:
    """Raise UsageError where an input would have to be asked for: a dry run asks nobody."""
    from checker.errors import UsageError
    from checker.papers.live.sources import is_live

    if live := next(filter(is_live, inputs), None):
        raise UsageError(f"{live} can't be read without asking.", "Leave --dry-run away, or name a file.")


def foretell(store: Store, world: World, run: int | None = None) -> int:
    """Print what a check of what is due (of the papers of `run`, where it is given) would ask and cost."""
    from checker.jobs.cross_check import intended
    from checker.survey.estimate import estimate

    due = store.due(now=world.now(), max_age=world.settings.max_age, run=run)
    papers, _ = intended(store.cross_checks, world.settings, now=world.now(), only_run=run)
    found = estimate(due, token=bool(world.settings.github_token), papers=papers)
    click.echo("service\tartifacts\trequests\tpoints")
    for one in found:
        click.echo(f"{one.service}\t{one.artifacts}\t{one.requests}\t{one.points}")
    total = sum(one.requests for one in found)
    budget = world.settings.budget
    least = f", of which --budget allows {budget}" if budget is not None and budget < total else ""
    click.echo(f"at most {total} requests{least}; nothing was asked", err=True)
    return 0


def closing(store: Store, run: int, world: World, tally: Tally) -> Any:
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


def recorded(store: Store, run: int, world: World, tally: Tally) -> int:
    """Close a run that only recorded papers and links, and say what it did."""
    store.finish_run(run, status="done", at=world.now(), counts=tally.counts, costs={})
    papers, links = tally.counts["papers"], tally.counts["links"]
    db = world.settings.db
    click.echo(f"{papers} papers, {links} links recorded in {db}. Check them with: reprolinks check --db {db}")
    return 0


def count(store: Store, run: int, tally: Tally, told: tuple[int, int]) -> None:
    """Count the papers and links that were recorded; says so where an input has several papers of one id."""
    tally.counts["papers"], tally.counts["links"] = store.count_papers(run), told[1]
    if again := told[0] - tally.counts["papers"]:
        which = "each id is one paper, with the last one's title and the links of all"
        click.echo(f"Records that repeat an id: {again}; {which}.", err=True)


def complainer(tally: Tally, *, strict: bool) -> Callable[[BadRecord | Notice], None]:
    """
    Who is told of records that can't be read: counts and names them, or ends the command (`strict`). Of what else is
    to be known of an input, each subject is told once.
    """
    from checker.errors import InputError
    from checker.model import Notice
    from checker.reports.escaping import plain

    known = set[tuple[str, str]]()

    def bad(record: BadRecord | Notice) -> None:
        if isinstance(record, Notice):
            if (record.subject, record.what) not in known:
                known.add((record.subject, record.what))
                click.echo(f"{plain(record.source)}: {plain(record.subject)} {plain(record.what)}", err=True)
            return
        where = f"{record.source}, line {record.line}" if record.line else record.source
        if strict:
            raise InputError(f"{where}: {record.why}.", "Mend it, or run without --strict to skip it.")
        tally.counts["bad_records"] += 1
        click.echo(f"skipped: {plain(where)}: {plain(record.why)}", err=True)

    return bad


def progress_bar(total: int, *, quiet: bool) -> Any:
    """A progress bar, or plain lines where nobody watches."""
    from checker.reports.progress import progress

    return progress(total, sys.stderr, quiet=quiet)


def announcer(options: dict[str, Any]) -> Callable[[str], None]:
    """Says a line on standard error, unless told to be quiet."""
    return lambda line: None if options.get("quiet") else click.echo(line, err=True)


def report_of(store: Store) -> Report:
    """The figures of the availability report."""
    from checker.statistics.summary import build

    copies, crossed = store.copies.rows(), store.cross_checks.crossed()
    return build(store.artifacts(), store.papers(), store.last_run(), copies, crossed)


def surveyed(
    store: Store, world: World, tally: Tally, options: dict[str, Any], *, run: int, only_run: int | None
) -> int:
    """Survey what is due (of the papers of `only_run`, where it is given), with its progress; the exit code."""
    from checker.jobs.check import check

    tally.counts["due"] = store.count_due(now=world.now(), max_age=world.settings.max_age, run=only_run)
    with progress_bar(tally.counts["due"], quiet=options["quiet"]) as advance:
        told = announcer(options)
        check(store, world, run=run, only_run=only_run, tally=tally, progress=advance, announce=told)
    return ended(store, tally, options, run)


def ended(store: Store, tally: Tally, options: dict[str, Any], run: int) -> int:
    """Print the summary, write the report, and say by the exit code how it went."""
    from checker.reports.conditions import holding
    from checker.reports.forms.terminal import show
    from checker.reports.registry import formats

    found = report_of(store)
    show(found, sys.stdout)
    if options["report"]:
        form = shared.REPORT_FORMATS[Path(options["report"]).suffix.lower()]
        write_whole(options["report"], formats()[form].render(found, store.links()))
    if trouble := tally.trouble():
        raise trouble
    newly_gone = _newly_gone(store.changes(run=run - 1))
    if holds := holding(options["fail_on"], found, newly_gone=newly_gone):
        click.echo(f"reprolinks: --fail-on holds: {', '.join(holds)}", err=True)
        return 1
    return 0


def _newly_gone(changes: Iterable[Any]) -> int:
    return sum(change.axis == "availability" and change.after == "gone" for change in changes)


def known_run(store: Store, number: int | None) -> None:
    """Raise UsageError for the number of a run that never was."""
    from checker.errors import UsageError

    last = store.last_run()
    if number and number > (last.id if last else 0):
        raise UsageError(f"There is no run {number}.", f"The newest is {last.id if last else 0}.")


def spare(output: str | None, *used: str) -> None:
    """Raise UsageError where a command would write its report over a file that it works with, or a database."""
    from checker.errors import UsageError

    path = Path(output or "")
    if path.is_file() and (_is_database(path) or any(Path(one).exists() and path.samefile(one) for one in used)):
        raise UsageError(f"{output} would be overwritten: it is a database or an input.", "Name another file.")


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:  # what can't be read tells nothing; whether it can be written is told when it is
        return False


def write_whole(name: str, text: str) -> None:
    """
    Write a whole file or none of it. A link is followed, a file keeps its rights; what is no file (a pipe, a device)
    is written to and stays what it is.
    """
    import shutil

    from checker.errors import UsageError

    path = Path(name).resolve()
    part = path.with_name(f"{path.name}.part")
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="")
            return
        part.write_text(text, encoding="utf-8", newline="")
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UsageError(f"{name} can't be written: {error.strerror or error}.") from error
