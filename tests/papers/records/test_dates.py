"""Dates as exports write them: as exact as they are known, in the languages that people write them in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.papers.records.dates import MONTHS, date_of, month_of, written_date


@pytest.mark.parametrize(
    ("text", "year", "found"),
    [
        ("2021-05-04", "", "2021-05-04"),
        ("2021-05-00", "", "2021-05"),  # ADS: no day
        ("2018/05//", "", "2018-05"),  # RIS
        ("2018/05/04/Spring", "", "2018-05-04"),
        ("20210504", "", "2021-05-04"),  # MEDLINE's DEP
        ("2021 May 4", "", "2021-05-04"),
        ("2021-05-04T10:00:00Z", "", "2021-05-04T10:00:00Z"),
        ("2021/05/04 06:00", "", "2021-05-04"),
        ("NOV", "2019", "2019-11"),
        ("MAR 4", "2018", "2018-03-04"),
        ("May 4th, 2021", "1999", "2021-05-04"),
        ("", "2020", "2020"),
        ("", "2022/11/05/", "2022-11-05"),
        ("05/2021", "", "2021-05"),
    ],
)
def test_what_is_known_is_kept(text: str, year: str, found: str) -> None:
    assert written_date(text, year) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4 de mayo de 2021", "2021-05-04"),
        ("4. März 2021", "2021-03-04"),
        ("1er février 2020", "2020-02-01"),
        ("3 de março de 2020", "2020-03-03"),
        ("15 settembre 2020", "2020-09-15"),
        ("2021年5月4日", "2021-05-04"),
        ("2021年5月", "2021-05"),
    ],
)
def test_months_have_names_in_many_languages(text: str, found: str) -> None:
    assert written_date(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("Spring 2020", "2020"), ("Winter", "2021"), ("2nd quarter", "2021"), ("in press", "2021")],
)
def test_a_season_has_no_month(text: str, found: str) -> None:
    assert written_date(text, "2021") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("Jan-Feb 2021", "2021-01"), ("03--05 Aug 2024", "2024-08"), ("Dec 2020-Jan 2021", "2020-12")],
)
def test_a_range_counts_from_where_it_begins(text: str, found: str) -> None:
    assert written_date(text) == found


@pytest.mark.parametrize(
    ("text", "found"), [("03/04/2024", "2024"), ("25/12/2024", "2024-12-25"), ("12/25/2024", "2024-12-25")]
)
def test_days_and_months_are_not_guessed(text: str, found: str) -> None:
    assert written_date(text) == found


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.sampled_from(sorted(MONTHS)))
def test_any_day_is_found_again_however_its_month_is_named(day: date, name: str) -> None:
    when = day.replace(day=min(day.day, 28), month=MONTHS[name])
    assert written_date(f"{when.day} {name} {when.year:04}") == when.isoformat()
    assert month_of(f"{name}.") == when.month
    assert date_of((f"{when.year:04}", name, when.day)) == when.isoformat()


@given(st.text(max_size=150), st.text(max_size=8))
def test_no_text_is_more_than_a_date(text: str, year: str) -> None:
    found = written_date(text, year)
    assert found == "" or found[:4].isdigit()
