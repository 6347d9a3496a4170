"""Numbers and dates as sentences have them: no decimal that n does not carry, 100 % only if it is all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.reports.contents import words
from checker.statistics.intervals import Share


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Share(3_755, 4_195), "89.5\u202f%"),
        (Share(13, 20), "65\u202f%"),
        (Share(5, 9), "5 of 9"),
        (Share(4_999, 5_000), "99.9\u202f%"),
        (Share(5_000, 5_000), "100\u202f%"),
        (Share(99, 99), "100\u202f%"),
        (Share(0, 50), "0\u202f%"),
        (Share(1, 5_000), "0.1\u202f%"),
        (Share(0, 0), "?"),
    ],
)
def test_a_share_has_as_many_digits_as_it_is_worth(share: Share, shown: str) -> None:
    assert words.share(share) == shown


@given(st.integers(1, 10_000), st.data())
def test_a_hundred_per_cent_is_all_and_nought_is_nothing(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    shown = words.percent(100 * part / whole, whole)
    assert (shown == "100\u202f%") == (part == whole)
    assert (shown in ("0\u202f%", "0.0\u202f%")) == (part == 0)


@pytest.mark.parametrize(
    ("moment", "long", "short"),
    [
        ("2026-11-30T06:12:00Z", "30 November 2026", "30 Nov 2026"),
        ("2024-03-01", "1 March 2024", "1 Mar 2024"),
        ("2024-05", "May 2024", "May 2024"),
        ("2024", "2024", "2024"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_dates_are_words(moment: str | None, long: str, short: str) -> None:
    assert (words.long_date(moment), words.short_date(moment)) == (long, short)


def test_a_sentence_is_shortened_in_its_dates_alone() -> None:
    assert (
        words.shorter("Gone since 5 October 2026, confirmed. March on.")
        == "Gone since 5 Oct 2026, confirmed. March on."
    )


@pytest.mark.parametrize(
    ("change", "shown"),
    [(-4.14, "down 4.1 points"), (1.0, "up 1.0 point"), (0.04, "unchanged"), (-0.04, "unchanged")],
)
def test_differences_are_points(change: float, shown: str) -> None:
    assert words.points(change) == shown


@pytest.mark.parametrize(
    ("authors", "shown"),
    [
        ("Kowalczyk, Anna; Adeyemi, Bola", "Kowalczyk et al."),
        ("Anna Kowalczyk and Bola Adeyemi", "Kowalczyk et al."),
        ("A. Kowalczyk, B. Adeyemi, C. Third", "Kowalczyk et al."),
        ("Anna Kowalczyk", "Kowalczyk"),
        ("", ""),
    ],
)
def test_the_first_author_stands_for_all(authors: str, shown: str) -> None:
    assert words.first_author(authors) == shown
