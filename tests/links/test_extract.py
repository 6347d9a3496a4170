"""What one paper says: its links in order, its claim, and the sentence that shows it."""

from __future__ import annotations

import pytest

from checker.links import extract
from checker.model import Ownership, Paper

LINK = "https://github.com/lab/thing"


def test_links_of_the_abstract_come_before_those_of_the_comments() -> None:
    found = extract(Paper("1", "T", f"Code at {LINK}. Page: https://lab.github.io/x", "See https://osf.io/ab12c"))
    assert [(link.field, link.target) for link in found.links] == [
        ("abstract", "lab/thing"),
        ("abstract", "lab.github.io/x"),
        ("comments", "osf.io/ab12c"),
    ]
    assert (found.claim, found.evidence) == ("linked", "")


def test_a_link_in_the_comments_alone_is_one_too() -> None:
    found = extract(Paper("1", "T", "A method.", f"We use the solver at {LINK} for speed. It has pages."))
    (link,) = found.links
    assert found.claim == "linked"
    assert (link.ownership, link.evidence) == (Ownership.THIRD_PARTY, f"We use the solver at {LINK} for speed.")


def test_a_link_to_a_publication_stays_though_it_makes_no_claim() -> None:
    found = extract(Paper("1", "T", "A method, after https://arxiv.org/abs/2402.00001 in spirit."))
    assert [(link.kind, link.target) for link in found.links] == [("paper", "arxiv.org/abs/2402.00001")]
    assert (found.claim, found.evidence) == ("none", "")


def test_the_sentence_of_a_claim_is_one_line_and_is_cut() -> None:
    found = extract(Paper("1", "T", "A method. We will\n  release   our code. It works."))
    assert (found.claim, found.evidence) == ("promised", "We will release our code")
    long = extract(Paper("1", "T", f"We will release our code {'and so on ' * 100}."))
    assert (long.claim, len(long.evidence)) == ("promised", 400)
    assert long.evidence.startswith("We will release our code and so on")


@pytest.mark.parametrize("text", ["", "A fast method.", "We count trees."])
def test_a_paper_that_says_nothing_claims_nothing(text: str) -> None:
    found = extract(Paper("1", "T", text))
    assert (found.links, found.claim, found.evidence) == ((), "none", "")


def test_the_sentence_of_a_link_is_cut_too() -> None:
    (link,) = extract(Paper("1", "T", f"We {'really ' * 200}use {LINK} here.")).links
    assert len(link.evidence) <= 400


def test_the_paper_that_a_thing_is_named_after_owns_it() -> None:
    for title, owner in (("Thing: a solver", "own"), ("Thing, a solver", "own"), ("A thing we use", "third_party")):
        (link,) = extract(Paper("1", title, f"We use it ({LINK}).")).links
        assert link.ownership == owner


@pytest.mark.parametrize(
    "end", ["pdf", "PNG", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "tif", "tiff", "ico", "pdf?v=2"]
)
def test_of_a_record_s_other_fields_pages_and_pictures_are_no_links(end: str) -> None:
    fields = (("url", f"https://lab.example.org/paper.{end}"), ("code", LINK))
    assert [(link.field, link.target) for link in extract(Paper("1", "T", "A method.", fields=fields)).links] == [
        ("code", "lab/thing")
    ]


def test_in_the_abstract_a_picture_is_a_link_as_any() -> None:
    (link,) = extract(Paper("1", "T", "A picture: https://lab.example.org/a.png")).links
    assert link.target == "lab.example.org/a.png"
