"""`reprolinks` and `python -m checker`: the one place that turns an error into a line and an exit code."""

from __future__ import annotations

import errno
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

from checker.cli.streams import muted, standard_streams
from checker.errors import CheckerError, OutOfReach

if TYPE_CHECKING:
    from collections.abc import Callable


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)  # troubles of a disk that takes no more


def main() -> None:
    """Run the command line and exit with its code."""
    standard_streams()
    from checker.cli.app import command

    sys.exit(run(command.main, sys.argv[1:]))


def run(entry: Callable[..., object], arguments: list[str]) -> int:
    """
    The exit code of a command line. A CheckerError is one line on standard error; a reader that went away
    (a closed pipe) ends the program quietly; a traceback is shown with --debug alone, and changes no exit code.
    """
    output = sys.stdout
    try:
        code = entry(arguments, prog_name="reprolinks", standalone_mode=False)
        output.flush()
    except (BrokenPipeError, SystemExit) as end:
        if isinstance(end, SystemExit) and sys.stdout is output:  # click wraps it where a pipe was closed
            raise
        muted(output)
        return 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  (each becomes a line and an exit code)
        if "--debug" in arguments and not _is_usage(error):
            traceback.print_exc()
        return _told(error)
    return code if isinstance(code, int) else 0


def _is_usage(error: BaseException) -> bool:
    return type(error).__module__.startswith("click.") or isinstance(error, KeyboardInterrupt)


def _told(error: BaseException) -> int:
    """Say what happened in one line; the exit code."""
    import click

    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        return _said("Interrupted.", OutOfReach.exit_code)
    if isinstance(error, click.ClickException):
        return _said(f"{error.format_message()} See: reprolinks --help", 2)
    if isinstance(error, CheckerError):
        return _said(str(error), error.exit_code)
    if isinstance(error, OSError) and error.errno in _FULL:
        return _said(f"{error.filename or 'The output'} can't be written: {error.strerror}. Make room.", 2)
    what = f"{type(error).__name__}: {error}"
    return _said(f"Unforeseen trouble: {what}. Run again with --debug and report what it prints.", 2)


def _said(message: str, code: int) -> int:
    from checker.reports.escaping import plain

    with suppress(OSError, ValueError):  # nobody listens
        sys.stderr.write(f"reprolinks: {plain(message, 600)}\n")
    return code


if __name__ == "__main__":
    main()
