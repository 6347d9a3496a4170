"""The options of `report`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from checker.cli.options import AS_OF, PLAIN, SOURCE, Common, Param, keeping, names_of
from checker.reports.groups import LISTED, TABLES
from checker.reports.registry import ENDINGS, FORMS

#: What a job summary and the body of an issue may hold at GitHub, in bytes and characters.
LIMITS = {"summary": 1_048_576, "issue": 65_536}


@dataclass(frozen=True, kw_only=True)
class Reporting(Common):
    """Options of `report`; `output` is `-` for standard output."""

    form: str | None = None
    output: str | None = None
    source: str | None = None
    as_of: str | None = None
    title: str = ""
    intro: str | None = None
    by: tuple[str, ...] = ()
    ownership: str = "own"
    keep: tuple[str, ...] = ()
    limit: str | None = None
    excel: bool = False
    plain: bool = False
    template: str | None = None
    unconfirmed: bool = False
    force: bool = False

    @property
    def chosen(self) -> str:
        """The form: the one that is named, else by the ending of the output, else what suits standard output."""
        ending = Path(self.output or "").suffix.lower()
        if self.form == "badge" and ending == ".svg":
            return "badge-svg"
        if self.form:
            return self.form
        if self.output not in (None, "-"):
            return ENDINGS[ending]
        return "text" if sys.stdout.isatty() else "markdown"


def _by(context: click.Context, option: click.Parameter, text: str | None) -> tuple[str, ...]:
    """`host,year` as names of columns; BadParameter for what figures can't be told apart by, or more than two."""
    names = names_of(context, option, text)
    strange = [name for name in names if name not in (*LISTED, *TABLES)]
    if strange:
        raise click.BadParameter(f"{strange[0]} is none of {', '.join((*LISTED, *TABLES))}.")
    if len(names) > 2 or (len(names) > 1 and set(names) & set(LISTED)):
        raise click.BadParameter(f"{text}: one of {', '.join(LISTED)}, or one or two of {', '.join(TABLES)}.")
    return names


REPORT: tuple[Param, ...] = (
    click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        help="Form of the report.  [default: by the ending of --output; else text on a terminal, and markdown]",
    ),
    click.option(
        "--output",
        "-o",
        metavar="FILE",
        help=f"Write to FILE ({', '.join(ENDINGS)}), - for standard output; to a folder with --format letters.",
    ),
    SOURCE,
    AS_OF,
    click.option("--title", default="", metavar="TEXT", help="Title of the report."),
    click.option("--intro", metavar="FILE", help="Words that stand before the news, from a text file."),
    click.option(
        "--by",
        metavar="NAME[,NAME]",
        callback=_by,
        help=f"List by {' or '.join(LISTED)}; or count by one or two of {', '.join(TABLES)}.",
    ),
    click.option(
        "--ownership",
        type=click.Choice(("own", "all")),
        default="own",
        help="Count the papers' own links, or all.  [default: own]",
    ),
    keeping("Print these columns too, which run --keep stored, e.g. track,email."),
    click.option(
        "--limit",
        type=click.Choice(tuple(LIMITS)),
        help="Keep Markdown within what a job summary (1,048,576 bytes) or an issue (65,536) may hold.",
    ),
    click.option("--excel", is_flag=True, help="Begin CSV with a byte order mark, for spreadsheets."),
    PLAIN,
    click.option("--template", metavar="FILE", help="Letters by a template of your own (Jinja2)."),
    click.option("--unconfirmed", is_flag=True, help="Letters on losses that were seen once, too."),
    click.option("--force", is_flag=True, help="Overwrite letters that are there."),
)
