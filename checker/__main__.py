"""The program `reprolinks` (also `python -m checker`): turns errors into one line and an exit code."""

from __future__ import annotations

import errno
import sys
import traceback
from contextlib import suppress
from typing import TYPE_CHECKING

from checker.cli.streams import make_streams_safe, redirect_to_null
from checker.errors import CheckerError, OutOfReach

if TYPE_CHECKING:
    from collections.abc import Callable


_DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main() -> None:
    """Run the command line and exit with its code."""
    make_streams_safe()
    from checker.cli.app import command

    sys.exit(run(command.main, sys.argv[1:]))


def run(entry: Callable[..., object], arguments: list[str]) -> int:
    """
    Run a command line; returns its exit code.

    A CheckerError becomes one line on standard error. A closed pipe ends the program silently. A traceback is shown
    with --debug only, and does not change the exit code.
    """
    output = sys.stdout
    try:
        code = entry(arguments, prog_name="reprolinks", standalone_mode=False)
        output.flush()
    except (BrokenPipeError, SystemExit) as end:
        # click wraps standard output when its pipe was closed: only then is SystemExit the end of a closed pipe.
        if isinstance(end, SystemExit) and sys.stdout is output:
            raise
        redirect_to_null(output)
        return 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  (each becomes a line and an exit code)
        if "--debug" in arguments and not _is_usage(error):
            traceback.print_exc()
        return _report_error(error)
    return code if isinstance(code, int) else 0


def _is_usage(error: BaseException) -> bool:
    return type(error).__module__.startswith("click.") or isinstance(error, KeyboardInterrupt)


def _report_error(error: BaseException) -> int:
    """Print an error as one line on standard error; returns its exit code."""
    import click

    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        return _print_error("Interrupted.", OutOfReach.exit_code)
    if isinstance(error, click.ClickException):
        return _print_error(f"{error.format_message()} See: reprolinks --help", 2)
    if isinstance(error, CheckerError):
        return _print_error(str(error), error.exit_code)
    if isinstance(error, OSError) and error.errno in _DISK_FULL:
        name = error.filename or "The output"
        return _print_error(f"{name} can't be written: {error.strerror}. Free some space.", 2)
    what = f"{type(error).__name__}: {error}"
    return _print_error(f"Unexpected error: {what}. Run again with --debug, and report what it prints.", 2)


def _print_error(message: str, code: int) -> int:
    """Print a message on standard error; returns `code`, for the caller to return."""
    from checker.reports.escaping import plain

    with suppress(OSError, ValueError):  # standard error may be closed
        sys.stderr.write(f"reprolinks: {plain(message, 600)}\n")
    return code


if __name__ == "__main__":
    main()
