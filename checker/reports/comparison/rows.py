"""Figures as flat rows, with the same columns in every row, in the order in which they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.statistics.published.recorded import recorded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.statistics.estimates import Estimate
    from checker.statistics.published.derived import Derived
    from checker.statistics.published.ours import Comparison

Value = str | int | float | None
Row = dict[str, Value]
_DIGITS = 4


def compared(figures: Iterable[Comparison], at: str) -> list[Row]:
    """A row for each published figure and ours, which are as of `at`; shares are in percent, half-lives in years."""
    return [{**_compared(one), "our_date": at} for one in figures]


def _compared(one: Comparison) -> Row:
    published = one.published
    return {
        "id": published.id,
        "study": published.study,
        "checked": published.checked,
        "corpus": published.corpus,
        "measure": str(published.measure),
        "definition": published.definition,
        "published": published.value,
        "published_k": published.part,
        "published_n": published.whole,
        "basis": str(published.basis),
        "source": published.source,
        "our_definition": str(published.ours.question) if published.ours else None,
        "our_links": _links(one),
        **_ours(one),
        **_weighted(one),
        "note": "; ".join(filter(None, [one.reason, published.caution if published.caution != one.reason else ""]))
        or None,
    }


def _links(one: Comparison) -> str | None:
    ours = one.published.ours
    if ours is None:
        return None
    years = f"{ours.years[0]} to {ours.years[-1]}" if len(ours.years) > 1 else "".join(ours.years)
    parts = ["own" if ours.whose == "own" else "all", ", ".join(ours.kinds), ", ".join(ours.hosts), years]
    return "; ".join(filter(None, parts))


def _ours(one: Comparison) -> Row:
    if one.median:
        months = one.median.months
        return {**_estimate(None), "ours": months and round(months / 12, 1), "answer": one.median.text}
    if one.published.ours is None or one.crude is None:
        return {**_estimate(None), "answer": "not comparable"}
    return {**_estimate(one.crude), "answer": "comparable"}


def _estimate(found: Estimate | None) -> Row:
    ends = found.interval if found else None
    effect = found.design_effect if found else None
    return {
        "ours": _rounded(found.percent) if found else None,
        "k": found.part if found else None,
        "n": found.whole if found else None,
        "low": _rounded(ends.low) if ends else None,
        "high": _rounded(ends.high) if ends else None,
        "method": ends.method if ends else None,
        "design_effect": _rounded(effect),
    }


def _weighted(one: Comparison) -> Row:
    found = one.standardised
    return {
        "standardised": _rounded(found.percent) if found else None,
        "standardised_low": _rounded(found.interval.low) if found else None,
        "standardised_high": _rounded(found.interval.high) if found else None,
        "years_covered": _rounded(found.covered) if found else None,
    }


def derived(figures: Iterable[Derived]) -> list[Row]:
    """A row for each figure that was derived again, with its recorded value and whether the two differ."""
    return [_derived(one) for one in figures]


def _derived(one: Derived) -> Row:
    was = recorded(one.name)
    share = _estimate(one.estimate)
    if one.estimate is None:
        low, high = one.interval or (None, None)
        more = {"value": one.value, "low": low, "high": high, "method": one.method or None}
    else:
        more = {"value": one.estimate.percent, "low": share["low"], "high": share["high"], "method": share["method"]}
    return {
        "figure": one.name,
        "of": one.of,
        "definition": one.definition,
        "unit": one.unit,
        "k": share["k"],
        "n": share["n"],
        **more,
        "design_effect": share["design_effect"],
        "recorded": was or None,
        "differs": was != one.text if was else None,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
