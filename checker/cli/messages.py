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


def remark_printer(tally: Tally, *, strict: bool) -> Callable[[BadRecord | Notice], None]:
    """
    A function that prints a line for each unreadable record, which it counts in the tally, and for each new notice.
    With `strict` it raises InputError for an unreadable record.
    """
    from checker.errors import InputError
    from checker.model import Notice
    from checker.reports.escaping import plain

    printed = set[tuple[str, str]]()

    def remark(one: BadRecord | Notice) -> None:
        if isinstance(one, Notice):
            if (one.subject, one.what) not in printed:
                printed.add((one.subject, one.what))
                click.echo(f"{plain(one.source)}: {plain(one.subject)}: {plain(one.what)}", err=True)
            return
        where = f"{one.source}, line {one.line}" if one.line else one.source
        if strict:
            raise InputError(f"{where}: {one.why}.", "Correct it, or run without --strict to skip it.")
        tally.counts["bad_records"] += 1
        tally.unread.add(one.source)
        click.echo(f"skipped: {plain(where)}: {plain(one.why)}", err=True)

    return remark


def progress_bar(total: int, *, quiet: bool) -> AbstractContextManager[Callable[[int], None]]:
    """
    A context whose value is called with each number of artifacts finished, of `total`: a progress bar on a terminal,
    plain lines elsewhere, nothing where `quiet`.
    """
    from checker.reports.progress import progress

    return progress(total, sys.stderr, quiet=quiet)


def announcer(*, quiet: bool) -> Callable[[str], None]:
    """A function that prints a line on standard error, or does nothing where `quiet`."""
    return lambda line: None if quiet else click.echo(line, err=True)
