"""Markdown keeps within a size and says what it leaves out; the summary of a job says why it is red."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.reports.contents.contents import ContentsOptions
from checker.reports.forms.markdown.fitting import fitting
from checker.reports.forms.markdown.summary import summary
from checker.reports.protocol import FormOptions
from tests.reports.moths import COPY, MOTHS, Moth, account, database, rendered
from tests.reports.strangers import account as spoilt

if TYPE_CHECKING:
    from pathlib import Path

MANY = ContentsOptions(rows=1_000)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some hundred losses, in as many papers."""
    moths = [Moth(f"laboratory-{number}/repository-{number}", ("gone",)) for number in range(400)]
    return database(tmp_path_factory.mktemp("many") / "many.db", moths, runs=1)


def test_papers_and_artifacts_are_linked_with_the_copy_at_hand(moths: Path) -> None:
    text = rendered("markdown", moths)
    assert "[lab/lost](https://github.com/lab/lost)" in text
    assert "[On Moth 2](https://arxiv.org/abs/2403.00002)" in text
    assert COPY in text
    assert "Gone since 2 November 2026, confirmed. Last seen working on 5 October 2026." in text
    assert "[lab/new](https://github.com/lab/new)" in text


def test_a_share_in_percent_stands_with_its_counts_in_tables_too(moths: Path) -> None:
    for form in ("markdown", "html"):
        text = re.sub(r"<[^>]+>|[|()]", " ", rendered(form, moths))
        assert re.search(r"Still there\s+not gone, not blocked\s+73.%\s+8 of 11\b", text), form


@pytest.mark.slow
@pytest.mark.parametrize("limit", [65_536, 30_000, 5_000, 1_000])
def test_a_limit_holds_in_bytes_with_a_count_of_the_rest_and_the_way_to_it(limit: int, many: Path) -> None:
    whole = rendered("markdown", many, contents_options=MANY)
    assert len(whole.encode()) > 65_536
    text = rendered("markdown", many, FormOptions(limit=limit), MANY)
    assert len(text.encode()) <= limit
    if limit >= 5_000:
        shown = text.count("| ✗ gone, seen once |")
        assert f"{400 - shown:,} more: `reprolinks report -o availability.html`" in text
        assert len(text.encode()) > limit - 1_000, "as many rows as fit"


def test_what_fits_is_left_whole(moths: Path) -> None:
    assert rendered("markdown", moths, FormOptions(limit=1_048_576)) == rendered("markdown", moths)


@given(st.integers(1, 400), st.integers(0, 60), st.sampled_from(["a", "é", "語", "\n"]))
def test_the_most_that_fits_is_found(limit: int, most: int, letter: str) -> None:
    def made(rows: int) -> str:
        return "head\n" + f"row {letter}\n" * rows

    text = fitting(limit, most, made)
    assert len(text.encode()) <= limit
    if text in {made(rows) for rows in range(most + 1)} and text != made(most):
        assert len(made(text.count("row") + 1).encode()) > limit


def test_a_summary_has_the_news_as_its_heading_and_the_rest_folded(moths: Path) -> None:
    with account(moths) as told:
        text = summary(told, tail="This job is red because `--fail-on newly-gone` holds for 1 artifact.")
    first, *rest = text.splitlines()
    assert first.startswith("## ")
    assert "1 newly gone" in first
    assert "**4 of 11**" in text
    assert "95 % interval" in text
    assert "<details><summary>What needs attention: 8</summary>" in text
    assert text.index("</details>") < text.index("This job is red")
    assert rest[-1].startswith("This job is red")
    assert "✗ newly gone, seen once" in text


def test_a_summary_keeps_within_what_a_platform_shows(many: Path) -> None:
    with account(many, contents_options=MANY) as told:
        for limit in (1_048_576, 20_000, 3_000):
            text = summary(told, limit=limit, tail="The last word.")
            assert len(text.encode()) <= limit
            assert text.rstrip().endswith("The last word.")


def test_a_summary_of_nothing_is_one_too(nothing: Path) -> None:
    with account(nothing) as told:
        assert summary(told).startswith("## ")


@pytest.mark.parametrize("text", ["</details><script>", "a | b", "::error::x", "`x`", "@everyone #1"])
def test_no_title_opens_or_closes_anything_in_a_summary(text: str) -> None:
    with spoilt(text) as told:
        shown = summary(told)
    assert shown.count("<details>") == shown.count("</details>") == 1
    assert not re.search(r"(?<!\\)<(?!/?(?:details|summary)>)", shown)
    rows = [line for line in shown.splitlines() if line.startswith("| ")]
    assert len({line.replace("\\|", "").count("|") for line in rows}) == 1


def test_all_papers_are_listed_on_request_with_their_kept_columns(moths: Path) -> None:
    text = rendered("markdown", moths, FormOptions(by=("paper",), keep=("track",)))
    listed = text[text.index("## All papers") :]
    for place, moth in enumerate(MOTHS, 1):
        assert f"- [On Moth {place}](https://arxiv.org/abs/2403.{place:05d}) (2024); track: Track {place}" in listed
        assert f"  - [{moth.target}]" in listed
