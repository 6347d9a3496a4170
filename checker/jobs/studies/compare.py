"""Compares the figures of a database with the published ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from checker.statistics.estimates import SEED, bootstrapped
from checker.statistics.published.ours import Figures, Median, comparisons

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.model.subjects import Promise
    from checker.statistics.published.ours import Comparison
    from checker.store.store import Store

_YEAR = timedelta(days=365)
_MISSING = "not computed: numpy is missing (install 'reprolinks[stats]')"


def compare(store: Store, source: str | None = None) -> list[Comparison]:
    """Every published figure with ours for comparison; only from papers that `source` lists, if given."""
    figures = Figures(
        subjects=list(store.lives.subjects(source)),
        with_repository=store.lives.papers(),
        promises_broken=late_promises(store.lives.promises(), store.lives.newest_moment()),
        median=_median(store, source),
        resample=bootstrapped,
    )
    return comparisons(figures)


def late_promises(promises: Iterable[Promise], now: str) -> tuple[int, int]:
    """
    (promises that were not kept within a year of the paper, all) of the promises in words whose papers are at least a
    year old at `now` (ISO 8601; empty: none is).
    """
    old = [one for one in promises if one.how == "in words" and now and _is_a_year_later(one.published, now)]
    late = [one for one in old if one.kept_at is None or _is_a_year_later(one.published, one.kept_at)]
    return len(late), len(old)


def _is_a_year_later(published: str, at: str) -> bool:
    """Whether the moment `at` is at least a year after the date of a paper."""
    date = _date_of(published)
    return date is not None and _parse(at) - date >= _YEAR


def _date_of(published: str) -> datetime | None:
    """The date of a paper; 1 July for a year alone, the 15th day for a month; None where it has none."""
    whole = {4: f"{published}-07-01", 7: f"{published}-15"}.get(len(published), published[:10])
    return _parse(whole) if whole else None


def _parse(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _median(store: Store, source: str | None) -> Median:
    """The median survival of own links in months, or the text that says why there is none."""
    try:
        import numpy as np

        from checker.statistics.survival.curve import curve
        from checker.statistics.survival.evidence import spells_of
    except ImportError:
        return Median(None, _MISSING)
    found = curve(spells_of(store.lives.lives(source)), np.random.default_rng(SEED))
    if found.text:
        return Median(None, found.text)
    if found.median is None:
        last = found.points[-1]
        return Median(None, f"not reached: {100 * last.survival:.1f} % are there at {last.months} months")
    return Median(found.median, f"{found.median / 12:.1f} years")
