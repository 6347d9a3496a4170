"""What a command says on standard error while it works: bad records, announcements, progress."""

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
    Who is told of records that can't be read: counts and names them, or ends the command (`strict`). Of what else is
    to be known of inputs, each subject is told once.
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
            raise InputError(f"{where}: {record.why}.", "Mend it, or run without --strict to skip it.")
        tally.counts["bad_records"] += 1
        tally.unread.add(record.source)
        click.echo(f"skipped: {plain(where)}: {plain(record.why)}", err=True)

    return bad


def progress_bar(total: int, *, quiet: bool) -> AbstractContextManager[Callable[[int], None]]:
    """A progress bar, or plain lines where nobody watches."""
    from checker.reports.progress import progress

    return progress(total, sys.stderr, quiet=quiet)


def announcer(*, quiet: bool) -> Callable[[str], None]:
    """Says a line on standard error, unless told to be quiet."""
    return lambda line: None if quiet else click.echo(line, err=True)
