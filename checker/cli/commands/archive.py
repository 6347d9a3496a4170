"""`archive`: asks Software Heritage to save repositories that have no copy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from checker.cli.messages import announcer
from checker.cli.options import DATABASE, LIMITS, CommonOptions, takes
from checker.cli.world import world_of

if TYPE_CHECKING:
    from checker.jobs.context.world import World
    from checker.services.archives.save_code_now import Saved
    from checker.store.store import Store

_NOTHING_TO_SAVE = "Nothing to save: no available repository is known to lack a copy."


@dataclass(frozen=True, kw_only=True)
class ArchiveOptions(CommonOptions):
    """Options of `archive`."""

    dry_run: bool = False
    limit: int | None = None


SAVE = (
    click.option(
        "--dry-run",
        is_flag=True,
        help="Print what would be requested and how long it would take, and request nothing.",
    ),
    click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask for copies of at most N repositories."),
)


@click.command("archive")
@takes(ArchiveOptions, *SAVE, *LIMITS, *DATABASE)
def archive_command(options: ArchiveOptions) -> None:
    """Ask Software Heritage to save repositories that have no copy.

    Software Heritage accepts 10 requests an hour: run the command again later for the rest.

    Example: reprolinks archive --limit 10
    """
    from checker.jobs.context.run import Run
    from checker.jobs.save_copies import save
    from checker.store.store import Store

    world = world_of(options)
    with Store.open(world.settings.db, create=False) as store:
        if options.dry_run:
            _print_forecast(store, world, options.limit)
            return
        run = replace(Run.begin(store, world, command="archive"), announce=announcer(quiet=False))
        left = save(run, limit=options.limit, report=_print)
    if left:
        click.echo(
            f"{left} repositories are left: Software Heritage accepts 10 requests an hour. Run this again later.",
            err=True,
        )


def _print_forecast(store: Store, world: World, limit: int | None) -> None:
    from checker.jobs.save_copies import addresses_to_save, hours_needed
    from checker.reports.escaping import plain

    origins = addresses_to_save(store, world, limit)
    for origin in origins:
        click.echo(plain(origin))
    wait = hours_needed(len(origins))
    takes_time = f"about {wait} h" if wait else "minutes"
    click.echo(f"{len(origins)} to save, which takes {takes_time}." if origins else _NOTHING_TO_SAVE, err=True)


def _print(saved: Saved) -> None:
    from checker.reports.escaping import plain

    click.echo(f"{saved.status}\t{plain(saved.origin)}\t{plain(saved.detail)}")
