"""The page: its template with the contents, the figures, the packed table, and a content security policy."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from checker import __version__
from checker.reports.contents import words
from checker.reports.contents.figures.build import all_figures
from checker.reports.escaping import address, plain
from checker.reports.groups import cells
from checker.reports.groups import table as table_of
from checker.reports.page import charts
from checker.reports.page.definitions import definitions
from checker.reports.page.survival import survival
from checker.reports.page.table import packed
from checker.reports.page.timeline import timeline
from checker.statistics.candidates import MEANING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.reports.contents.contents import Contents
    from checker.reports.contents.figures.values import AllFigures, KindYears
    from checker.reports.protocol import Account
    from checker.statistics.intervals import Share

_BAR, _LEAST = 1216, 3  # pixels of the bar, and of its smallest segment
_FILLS = {name: f"url(#p-{name})" for name in ("reused", "placeholder", "blocked", "unknown")}
_LISTED = ("paper", "artifact")  # lists of all rows, which the page has as its table
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DASH = Markup("\N{EN DASH}")
_LOSSES = 30  # own links lost from which on a curve is drawn


@dataclass(frozen=True, slots=True)
class Drawn:
    """A segment of the composition bar: its state, where it begins and how wide it is in pixels, and its fill."""

    state: str
    x: float
    width: float
    fill: str


def document(account: Account) -> str:
    """The report as one HTML document."""
    contents, figures = account.contents, all_figures(account.figures, account.contents)
    table = packed(account.figures, contents.artifacts)
    style, script = _style(contents), _read("table.js")
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            contents=contents,
            figures=figures,
            crossed=account.report.cross_checks,
            outcome_meaning=MEANING,
            costs=account.report.run.costs if account.report.run else {},
            groups=_groups(account),
            unseen=account.report.unseen,
            data=Markup(table.data),  # noqa: S704  (base64)
            shown=table.rows,
            left_out=table.left_out,
            style=Markup(style),  # noqa: S704  (our own file)
            script=Markup(script),  # noqa: S704  (our own file)
            policy=_policy(style, script),
            version=__version__,
            **_parts(contents, figures),
            survival=survival(account.curves()),
            **_method(account),
        )
    )


def _parts(contents: Contents, figures: AllFigures) -> dict[str, object]:
    """The parts that only the page draws or words."""
    today = contents.run.at if contents.run else ""
    return {
        "intro": [part.strip() for part in re.split(r"\n\s*\n", contents.intro) if part.strip()],
        "segments": tuple(_segments(contents)),
        "spoken": _spoken(contents),
        "charts": charts.trend(figures.trend),
        "no_curve": _no_curve(contents),
        "timeline": timeline(figures.ledger.newest, today),
        "low": _low(figures.kind_years),
        "standard": any(row[4] is not None for row in figures.kind_years.rows),
        "most": max((number for _, _, number in figures.ladder.rungs), default=1) or 1,
    }


def _method(account: Account) -> dict[str, object]:
    rules = [row["rules"] for row in account.figures.rows("rules")]
    return {
        "definitions": tuple(definitions(account.contents, rules)),
        "queries": tuple(_queries(account.sql)),
    }


def _groups(account: Account) -> tuple[tuple[str, ...], list[tuple[str, ...]], str] | None:
    """Figures by the groups that the user asked for: the columns, the rows, the methods of the intervals; or None."""
    by = account.options.by
    if not by or by[0] in _LISTED:
        return None
    found = table_of(account.figures, by)
    return by, [cells(line, by) for line in found.lines], found.methods


def _policy(style: str, script: str) -> str:
    """A content security policy (W3C, CSP Level 3) that allows this style and this script, by their hashes."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}';"
        " base-uri 'none'; form-action 'none'"
    )


def _style(contents: Contents) -> str:
    """The style sheet, with the running title of printed pages."""
    at = f", {words.long_date(contents.run.at)}" if contents.run else ""
    title = re.sub(r'["\\<>]', " ", plain(f"{contents.title}, availability{at}"))
    boxes = (
        f'@bottom-left {{ content: "{title}"; font-size: 8pt; color: #565d66; }}'
        ' @bottom-right { content: counter(page) " of " counter(pages); font-size: 8pt; color: #565d66; }'
    )
    return _read("style.css") + f"@page {{ {boxes} }}\n"


