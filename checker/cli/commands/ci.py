"""`ci`: all steps of a scheduled job or of a job for a pull request, in one command."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.commands.run import run_in
from checker.cli.options import ASKING, DATABASE, READING, Param, RunOptions, takes
from checker.cli.world import world_of
from checker.errors import CheckerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.cli.commands.run import Found
    from checker.jobs.ci.environment import CiEnvironment
    from checker.jobs.ci.history import History
    from checker.jobs.ci.locations import Locations
    from checker.jobs.ci.outcome import JobOutcome
    from checker.jobs.context.world import World

PREFIX = "REPROLINKS_CI"
TRIES = 3  # times that the run is repeated because another job has pushed its history in between


@dataclass(frozen=True, kw_only=True)
class CiOptions(RunOptions):
    """Options of `ci`."""

    papers: str = ""
    only: str = "all"
    base: str = ""
    ignored: str = ""
    history: str = "none"
    branch: str = ""
    remote: str = ""
    issues: str = "none"
    assignees: str = ""
    write_ignores: bool = False
    keep_only: bool = False
    annotations: bool = True
    summary: str = ""
    summarize: bool = True


def _option(name: str, text: str, default: str = "", choices: tuple[str, ...] = ()) -> Param:
    """An option with a text or one of `choices` as its value; the help text names the default."""
    shown = f"{text}  [default: {default}]" if default else text
    return click.option(name, type=click.Choice(choices) if choices else str, default=default, help=shown)


JOB = (
    click.argument("inputs", nargs=-1, metavar="[INPUT...]"),
    _option("--papers", "Inputs in addition to INPUT, one on each line."),
    _option("--only", "Check all links, or only those in lines that a pull request adds.", "all", ("all", "changed")),
    _option("--base", "Commit that --only changed compares with, if the platform does not name one."),
    _option("--ignored", "Targets that raise no alarm: lines of TARGET DATE REASON."),
    _option(
        "--history", "Where the history of earlier jobs is kept.", "none", ("branch", "artifact", "cache", "none")
    ),
    _option("--branch", "Branch that keeps the history.", "reprolinks-history"),
    _option("--remote", "Git repository that keeps the history, if the platform does not name one."),
    _option("--issues", "Open an issue for each loss, or one that lists all.", "none", ("each", "one", "none")),
    _option("--assignees", "Users to assign new issues to, separated by commas."),
    click.option("--write-ignores", is_flag=True, help="Add issues closed as wontfix to the settings file."),
    click.option("--keep-only", is_flag=True, help="Only push the history that a killed job has left."),
    click.option("--annotations/--no-annotations", default=True, help="Annotate lost links in the files."),
    click.option("--summarize/--no-summarize", default=True, help="Write the summary of the job."),
    _option("--summary", "File to append the summary to, if the platform does not name one."),
)


@click.command("ci", context_settings={"auto_envvar_prefix": PREFIX, "max_content_width": 100})
@takes(CiOptions, *JOB, *READING[1:], *ASKING, *DATABASE)
def ci_command(options: CiOptions) -> int:
    """Check papers in a CI job, with history, annotations and issues.

    Fetches the history, checks papers as run does, pushes the history, and reports to the platform: GitHub Actions,
    GitLab CI, Forgejo, Jenkins or cron. Every option can be set by a variable, e.g. --fail-on by
    REPROLINKS_CI_FAIL_ON. In a pull request or a fork the history and the issues stay unchanged.

    Example: reprolinks ci papers.bib --history branch --fail-on newly-gone
    """
    from checker.jobs.ci.environment import ci_environment

    environment = ci_environment(os.environ)
    inputs = (*options.inputs, *(line.strip() for line in options.papers.splitlines() if line.strip()))
    if not inputs and not options.keep_only:
        raise UsageError("No papers are named.", "Give an INPUT, or set REPROLINKS_CI_PAPERS.")
    with _world(options, environment) as world, _history(options, environment, world) as history:
        if options.keep_only:
            return _kept_only(history)
        return _Job(replace(options, inputs=inputs), environment, world, history).work()


@contextmanager
def _world(options: CiOptions, environment: CiEnvironment) -> Iterator[World]:
    """
    The world of the job, with the targets to ignore. A job that must not change the history (a pull request, a fork,
    --only changed) works on a copy of the database that is deleted at the end.
    """
    import shutil
    import tempfile

    from checker.jobs.ci.ignores import ignored

    world = world_of(options)
    settings = replace(world.settings, ignore=(*world.settings.ignore, *ignored(options.ignored)))
    if environment.may_write and options.only == "all":
        yield replace(world, settings=settings)
        return
    with tempfile.TemporaryDirectory(prefix="reprolinks-") as folder:
        copy = Path(folder, "availability.db")
        if Path(settings.db).is_file():
            shutil.copyfile(settings.db, copy)
        yield replace(world, settings=replace(settings, db=str(copy)))


@contextmanager
def _history(options: CiOptions, environment: CiEnvironment, world: World) -> Iterator[History | None]:
    """The history on a branch; None where the job keeps none there. A workflow artifact is downloaded here."""
    from checker.jobs.ci import artifact

    db, token = Path(world.settings.db), world.settings.github_token
    if options.history == "artifact" and not db.exists():
        found = artifact.fetch(environment, token, db)
        _say("The history comes from an artifact." if found else "There is no history yet.")
    if options.history != "branch":
        yield None
        return
    from checker.jobs.ci.history import History, branch_of, remote_of

    push_token = world.settings.history_token or (token if environment.platform == "github" else "")
    with branch_of(remote_of(environment, options.remote), options.branch, os.environ, push_token) as branch:
        yield History(db, branch, _say)


def _kept_only(history: History | None) -> int:
    if history is not None and history.keep_left():
        _say("The history that a job has left is kept.")
    return 0


@dataclass(frozen=True, slots=True)
class _Job:
    """One job: its options, its platform, its world, and the history that it continues (None: it keeps none)."""

    options: CiOptions
    environment: CiEnvironment
    world: World
    history: History | None

    def work(self) -> int:
        """Run, push the history, and report; repeat the run where another job has pushed. Returns the exit code."""
        from checker.jobs.ci.locations import Locations

        if self.history:
            _say(self.history.fetch())
        locations = Locations()
        outcome = self._run(locations)
        failure: CheckerError | None = None
        try:
            outcome = self._kept(outcome, locations)
        except CheckerError as error:  # the results are reported nevertheless; the next job reports them again
            failure, outcome = error, replace(outcome, kept=False)
        code = self._report(outcome, locations)
        if failure:
            click.echo(f"reprolinks: {failure}", err=True)
        return code or (failure.exit_code if failure else 0)

    def _kept(self, outcome: JobOutcome, locations: Locations) -> JobOutcome:
        """
        The outcome of the run whose history could be pushed. Raises UsageError where it can't be pushed, or where
        other jobs have pushed in between each time.
        """
        for _ in range(TRIES):
            if self._keep(outcome):
                return outcome
            outcome = self._run(locations)
        if self._keep(outcome):
            return outcome
        raise UsageError(
            f"Other jobs wrote to the branch {self.options.branch} each time.",
            "Let one job run at a time: concurrency in the workflow.",
        )

    def _run(self, locations: Locations) -> JobOutcome:
        from checker.jobs.ci.outcome import job_outcome, last_run

        trouble, code, before = "", 2, last_run(self.world)
        try:
            code = run_in(self.world, self.options, partial(self._read, locations), whole=self.options.only == "all")
        except CheckerError as error:
            trouble, code = str(error), error.exit_code
            click.echo(f"reprolinks: {error}", err=True)
        return job_outcome(self.world, code, trouble, self._conditions(), before)

    def _conditions(self) -> tuple[str, ...]:
        """The conditions to evaluate: those of --fail-on, and the one that issues are opened for."""
        tracked = ("newly-gone",) if self.options.issues != "none" and self.environment.may_write else ()
        return tuple(dict.fromkeys((*self.options.fail_on, *tracked)))

    def _read(self, locations: Locations, found: Found) -> Found:
        from checker.jobs.ci.added import added_since, only_added

        if self.options.only == "changed":
            if not (base := self.options.base or self.environment.base):
                raise UsageError("--only changed has no commit to compare with.", "Name one with --base.")
            found = only_added(found, added_since(base, Path.cwd()), Path.cwd())
        return locations.noted(found)

    def _keep(self, outcome: JobOutcome) -> bool:
        """Push the history, if the job may; False where another job has pushed, whose history is then restored."""
        from checker.jobs.ci.branch import Raced

        if self.history is None or not self.environment.may_write:
            return True
        try:
            self.history.keep(outcome.message)
        except Raced as raced:
            _say(f"{raced} {self.history.fetch_again()}")
            return False
        return True

    def _report(self, outcome: JobOutcome, locations: Locations) -> int:
        """Write annotations, outputs and summary, and update issues; returns the exit code."""
        from checker.jobs.ci.workflow import append, commands, outputs

        if self.options.annotations and self.environment.takes_commands:
            for line in commands(outcome.notes(locations.of)):
                click.echo(line)
        if self.environment.outputs:
            append(self.environment.outputs, outputs(outcome.outputs()))
        summary = self.options.summary or self.environment.summary
        if summary and self.options.summarize:
            append(summary, self._summary(outcome))
        try:
            self._track()
        except CheckerError as error:
            click.echo(f"reprolinks: {error}", err=True)
            return outcome.code or error.exit_code
        return outcome.code

    def _summary(self, outcome: JobOutcome) -> str:
        """The summary in Markdown: news, what needs attention, and why the job is red or green."""
        from checker.cli.account import account_of, ignored_by
        from checker.reports.escaping import markdown
        from checker.reports.forms.markdown.summary import summary
        from checker.reports.protocol import FormOptions
        from checker.store.store import Store

        if not outcome.run:
            return f"{markdown(outcome.trouble, 600)}\n\n{outcome.why()}\n"
        form_options = FormOptions(ignore=ignored_by(self.world.settings, self.world.now()))
        with (
            Store.open(self.world.settings.db, create=False) as store,
            account_of(store, form_options=form_options) as account,
        ):
            return summary(account, tail=outcome.why())

    def _track(self) -> None:
        from checker.jobs.ci.tracking import Tracking

        if self.options.issues == "none":
            return
        assignees = tuple(one.strip() for one in self.options.assignees.split(",") if one.strip())
        settings_file = Path(self.options.config or "reprolinks.toml") if self.options.write_ignores else None
        tracking = Tracking(self.world, self.environment, self.options.issues, assignees)
        for line in tracking.track(settings_file):
            _say(line)


def _say(line: str) -> None:
    click.echo(f"reprolinks: {line}", err=True)
