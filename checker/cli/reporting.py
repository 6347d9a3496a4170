"""`report`: prints the report in the requested form, to a file, a folder, standard output or a terminal."""

from __future__ import annotations

import io
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.account import FEW, MANY, account_of, ignored_by
from checker.cli.options import check_ending
from checker.cli.report_options import LIMITS
from checker.cli.world import settings_of
from checker.errors import UsageError
from checker.reports.registry import TABULAR

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from checker.cli.report_options import ReportOptions
    from checker.reports.protocol import Account
    from checker.store.store import Store

_LOG = 140  # width in columns of what is not printed on a terminal


def check_options(options: ReportOptions) -> None:
    """Raise BadParameter or UsageError for options that can't be combined."""
    output = options.output
    if output not in (None, "-") and options.form is None:
        check_ending(output or "")
    form = options.chosen_form
    if form == "letters" and output in (None, "-"):
        raise UsageError("Letters are one file for each paper.", "Name a folder: --format letters -o letters/")
    if options.by and form not in TABULAR:
        raise UsageError(f"--by is for {', '.join(TABULAR)}.", f"The form {form} lists every link as it is.")
    if options.keep and not _prints_kept(form, options.by):
        raise UsageError(
            "--keep is for csv, json and letters, and for text and markdown with --by paper.", "Add one."
        )
    for name, given, forms in (
        ("--limit", options.limit, ("markdown",)),
        ("--excel", options.excel, ("csv",)),
        ("--template", options.template, ("letters",)),
        ("--unconfirmed", options.unconfirmed, ("letters",)),
    ):
        if given and form not in forms:
            raise UsageError(f"{name} is for {', '.join(forms)}.", f"The form is {form}: see --format.")


def _prints_kept(form: str, by: tuple[str, ...]) -> bool:
    """Whether a form prints kept columns: only those that list papers one by one do."""
    if form in ("text", "markdown", "csv"):
        return by == ("paper",) or (form == "csv" and not by)
    return form in ("json", "letters")


def print_report(store: Store, options: ReportOptions) -> None:
    """Print the report of a database, as the options say."""
    from checker.reports.contents.contents import TITLE, ContentsOptions
    from checker.reports.forms.text.form import show
    from checker.reports.protocol import FormOptions
    from checker.reports.registry import forms

    form = options.chosen_form
    rows = MANY if form == "markdown" else FEW
    intro = _read(options.intro) if options.intro else ""
    title = options.title.encode("utf-8", "replace").decode()  # an argument may hold bytes that are not UTF-8
    contents_options = ContentsOptions(title=title or TITLE, intro=intro, own=options.ownership == "own", rows=rows)
    limit = LIMITS.get(options.limit or "", 0)
    store.papers.require_source(options.source)
    _require_kept(store, options.keep)
    ignore = ignored_by(settings_of(options), datetime.now(UTC))
    form_options = FormOptions(
        limit=limit, keep=options.keep, by=options.by, excel=options.excel, plain=options.plain, ignore=ignore
    )
    with account_of(store, options.source, contents_options=contents_options, form_options=form_options) as account:
        if form == "letters":
            _write_letters(account, options)
        elif options.output not in (None, "-"):
            from checker.cli.files import write_whole

            write_whole(options.output or "", forms()[form].render(account))
        elif form == "text":
            show(account, sys.stdout, width_of(sys.stdout))
        else:
            write_pieces(forms()[form].render(account), sys.stdout)


def _write_letters(account: Account, options: ReportOptions) -> None:
    """Write the letters to their folder; UsageError, before any is written, where one would overwrite a file."""
    from checker.cli.files import write_whole
    from checker.reports.forms.letters import letters

    folder = Path(options.output or "")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is not a folder.", "Letters are one file for each paper: name a folder.")
    template = _read(options.template) if options.template else ""
    written = list(letters(account, template=template, unconfirmed=options.unconfirmed))
    changed = [one.file for one in written if _differs(folder / one.file, one.text)]
    if changed and not options.force:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise UsageError(f"{folder / changed[0]}{more} would be overwritten.", "Name another folder, or use --force.")
    if written:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{folder} can't be made: {error.strerror or error}.", "Name another folder.") from error
    for one in written:
        write_whole(str(folder / one.file), one.text)
    count = f"{len(written)} letter{'' if len(written) == 1 else 's'}"
    click.echo(f"{count} in {folder}." if written else "No paper needs a letter.", err=True)


def _differs(file: Path, text: str) -> bool:
    """Whether a file exists and does not hold this text."""
    try:
        return file.read_bytes() != text.encode("utf-8", "replace")
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def _require_kept(store: Store, names: tuple[str, ...]) -> None:
    """Raise UsageError for a column that is kept of no paper."""
    kept = [name.casefold() for name in store.losses.kept_names()]
    if missing := [name for name in names if name.casefold() not in kept]:
        advice = f"Kept are: {', '.join(kept)}." if kept else "Keep it with: reprolinks run INPUT --keep NAME"
        raise UsageError(f"No column of the name {missing[0]} is kept.", advice)


def _read(file: str) -> str:
    try:
        return Path(file).read_text("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} can't be read: {getattr(error, 'strerror', None) or error}.") from error


def width_of(stream: TextIO) -> int:
    """The width of a stream in columns: that of the terminal, or `_LOG` where it is none."""
    return shutil.get_terminal_size((_LOG, 24)).columns if stream.isatty() else _LOG


def write_pieces(pieces: Iterable[str], stream: TextIO) -> None:
    """
    Write the pieces of a report to a stream: to a terminal in its own encoding, to anything else in UTF-8 whatever
    the locale, because reports declare UTF-8 as their encoding.
    """
    if not stream.isatty() and isinstance(stream, io.TextIOWrapper):
        stream.flush()
        for piece in pieces:
            stream.buffer.write(piece.encode("utf-8", "replace"))
        stream.buffer.flush()
        return
    for piece in pieces:
        click.echo(piece, file=stream, nl=False)