def _segments(contents: Contents) -> Iterator[Drawn]:
    """The bar: each segment is wide enough to be seen; the largest one gives up what the small ones need."""
    shown = [one for one in contents.composition if one.count]
    total = sum(one.count for one in shown)
    widths = [max(one.count / total * _BAR, _LEAST) for one in shown]
    if widths:
        widths[widths.index(max(widths))] -= sum(widths) - _BAR
    x = 0.0
    for one, width in zip(shown, widths, strict=True):
        inset = 1 if one.state == "empty" else 0
        yield Drawn(one.state, x + inset, max(width - 1 - inset, 1), _FILLS.get(one.state, ""))
        x += width


def _spoken(contents: Contents) -> str:
    states = ", ".join(f"{one.word} {words.count(one.count)}" for one in contents.composition if one.count)
    return f"States of the links: {states}."


def _no_curve(contents: Contents) -> str:
    lost = contents.headline.there.whole - contents.headline.there.part
    if lost >= _LOSSES:
        return "No curve here: install reprolinks[stats] for the time that links last."
    lose = "own link is" if lost == 1 else "own links are"
    return (
        f"No curve yet: {lost} {lose} lost, and a curve needs {_LOSSES}. The table of all artifacts shows each loss"
        " with its date."
    )


def _queries(sql: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The SQL of figures that can be run as it stands (without parameters), as (name, question, SQL)."""
    for name, text in sql.items():
        lines = text.strip().splitlines()
        comments = list(takewhile(lambda line: line.startswith("--"), lines))
        query = "\n".join(lines[len(comments) :])
        if name not in _OF_THE_TABLE and not re.search(r"[( ]:\w", query):
            yield name, " ".join(line.removeprefix("--").strip() for line in comments) or name, query


_OF_THE_TABLE = frozenset({"all-papers", "answers", "history", "mentions", "every-artifact", "every-copy", "links"})


def _low(table: KindYears) -> int:
    """Where the scale of the dots begins: at 50 %, or at 0 where a share with a dot is below that."""
    shares = [one for row in table.rows for one in (*row[2], row[3]) if one.whole >= 10]
    return 50 if all((one.percent or 0) >= 50 for one in shares) else 0


def _cell(one: Share, low: int) -> Markup:
    """A cell of kind and year: percent, dot and denominator; counts alone below ten; a dash for none."""
    if not one.whole:
        return _DASH
    if one.whole < 10:
        return Markup(f"{one.part} of {one.whole}")  # noqa: S704  (numbers)
    dot = _environment().get_template("macros.html.j2").module.dot(one, low)  # type: ignore[attr-defined]  # a macro
    percent = words.percent(one.percent or 0, 10)
    return Markup("{}{}<small>of {}</small>").format(percent, Markup(dot), words.count(one.whole))  # noqa: S704  (ours)


def _whole_percent(value: float | None, whole: int = 10) -> str:
    return _DASH if value is None else words.percent(value, whole)


def _ticks(text: str) -> Markup:
    """Text in which words between backticks are code."""
    parts = text.split("`")
    code, word = Markup("<code>{}</code>"), Markup("{}")
    return Markup("").join((code if place % 2 else word).format(part) for place, part in enumerate(parts))


@cache
def _environment() -> Environment:
    loader = PackageLoader("checker", "reports/templates/page")
    made = Environment(
        autoescape=True, keep_trailing_newline=True, trim_blocks=True, lstrip_blocks=True, loader=loader
    )
    made.filters |= {
        "address": address,
        "plain": plain,
        "count": words.count,
        "counted": words.counted,
        "share": words.share,
        "interval": words.interval,
        "long_date": words.long_date,
        "short_date": words.short_date,
        "shorter": words.shorter,
        "whole_percent": _whole_percent,
        "ticks": _ticks,
        "curly": lambda text: text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
        "word": lambda number: _COUNTS[number] if number < len(_COUNTS) else str(number),
        "decimal": lambda value: f"{value:.1f}",
        "across": lambda value, low: f"{value / (100 - low) * 48:.1f}",
    }
    made.globals["cell"] = _cell
    return made


@cache
def _read(name: str) -> str:
    source, _, _ = _environment().loader.get_source(_environment(), name)  # type: ignore[union-attr]  # it has one
    return source
