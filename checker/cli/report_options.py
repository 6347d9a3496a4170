"""The options of `report`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from checker.cli.options import AS_OF, PLAIN, SOURCE, CommonOptions, Param, keeping, names_of
from checker.reports.groups import LISTED, TABLES
from checker.reports.registry import ENDINGS, FORMS

#: The largest job summary (in bytes) and the largest body of an issue (in characters) that GitHub accepts.
LIMITS = {"summary": 1_048_576, "issue": 65_536}


@dataclass(frozen=True, kw_only=True)
class ReportOptions(CommonOptions):
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
    def chosen_form(self) -> str:
        """The form of the report: that of --format, else by the ending of --output, else text or markdown."""
        ending = Path(self.output or "").suffix.lower()
        if self.form == "badge" and ending == ".svg":
            return "badge-svg"
        if self.form:
            return self.form
        if self.output not in (None, "-"):
            return ENDINGS[ending]
        return "text" if sys.stdout.isatty() else "markdown"


def _by(context: click.Context, option: click.Parameter, text: str | None) -> tuple[str, ...]:
    """`host,year` as names; BadParameter for an unknown name, and for names that can't be combined."""
    names = names_of(context, option, text)
    unknown = [name for name in names if name not in (*LISTED, *TABLES)]
    if unknown:
        raise click.BadParameter(f"{unknown[0]} is not one of {', '.join((*LISTED, *TABLES))}.")
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
        help=f"Write to FILE ({', '.join(ENDINGS)}) or to - (standard output); with --format letters, to a folder.",
    ),
    SOURCE,
    AS_OF,
    click.option("--title", default="", metavar="TEXT", help="Title of the report."),
    click.option("--intro", metavar="FILE", help="Begin the report with the text in FILE."),
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
        help="Count only links to the papers' own artifacts, or all.  [default: own]",
    ),
    keeping("Print these columns too, which run --keep stored, e.g. track,email."),
    click.option(
        "--limit",
        type=click.Choice(tuple(LIMITS)),
        help="Shorten Markdown to what a job summary (1,048,576 bytes) or an issue (65,536 characters) may hold.",
    ),
    click.option("--excel", is_flag=True, help="Begin CSV with a byte order mark, for spreadsheets."),
    PLAIN,
    click.option("--template", metavar="FILE", help="Write letters by your own template (Jinja2)."),
    click.option("--unconfirmed", is_flag=True, help="Write letters also on losses that are not confirmed yet."),
    click.option("--force", is_flag=True, help="Overwrite existing letters."),
)
