"""The options of all commands: each command takes one frozen value, made of what was given on its line."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import click

from checker.cli import logs
from checker.config import declared, span_text
from checker.config.types import COUNT, FLAG, PERCENT, SECONDS
from checker.reports.registry import ENDINGS, FORMS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.config import Declared

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
    *("web-of-science-tab", "medline", "refer", "citation-cff", "parquet", "excel", "hf-page", "jats"),
    *("tei", "pdf", "latex", "bbl", "markdown-list", "rest-list", "html-list", "html", "notebook", "table", "text"),
)


@dataclass(frozen=True, kw_only=True)
class Common:
    """What every command takes. `settings` holds the settings that were given as options, by name."""

    config: str | None = None
    debug: bool = False
    verbose: int = 0
    log_json: str | None = None
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reading(Common):
    """What every command takes that reads papers."""

    inputs: tuple[str, ...]
    input_format: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    part: str = "abstract"
    strict: bool = False
    jobs: int = 1


@dataclass(frozen=True, kw_only=True)
class Asking(Common):
    """What every command takes that asks services and reports."""

    report: str | None = None
    source: str | None = None
    fail_on: tuple[str, ...] = ()
    dry_run: bool = False
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Running(Reading, Asking):
    """What `run` takes."""

    no_check: bool = False


@dataclass(frozen=True, kw_only=True)
class Importing(Common):
    """What `import` takes."""

    inputs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Reporting(Common):
    """What `report` takes."""

    form: str | None = None
    output: str | None = None
    source: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Changing(Common):
    """What `changes` takes; `since` is a moment as the database writes it, empty for none."""

    since_run: int | None = None
    since: str = ""


@dataclass(frozen=True, kw_only=True)
class Querying(Common):
    """What `query` takes."""

    name: str | None = None
    listing: bool = False
    sql: bool = False
    as_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Forgetting(Common):
    """What `forget` takes."""

    papers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rejudging(Common):
    """What `rejudge` takes."""

    write: bool = False


@dataclass(frozen=True, kw_only=True)
class Saving(Common):
    """What `archive` takes."""

    dry_run: bool = False
    limit: int | None = None


_Options = TypeVar("_Options", bound=Common)
_Command: TypeAlias = "Callable[..., int | None]"
_Param: TypeAlias = "Callable[[_Command], _Command]"


class _Seconds(click.FloatRange):
    """A number of seconds: 0 or more, and a number (`nan` compares with nothing, and so passes any range)."""

    name = "seconds"

    def convert(self, value: float | str, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; fails for what is none."""
        seconds: float = super().convert(value, param, ctx)  # type: ignore[arg-type]  # text, or a number already
        return self.fail(f"{value} is no number of seconds.", param, ctx) if math.isnan(seconds) else seconds


def takes(kind: type[_Options], *params: _Param) -> Callable[[Callable[[_Options], int | None]], _Command]:
    """Let a function of one value be called by click, with these parameters: what is no field of it is a setting."""
    names = {one.name for one in fields(kind)}

    def dressed(function: Callable[[_Options], int | None]) -> _Command:
        @functools.wraps(function)
        def call(**given: object) -> int | None:
            settings = {name: given.pop(name) for name in set(given) - names}
            options = kind(settings=settings, **given)  # type: ignore[arg-type]  # click has read each by its type
            with logs.logging(options.verbose, options.log_json):
                return function(options)

        dressed_call: _Command = call
        for one in reversed((*params, *COMMON)):
            dressed_call = one(dressed_call)
        return dressed_call

    return dressed


def setting(name: str) -> _Param:
    """The option of a setting, as it is declared."""
    how = next(one for one in declared() if one.name == name)
    return click.option(
        f"--{name.replace('_', '-')}",
        type=_click_type(how),
        is_flag=how.type is FLAG,
        default=None,
        metavar=how.type.metavar or None if not how.type.choices else None,
        help=how.help + _default(how),
    )


def _click_type(how: Declared) -> click.FloatRange | click.IntRange | click.Choice[str] | None:
    if how.type.choices:
        return click.Choice(how.type.choices)
    if how.type is SECONDS:
        return _Seconds(0)
    if how.type is PERCENT:
        return click.FloatRange(0, 100)
    return click.IntRange(0) if how.type is COUNT else None


def _default(how: Declared) -> str:
    if how.default in (None, False, ""):
        return f"  [{', '.join(how.variables)}]" if how.variables else ""
    shown = span_text(how.default) if isinstance(how.default, timedelta) else how.default
    shown = int(shown) if isinstance(shown, float) else shown
    return f"  [default: {', or '.join((str(shown), *how.variables))}]"


COMMON: tuple[_Param, ...] = (
    click.option("--config", metavar="FILE", help="Settings file  [default: reprolinks.toml, if there is one]"),
    click.option("--verbose", "-v", count=True, help="Say what is asked and answered; -vv says more."),
    click.option("--log-json", metavar="FILE", help="Write the log to FILE, a JSON object a line."),
    click.option("--debug", is_flag=True, help="Show tracebacks."),
)
DATABASE: tuple[_Param, ...] = (setting("db"),)
LIMITS: tuple[_Param, ...] = (setting("max_wait"), setting("budget"))


