"""`--dry-run`: the requests that a run would send, without sending any."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.jobs.context.world import World
    from checker.store.candidates import PaperScope
    from checker.store.store import Store


def refuse_live_sources(inputs: Iterable[str]) -> None:
    """Raise UsageError for a live source, because reading it would send requests."""
    from checker.errors import UsageError
    from checker.papers.live.sources import is_live

    if live := next(filter(is_live, inputs), None):
        raise UsageError(f"{live} can't be read without requests.", "Leave out --dry-run, or name a file.")


def print_forecast(store: Store, world: World, about: PaperScope) -> int:
    """Print the requests that a check of these papers would send; returns the exit code."""
    from checker.jobs.forecast import forecast
    from checker.reports.contents.words import counted

    estimates = forecast(store, world, about)
    click.echo("service\tartifacts\trequests\tpoints")
    for one in estimates:
        click.echo(f"{one.service}\t{one.artifacts}\t{one.requests}\t{one.points}")
    total = sum(one.requests for one in estimates)
    budget = world.settings.budget
    allowed = f", of which --budget allows {budget}" if budget is not None and budget < total else ""
    click.echo(f"at most {counted(total, 'request')}{allowed}; nothing was asked", err=True)
    return 0
