"""Figures that are published: shares of what is known, with Wilson's interval at 95 %."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.statistics.intervals import Share


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # Newcombe 1998 (Statistics in Medicine 17), table I, method 3; and the ends
        (81, 263, 25.53, 36.62),
        (15, 148, 6.24, 16.05),
        (0, 20, 0.0, 16.11),
        (1, 29, 0.61, 17.18),
        (29, 29, 88.30, 100.0),
    ],
)
def test_the_interval_is_wilsons_at_95_percent(part: int, whole: int, low: float, high: float) -> None:
    assert Share(part, whole).interval == pytest.approx((low, high), abs=0.006)


def test_of_nothing_there_is_no_share() -> None:
    assert (Share(0, 0).percent, Share(0, 0).interval) == (None, None)


SHARES = st.integers(1, 100_000).flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))


@given(SHARES)
def test_an_interval_holds_its_share_and_stays_between_none_and_all(share: Share) -> None:
    assert share.percent is not None
    assert share.interval is not None
    low, high = share.interval
    assert 0 <= low <= share.percent + 1e-9
    assert share.percent - 1e-9 <= high <= 100
    assert low < high


@given(SHARES)
def test_the_interval_of_the_rest_is_its_mirror(share: Share) -> None:
    rest = Share(share.whole - share.part, share.whole)
    assert share.interval is not None
    assert rest.interval is not None
    assert rest.interval == pytest.approx((100 - share.interval[1], 100 - share.interval[0]), abs=1e-6)


@given(SHARES)
def test_ten_times_the_sample_narrows_the_interval(share: Share) -> None:
    more = Share(10 * share.part, 10 * share.whole)
    assert share.interval is not None
    assert more.interval is not None
    assert more.interval[1] - more.interval[0] < share.interval[1] - share.interval[0]
