"""How a command that checks ends: its summary, its report, its exit code."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.streams import muted
from checker.reports.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.cli.options import Asking
    from checker.jobs.context.run import Run


def count(run: Run, recorded: tuple[int, int]) -> None:
    """Count the papers and links that were recorded; says so where an input has several papers of one id."""
    counts = run.tally.counts
    counts["papers"], counts["links"] = run.store.papers.count(run.id), recorded[1]
    if again := recorded[0] - counts["papers"]:
        which = "each id is one paper, with the last one's title and the links of all"
        click.echo(f"Records that repeat an id: {again}; {which}.", err=True)


def unlisted(papers: int) -> None:
    """Say how many papers are no longer in their source, and so count no more."""
    if papers:
        click.echo(f"Papers that no source lists any more: {papers}; they keep their history.", err=True)


def unkept(run: Run, names: Sequence[str]) -> None:
    """Say which of the columns to keep no paper of the run has."""
    if missing := [name for name in names if name not in run.store.papers.kept_names(run.id)]:
        click.echo(f"--keep: no paper has a column or key of this name: {plain(', '.join(missing))}", err=True)


def close(run: Run, reports: Sequence[str] = ()) -> int:
    """Close a run that only recorded papers and links, write the reports asked for, and say what it did."""
    from checker.reports.contents.words import counted

    run.finish("done")
    write(run, reports)
    papers, links, db = run.tally.counts["papers"], run.tally.counts["links"], run.world.settings.db
    what = f"{counted(papers, 'paper')}, {counted(links, 'link')} recorded in {db}"
    click.echo(f"{what}. Check them with: reprolinks check --db {db}")
    return 0


def checked(run: Run, options: Asking) -> int:
    """Check what is due, with its progress, then report; the exit code."""
    from checker.cli.messages import announcer, progress_bar
    from checker.jobs.check import check

    settings = run.world.settings
    due = run.store.due.count(now=run.world.now(), max_age=settings.max_age, run=run.scope, source=run.source)
    run.tally.counts["due"] = due
    if files := options.report:
        run = replace(run, report=lambda: write(run, files))
    with progress_bar(due, quiet=options.quiet) as advance:
        check(replace(run, progress=advance, announce=announcer(quiet=options.quiet)))
    return _ended(run, options)


def _ended(run: Run, options: Asking) -> int:
    """Print the summary, write the report, and say by the exit code how it went."""
    from checker.cli.account import account_of, ignored_by
    from checker.cli.reporting import width_of
    from checker.reports.forms.text.form import show
    from checker.reports.protocol import Wishes

    write(run, options.report)
    try:
        wishes = Wishes(plain=options.plain, ignore=ignored_by(run.world.settings, run.world.now()))
        with account_of(run.store, run.source, wishes=wishes) as account:
            show(account, sys.stdout, width_of(sys.stdout))
        sys.stdout.flush()
    except BrokenPipeError:  # who reads the summary no more still wants the exit code
        muted(sys.stdout)
    return exit_code(run, options.fail_on)


def exit_code(run: Run, conditions: Sequence[str]) -> int:
    """1 where a condition holds, with what it names; what is certain comes before what could not be looked at."""
    from checker.reports.conditions import lines
    from checker.reports.contents.words import counted

    trouble, watch = run.tally.error(), run.watch()
    found = {name: run.store.alarms.matches(name, watch) for name in dict.fromkeys(conditions)}
    holding = {name: named for name, named in found.items() if named.count}
    if remark := run.tally.remark():
        click.echo(f"reprolinks: {remark}", err=True)
    if conditions and (ignored := run.store.alarms.count_ignored(watch)):
        losses = f"{counted(ignored, 'loss is', 'losses are')} ignored"
        click.echo(f"reprolinks: {losses}, see: reprolinks query ignored", err=True)
    if not holding:
        if trouble:
            raise trouble
        return 0
    for line in lines(holding):
        click.echo(line, err=True)
    if trouble:
        click.echo(f"reprolinks: {trouble}", err=True)
    if "newly-gone" in holding:
        run.store.alarms.mark_told(run.id, holding["newly-gone"].rows)
    return 1


def write(run: Run, files: Sequence[str]) -> None:
    """Write the report of a run to files, each in the form that its ending tells."""
    from checker.cli.account import FEW, MANY, account_of, ignored_by
    from checker.cli.files import write_whole
    from checker.reports.contents.contents import Wish
    from checker.reports.protocol import Wishes
    from checker.reports.registry import ENDINGS, forms

    run.store.alarms.mark_ignored(run.watch())
    for file in files:
        form = ENDINGS[Path(file).suffix.lower()]
        wish = Wish(rows=MANY if form == "markdown" else FEW)
        wishes = Wishes(ignore=ignored_by(run.world.settings, run.world.now()))
        with account_of(run.store, run.source, wish=wish, wishes=wishes) as account:
            write_whole(file, forms()[form].render(account))
