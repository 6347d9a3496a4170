"""The figures F1 to F9 of the demonstration as Markdown, for docs/statistics.md."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.demo import made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_YEARS = ("2016", "2020", "2024", "all", "standardised")
_KINDS = {"github_repo": "GitHub", "other": "Web page"}
_SHORT = {"Wilson of the number that the variance leaves": "Wilson, reduced"}


def worked(at: str) -> str:
    """The figures in the report of the demonstration whose last run is at a moment (ISO 8601), as Markdown tables."""
    report = json.loads((made(at) / "site" / "report.json").read_text("utf-8"))
    found = {one["name"]: one for one in report["statistics"]}
    parts = (_shares(found), _kinds(found["F2"]), _survival(found), _rest(found))
    return "\n".join(line for part in parts for line in (*part, ""))


def _shares(found: Mapping[str, Any]) -> Iterator[str]:
    names = [name for name in found if name.startswith(("F1.", "F7."))]
    rows = [
        (name, found[name]["title"], f"{found[name]['k']} of {found[name]['n']}", *_interval(found[name]))
        for name in names
    ]
    return _table(("", "figure", "k of n", "share", "95 % interval", "method", "design effect"), rows)


def _interval(one: Mapping[str, Any]) -> tuple[str, str, str, str]:
    ends = one["interval"] or {}
    effect = "" if one["design_effect"] is None else f"{one['design_effect']:.2f}"
    span = f"{ends['low']:.1f} to {ends['high']:.1f}" if ends else ""
    return _percent(one["percent"]), span, one["method"] or "", effect


def _kinds(one: Mapping[str, Any]) -> Iterator[str]:
    cells = {(row["kind"], row["year"]): row for row in one["rows"]}
    rows = [(f"F2 {words}", *(_cell(cells.get((kind, year))) for year in _YEARS)) for kind, words in _KINDS.items()]
    return _table(("still there", *_YEARS), rows)


def _cell(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return ""
    if row.get("percent") is None:
        return f"{row['k']} of {row['n']}"
    method = _SHORT.get(row["method"], row["method"])
    return f"{row['percent']:.1f} % ({row['low']:.1f} to {row['high']:.1f}, {method})"


def _survival(found: Mapping[str, Any]) -> Iterator[str]:
    rows = []
    for name in ("F3.all", "F3.repositories", "F3.pages", "F3.hub"):
        ages = {row["years"]: row for row in found[name]["rows"] if "years" in row and "cause" not in row}
        shown = (_age(ages.get(years)) for years in (1, 2, 3, 5, 10))
        rows.append((name, f"{found[name]['k']} of {found[name]['n']}", *shown, found[name]["text"]))
    return _table(("", "lost", "1 y", "2 y", "3 y", "5 y", "10 y", ""), rows)


def _age(row: Mapping[str, Any] | None) -> str:
    if row is None or row.get("percent") is None:
        return "too few" if row else ""
    band = "" if row["low"] is None else f" ({row['low']:.0f} to {row['high']:.0f})"
    return f"{row['percent']:.1f} %{band}"


def _rest(found: Mapping[str, Any]) -> Iterator[str]:
    rungs = [row for row in found["F4"]["rows"] if row["k"]]
    policies = [row for row in found["F6"]["rows"] if row["beside"] is None]
    silent = [row for row in found["F9"]["rows"] if row["k"]]
    sentences = {
        "F4": "; ".join(f"{row['content']} {_row(row)}" for row in rungs),
        "F5": f"{found['F5']['k']} of {found['F5']['n']} kept. {found['F5']['text']}",
        "F6": "; ".join(f"{row['policy']} {_row(row)}" for row in policies),
        "F8": f"{found['F8']['k']} of {found['F8']['n']} losses healed; unknown: "
        + ", ".join(f"{row['k']} {row['reason']}" for row in found["F8"]["rows"]),
        "F9": "; ".join(
            f"{row['kind']} {row['k']}, so that at most {_percent(row['lost_at_most_percent'])} are lost"
            for row in silent
        ),
    }
    return _table(("", "says"), list(sentences.items()))


def _row(row: Mapping[str, Any]) -> str:
    return f"{row['k']} of {row['n']} = {row['percent']:.1f} % ({row['low']:.1f} to {row['high']:.1f})"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1f} %"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for cells in (heads, ["---"] * len(heads), *rows):
        yield f"| {' | '.join(cell or '' for cell in cells)} |"
