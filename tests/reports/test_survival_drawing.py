"""How long links last, drawn: the same bytes for the same curve, text as text, an end below fifty at risk."""

from __future__ import annotations

import re

from checker.reports.page.survival import survival
from checker.statistics.figures.survival import curves
from tests.statistics.test_figures import lives


def test_a_curve_is_drawn_with_its_band_its_numbers_at_risk_and_its_label() -> None:
    drawing = survival(curves(lives(600, 5), 1))
    assert drawing
    wide, narrow = drawing.charts
    for chart in (wide, narrow):
        assert chart.startswith('<svg role="img" aria-label="')
        assert "all own links" in chart or "repositories" in chart
        assert "At risk" in chart
        assert "<style" not in chart
        assert 'style="' not in chart
        assert not re.search(r"http://|https://(?!www\.w3\.org)", chart)
    assert "<text" in wide
    assert re.search(r">[\d.]+\N{NARROW NO-BREAK SPACE}%<", wide)


def test_the_numbers_and_the_finding_stand_beside_it() -> None:
    drawing = survival(curves(lives(600, 5), 1))
    assert drawing
    assert "The median is not reached." in drawing.sentence
    assert "of the papers' own links are still there at" in drawing.sentence
    kind, lost, cells, median = drawing.rows[0]
    assert (kind, lost, median) == ("All own links", "120 of 600", "not reached")
    assert len(cells) == len(drawing.years)
    assert " to " in cells[0]


def test_it_ends_where_fewer_than_fifty_are_at_risk() -> None:
    one = curves(lives(600, 5), 1)["all"]
    assert one.points[-1].at_risk >= 50
    assert one.at(120) is None


def test_the_same_curve_is_drawn_to_the_same_bytes() -> None:
    first, second = (survival(curves(lives(600, 5), 1)) for _ in range(2))
    assert first
    assert first == second


def test_without_a_curve_nothing_is_drawn() -> None:
    assert survival(curves(lives(100, 5), 1)) is None
    assert survival({}) is None
