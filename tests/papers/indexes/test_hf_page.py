"""A papers page as it comes out of a browser: every paper found, furniture passed over, nothing lost in silence."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from checker.model import BadRecord, Paper
from checker.model.paper_ids import title_id
from checker.papers.indexes.hf_page import HuggingFacePage

if TYPE_CHECKING:
    from pathlib import Path

LONG = (
    "Kettles are watched in many kitchens, and yet nobody has measured how long they take to boil. We time four "
    "hundred kettles with and without an observer, and find that a watched kettle boils as soon as any other one."
)
SHORT = "We measure it once and for all."


def read(text: str) -> tuple[list[Paper], list[BadRecord]]:
    """Papers and bad records of a page."""
    found = list(HuggingFacePage().read(io.BytesIO(text.encode()), "page.txt"))
    return [x for x in found if isinstance(x, Paper)], [x for x in found if isinstance(x, BadRecord)]


def page(*paragraphs: str) -> str:
    """Paragraphs with a blank line between them."""
    return "\n\n".join(paragraphs) + "\n"


HEAD = ("new", "Get trending papers in your email inbox!", "Subscribe", "byAK and the research community", "Mar 11")
TWO = page(*HEAD, "On Watched Kettles", LONG, "Teapots: A Survey", SHORT)


@pytest.mark.parametrize(
    "text",
    [
        TWO,
        TWO.replace("\n", "\r\n"),
        "\ufeff" + TWO,
        "\n \n\n" + TWO + "\n\n\n",
        TWO.replace("\n\n", "\n\xa0\n"),
    ],
    ids=["as copied", "CRLF", "byte order mark", "blank ends", "no-break blanks"],
)
def test_papers_are_found_whatever_the_line_ends(text: str) -> None:
    papers, bad = read(text)
    assert [(paper.title, paper.abstract) for paper in papers] == [
        ("On Watched Kettles", LONG),
        ("Teapots: A Survey", SHORT),
    ]
    assert papers[0].id == title_id("On Watched Kettles")
    assert not bad


@pytest.mark.parametrize(
    "furniture",
    [
        "42",
        "· 7 authors",
        "1.2k",
        "+3",
        "Upvote",
        "Mar 11",
        "March 11, 2026",
        "11 Mar 2026",
        "Submitted by jdoe",
        "Submitted by\njdoe\n42",
        "Daily Papers",
        "Ada Byron, Charles P. Babbage",
        "Published on Mar 11",
    ],
)
def test_furniture_between_papers_is_passed_over(furniture: str) -> None:
    papers, bad = read(page(*HEAD, furniture, "On Watched Kettles", LONG, furniture, "Teapots", LONG, furniture))
    assert [(paper.title, paper.abstract) for paper in papers] == [("On Watched Kettles", LONG), ("Teapots", LONG)]
    assert not bad


@pytest.mark.parametrize(
    "title",
    [
        "Tea for the Research Community",
        "Submitted by Mistake: A Study of Letters",
        "Mark 5 Kettles",
        "2 Kettles Are Enough",
        "Is Tea All You Need?",
        "Tea, Again.",
        "Hot Kettles, Cold Teapots",
        "Published on Time",
        "kettle " * 35 + "in two languages",
    ],
)
def test_a_title_that_looks_like_something_else_is_still_a_title(title: str) -> None:
    papers, bad = read(page(*HEAD, "First", LONG, title, LONG, "Last", LONG))
    assert [paper.title for paper in papers] == ["First", title, "Last"]
    assert [paper.abstract for paper in papers] == [LONG] * 3
    assert not bad


@pytest.mark.parametrize(
    "more",
    ["Code: https://github.com/octo/kettle", "Code is at github.com/octo/kettle", "Everything is out now.", LONG],
)
def test_an_abstract_of_several_paragraphs_stays_whole(more: str) -> None:
    papers, bad = read(page(*HEAD, "On Watched Kettles", LONG, more, "Teapots", LONG))
    assert [(paper.title, paper.abstract) for paper in papers] == [
        ("On Watched Kettles", f"{LONG}\n\n{more}"),
        ("Teapots", LONG),
    ]
    assert not bad


def test_an_abstract_that_was_cut_is_kept_as_far_as_it_goes() -> None:
    papers, bad = read(page(*HEAD, "On Watched Kettles", "Kettles are watched in…", "Teapots", LONG))
    assert [paper.abstract for paper in papers] == ["Kettles are watched in…", LONG]
    assert not bad


def test_a_page_copied_without_blank_lines() -> None:
    papers, bad = read(f"byAK and the research community\n\n12\nOn Kettles\n{LONG}\nTeapots\n{LONG}\n")
    assert [(paper.title, paper.abstract) for paper in papers] == [("On Kettles", LONG), ("Teapots", LONG)]
    assert not bad


def test_a_title_without_abstract_is_told_with_its_line() -> None:
    papers, bad = read(page(*HEAD, "On Watched Kettles", LONG, "Lost Teapots", "Saucers", LONG))
    assert [paper.title for paper in papers] == ["On Watched Kettles", "Saucers"]
    assert [(record.line, record.why) for record in bad] == [(15, "no abstract after 'Lost Teapots'")]


def test_authors_under_the_title_are_not_taken_for_it() -> None:
    papers, bad = read(page(*HEAD, "On Watched Kettles", "Ada Byron, Charles Babbage", LONG))
    assert [paper.title for paper in papers] == ["On Watched Kettles"]
    assert not bad


def test_what_is_no_utf_8_hurts_nobody() -> None:
    found = list(HuggingFacePage().read(io.BytesIO(b"On \xff Kettles\n\n" + LONG.encode()), "page.txt"))
    assert [type(one) for one in found] == [Paper]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (TWO.encode(), True),
        (b"\xef\xbb\xbf" + TWO.replace("\n", "\r\n").encode(), True),
        (b"\nDaily Papers\n\nTitle\n", True),
        (b'{"title": "Subscribe"}\n', False),
        (b"<html>\nSubscribe\n", False),
        (b"# Notes\n\nDaily papers are read by all who subscribe.\n", False),
        (b"", False),
    ],
)
def test_it_is_recognised_by_a_line_of_furniture(head: bytes, expected: bool) -> None:
    assert bool(HuggingFacePage().recognises(head)) is expected


@pytest.mark.corpus
def test_the_real_page(corpus: Path) -> None:
    gold = (corpus / "hf-papers-page.gold.jsonl").read_text("utf-8").splitlines()
    with (corpus / "hf-papers-page.txt").open("rb") as stream:
        found = list(HuggingFacePage().read(stream, "page"))
    assert [one.title for one in found if isinstance(one, Paper)] == [json.loads(line)["title"] for line in gold]
    assert len(found) == 106