def _columns(_context: click.Context, _option: click.Parameter, text: str | None) -> tuple[tuple[str, str], ...]:
    """`code=repo,title=Paper` as pairs, what it is before the column or key; refused where it makes no sense."""
    pairs = [one.partition("=") for one in (text or "").split(",") if one.strip()]
    if not all(what.strip() and column.strip() for what, _, column in pairs):
        raise click.BadParameter(f"{text} is not like title=NAME,code=NAME.")
    return tuple((what.strip().lower(), column.strip()) for what, _, column in pairs)


READING: tuple[_Param, ...] = (
    click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
    click.option("--input-format", type=click.Choice(INPUT_FORMATS), help="Do not recognise, read as this."),
    click.option(
        "--columns", metavar="WHAT=NAME,…", callback=_columns, help="Which column or key is title, abstract, code …"
    ),
    click.option(
        "--part", type=click.Choice(("abstract", "all")), default="abstract", help="Of whole papers, read this."
    ),
    click.option("--strict", is_flag=True, help="Exit 2 when a record can't be read."),
    click.option("--jobs", "-j", type=click.IntRange(1), default=1, metavar="N", help="Extract by N processes."),
)


def _report(_context: click.Context, _option: click.Parameter, file: str | None) -> str | None:
    """A report's file, refused before any work where it could not be written or its form is not known."""
    if file is None:
        return None
    if Path(file).suffix.lower() not in ENDINGS:
        raise click.BadParameter(f"{file}: the end of its name tells a report's form: {', '.join(ENDINGS)}.")
    if not Path(file).parent.is_dir():
        raise click.BadParameter(f"{file}: there is no folder {Path(file).parent}.")
    return file


def _moment(_context: click.Context, _option: click.Parameter, text: str | None) -> str:
    """A date or a moment in the form of the database; empty where none is given, refused where it is none."""
    try:
        return in_utc(text) if text else ""
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{text} is no date, such as 2026-10-01, or moment.") from None


def in_utc(text: str) -> str:
    """A date or a moment as the database writes moments: ISO 8601 in UTC; ValueError for anything else."""
    given = datetime.fromisoformat(text)
    return f"{given if given.tzinfo is None else given.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


ASKING: tuple[_Param, ...] = (
    *(setting("max_age"), setting("policy"), setting("archives"), setting("cross_check")),
    click.option("--report", metavar="FILE", callback=_report, help=f"Write the report too ({', '.join(ENDINGS)})."),
    click.option("--fail-on", multiple=True, type=click.Choice(FAIL_ON), help="Exit 1 if this holds; repeatable."),
    *(setting("grace"), setting("tolerate")),
    *(setting("max_wait"), setting("page_wait"), setting("archive_wait"), setting("budget")),
    click.option("--dry-run", is_flag=True, help="Only print what would be asked and what it would cost."),
    *(setting("allow_private_hosts"), setting("user_agent")),
    click.option("--quiet", "-q", is_flag=True, help="No progress."),
)
NO_CHECK = click.option("--no-check", is_flag=True, help="Record papers and links, ask nobody.")
LINKS = click.argument("inputs", nargs=-1, required=True, metavar="LINKS...")
SOURCE = click.option("--source", metavar="S", help="Only papers that this source lists.")
AS_OF = click.option("--as-of", metavar="WHEN", help="As it was known after a run (its number), or by a date.")
REPORT: tuple[_Param, ...] = (
    click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        help="[default: as the end of --output's name tells, or markdown]",
    ),
    click.option("--output", "-o", metavar="FILE", help="Write to a file instead of standard output."),
    SOURCE,
    AS_OF,
)
SINCE: tuple[_Param, ...] = (
    click.option("--since-run", type=click.IntRange(0), metavar="N", help="Changes after run N."),
    click.option("--since", metavar="DATE", callback=_moment, help="Changes from a date (UTC) on, e.g. 2026-10-01."),
)
QUERY: tuple[_Param, ...] = (
    click.argument("name", required=False),
    click.option("--list", "listing", is_flag=True, help="List the shipped queries."),
    click.option("--sql", is_flag=True, help="Print the SQL instead of running it."),
    AS_OF,
)
FORGET: tuple[_Param, ...] = (
    click.option("--paper", "papers", multiple=True, metavar="ID", help="A paper, by its id; repeatable."),
    click.option("--source", "sources", multiple=True, metavar="S", help="What only this source listed."),
    click.option("--target", "targets", multiple=True, metavar="T", help="An artifact, by its target."),
)
WRITE = click.option("--write", is_flag=True, help="Record the changes as a run of their own.")
SAVE: tuple[_Param, ...] = (
    click.option("--dry-run", is_flag=True, help="Only print what would be asked, and how long it would take."),
    click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask for at most N repositories."),
)
