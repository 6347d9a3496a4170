"""The options that several commands share, and the frozen values that carry the options to a command."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import click

from checker.cli import logs
from checker.config import declarations, span_text
from checker.config.types import COUNT, FLAG, PERCENT, SECONDS
from checker.reports.registry import ENDINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.config import Declaration

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
    *("web-of-science-tab", "medline", "refer", "citation-cff", "yaml", "toml", "parquet", "excel", "hf-page"),
    *("arxiv-listing", "jats", "tei", "pdf", "latex", "bbl", "ids", "markdown-list", "rest-list", "html-list"),
    *("html", "notebook", "table", "text"),
)


@dataclass(frozen=True, kw_only=True)
class CommonOptions:
    """Options of every command. `settings` maps the settings that were given as options to their values."""

    config: str | None = None
    debug: bool = False
    verbose: int = 0
    log_json: str | None = None
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ReadOptions(CommonOptions):
    """Options of commands that read papers."""

    inputs: tuple[str, ...]
    input_format: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    part: str = "abstract"
    keep: tuple[str, ...] = ()
    strict: bool = False
    jobs: int = 1


@dataclass(frozen=True, kw_only=True)
class CheckOptions(CommonOptions):
    """Options of commands that ask services and report."""

    report: tuple[str, ...] = ()
    source: str | None = None
    fail_on: tuple[str, ...] = ()
    dry_run: bool = False
    quiet: bool = False
    plain: bool = False


@dataclass(frozen=True, kw_only=True)
class RunOptions(ReadOptions, CheckOptions):
    """Options of `run`."""

    no_check: bool = False


@dataclass(frozen=True, kw_only=True)
class ImportOptions(CommonOptions):
    """Options of `import`."""

    inputs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ChangesOptions(CommonOptions):
    """Options of `changes`; `since` is a moment as the database writes it, empty where none is given."""

    since_run: int | None = None
    since: str = ""
    plain: bool = False


_Options = TypeVar("_Options", bound=CommonOptions)
_Command: TypeAlias = "Callable[..., int | None]"
Param: TypeAlias = "Callable[[_Command], _Command]"


class _Seconds(click.FloatRange):
    """A number of seconds, 0 or more. Refuses `nan`, which FloatRange lets pass because it compares with nothing."""

    name = "seconds"

    def convert(self, value: float | str, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; a usage error for any other text."""
        seconds: float = super().convert(value, param, ctx)  # type: ignore[arg-type]  # text, or a number already
        return self.fail(f"{value} is not a number of seconds.", param, ctx) if math.isnan(seconds) else seconds


def takes(kind: type[_Options], *params: Param) -> Callable[[Callable[[_Options], int | None]], _Command]:
    """
    A decorator for the function of a command, which takes one value of type `kind`. It adds `params` and the common
    options; the value is made from what was given for them. Options that are no fields of `kind` are settings.
    """
    names = {one.name for one in fields(kind)}

    def decorate(function: Callable[[_Options], int | None]) -> _Command:
        @functools.wraps(function)
        def call(**given: object) -> int | None:
            settings = {name: given.pop(name) for name in set(given) - names}
            options = kind(settings=settings, **given)  # type: ignore[arg-type]  # click has read each by its type
            with logs.logging(options.verbose, options.log_json):
                return function(options)

        decorated: _Command = call
        for one in reversed((*params, *COMMON)):
            decorated = one(decorated)
        return decorated

    return decorate


def setting(name: str) -> Param:
    """The command-line option of a setting, from its declaration."""
    declaration = next(one for one in declarations() if one.name == name)
    return click.option(
        f"--{name.replace('_', '-')}",
        type=_click_type(declaration),
        is_flag=declaration.type is FLAG,
        default=None,
        metavar=declaration.type.metavar or None if not declaration.type.choices else None,
        help=declaration.help + _default(declaration),
    )


def _click_type(declaration: Declaration) -> click.FloatRange | click.IntRange | click.Choice[str] | None:
    if declaration.type.choices:
        return click.Choice(declaration.type.choices)
    if declaration.type is SECONDS:
        return _Seconds(0)
    if declaration.type is PERCENT:
        return click.FloatRange(0, 100)
    return click.IntRange(0) if declaration.type is COUNT else None


def _default(declaration: Declaration) -> str:
    """The end of a help text: the default value and the environment variables of a setting."""
    default, variables = declaration.default, declaration.variables
    if default in (None, False, ""):
        return f"  [{', '.join(variables)}]" if variables else ""
    shown = span_text(default) if isinstance(default, timedelta) else default
    shown = int(shown) if isinstance(shown, float) else shown
    return f"  [default: {', or '.join((str(shown), *variables))}]"


COMMON: tuple[Param, ...] = (
    click.option("--config", metavar="FILE", help="Settings file.  [default: reprolinks.toml, if it exists]"),
    click.option("--verbose", "-v", count=True, help="Log requests and answers; -vv logs more."),
    click.option("--log-json", metavar="FILE", help="Write the log to FILE as JSON Lines."),
    click.option("--debug", is_flag=True, help="Show the traceback of an error."),
)
DATABASE: tuple[Param, ...] = (setting("db"),)
LIMITS: tuple[Param, ...] = (setting("max_wait"), setting("budget"))


