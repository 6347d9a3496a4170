"""Our figures beside the published ones, from a database."""

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
    """Every published figure with ours beside it; of the papers of one source, where it is given."""
    figures = Figures(
        subjects=list(store.lives.subjects(source)),
        with_repository=store.lives.papers(),
        promises_broken=broken(store.lives.promises(), store.lives.now()),
        median=_median(store, source),
        resample=bootstrapped,
    )
    return comparisons(figures)


def broken(promises: Iterable[Promise], now: str) -> tuple[int, int]:
    """Of the promises in words whose papers are a year old, how many were open a year after the paper, and all."""
    old = [one for one in promises if one.how == "in words" and now and _aged(one.published, now)]
    late = [one for one in old if one.kept_at is None or _aged(one.published, one.kept_at)]
    return len(late), len(old)


def _aged(published: str, at: str) -> bool:
    """Whether a year lies between a paper and a moment."""
    born = _moment(published)
    return born is not None and _when(at) - born >= _YEAR


def _moment(published: str) -> datetime | None:
    """The date of a paper; of a year alone 1 July, of a month its 15th day."""
    whole = {4: f"{published}-07-01", 7: f"{published}-15"}.get(len(published), published[:10])
    return _when(whole) if whole else None


def _when(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _median(store: Store, source: str | None) -> Median:
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
