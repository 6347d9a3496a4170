"""The page as a file: its packed table holds every row, its bar adds up, and it stands without what draws charts."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from checker.reports.contents.contents import ContentsOptions
from checker.reports.page import charts
from checker.reports.page.table import packed
from tests.reports.moths import MOTHS, Moth, account, database, rendered

if TYPE_CHECKING:
    from pathlib import Path


def opened(page: str) -> Any:
    """The packed table of a page."""
    found = re.search(r'id="data">([^<]*)<', page)
    assert found
    return json.loads(gzip.decompress(base64.b64decode(found[1])))


def test_the_packed_table_holds_every_artifact_with_its_evidence(moths: Path) -> None:
    table = opened(rendered("html", moths))
    rows = table["rows"]
    assert sorted(rows["target"]) == sorted(moth.target for moth in MOTHS)
    place = rows["target"].index("lab/newly-lost")
    assert (rows["state"][place], rows["deed"][place], rows["since"][place]) == ("gone", "ask", "2026-11-30")
    assert table["history"][place] == "aag", "a letter for each run"
    assert table["papers"]["title"][rows["paper"][place]] == "On Moth 3"
    first = table["said"][place][:2]
    assert table["days"][first[0]] == "2026-11-30"
    assert table["answers"][first[1]][0] == "GitHub"


def test_papers_without_a_link_stand_in_the_table_too(tmp_path: Path) -> None:
    path = database(tmp_path / "a.db", (Moth("lab/there"),), runs=1)
    with account(path) as told:
        assert packed(told.figures, told.contents.artifacts).rows == 1
    table = opened(rendered("html", path))
    assert table["rows"]["state"] == ["available"]


def test_what_does_not_fit_is_left_out_and_counted(moths: Path) -> None:
    with account(moths) as told:
        table = packed(told.figures, told.contents.artifacts, most=3)
    assert (table.rows, table.left_out) == (3, len(MOTHS) - 3)


def test_small_segments_can_be_seen_and_the_bar_is_as_long_as_ever(tmp_path: Path) -> None:
    moths = (*(Moth(f"lab/{number}") for number in range(900)), Moth("lab/lost", ("gone",)))
    page = rendered("html", database(tmp_path / "a.db", moths, runs=1))
    bar = re.search(r'<svg class="bar".*?</svg>', page, re.DOTALL)
    assert bar
    places = [(float(x), float(width)) for x, width in re.findall(r'x="([\d.]+)"[^>]*? width="([\d.]+)"', bar[0])]
    assert len(places) == 2
    assert places[1][1] >= 2
    assert places[1][0] + places[1][1] == pytest.approx(1_215, abs=1.5)


def test_without_the_library_that_draws_the_numbers_stand_there(moths: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "drawable", lambda: False)
    page = rendered("html", moths)
    trend = page[page.index('id="trend"') : page.index('id="survival"')]
    assert "reprolinks[stats]" in trend
    assert "<details open>" in trend
    assert 'role="img"' not in trend
    assert trend.count("<tr>") == 4, "a heading, and a row for each run"


def test_a_chart_is_drawn_of_attributes_alone(moths: Path) -> None:
    page = rendered("html", moths)
    chart = page[page.index('<div class="wide">') : page.index('<div class="narrow">')]
    assert "<path" in chart
    assert not re.search(r"style=|<style|<script|<\?xml|xmlns", chart)
    used = set(re.findall(r'href="#([\w.-]+)"|url\(#([\w-]+)\)', chart))
    assert {one or other for one, other in used} <= set(re.findall(r"id=\"([\w.-]+)\"", chart))


def test_a_title_and_an_introduction_are_said_and_nothing_more(moths: Path) -> None:
    page = rendered(
        "html",
        moths,
        contents_options=ContentsOptions(title='Our "list" </title>', intro="First <b>words</b>.\n\nSecond."),
    )
    assert "<h1>Our &#34;list&#34; &lt;/title&gt;</h1>" in page
    assert '<p class="intro">First &lt;b&gt;words&lt;/b&gt;.</p>' in page
    assert page.count('class="intro"') == 2
    assert "Our  list" in re.findall(r"@bottom-left \{ content: \"([^\"]*)\"", page)[0]


def test_all_ids_are_one_each_and_all_places_that_are_led_to_exist(moths: Path) -> None:
    page = rendered("html", moths)
    ids = re.findall(r' id="([^"]+)"', page[: page.index('id="data"')])
    assert len(ids) == len(set(ids))
    assert {one.split("?")[0] for one in re.findall(r'href="#([^"]+)"', page[: page.index('id="data"')])} <= set(ids)
