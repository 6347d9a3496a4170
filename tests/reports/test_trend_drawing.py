"""The drawing of the trend names dates that keep clear of each other, however the runs lie."""

from __future__ import annotations

import pytest

from checker.reports.contents.figures.values import Point, Trend
from checker.reports.page.charts import trend
from checker.statistics.intervals import Share


@pytest.mark.parametrize(
    ("days", "named"),
    [
        (("2026-08-01", "2026-09-01", "2026-10-01"), ("1 Aug 2026", "1 Sep 2026", "1 Oct 2026")),
        (
            ("2024-12-02", "2025-10-26", "2026-06-01", "2026-10-05", "2026-11-30"),
            ("2 Dec 2024", "26 Oct 2025", "30 Nov 2026"),
        ),
        (("2024-12-02", "2026-10-05", "2026-11-30"), ("2 Dec 2024", "30 Nov 2026")),
        (("2026-11-30T06:00:00Z", "2026-11-30T07:00:00Z"), ("30 Nov 2026", "30 Nov 2026")),
    ],
)
def test_three_dates_are_named_where_they_have_room(days: tuple[str, ...], named: tuple[str, ...]) -> None:
    half, none = Share(50, 100), Share(0, 100)
    points = tuple(Point(run=run, at=at, usable=half, first=half, unknown=none) for run, at in enumerate(days, 1))
    wide, narrow = trend(Trend(points=points, sentence="Unchanged."))
    for drawing, expected in ((wide, named), (narrow, (named[0], named[-1]))):
        shown = [text for text in {*named, "5 Oct 2026"} for _ in range(str(drawing).count(f">{text}<"))]
        assert sorted(shown) == sorted(expected)
