"""Messages on standard error while a command works: bad records, announcements, progress."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from checker.jobs.context.tally import Tally
    from checker.model import BadRecord, Notice


def complainer(tally: Tally, *, strict: bool) -> Callable[[BadRecord | Notice], None]:
    """
    A function that takes records that can't be read, and notices about inputs.

    It counts and names each such record; where `strict` it raises InputError instead. It prints each notice once.
    """
    from checker.errors import InputError
    from checker.model import Notice
    from checker.reports.escaping import plain

    known = set[tuple[str, str]]()

    def bad(record: BadRecord | Notice) -> None:
        if isinstance(record, Notice):
            if (record.subject, record.what) not in known:
                known.add((record.subject, record.what))
                click.echo(f"{plain(record.source)}: {plain(record.subject)}: {plain(record.what)}", err=True)
            return
        where = f"{record.source}, line {record.line}" if record.line else record.source
        if strict:
            raise InputError(f"{where}: {record.why}.", "Correct it, or run without --strict to skip it.")
        tally.counts["bad_records"] += 1
        tally.unread.add(record.source)
        click.echo(f"skipped: {plain(where)}: {plain(record.why)}", err=True)

    return bad


def progress_bar(total: int, *, quiet: bool) -> AbstractContextManager[Callable[[int], None]]:
    """A progress bar on a terminal, plain lines elsewhere."""
    from checker.reports.progress import progress

    return progress(total, sys.stderr, quiet=quiet)


def announcer(*, quiet: bool) -> Callable[[str], None]:
    """A function that prints a line on standard error; nothing where `quiet`."""
    return lambda line: None if quiet else click.echo(line, err=True)
