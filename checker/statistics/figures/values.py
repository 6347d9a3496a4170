"""A figure: what it counts, of what, with which interval, and in words what it cannot say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.statistics.estimates import Estimate

Value: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """
    One figure, by its name (`F1.usable`).

    `k` of `n` is `percent`, with the 95 % interval (`low` to `high`, percent), its `method` and the design effect;
    None where there is none. `sql` names the question in `db/statistics` that its rows come from. `text` says what
    the figure cannot: "not reached", "too few". `rows` are the lines of a figure that is a table or a curve.
    """

    name: str
    title: str
    definition: str
    sql: str
    k: int | None = None
    n: int | None = None
    percent: float | None = None
    low: float | None = None
    high: float | None = None
    method: str = ""
    design_effect: float | None = None
    text: str = ""
    rows: Sequence[Mapping[str, Value]] = field(default=())


def ends(found: Estimate) -> dict[str, Value]:
    """An estimate as the values of a figure or a row."""
    interval = found.interval
    return {
        "k": found.part,
        "n": found.whole,
        "percent": found.percent,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "method": interval.method if interval else "",
        "design_effect": found.design_effect,
    }


def figure(name: str, title: str, definition: str, found: Estimate, text: str = "") -> Figure:
    """A figure that is a share of subjects; its values are those of `found`."""
    interval = found.interval
    return Figure(
        name=name,
        title=title,
        definition=definition,
        sql="subjects",
        k=found.part,
        n=found.whole,
        percent=found.percent,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        method=interval.method if interval else "",
        design_effect=found.design_effect,
        text=text or ("" if found.whole else "None is known."),
    )