def _columns(_context: click.Context, _option: click.Parameter, text: str | None) -> tuple[tuple[str, str], ...]:
    """`code=repo,title=Paper` as pairs (field, column or key of the input); BadParameter for any other form."""
    pairs = [one.partition("=") for one in (text or "").split(",") if one.strip()]
    if not all(what.strip() and column.strip() for what, _, column in pairs):
        raise click.BadParameter(f"{text} has not the form title=NAME,code=NAME.")
    return tuple((what.strip().lower(), column.strip()) for what, _, column in pairs)


def names_of(_context: click.Context, _option: click.Parameter, text: str | None) -> tuple[str, ...]:
    """`track,email` as distinct names."""
    return tuple(dict.fromkeys(one.strip() for one in (text or "").split(",") if one.strip()))


READING: tuple[Param, ...] = (
    click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
    click.option(
        "--input-format",
        type=click.Choice(INPUT_FORMATS),
        metavar="FORMAT",
        help="Read the input as FORMAT instead of recognising it, e.g. bibtex, jsonl, pdf (docs/inputs.md).",
    ),
    click.option(
        "--columns",
        metavar="FIELD=NAME,…",
        callback=_columns,
        help="Columns or keys that hold title, abstract, id, published or code, e.g. title=Paper,code=Repo.",
    ),
    click.option(
        "--part",
        type=click.Choice(("abstract", "all")),
        default="abstract",
        help="Part of a whole paper (PDF, LaTeX, JATS, TEI) to read links in.  [default: abstract]",
    ),
    click.option("--strict", is_flag=True, help="Exit with 2 at the first record that can't be read."),
    click.option(
        "--jobs", "-j", type=click.IntRange(1), default=1, metavar="N", help="Extract with N processes.  [default: 1]"
    ),
)


def check_ending(file: str) -> None:
    """Raise BadParameter for the name of a report whose ending stands for no form."""
    if Path(file).suffix.lower() not in ENDINGS:
        raise click.BadParameter(f"{file}: the name of a report must end in one of {', '.join(ENDINGS)}.")


def keeping(text: str) -> Param:
    """The option `--keep` with this help text."""
    return click.option("--keep", metavar="NAME,…", callback=names_of, help=text)


KEEP = keeping("Columns or keys to store as they are, e.g. track,email. Only report --keep prints them.")


def _reports(_context: click.Context, _option: click.Parameter, files: tuple[str, ...]) -> tuple[str, ...]:
    """The names of report files; BadParameter where a form is unknown or a folder does not exist."""
    for file in files:
        check_ending(file)
        if not Path(file).parent.is_dir():
            raise click.BadParameter(f"{file}: there is no folder {Path(file).parent}.")
    return files


def moment(_context: click.Context, _option: click.Parameter, text: str | None) -> str:
    """A date or time as the database writes it, empty where none is given; BadParameter for any other text."""
    try:
        return in_utc(text) if text else ""
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{text} is neither a date, such as 2026-10-01, nor a time.") from None


def in_utc(text: str) -> str:
    """A date or time as the database writes it, ISO 8601 in UTC; ValueError for anything else."""
    given = datetime.fromisoformat(text)
    return f"{given if given.tzinfo is None else given.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


_REPORT_HELP = f"Write the report to FILE too ({', '.join(ENDINGS)}); repeatable."
PLAIN = click.option("--plain", is_flag=True, help="Print plain lines for a log, without colours and symbols.")
ASKING: tuple[Param, ...] = (
    *(setting("max_age"), setting("policy"), setting("archives"), setting("cross_check")),
    click.option("--report", metavar="FILE", multiple=True, callback=_reports, help=_REPORT_HELP),
    click.option(
        "--fail-on",
        multiple=True,
        type=click.Choice(FAIL_ON),
        help="Exit with 1 if the condition holds; repeatable.",
    ),
    *(setting("grace"), setting("tolerate")),
    *(setting("max_wait"), setting("page_wait"), setting("archive_wait"), setting("max_time"), setting("budget")),
    click.option("--dry-run", is_flag=True, help="Print the requests that would be sent, and send none."),
    *(setting("allow_private_hosts"), setting("user_agent")),
    click.option("--quiet", "-q", is_flag=True, help="Show no progress."),
    PLAIN,
)
NO_CHECK = click.option("--no-check", is_flag=True, help="Record papers and links without checking them.")
LINKS = click.argument("inputs", nargs=-1, required=True, metavar="LINKS...")
SOURCE = click.option("--source", metavar="S", help="Only papers that this source lists.")
AS_OF = click.option("--as-of", metavar="WHEN", help="Show the state after a run (its number), or at a date.")
SINCE: tuple[Param, ...] = (
    click.option("--since-run", type=click.IntRange(0), metavar="N", help="Print changes after run N."),
    click.option(
        "--since", metavar="DATE", callback=moment, help="Print changes from DATE (UTC) on, e.g. 2026-10-01."
    ),
    PLAIN,
)
