"""What a paper says of its artifacts where it prints no link. All texts are invented."""

from __future__ import annotations

import pytest

from checker.links import extract
from checker.model import Claim, Paper

GIVEN = [
    "We release PinePile.",
    "We evaluate ten parsers, and release the scripts.",
    "We compare models, open-source our code, and give advice.",
    "We train three sizes, and make our models and logs publicly available.",
    "We share all logs of the agents to invite further work.",
    "We publish alignments for 900 films.",
    "We've made the grammar freely available.",
    "The corpus has images of ten towns, which we make publicly available.",
    "We tag, clean, and make publicly available a set of laws.",
    "We have included the source code in the supplementary material.",
]
OUT = [
    "PinePile is publicly available for research.",
    "PineLib is available as a pip package and an API.",
    "PineLib has been released with an open-source licence.",
    "All tools and schemes are made publicly available to enable reproducible research.",
    "The lexicon (2,000 entries) with two annotations is freely available.",
    "These annotations and 300 hours of recordings are being released.",
    "Code and demo are available here.",
    "The code is available:",
    "A thesaurus and a word list are available for download.",
    "All our resources are available publicly as a benchmark.",
    "Our project page can be found at Github.",
    "By creating and releasing PinePile, a corpus of letters, we take a first step.",
    "We hope that the release of the corpus will help.",
    "This paper provides the second data release of the Pine survey.",
]
CALLED_OPEN = [
    "We present PineLib, an open-source toolkit for trees.",
    "We introduce PineMark (Pine Benchmark for Trees), a novel, fully open-source benchmark.",
    "An open-source implementation has also been provided.",
    "We also contribute two public datasets of trees.",
    "Our contribution is an open-source harness for agents.",
    "The simulator is provided as an open-source, extendable package.",
    "This paper describes an open source voice toolkit.",
    "Our method runs in Pine, our open-source simulator.",
]
PROMISED = [
    "We will release Pine-7B for the community.",
    "We'll open-source the harness.",
    "We plan to make the benchmark available to all.",
    "We will later open-source the site of our survey.",
    "Code and models are available upon acceptance.",
    "The transcripts will be included in the first release of the corpus.",
    "The code is available at: [link to be added after review].",
    "We expect to make the corpus publicly available next year.",
]
ON_REQUEST = [
    "The data are available upon reasonable request.",
    "Code can be requested from the authors, as can the data.",
    "On request, the recordings can be obtained from the first author.",
]
NONE = [
    "Images are readily available on the internet, while simulations are few.",
    "The recent release of the PineStep dataset opens new ways.",
    "Key information is available in the position of the body.",
    "Recent work assumes prior knowledge, such as maps, to be available.",
    "A class of methods assumes that a model is available at test time.",
    "We evaluate both our dataset and the publicly available Pine corpus.",
    "Using a standard model and publicly available translations, we count.",
    "We use an open-source parser, and adapt it.",
    "We benchmark 12 open-source models.",
    "We share the encoder and the weights between the two models.",
    "We collect issues from GitHub repositories and pull requests.",
    "It surveys the field and compiles several publicly available datasets.",
    "The database can include further systems upon request.",
    "The results of the system have been recently published.",
    "For many tasks only a small dataset is available.",
    "The gripper can grasp and release the object.",
    "We propose a release mechanism for private vectors.",
    "We will not release the model.",
    "In many fields, additional data is available.",
    "The product will be commercially available.",
]


def claim(text: str, title: str = "On trees") -> Claim:
    return extract(Paper("1", title, f"We study trees. {text} It grows.")).claim


@pytest.mark.parametrize("text", [*GIVEN, *OUT, *CALLED_OPEN])
def test_what_is_out_is_released(text: str) -> None:
    assert claim(text) is Claim.RELEASED


@pytest.mark.parametrize("text", PROMISED)
def test_what_is_to_come_is_promised(text: str) -> None:
    assert claim(text) is Claim.PROMISED


@pytest.mark.parametrize("text", ON_REQUEST)
def test_what_must_be_asked_for_is_on_request(text: str) -> None:
    assert claim(text) is Claim.ON_REQUEST


@pytest.mark.parametrize("text", NONE)
def test_what_others_have_or_what_is_supposed_is_no_claim(text: str) -> None:
    assert claim(text) is Claim.NONE


def test_what_the_title_names_and_the_text_calls_open_is_released() -> None:
    text = "PineLib is an open-source library for trees."
    assert claim(text, "PineLib: trees in Python") is Claim.RELEASED
    assert claim(text, "Trees in Python") is Claim.NONE


def test_a_promise_is_more_than_being_called_open_and_less_than_a_release() -> None:
    called, promised, out = CALLED_OPEN[0], "The code will be released.", "We release the data."
    assert claim(f"{called} {promised}") is claim(f"{promised} {called}") is Claim.PROMISED
    assert claim(f"{out} {promised}") is claim(f"{promised} {out}") is Claim.RELEASED


def test_the_evidence_is_the_sentence_of_the_claim_on_one_line() -> None:
    found = extract(Paper("1", "On trees", "We study trees. Our code\n  is publicly available. It grows."))
    assert found.evidence == "Our code is publicly available"
    assert extract(Paper("1", "On trees", "We study trees.")).evidence == ""
    assert extract(Paper("1", "On trees", "Our code is at https://github.com/lab/pine.")).evidence == ""


def test_of_claims_that_say_the_same_the_last_is_the_evidence() -> None:
    found = extract(Paper("1", "On trees", "We release the code. We study trees. We release the data. It grows."))
    assert (found.claim, found.evidence) == (Claim.RELEASED, "We release the data")


def test_a_claim_counts_whatever_is_said_after_it() -> None:
    found = extract(Paper("1", "On trees", "Our data are provided upon request. It runs on any available lamp."))
    assert (found.claim, found.evidence) == (Claim.ON_REQUEST, "Our data are provided upon request")


def test_a_letter_that_grows_in_lower_case_moves_no_sentence() -> None:
    found = extract(Paper("1", "On trees", "\u0130\u0130\u0130 is a town. We release the code. It grows."))
    assert (found.claim, found.evidence) == (Claim.RELEASED, "We release the code")


HOSTILE = [
    "we release a, and ",
    "code is available. ",
    "a new, open-source ",
    "we present x (",
    "available ",
    "will be ",
]


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE)
def test_a_megabyte_of_claims_comes_to_an_end(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert extract(Paper("1", "T", text)).claim in Claim  # quadratic work would meet the time limit of every test


@pytest.mark.parametrize(
    ("text", "title", "claim"),
    [
        ("The dataset is available on a platform and we use it.", "Pines", "none"),
        ("The data are available and we evaluate three models.", "Pines", "none"),
        ("In short, our code is publicly released, though no raw data are available.", "Pines", "released"),
        ("Cones is a freely available toolkit for pines.", "Cones: a toolkit", "released"),
        ("Cones is a freely available toolkit for pines.", "Needles: a toolkit", "none"),
        ("Cones is an open-source toolkit for pines.", "Cones: a toolkit", "released"),
    ],
)
def test_what_others_have_is_told_apart_from_what_is_given(text: str, title: str, claim: str) -> None:
    assert extract(Paper("1", title, text)).claim == claim
