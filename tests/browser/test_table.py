"""The table of all papers and artifacts in a real browser: searched, filtered, sorted, opened, saved, by keyboard."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from checker.reports.contents.attention import SHORT
from tests.browser.many import Many, page_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Opened

    Open = Callable[..., Opened]


def statuses(shown: Opened) -> set[str]:
    return {one.strip() for one in shown.texts("#rows .status")}


def settled(shown: Opened, text: str) -> None:
    shown.page.wait_for_function("text => location.hash.includes(text)", arg=text)


def test_what_is_to_be_done_stands_first(mosses: Path, opened: Open) -> None:
    shown = opened(mosses)
    order = list(SHORT.values())
    places = [order.index(one) for one in shown.texts("#rows .deed")]
    assert places == sorted(places)
    assert shown.texts("#rows .deed")[0] == "Use the copy"
    assert shown.page.locator("#rows tbody tr").count() == 25
    assert shown.page.locator("#count").inner_text().startswith("All 3")


def test_words_of_a_search_are_all_needed_and_stand_in_the_address(mosses: Path, opened: Open) -> None:
    shown = opened(mosses)
    title = shown.texts("#rows .paper")[0]
    first, second = title.split()[-1], title.split()[1]
    shown.page.fill("#q", f"{first} {second}".upper())
    settled(shown, "q=")
    assert title in shown.texts("#rows .paper")
    found = shown.page.locator("#count").inner_text()
    again = opened(mosses, anchor=shown.page.evaluate("location.hash"))
    assert again.page.locator("#count").inner_text() == found
    assert again.page.input_value("#q") == f"{first} {second}".upper()


def test_chips_add_up_and_say_that_they_are_pressed(mosses: Path, opened: Open) -> None:
    shown = opened(mosses)
    for name in ("gone", "empty"):
        shown.page.click(f'#chips [data-state="{name}"]')
    assert statuses(shown) == {"Gone", "Empty"}
    assert shown.page.get_attribute('#chips [data-state="gone"]', "aria-pressed") == "true"
    settled(shown, "status=gone%2Cempty")
    shown.page.click("#clear")
    assert shown.page.get_attribute('#chips [data-state="gone"]', "aria-pressed") == "false"
    assert shown.page.locator("#count").inner_text().startswith("All ")


def test_a_group_leads_to_its_rows(mosses: Path, opened: Open) -> None:
    shown = opened(mosses)
    place = shown.page.locator(".grouphead a").first
    number = place.inner_text().split()[2]
    place.click()
    settled(shown, "do=use_copy")
    assert shown.page.locator("#count").inner_text().startswith(f"{number} of ")
    assert set(shown.texts("#rows .deed")) == {"Use the copy"}


def test_sorting_is_said(mosses: Path, opened: Open) -> None:
    shown = opened(mosses)
    head = shown.page.locator('#rows th[data-key="artifact"]')
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    names = [one.lower() for one in shown.texts("#rows .artifact")]
    assert names == sorted(names)
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert shown.page.locator("#rows th[aria-sort]").count() == 1


def test_a_row_opens_by_keyboard_with_its_evidence(mosses: Path, opened: Open) -> None:
    page = opened(mosses).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#q")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "open":
            break
    page.keyboard.press("Enter")
    button = page.locator("#rows .open").first
    assert button.get_attribute("aria-expanded") == "true"
    detail = page.locator(f"#{button.get_attribute('aria-controls')}")
    text = detail.inner_text()
    assert "As the paper prints it" in text
    assert "404 Not Found" in text
    assert detail.locator("mark").inner_text().startswith("https://")
    assert detail.locator(".looks use").count() == 7, "a sign for each run"
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "false"


def test_what_is_filtered_is_saved(mosses: Path, opened: Open) -> None:
    shown = opened(mosses, anchor="#all?status=gone")
    number = int(shown.page.locator("#count").inner_text().split()[0])
    with shown.page.expect_download() as waiting:
        shown.page.click("#save")
    text = waiting.value.path().read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == number
    assert {row["status"] for row in rows} == {"Gone"}
    assert all(row["address"].startswith("https://") for row in rows)


def test_nothing_fits_is_said(mosses: Path, opened: Open) -> None:
    shown = opened(mosses, anchor="#all?q=no+such+thing+anywhere")
    assert shown.page.locator("#count").inner_text().startswith("0 of ")
    assert shown.page.locator("#nothing").is_visible()


@pytest.mark.parametrize(
    "anchor", ["#all?page=999&size=7", "#all?status=%3Cb%3E&sort=nothing&page=-3", "#all?page=x"]
)
def test_any_address_shows_the_table(mosses: Path, opened: Open, anchor: str) -> None:
    assert opened(mosses, anchor=anchor).page.locator("#rows tbody tr").count() > 0


def test_fifty_thousand_rows_are_small_and_few_are_drawn(mosses: Path, opened: Open, tmp_path: Path) -> None:
    file, left_out = page_of(Many(50_000), mosses, tmp_path)
    assert left_out == 0
    assert file.stat().st_size < 5_000_000
    shown = opened(file)
    assert shown.page.locator("#count").inner_text() == "All 50,000 artifacts"
    assert shown.page.evaluate("document.querySelectorAll('*').length") < 5_000
    shown.page.select_option("#size", "100")
    assert shown.page.locator("#rows tbody tr").count() == 100
    shown.page.fill("#q", "zo ba")
    settled(shown, "q=zo")
    assert " of 50,000 artifacts" in shown.page.locator("#count").inner_text()
