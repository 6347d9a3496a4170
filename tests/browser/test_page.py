"""The page of a report in a real browser: it stands without a script, on a telephone, on paper; axe finds nothing."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Opened

    Open = Callable[..., Opened]

STATES = pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (420, "light"), (420, "dark")], ids=str
)


@STATES
def test_axe_finds_nothing(mosses: Path, opened: Open, width: int, scheme: str) -> None:
    shown = opened(mosses, width, color_scheme=scheme)
    shown.page.locator("#rows .open").first.click()
    for details in shown.page.locator("details").all()[:2]:
        details.locator("summary").click()
    found = Axe().run(shown.page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 360, 420, 480, 600, 768, 860, 1024, 1180, 1280, 1600])
def test_nothing_scrolls_sideways(mosses: Path, opened: Open, width: int) -> None:
    shown = opened(mosses, width)
    shown.page.locator("#rows .open").first.click()
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_says_what_matters_without_a_script(mosses: Path, opened: Open) -> None:
    shown = opened(mosses, java_script_enabled=False)
    text = shown.page.locator("body").inner_text()
    for one in (
        "What is new since 2 November 2026",
        "of the papers\u2019 own links",
        "95\u202f% interval",
        "What needs attention",
    ):
        assert one in text
    assert "reprolinks report --format csv" in text
    assert not shown.page.locator("#table").is_visible()
    assert not shown.page.locator(".needs-script >> visible=true").count(), "no control that does nothing"


def test_headings_go_down_by_one_step(mosses: Path, opened: Open) -> None:
    levels = [
        int(one)
        for one in opened(mosses).page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4')].map(e => e.tagName[1])"
        )
    ]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_chart_says_its_finding(mosses: Path, opened: Open) -> None:
    shown = opened(mosses)
    sentence = shown.page.locator("#trend .why").inner_text()
    chart = shown.page.locator("#trend .wide svg[role=img]")
    assert chart.get_attribute("aria-label") == sentence
    assert re.match(r"(Down|Up|Unchanged)", sentence)
    shown.page.locator("#trend summary").click()
    assert len(shown.texts("#trend tbody tr")) == 7, "a row of numbers for each run"


def test_a_telephone_shows_news_before_the_figure_and_large_targets(mosses: Path, opened: Open) -> None:
    page = opened(mosses, 420).page
    boxes = {name: page.locator(name).bounding_box() for name in (".newsline", ".figure", "#news")}
    top = {name: box["y"] for name, box in boxes.items() if box}
    assert top[".newsline"] < top[".figure"] < top["#news"]
    for selector in (".chips button", ".contents li a", "#q", "#save", "#rows .open"):
        box = page.locator(selector).first.bounding_box()
        assert box, selector
        assert box["height"] >= 44, selector


def test_paper_has_addresses_in_full_and_no_controls(mosses: Path, opened: Open) -> None:
    page = opened(mosses).page
    page.emulate_media(media="print")
    assert not page.locator("#controls").is_visible()
    assert not page.locator(".contents").is_visible()
    assert page.locator("#news .address").first.is_visible()
    assert page.locator(".grouphead .printed").first.inner_text().startswith("3 of ")
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_has_a_sign_and_a_word(mosses: Path, opened: Open, scheme: str) -> None:
    """Nothing is told by colour alone."""
    shown = opened(mosses, color_scheme=scheme)
    for one in shown.page.locator(".legend li").all():
        assert one.locator("svg use").count() == 1
        assert re.match(r"[A-Z][a-z]+", one.inner_text().strip())
    fills = [one.get_attribute("fill") for one in shown.page.locator(".bar rect").all()]
    assert any(one and one.startswith("url(#p-") for one in fills), "members of a family differ by texture"
