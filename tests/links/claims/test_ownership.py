"""Whose a link is, from the sentence around it. All texts are invented."""

from __future__ import annotations

import pytest

from checker.links import extract
from checker.model import Ownership, Paper

OWN = [
    "Our code is available at {}.",
    "Code: {}",
    "We use three public corpora, and release our parser at {}.",
    "The method is fast. {}",
    "A demo video can be found at {}",
    "All resources are open to the research community at {}.",
    "We\nrelease the weights to support further research:\n{}",
]
THIRD_PARTY = [
    "We use the solver of others ({}) for all experiments.",
    "The system is built on top of BigTool ({}).",
    "We introduce a loss and evaluate it on the benchmark provided by the lab at {}.",
    "Results are compared with the baseline ({}).",
]
UNCLEAR = ["The Great Corpus ({}) describes a hundred constructions of the language."]


def ownership(text: str, title: str = "On methods") -> Ownership:
    (link,) = extract(Paper("1", title, text.format("https://github.com/lab/thing"))).links
    return link.ownership


@pytest.mark.parametrize("text", OWN)
def test_what_a_paper_gives_away_is_its_own(text: str) -> None:
    assert ownership(text) is Ownership.OWN


@pytest.mark.parametrize("text", THIRD_PARTY)
def test_what_a_paper_uses_is_somebody_elses(text: str) -> None:
    assert ownership(text) is Ownership.THIRD_PARTY


@pytest.mark.parametrize("text", UNCLEAR)
def test_a_sentence_without_a_cue_leaves_it_open(text: str) -> None:
    assert ownership(text) is Ownership.UNCLEAR


def test_the_name_of_the_paper_in_the_name_of_the_repository_says_whose_it_is() -> None:
    assert ownership("We use it ({}).", title="Thing: a solver") is Ownership.OWN
    assert ownership("We use it ({}).", title="Other: a solver") is Ownership.THIRD_PARTY


def test_the_evidence_is_the_sentence_of_the_link() -> None:
    text = "A method. We use the solver at https://github.com/lab/thing for speed. It works."
    (link,) = extract(Paper("1", "T", text)).links
    assert link.evidence == "We use the solver at https://github.com/lab/thing for speed."
