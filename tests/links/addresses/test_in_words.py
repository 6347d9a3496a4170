"""Repositories named in words: what looks like a name is one, and words with a slash between them are not."""

from __future__ import annotations

import pytest

from checker.links.addresses.in_words import name_in_words

GITHUB, MODEL, DATA = "https://github.com/", "https://huggingface.co/", "https://huggingface.co/datasets/"


def named(text: str) -> tuple[str, str] | None:
    """The words that name it and the likeliest address; `|` stands for the slash that is looked at."""
    slash = text.index("|")
    text = text.replace("|", "/")
    found = name_in_words(text, slash)
    return (text[found[0] : found[1]], found[2][0].url) if found else None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Find it in our GitHub repository lab_1|tool.", "lab_1/tool"),
        ("Find it in our GitHub repository octo|seg-net.", "octo/seg-net"),
        ("Find it on GitHub (octo|tool_2).", "octo/tool_2"),
        ("Find it on GitHub: octo|SegNet.", "octo/SegNet"),
        ("Find it on github/octo-lab|tool", "github/octo-lab/tool"),
        ("Find it at GitHub/octo|tool2 today", "GitHub/octo/tool2"),
        ("It is on GitHub at octo|tool9", "octo/tool9"),
        ("It is on GitHub under lab2|tool9 now", "lab2/tool9"),
        ("It is on GitHub lab2|tool9 now", "lab2/tool9"),
        ("GitHub project called octo|tool9-", "octo/tool9"),
        ("GitHub `octo|tool_9`", "octo/tool_9"),
        ("GitHub: octo-lab|tool-kit.", "octo-lab/tool-kit"),
    ],
)
def test_a_name_on_github(text: str, words: str) -> None:
    owner, _, name = words.rpartition("/")
    assert named(text) == (words, f"{GITHUB}{owner.rpartition('/')[2]}/{name}")


@pytest.mark.parametrize(
    "text",
    [
        "Find it on github/octo|tool",
        "We use GitHub and|or our site",  # words of every day
        "We use GitHub CI|CD",
        "We use GitHub for train|test",
        "See GitHub: and|or",
        "GitHub (MIT|Apache-2.0)",  # licences
        "GitHub (GitLab|Bitbucket_1)",  # other platforms
        "GitHub (octo_1|pytorch)",
        "GitHub (octo_1|2019)",  # numbers
        "GitHub (3D|octo_1)",
        "GitHub (12B|octo_1)",
        "It is on GitHub lab2|tool now",  # half a name in running text
        "It is on GitHub octo|tool-kit now",
        "It is on GitHub at octo|tool-kit of ours",  # a hyphen is a weak sign while the phrase goes on
        "GitHub (lab_1|tool/more)",  # a path
        "GitHub (lab_1|tool_" + "x" * 110 + ")",
        "GitHub is where others keep their work: lab_1|tool_2",  # too many words between
        "At github.com lab_1|tool_2",  # an address
        "At MyGithub lab_1|tool_2",
        "GitHub " + "far " * 50 + "lab_1|tool_2",
        "Elsewhere: lab_1|tool_2",
    ],
)
def test_words_with_a_slash_between_them_name_nothing(text: str) -> None:
    assert named(text) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("The model is on Hugging Face: octo|net-7b.", MODEL),
        ("The weights are at HuggingFace: octo|net-7b.", MODEL),
        ("The dataset is on Hugging Face: octo|net-7b.", DATA),
        ("Our corpora: Hugging Face octo_1|net-7b.", DATA),
        ("Our benchmark is on Hugging Face: octo|net-7b.", DATA),
        ("The dataset of our model is on Hugging Face: octo|net-7b.", MODEL),
        ("The model for our dataset is on Hugging Face: octo|net-7b.", DATA),
        ("The dataset is old. It is on Hugging Face: octo|net-7b.", MODEL),  # another sentence
        ("The models and then a dataset " + "x" * 220 + " are on Hugging Face: octo|net-7b.", MODEL),  # far away
    ],
)
def test_on_the_hub_the_sentence_tells_whether_it_is_data(text: str, address: str) -> None:
    found = named(text)
    assert found
    assert found[1].rpartition("/octo")[0] + "/" == address


def test_on_the_hub_the_other_kind_comes_second() -> None:
    text = "The dataset is on Hugging Face: octo/net-7b."
    found = name_in_words(text, text.index("/"))
    assert found
    assert [one.url for one in found[2]] == [f"{DATA}octo/net-7b", f"{MODEL}octo/net-7b"]
