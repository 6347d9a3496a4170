"""`--dry-run`: what would be asked and what it would cost, without asking anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.jobs.context.world import World
    from checker.store.store import Store


def no_live_source(inputs: Iterable[str]) -> None:
    """Raise UsageError where an input would have to be asked for."""
    from checker.errors import UsageError
    from checker.papers.live.sources import is_live

    if live := next(filter(is_live, inputs), None):
        raise UsageError(f"{live} can't be read without asking.", "Leave --dry-run away, or name a file.")


def foretell(store: Store, world: World, scope: int | None = None) -> int:
    """Print what a check of what is due (of the papers of run `scope`, where it is given) would ask and cost."""
    from checker.jobs.forecast import forecast

    found = forecast(store, world, scope)
    click.echo("service\tartifacts\trequests\tpoints")
    for one in found:
        click.echo(f"{one.service}\t{one.artifacts}\t{one.requests}\t{one.points}")
    total = sum(one.requests for one in found)
    budget = world.settings.budget
    least = f", of which --budget allows {budget}" if budget is not None and budget < total else ""
    click.echo(f"at most {total} requests{least}; nothing was asked", err=True)
    return 0
