"""The end of a command that reads or checks papers: its remarks, summary, reports and exit code."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.streams import redirect_to_null
from checker.reports.escaping import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.cli.options import CheckOptions
    from checker.jobs.context.run import Run


def count_papers(run: Run, recorded: tuple[int, int]) -> None:
    """Count the recorded (papers, links) in the tally, and print a remark where records repeat an id."""
    counts = run.tally.counts
    counts["papers"], counts["links"] = run.store.papers.count(run.id), recorded[1]
    if again := recorded[0] - counts["papers"]:
        which = "each id is one paper, with the last one's title and the links of all"
        click.echo(f"Records that repeat an id: {again}; {which}.", err=True)


def print_unlisted(papers: int) -> None:
    """Print how many papers no source lists any more, which are in no figure from now on."""
    if papers:
        click.echo(f"Papers that no source lists any more: {papers}; they keep their history.", err=True)


def print_unkept(run: Run, names: Sequence[str]) -> None:
    """Print which of the columns of --keep no paper of the run has."""
    if missing := [name for name in names if name not in run.store.papers.kept_names(run.id)]:
        click.echo(f"--keep: no paper has a column or key of this name: {plain(', '.join(missing))}", err=True)


def finish_unchecked(run: Run, reports: Sequence[str] = ()) -> int:
    """Close a run that checked nothing, write its reports, and print what it recorded; returns the exit code."""
    from checker.reports.contents.words import counted

    run.finish("done")
    write_reports(run, reports)
    papers, links, db = run.tally.counts["papers"], run.tally.counts["links"], run.world.settings.db
    what = f"{counted(papers, 'paper')}, {counted(links, 'link')} recorded in {db}"
    click.echo(f"{what}. Check them with: reprolinks check --db {db}")
    return 0


def check_and_report(run: Run, options: CheckOptions) -> int:
    """Check what is due with a progress bar, then report; returns the exit code."""
    from checker.cli.messages import announcer, progress_bar
    from checker.jobs.check import check

    settings = run.world.settings
    due = run.store.due.count(now=run.world.now(), max_age=settings.max_age, run=run.scope, source=run.source)
    run.tally.counts["due"] = due
    if files := options.report:
        run = replace(run, report=lambda: write_reports(run, files))
    with progress_bar(due, quiet=options.quiet) as advance:
        check(replace(run, progress=advance, announce=announcer(quiet=options.quiet)))
    return _finish(run, options)


def _finish(run: Run, options: CheckOptions) -> int:
    """Write the reports, print the summary, and return the exit code."""
    from checker.cli.account import account_of, ignored_by
    from checker.cli.reporting import width_of
    from checker.reports.forms.text.form import show
    from checker.reports.protocol import FormOptions

    write_reports(run, options.report)
    try:
        form_options = FormOptions(plain=options.plain, ignore=ignored_by(run.world.settings, run.world.now()))
        with account_of(run.store, run.source, form_options=form_options) as account:
            show(account, sys.stdout, width_of(sys.stdout))
        sys.stdout.flush()
    except BrokenPipeError:  # the exit code matters even if the summary has no reader any more
        redirect_to_null(sys.stdout)
    return exit_code(run, options.fail_on)


def exit_code(run: Run, conditions: Sequence[str]) -> int:
    """
    1 where a condition of --fail-on holds, after printing what it holds for; else 0. Where too much could not be
    checked and no condition holds, the error for that is raised; where one holds, it is printed only.
    """
    from checker.reports.conditions import lines
    from checker.reports.contents.words import counted

    error, watch = run.tally.error(), run.watch()
    found = {name: run.store.alarms.matches(name, watch) for name in dict.fromkeys(conditions)}
    holding = {name: named for name, named in found.items() if named.count}
    if remark := run.tally.remark():
        click.echo(f"reprolinks: {remark}", err=True)
    if conditions and (ignored := run.store.alarms.count_ignored(watch)):
        losses = f"{counted(ignored, 'loss is', 'losses are')} ignored"
        click.echo(f"reprolinks: {losses}, see: reprolinks query ignored", err=True)
    if not holding:
        if error:
            raise error
        return 0
    for line in lines(holding):
        click.echo(line, err=True)
    if error:
        click.echo(f"reprolinks: {error}", err=True)
    if "newly-gone" in holding:
        run.store.alarms.mark_told(run.id, holding["newly-gone"].rows)
    return 1


def write_reports(run: Run, files: Sequence[str]) -> None:
    """Write the report of a run to files, each in the form that the ending of its name stands for."""
    from checker.cli.account import FEW, MANY, account_of, ignored_by
    from checker.cli.files import write_whole
    from checker.reports.contents.contents import ContentsOptions
    from checker.reports.protocol import FormOptions
    from checker.reports.registry import ENDINGS, forms

    run.store.alarms.mark_ignored(run.watch())
    for file in files:
        form = ENDINGS[Path(file).suffix.lower()]
        contents_options = ContentsOptions(rows=MANY if form == "markdown" else FEW)
        form_options = FormOptions(ignore=ignored_by(run.world.settings, run.world.now()))
        with account_of(
            run.store, run.source, contents_options=contents_options, form_options=form_options
        ) as account:
            write_whole(file, forms()[form].render(account))
