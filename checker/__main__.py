"""`reprolinks` and `python -m checker`: the one place that turns an error into a line and an exit code."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line and exit with its code."""
    from checker.cli import command

    sys.exit(run(command.main, sys.argv[1:]))


def run(entry: object, arguments: list[str]) -> int:
    """
    The exit code of a command line. A CheckerError is one line on standard error; a reader that went away
    (a closed pipe) ends the program quietly.
    """
    import click

    from checker.errors import CheckerError

    try:
        code = entry(arguments, prog_name="reprolinks", standalone_mode=False)  # type: ignore[operator]
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        return _said("Interrupted.", 3)
    except click.UsageError as error:
        return _said(f"{error.format_message()} Try: reprolinks --help", 2)
    except click.ClickException as error:
        return _said(error.format_message(), 2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _said("Interrupted.", 3)
    except CheckerError as error:
        if "--debug" in arguments:
            raise
        return _said(str(error), error.exit_code)
    except Exception as error:
        if "--debug" in arguments:
            raise
        return _said(f"Unforeseen trouble: {type(error).__name__}: {error}. Run again with --debug and report it.", 2)
    return code if isinstance(code, int) else 0


def _said(message: str, code: int) -> int:
    from checker.reports.text import plain

    sys.stderr.write(f"reprolinks: {plain(message, 600)}\n")
    return code


if __name__ == "__main__":
    main()
