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
OWN += [
    "The program can be freely downloaded from {}",
    "Pine Mapper ({}) is a new web site that maps pines.",
    "A server for cones ({}) has been designed for biologists.",
    "It is freely available as a pre-built binary package for two systems at {}.",
    "We count cones with the tools of others; the annotated cones, available from {}, are free.",
    "We implemented our method in a Python package ({}).",
    "We release the data used to draw the figures ({}).",
    "We constructed a set of cones ({}) and counted them.",
    "Readers can request a free copy at {}.",
]
THIRD_PARTY += [
    "Sample sizes were calculated using the ConeCount 3 software (release 3.1; available from: {}).",
    "Images were preprocessed in ForestLib (v. 5; {}).",
    "PineMap ({}) was used for the maps.",
    "All analyses used Conestat v14 or Forestlab v3 ({}).",
    "The pipeline makes use of open source libraries for trees (treelib, {}).",
    "Duplicates were removed with the tool at {} and the rest was counted.",
    "The lamp was released by Smith et al. ({}).",
    "Cones were segmented in PyCone [45] ({}) and counted.",
    "Data were obtained from the forest inventory website ({}).",
    "We picked fifty trees from the publicly available woodland data set ({}).",
    "The maps were drawn by Treeviewer ({}), and the plots by hand.",
    "This work makes extensive use of the forest package ({}).",
    "Growth was modelled as described in {}.",
    "Heights were taken from the survey of 1950 (these data are available online at {}) and averaged.",
]
#: No word says whose it is, and a reference, a version or a maker right before the link does.
THIRD_PARTY += [
    "Cones were counted by hand [45] ({}) all year.",
    "PineMap [12, 13] ({}) shines at night.",
    "Lamps (version 3.1; {}) shine.",
    "ForestLib version 3.2 ({}) shines.",
    "Lamps (Forest Inc., Oakville; {}) shine.",
]
UNCLEAR = [
    "Cones were counted by hand ({}) all year.",
    "The Great Corpus ({}) describes a hundred constructions of the language.",
]


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


@pytest.mark.parametrize(
    ("title", "target", "own"),
    [
        ("Cones: a solver", "lab/cones", True),
        ("CoNeS: a solver", "lab/cones", True),
        ("Cone-S, a solver", "lab/cone_s", True),
        ("Cones, a solver", "lab/pycones", True),
        ("Cones, a solver, revisited", "lab/pycones", True),
        ("Cones: a solver: revisited", "lab/pycones", True),
        ("Cones: a solver", "cones/code", True),
        ("PyCones: a solver", "lab/cones", True),
        ("PyCone2: a solver", "lab/cone", True),
        ("PyCon: a solver", "lab/con", False),  # three letters are in too many names
        ("Oak: a solver", "lab/oak", True),
        ("AI: a solver", "lab/ai", False),
        ("Cones of pines, a survey", "lab/cones-of-pines", False),
        ("Cones", "lab/cones", False),
        ("A survey: cones", "lab/cones", False),
    ],
)
def test_the_name_at_the_head_of_a_title_is_looked_for_in_the_repositorys(title: str, target: str, own: bool) -> None:
    text = f"We compare it with others (https://github.com/{target})."
    (link,) = extract(Paper("1", title, text)).links
    assert link.ownership is (Ownership.OWN if own else Ownership.THIRD_PARTY)


@pytest.mark.parametrize("others", [0, 1, 2, 3, 5])
def test_names_beside_four_addresses_or_more_are_a_list_of_what_is_used(others: int) -> None:
    text = " ".join(f"Tool{number} https://lab{number}.example.org/t" for number in range(others + 1))
    found = {link.ownership for link in extract(Paper("1", "On pines", text)).links}
    assert (found == {Ownership.THIRD_PARTY}) == (others >= 3)


@pytest.mark.parametrize(
    "host", ["uniprot.org/pine", "www.ncbi.nlm.nih.gov/gene", "creativecommons.org/licenses/by/4.0"]
)
def test_what_all_use_is_nobodys_own(host: str) -> None:
    (link,) = extract(
        Paper("1", "On pines", f"The licence or the record is available at https://{host} for all.")
    ).links
    assert link.ownership is Ownership.THIRD_PARTY


def test_a_list_of_resources_is_what_a_paper_uses() -> None:
    text = "Treelib https://a.example.org/t Conebox https://b.example.org/c Pinemap https://c.example.org/p Resin https://d.example.org/r"
    assert {link.ownership for link in extract(Paper("1", "On pines", text)).links} == {Ownership.THIRD_PARTY}


def test_an_abbreviation_ends_no_sentence() -> None:
    (link,) = extract(
        Paper("1", "T", "Code was written by Smith et al. (https://github.com/smith/pines) long ago.")
    ).links
    assert link.evidence.startswith("Code was written")


def test_the_evidence_is_the_sentence_of_the_link() -> None:
    text = "A method. We use the solver at https://github.com/lab/thing for speed. It works."
    (link,) = extract(Paper("1", "T", text)).links
    assert link.evidence == "We use the solver at https://github.com/lab/thing for speed."
