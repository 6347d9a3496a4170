"""`rejudge` and `forget`: changes to a database that need no network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from checker.cli.options import DATABASE, CommonOptions, takes
from checker.cli.world import world_of

if TYPE_CHECKING:
    from checker.jobs.rejudge import Change


@dataclass(frozen=True, kw_only=True)
class ForgetOptions(CommonOptions):
    """Options of `forget`."""

    papers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RejudgeOptions(CommonOptions):
    """Options of `rejudge`."""

    write: bool = False


FORGET = (
    click.option("--paper", "papers", multiple=True, metavar="ID", help="Forget the paper with this id; repeatable."),
    click.option(
        "--source", "sources", multiple=True, metavar="S", help="Forget papers that only this source lists."
    ),
    click.option("--target", "targets", multiple=True, metavar="T", help="Forget the artifacts with this target."),
)
WRITE = click.option("--write", is_flag=True, help="Record the changes as a run of their own.")


@click.command("rejudge")
@takes(RejudgeOptions, WRITE, *DATABASE)
def rejudge_command(options: RejudgeOptions) -> None:
    """Derive all verdicts again from the stored observations.

    Prints what would change, and uses no network. With --write the changes are recorded as a run of their own.

    Example: reprolinks rejudge --write
    """
    from checker.jobs.context.run import Run
    from checker.jobs.rejudge import rejudge
    from checker.store.store import Store

    world = world_of(options)
    with Store.open(world.settings.db, create=False) as store:
        judged, unjudged = store.judged.count()
        if options.write:
            run = Run.begin(store, world, command="rejudge")
            with run.failing():
                run.tally.counts["changed"] = rejudge(store, _print_change, run=run.id)
            run.finish("done")
            changed = run.tally.counts["changed"]
        else:
            changed = rejudge(store, _print_change)
    left = f"; {unjudged} have news that no run has judged yet: reprolinks check" if unjudged else ""
    what = "changed" if options.write else "would change"
    click.echo(f"{changed} of {judged} verdicts {what}{left}", err=True)


def _print_change(change: Change) -> None:
    from checker.reports.escaping import plain

    for column, (before, after) in change.columns.items():
        was, now = ("" if one is None else plain(str(one)) for one in (before, after))
        click.echo("\t".join((change.artifact.kind, plain(change.artifact.target), column, was, "->", now)))


@click.command("forget")
@takes(ForgetOptions, *FORGET, *DATABASE)
def forget_command(options: ForgetOptions) -> None:
    """Delete papers, sources or artifacts for good, with all that is known of them, and print what was deleted.

    An artifact that another paper links to stays.

    Example: reprolinks forget --paper 2402.00001
    """
    from checker.errors import UsageError
    from checker.jobs.context.run import Run
    from checker.store.store import Store

    if not (options.papers or options.sources or options.targets):
        raise UsageError("Nothing to forget is named.", "Name it with --paper ID, --source S or --target T.")
    world = world_of(options)
    with Store.open(world.settings.db, create=False) as store:
        run = Run.begin(store, world, command="forget")
        with run.failing():
            for what, names, delete in (
                ("paper", options.papers, store.forget.paper),
                ("source", options.sources, store.forget.source),
                ("target", options.targets, store.forget.target),
            ):
                for name in names:
                    _print_deleted(f"{what} {name}", delete(name))
        run.finish("done")


def _print_deleted(what: str, counts: dict[str, int]) -> None:
    """Print how many rows were deleted (table → number); UsageError where there were none."""
    from checker.errors import UsageError
    from checker.reports.escaping import plain

    if not counts:
        raise UsageError(f"The database holds no {plain(what)}.", "See: reprolinks query --list")
    all_counts = {**counts, "observations": counts.get("looks", 0)}
    shown = ", ".join(
        f"{count:,} {table.removesuffix('s') if count == 1 else table}"
        for table, count in all_counts.items()
        if count and table not in _INNER
    )
    click.echo(f"{plain(what)}: deleted {shown}")


#: Tables that users need not know.
_INNER = ("answers", "looks", "standings", "taken_up", "readings", "unlisted")
