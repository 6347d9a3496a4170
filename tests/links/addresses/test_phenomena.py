"""How people really write links, one invented text each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.links import extract, find_links
from checker.model import Paper

WRITTEN = [
    ("Code: https://github.com/ Some-Lab/tool-kit.", "Some-Lab/tool-kit", "https://github.com/ Some-Lab/tool-kit"),
    ("at https://github.\ncom/lab/tool.", "lab/tool", "https://github.\ncom/lab/tool"),
    ("at https://github.com/lab/my-\nTool.", "lab/my-Tool", "https://github.com/lab/my-\nTool"),
    ("see https://github.com/lab/tool.The rest", "lab/tool", "https://github.com/lab/tool"),
    ("see \\url{https://github.com/lab/my\\_tool}.", "lab/my_tool", "https://github.com/lab/my\\_tool"),
    ("found (github.com/lab/tool).", "lab/tool", "github.com/lab/tool"),
    ("CODE: GITHUB.COM/LAB/TOOL", "LAB/TOOL", "GITHUB.COM/LAB/TOOL"),
    ("at htps://github.com/lab/tool ", "lab/tool", "htps://github.com/lab/tool"),
    ("at \u2018www.github.com/lab/tool\u2019.", "lab/tool", "www.github.com/lab/tool"),
    ("on github/lab-a/tool here", "lab-a/tool", "github/lab-a/tool"),
    ("our GitHub repository lab-a/tool_b is", "lab-a/tool_b", "lab-a/tool_b"),
    ("at _github.com/lab/tool_ now", "lab/tool", "github.com/lab/tool"),
    ("at _https://github.com/lab/tool_ now", "lab/tool", "https://github.com/lab/tool"),
    ("(__github.com/lab/tool__)", "lab/tool", "github.com/lab/tool"),
    ("in {GitHub}.com/lab/tool .", "lab/tool", "{GitHub}.com/lab/tool"),
    ("in {HuggingFace}.co/lab/tool .", "lab/tool", "{HuggingFace}.co/lab/tool"),
    ("at https://osf.io/ 5x8vu / too", "osf.io/5x8vu", "https://osf.io/ 5x8vu"),
    ("at http://tool.sourceforge.net, too", "tool.sourceforge.net", "http://tool.sourceforge.net"),
]


@pytest.mark.parametrize(("text", "target", "raw"), WRITTEN)
def test_a_link_as_people_write_it(text: str, target: str, raw: str) -> None:
    assert [(link.target, link.raw) for link in find_links(text)] == [(target, raw)]


GLUED = [
    "at https://github.com/lab/tool.However, it is slow.",
    "at https://github.com/lab/tool.Surprisingly, it is slow.",
    "at https://github.com/lab/tool.When it runs, it is slow.",
    "at https://github.com/lab/tool.git.Then it is slow.",
    "at https://github.com/lab/tool.Conclusions: it is slow.",
    "at https://github.com/lab/toolSupplementary informationFigures are online.",
    "at https://github.com/lab/toolContact: someone@example.org",
    "at https://github.com/lab/tool.Contactsomeone@example.org",
]


@pytest.mark.parametrize("text", GLUED)
def test_a_sentence_or_a_heading_glued_on_is_no_part_of_a_name(text: str) -> None:
    (link,) = find_links(text)
    assert link.target == "lab/tool"


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("moving robots.lab-x.github.io/tool/ has it", "lab-x.github.io/tool"),
        ("Videos follow the results.lab-x.github.io/tool", "lab-x.github.io/tool"),
        ("at www.lab-x.github.io/tool .", "www.lab-x.github.io/tool"),
    ],
)
def test_a_sentence_glued_before_a_page_of_github_is_told_by_the_dot_that_no_owner_has(text: str, raw: str) -> None:
    (link,) = find_links(text)
    assert (link.target, link.raw.rstrip("/")) == ("lab-x.github.io/tool", raw)


@pytest.mark.parametrize(
    "text", ["at http://tool.example.org.The rest", "at http://tool.example.orgContact: a@b.org"]
)
def test_a_word_glued_to_a_host_is_no_part_of_it(text: str) -> None:
    (link,) = find_links(text)
    assert link.target == "tool.example.org"


BROKEN_PATHS = [
    ("at https://lab.github.io/ tool/. It", "lab.github.io/tool"),
    ("at https://sites.google.com/view/ my-tool.", "sites.google.com/view/my-tool"),
    ("at https://github.com/lab/tool- we hope", "lab/tool-"),
    ("at https://github.com/lab/ tool with all data", "lab/tool"),
    ("at https://github.com/lab/ Tool to all", "lab/Tool"),
    ("\\url{https://github.com/lab/ tool} is", "lab/tool"),
    ("<https://github.com/lab/ tool> and more", "lab/tool"),
    ("\u89c1https://github.com/lab/ tool\u3002 and more", "lab/tool"),
    ("at www.github.com/lab/ tool with all data", "lab/tool"),
    ("at https://github.com/lab/my \\_tool and more", "lab/my_tool"),
    ("at https://github.com/lab/\n\u200btool_2 and more", "lab/tool_2"),
    ("at https://github.com/ {Lab}/{Tool} and more", "Lab/Tool"),
    ("at https://github.com/\nlab.", "lab"),
    ("at https://github.com/lab/ pending review", "lab"),
    ("at https://github.com/lab/ anonymously and soon", "lab"),
    ("at https://lab.github.io/\nTool3D.", "lab.github.io/Tool3D"),
    ("at https://my-\nlab.github.io/tool-\nbox/ now", "my-lab.github.io/tool-box"),
    ("at https://bit.ly/ Ab3cD and more", "bit.ly/Ab3cD"),
    ("at http://tool.example.org/x,where all is", "tool.example.org/x"),
    ("on1github.com/lab/tool now", "lab/tool"),
    ("DOI: 10.17605/OSF.IO/AB12C.", "doi.org/10.17605/OSF.IO/AB12C"),
    ("data and models at tool.ai to all", "tool.ai"),
]


@pytest.mark.parametrize(("text", "target"), BROKEN_PATHS)
def test_a_path_goes_on_where_it_is_unfinished(text: str, target: str) -> None:
    (link,) = find_links(text)
    assert link.target == target


IN_WORDS = [
    ("in our GitHub repository lab/tool-kit.", "github_repo", "lab/tool-kit"),
    ("on GitHub at lab/tool-kit.", "github_repo", "lab/tool-kit"),
    ("the Hugging Face model lab/tool-7b is", "hf_model", "lab/tool-7b"),
    ("the Hugging Face dataset lab/tool-1k is", "hf_dataset", "lab/tool-1k"),
    ("on GitHub (Lab-AI/tool_kit)", "github_repo", "Lab-AI/tool_kit"),
    ("on GitHub: Lab-AI/tool_X.", "github_repo", "Lab-AI/tool_X"),
]
NOT_IN_WORDS = [
    "GitHub CI/CD workflows",
    "on GitHub (CI/CD)",
    "GitHub (2019/2020) data",
    "GitHub (2D/3D) models",
    "models more adept at it.In this work",
    "on GitHub under MIT/Apache-2.0.",
    "on GitHub (PyTorch/TensorFlow)",
    "on GitHub (open-source/closed-source)",
    "on GitHub: pre-training/fine-tuning scripts",
    "our GitHub repository client/server side",
    "Hugging Face API/SDK",
]


@pytest.mark.parametrize(("text", "kind", "target"), IN_WORDS)
def test_a_repository_named_in_words(text: str, kind: str, target: str) -> None:
    (link,) = find_links(text)
    assert (link.kind, link.target) == (kind, target)


@pytest.mark.parametrize("text", NOT_IN_WORDS)
def test_two_words_with_a_slash_are_no_repository(text: str) -> None:
    assert find_links(text) == []


def test_a_word_after_an_owner_is_no_name() -> None:
    (link,) = find_links("code at https://github.com/lab/ soon")
    assert (link.kind, link.target) == ("github_org", "lab")


@pytest.mark.parametrize("text", ["we use e.g. train.py and Node.js", "mail a.b@example.org", "and/or 3.5/4.2", ""])
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert find_links(text) == []


CLAIMS = [
    ("We publicly release Tool with a web interface.", "released"),
    ("We introduce and make publicly available a novel dataset of laws.", "released"),
    ("The code of this work is made publicly available1.", "released"),
    ("Parser X is freely available for research and education.", "released"),
    ("By releasing Tool as open source, we lower the cost.", "released"),
    ("Our code is attached as supplementary material.", "released"),
    ("The benchmark is updated at our GitHub repository.", "released"),
    ("The system will be open-sourced.", "promised"),
    ("Code and models will be released upon acceptance.", "promised"),
    ("The models are not yet released.", "none"),
    ("Assuming data about the group are available, we adjust the predictor.", "none"),
    ("The method works whenever a model is available.", "none"),
    ("We utilize the bank's publicly available synthetic dataset.", "none"),
    ("More and more datasets have been released.", "none"),
    ("We provide a comprehensive framework for learning.", "none"),
    ("The utility function is based on trip request data.", "none"),
    ("We release the code and the models.", "released"),
    ("The dataset is publicly available.", "released"),
    ("Code will be made available upon acceptance.", "promised"),
    ("The data are available on request from the authors.", "on_request"),
    ("We evaluate on three publicly available datasets.", "none"),
    ("A fast method.", "none"),
    ("Code at https://github.com/lab/tool.", "linked"),
]


@pytest.mark.parametrize(("text", "claim"), CLAIMS)
def test_what_a_paper_claims(text: str, claim: str) -> None:
    assert extract(Paper("1", "T", text)).claim == claim


@pytest.mark.parametrize("unit", ["http://", "github.com/", "\\href{", "(http://a.b/(", "https: //", "a.b.c/"])
def test_no_address_is_longer_than_we_are_ready_to_look_at(unit: str) -> None:
    text = f"see {unit * (20_000 // len(unit))} github"
    assert all(link.end - link.start <= 8 * 2_048 for link in find_links(text))


UNDONE = [
    r"https://github.com/lab/my\protect_tool",
    r"https://github.com/lab/my\protect _tool",
    r"https://github.com/lab/my\allowbreak\_tool",
    r"https://github.com/lab/my\-\_tool",
    r"https://github.com/lab/my\string_tool",
    r"https://github.com/lab/my\texttt{\_}tool",
    r"https://github.com/lab/my\texttt{_}tool",
    r"https://github.com/lab/my\hspace{0pt}\_tool",
    r"https://github.com/lab/my\linebreak[2]\_tool",
    r"https://github.com/lab/my\discretionary{-}{}{}\_tool",
    r"https://github.com/lab/my\char95tool",
    r"https://github.com/lab/my\char`\_tool",
    r"https://\allowbreak github.com/\allowbreak lab/my\_tool",
    "https://github.com/lab/my/protect%20_tool",
    "https://github.com/lab/my%5Cprotect%20_tool",
    "https://github.com/lab/my%5C_tool",
    "https://github.com/lab/my%5Cstring_tool",
    "https://github.com/lab/my%7B%5C_%7Dtool",
    "https://github.com/lab/my%5Cdiscretionary%7B-%7D%7B%7D%7B%7D_tool",
    r"https:\/\/github.com\/lab\/my_tool",
    r"\url{{GitHub}.com/lab/my_tool}",
    r"\url{{G}it{H}ub.com/lab/my_tool}",
    "https://github.com/lab/my_tool&amp;lt;/p&amp;gt;",
    "https://github.com/lab/my_tool&amp;amp;gt;",
    "https://github.com/lab/my_tool%3C/p%3E",
    "https://github.com/lab/my_tool,301,available",
]


@pytest.mark.parametrize("text", UNDONE)
def test_what_typesetting_and_markup_did_to_an_address_is_undone(text: str) -> None:
    (link,) = find_links(f"The code is at {text} and more is said.")
    assert (link.kind, link.target) == ("github_repo", "lab/my_tool")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("at https://pines.example.org/a.html,Template and", "pines.example.org/a.html"),
        ("at https://pines.example.org/cones,404,gone", "pines.example.org/cones"),
        ("at https://gitlab.com/pine/cones,yes,2020 and", "gitlab.com/pine/cones"),
        ("at https://pines.example.org/map/48,11/x and", "pines.example.org/map/48,11/x"),
    ],
)
def test_the_next_cell_of_a_table_is_no_part_of_an_address(text: str, target: str) -> None:
    (link,) = find_links(text)
    assert link.target == target


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("at github.com/lab/{one,two}.", ["lab/one", "lab/two"]),
        ("at https://github.com/lab/tool-{a, b}-x now", ["lab/tool-a-x", "lab/tool-b-x"]),
        ("at https://huggingface.co/lab/{m-1b,m-7b}, too", ["lab/m-1b", "lab/m-7b"]),
        ("at https://github.com/lab/tool{one}", ["lab/tool"]),
    ],
)
def test_a_list_in_braces_is_as_many_links_of_one_place(text: str, targets: list[str]) -> None:
    links = find_links(text)
    assert [link.target for link in links] == targets
    assert len({(link.start, link.end) for link in links}) == 1
    assert all(text[link.start : link.end] == link.raw for link in links)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("at https://github.com/lab/tool_AllWe and more", "lab/tool_AllWe"),
        ("at https://github.com/lab/tool_AllWe.", "lab/tool_AllWe"),
        ("at https://github.com/lab/toolWe show that", "lab/tool"),
        ("at https://github.com/lab/ByOur under a licence", "lab/ByOur"),
        ("at https://github.com/lab/toolOur method is", "lab/tool"),
    ],
)
def test_a_word_that_the_sentence_does_not_go_on_from_is_part_of_the_name(text: str, target: str) -> None:
    (link,) = find_links(text)
    assert link.target == target


def test_an_identifier_of_software_heritage_needs_neither_slash_nor_host() -> None:
    (link,) = find_links(f"archived as swh:1:rev:{'0123456789' * 4}")
    assert (link.kind, link.target) == ("archive", f"archive.softwareheritage.org/swh:1:rev:{'0123456789' * 4}")


@given(
    st.from_regex(r"[a-z]{2,8}", fullmatch=True),
    st.from_regex(r"[a-z]{2,8}", fullmatch=True),
    st.sampled_from(
        [r"\allowbreak ", r"\protect ", r"\-", r"\hspace{0pt}", r"\linebreak ", r"\discretionary{-}{}{}"]
    ),
)
def test_a_place_to_break_a_line_prints_nothing(left: str, right: str, command: str) -> None:
    (link,) = find_links(f"It is at https://github.com/lab/x{left}{command}{right}x. More follows.")
    assert link.target == f"lab/x{left}{right}x"


READINGS = [
    (
        "at https://pines.example.org/wiki/Cones_Inc. and",
        "pines.example.org/wiki/Cones_Inc",
        ["pines.example.org/wiki/Cones_Inc."],
    ),
    ("at https://pines.example.org/a.html. And", "pines.example.org/a.html", []),
    ("at https://pines.example.org. And", "pines.example.org", []),
    ("at https://pines.example.org/cones/. And", "pines.example.org/cones", []),
    (r"at https://github.com/lab/my\strange{x}tool now", "lab/my", ["lab/mytool"]),
    (r"at https://github.com/lab/my\footnote{x} now", "lab/my", []),
    ("at https://github.com/lab/multi-\nmodal today", "lab/multi-modal", ["lab/multimodal"]),
    ("at https://github.com/lab/toolThe method", "lab/tool", ["lab/toolThe"]),
    ("at https://github.com/lab/tool.We show", "lab/tool", ["lab/tool.We"]),
    ("will be at https://github.com/lab/\nsoonish.", "lab/soonish", []),
    ("on Hugging Face: o-lab/my_thing", "o-lab/my_thing", ["o-lab/my_thing"]),
    ("at https://github.com/lab/tool. We show", "lab/tool", []),
    (r"at https://github.com/lab/my\_tool. We show", "lab/my_tool", []),
    ("at https://github.com/lab/tool for all", "lab/tool", []),
]


@pytest.mark.parametrize(("text", "first", "others"), READINGS)
def test_what_may_be_read_two_ways_keeps_the_other_reading(text: str, first: str, others: list[str]) -> None:
    (link,) = find_links(text)
    assert link.target == first
    assert [one.target for one in link.alternatives] == others


def test_a_slash_scanned_as_a_letter_is_a_slash() -> None:
    (link,) = find_links("code at https://github.comlLab/tool for all")
    assert (link.kind, link.target) == ("github_repo", "Lab/tool")


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["github.com/", " ", "\\href{", "http://", "and/or ", "we release "])
def test_a_megabyte_of_hostile_text_comes_to_an_end(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert len(find_links(text)) < 1_000  # quadratic work would meet the time limit that every test has
    assert extract(Paper("1", "T", text)).claim in ("none", "released", "linked")
