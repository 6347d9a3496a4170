"""Rows as text: nothing that a paper says does anything to a spreadsheet, a page or a terminal."""

from __future__ import annotations

import csv
import io
import json

import pytest

from checker.reports.rows import write

COLUMNS = ["title", "number"]


def shown(form: str, *cells: object) -> str:
    out = io.StringIO()
    write(form, COLUMNS, [(cell, 1) for cell in cells], out)  # type: ignore[misc]  # as the database gives them
    return out.getvalue()


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\uff1d"])
def test_a_spreadsheet_sees_no_formula(mark: str) -> None:
    rows = list(csv.reader(io.StringIO(shown("csv", f"{mark}HYPERLINK(1)"))))
    assert rows[1][0] == f"'{mark}HYPERLINK(1)"


def test_a_number_stays_a_number() -> None:
    assert shown("csv", -3, None, 2.5) == "title,number\n-3,1\n,1\n2.5,1\n"


def test_text_keeps_its_marks_in_csv() -> None:
    assert list(csv.reader(io.StringIO(shown("csv", 'a "b", c'))))[1][0] == 'a "b", c'


def test_a_line_stays_one_line_and_a_page_gets_no_markup() -> None:
    assert shown("tsv", "a\tb\nc\x1b[31m") == "title\tnumber\na b c [31m\t1\n"
    assert shown("markdown", "a|b <i>") == "| title | number |\n|---|---|\n| a\\|b \\<i\\> | 1 |\n"
    assert "[red]" in shown("table", "[red]x")


def test_json_has_values_as_they_are() -> None:
    text = shown("json", "=1\u202e", None)
    assert json.loads(text) == [{"title": "=1\u202e", "number": 1}, {"title": None, "number": 1}]
    assert "\u202e" not in text
    assert shown("json") == "[]\n"
