"""`fix`: a patch for files whose links have moved or can be repaired."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.options import DATABASE, Common, takes
from checker.cli.world import settings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.fixes.edits import Edit
    from checker.fixes.files import Mended
    from checker.store.store import Store


@dataclass(frozen=True, kw_only=True)
class Fixing(Common):
    """Options of `fix`."""

    files: tuple[str, ...]
    write: bool = False
    archived: bool = False


FIX = (
    click.argument("files", nargs=-1, required=True, metavar="FILE..."),
    click.option("--write", is_flag=True, help="Change the files instead of printing a patch."),
    click.option("--archived", is_flag=True, help="Put copies in archives in the place of what is gone for certain."),
)


@click.command("fix")
@takes(Fixing, *FIX, *DATABASE)
def fix_command(options: Fixing) -> None:
    """Print a patch for files whose links have moved or can be repaired.

    FILE is Markdown, BibTeX, LaTeX, HTML, XML, CSV, JSON, reST or plain text. A moved repository gets its name of
    today, and an address that does not work as printed the form that works; all else stays as it is, byte for byte.
    What the links are is known from the database: check them first with reprolinks run. Each change stands in the
    patch with the verdict that it rests on; what needs a human (lost, or something else today) is told on standard
    error and left alone.

    Example: reprolinks fix README.md | git apply
    """
    from checker.cli.files import write_whole
    from checker.store.store import Store

    with Store.open(settings_of(options).db, create=False) as store:
        found = [(name, _mended(store, name, archived=options.archived)) for name in options.files]
    for name, one in found:
        _tell(name, one, one.told)
        if not options.write:
            sys.stdout.buffer.write(one.patch(_relative(name)))
        elif one.changes:
            write_whole(name, one.after)
            _tell(name, one, one.changes)
    sys.stdout.flush()
    changed, files = sum(len(one.changes) for _, one in found), sum(bool(one.changes) for _, one in found)
    what = "changed" if options.write else "to change"
    click.echo(f"{_count(changed, 'link')} {what} in {_count(files, 'file')}", err=True)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _mended(store: Store, name: str, *, archived: bool) -> Mended:
    from checker.errors import InputError
    from checker.fixes.files import mended

    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"{name} can't be read: {error.strerror or error}.") from error
    found = mended(data, name, store.status.known, archived=archived)
    if found is None:
        raise InputError(f"{name} is no text.", "Correct its links in the file that it was made from.")
    return found


def _relative(name: str) -> str:
    """The path of a file in a patch: from here, with slashes."""
    path = Path(name)
    return Path(os.path.relpath(path)).as_posix() if path.is_absolute() else path.as_posix()


def _tell(name: str, one: Mended, found: Sequence[Edit]) -> None:
    from checker.reports.escaping import plain

    if one.links and not one.known:
        click.echo(f"{name}: nothing is known of its links: check them first with reprolinks run {name}", err=True)
    for note in one.notes(found):
        click.echo(plain(f"{name}:{note}", 600), err=True)
