"""What commands give to jobs: settings from the options, the real environment and clocks, the source of papers."""

from __future__ import annotations

import os
import sys
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.cli.options import CommonOptions, ReadOptions
    from checker.config import Settings
    from checker.jobs.context.world import World
    from checker.jobs.extract import Source
    from checker.model import BadRecord
    from checker.papers.live.sources import Page

_One = TypeVar("_One")


def settings_of(options: CommonOptions) -> Settings:
    """The settings of a command, from its options, the settings file and the environment."""
    from checker.config import load

    default = Path("reprolinks.toml")
    file = Path(options.config) if options.config else default if default.is_file() else None
    return load(os.environ, options.settings, file)


def world_of(options: CommonOptions) -> World:
    """The real world of a command; UsageError for a proxy or certificate setting that can't work."""
    import asyncio
    import time
    from datetime import UTC, datetime

    from checker.jobs.context.world import World
    from checker.jobs.health.preflight import check_environment
    from checker.network.gate import Time

    check_environment(os.environ)
    clock = Time(wall=time.time, monotonic=time.monotonic, sleep=asyncio.sleep)
    return World(settings_of(options), os.environ, lambda: datetime.now(UTC), clock)


def live_pages(
    inputs: tuple[str, ...], world: Callable[[], World], keep: str = ""
) -> Callable[[str], Iterator[Page | BadRecord]] | None:
    """A function that fetches the pages of a live source; None if no input is one. Closed when the command ends."""
    from checker.jobs.extract import live_sources

    sources = live_sources(inputs, world, keep=Path(keep) if keep else None)
    return click.get_current_context().with_resource(sources)


def source_of(options: ReadOptions, inputs: tuple[str, ...]) -> Source:
    """Where papers come from and how they are read, by the options and, for columns, the settings."""
    from checker.jobs.extract import Source
    from checker.papers.protocol import Reading as How

    columns = options.columns or tuple(settings_of(options).columns.items())
    return Source(
        inputs=inputs,
        stdin=sys.stdin.buffer,
        input_format=options.input_format,
        reading=How(columns, options.part, options.keep),
        jobs=options.jobs,
    )


def with_first_read(papers: Iterable[_One]) -> Iterator[_One]:
    """
    The same items, of which the first is read at once, so that an unreadable input ends the command before a run
    begins.
    """
    stream = iter(papers)
    return chain(list(islice(stream, 1)), stream)
