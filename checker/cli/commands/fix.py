"""`fix`: a patch for files whose links have moved or can be repaired."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.options import DATABASE, CommonOptions, takes
from checker.cli.world import settings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.fixes.edits import Edit
    from checker.fixes.files import FixedFile
    from checker.store.store import Store


@dataclass(frozen=True, kw_only=True)
class FixOptions(CommonOptions):
    """Options of `fix`."""

    files: tuple[str, ...]
    write: bool = False
    archived: bool = False


FIX = (
    click.argument("files", nargs=-1, required=True, metavar="FILE..."),
    click.option("--write", is_flag=True, help="Change the files instead of printing a patch."),
    click.option(
        "--archived", is_flag=True, help="Replace links that are confirmed as gone by their archived copies."
    ),
)


@click.command("fix")
@takes(FixOptions, *FIX, *DATABASE)
def fix_command(options: FixOptions) -> None:
    """Print a patch for files whose links have moved or can be repaired.

    FILE is Markdown, BibTeX, LaTeX, HTML, XML, CSV, JSON, reST or plain text. The link of a moved repository gets its
    current name, and an address that does not work as printed gets the form that works; every other byte stays as it
    is. The status of the links is taken from the database: check them first with reprolinks run. The patch gives the
    verdict for each change. Links that need a human (lost, or something else now) are named on standard error and
    left unchanged.

    Example: reprolinks fix README.md | git apply
    """
    from checker.cli.files import write_whole
    from checker.store.store import Store

    with Store.open(settings_of(options).db, create=False) as store:
        fixed = [(name, _fixed(store, name, archived=options.archived)) for name in options.files]
    for name, one in fixed:
        _print_notes(name, one, one.unchanged)
        if not options.write:
            sys.stdout.buffer.write(one.patch(_relative(name)))
        elif one.changes:
            write_whole(name, one.after)
            _print_notes(name, one, one.changes)
    sys.stdout.flush()
    changed, files = sum(len(one.changes) for _, one in fixed), sum(bool(one.changes) for _, one in fixed)
    what = "changed" if options.write else "to change"
    click.echo(f"{_count(changed, 'link')} {what} in {_count(files, 'file')}", err=True)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _fixed(store: Store, name: str, *, archived: bool) -> FixedFile:
    """A file with its links corrected by the database; InputError where it can't be read or is no text."""
    from checker.errors import InputError
    from checker.fixes.files import fixed_file

    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"{name} can't be read: {error.strerror or error}.") from error
    fixed = fixed_file(data, name, store.status.known, archived=archived)
    if fixed is None:
        raise InputError(f"{name} is not a text file.", "Correct its links in the file that it was made from.")
    return fixed


def _relative(name: str) -> str:
    """The path of a file as a patch has it: relative to the current folder, with slashes."""
    path = Path(name)
    return Path(os.path.relpath(path)).as_posix() if path.is_absolute() else path.as_posix()


def _print_notes(name: str, one: FixedFile, edits: Sequence[Edit]) -> None:
    from checker.reports.escaping import plain

    if one.links and not one.known:
        click.echo(f"{name}: nothing is known of its links: check them first with reprolinks run {name}", err=True)
    for note in one.notes(edits):
        click.echo(plain(f"{name}:{note}", 600), err=True)
