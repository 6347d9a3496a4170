"""The options that several commands share, as decorators."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

FAIL_ON = (
    "gone",
    "newly-gone",
    "empty",
    "placeholder",
    "blocked",
    "moved",
    "unmaintained",
    "unknown",
    "broken-papers",
)
INPUT_FORMATS = (
    *("arxiv-snapshot", "hf-daily", "openalex", "semantic-scholar", "openreview", "biorxiv", "pwc-papers"),
    *("pwc-links", "crossref", "datacite", "europe-pmc", "inspire", "ads", "dblp", "codemeta", "csl-json"),
    *("jsonl", "json", "arxiv-atom", "rss", "datacite-xml", "arxiv-oai", "europe-pmc-xml", "dblp-xml"),
    *("endnote-xml", "zotero-rdf", "pubmed", "acl-anthology", "bibtex", "ris", "web-of-science"),
    *("web-of-science-tab", "medline", "refer", "citation-cff", "parquet", "hf-page", "jats", "tei", "pdf"),
    *("latex", "bbl", "markdown-list", "rest-list", "html-list", "html", "notebook", "table", "text"),
)
jobs = click.option(
    "--jobs", "-j", type=click.IntRange(1), default=1, metavar="N", help="Extract by this many processes."
)
REPORT_FORMATS = {".md": "markdown", ".json": "json", ".csv": "csv", ".html": "html"}  # by the end of a file's name


class _Seconds(click.FloatRange):
    """A number of seconds: 0 or more, and a number (`nan` compares with nothing, and so passes any range)."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; fails for what is none."""
        seconds: float = super().convert(value, param, ctx)
        return self.fail(f"{value} is no number of seconds.", param, ctx) if math.isnan(seconds) else seconds


SECONDS = _Seconds(0)

inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
input_format = click.option(
    "--input-format", type=click.Choice(INPUT_FORMATS), help="Do not recognise, read as this."
)
strict = click.option("--strict", is_flag=True, help="Exit 2 when a record can't be read.")


def database(function: Callable[..., Any]) -> Callable[..., Any]:
    """What every command takes that opens a database."""
    for option in (
        click.option("--db", metavar="FILE", help="Database [default: availability.db, or REPROLINKS_DB]."),
        click.option("--config", metavar="FILE", help="Settings file [default: reprolinks.toml, if there is one]."),
        click.option("--debug", is_flag=True, help="Show tracebacks."),
    ):
        function = option(function)
    return function


def _report(_context: click.Context, _option: click.Parameter, file: str | None) -> str | None:
    """A report's file, refused before any work where it could not be written or its form is not known."""
    if file is None:
        return None
    if Path(file).suffix.lower() not in REPORT_FORMATS:
        raise click.BadParameter(f"{file}: the end of its name tells a report's form: {', '.join(REPORT_FORMATS)}.")
    if not Path(file).parent.is_dir():
        raise click.BadParameter(f"{file}: there is no folder {Path(file).parent}.")
    return file


def moment(_context: click.Context, _option: click.Parameter, text: str | None) -> str:
    """A date or a moment in the form of the database; empty where none is given, refused where it is none."""
    try:
        return in_utc(text) if text else ""
    except ValueError:
        raise click.BadParameter(f"{text} is no date, such as 2026-10-01, or moment.") from None


def in_utc(text: str) -> str:
    """A date or a moment as the database writes moments: ISO 8601 in UTC; ValueError for anything else."""
    given = datetime.fromisoformat(text)
    return f"{given if given.tzinfo is None else given.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def asking(function: Callable[..., Any]) -> Callable[..., Any]:
    """What every command takes that asks services and reports."""
    for option in (
        click.option(
            "--max-age", metavar="SPAN", help="Ask nothing again that is fresher, e.g. 12h, 7d [default: 1d]."
        ),
        click.option("--policy", help="Maintenance policy [default: recent-commit]."),
        click.option("--allow-private-hosts", is_flag=True, default=None, help="Follow links to private addresses."),
        click.option("--archives", is_flag=True, default=None, help="Look for copies of what is there too."),
        click.option(
            "--cross-check",
            type=click.Choice(("claims", "all", "off")),
            help="Ask Hugging Face what belongs to papers that claim a release without a link, to all, to none"
            " [default: claims].",
        ),
        click.option(
            "--report", metavar="FILE", callback=_report, help="Write the report here too (.md, .json, .csv, .html)."
        ),
        click.option(
            "--fail-on", multiple=True, type=click.Choice(FAIL_ON), help="Exit 1 if this holds; repeatable."
        ),
        click.option("--dry-run", is_flag=True, help="Only print what would be asked and what it would cost."),
        click.option("--quiet", "-q", is_flag=True, help="No progress."),
    ):
        function = option(function)
    return database(limits(function))


def limits(function: Callable[..., Any]) -> Callable[..., Any]:
    """How long to wait for services, and how much to ask of them."""
    for option in (
        click.option("--max-wait", type=SECONDS, metavar="SECONDS", help="Wait no longer for limits [default: 900]."),
        click.option("--budget", type=click.IntRange(0), metavar="N", help="Send at most N requests."),
    ):
        function = option(function)
    return function
