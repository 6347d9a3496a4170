"""The grammar of addresses as two tables, good and bad, and a property that no dress of a link escapes."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.links import find_links
from checker.links.addresses.grammar import parse

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD = [
    ("https://github.com/octo/tool", "github_repo", "octo/tool"),
    ("http://www.github.com/octo/tool.git", "github_repo", "octo/tool"),
    ("github.com/octo/tool/tree/main/src", "github_repo", "octo/tool"),
    ("git@github.com:octo/tool.git", "github_repo", "octo/tool"),
    ("ssh://git@github.com/octo/tool", "github_repo", "octo/tool"),
    ("https://raw.githubusercontent.com/octo/tool/main/a.txt", "github_repo", "octo/tool"),
    ("https://github.com/octo/tool.js?tab=readme#top", "github_repo", "octo/tool.js"),
    ("https://github.com/octo", "github_org", "octo"),
    ("https://github.com/orgs/octo/repositories", "github_org", "octo"),
    ("https://gist.github.com/octo/0a1b2c", "github_gist", "octo/0a1b2c"),
    ("https://octo.github.io/demo/index.html", "github_pages", "octo.github.io/demo"),
    ("https://octo.github.io/index.html", "github_pages", "octo.github.io"),
    ("https://hf.co/org/model", "hf_model", "org/model"),
    ("https://huggingface.co/org/model/resolve/main/w.bin", "hf_model", "org/model"),
    ("https://huggingface.co/gpt2/tree/main", "hf_model", "gpt2"),
    ("https://huggingface.co/datasets/org/data", "hf_dataset", "org/data"),
    ("https://huggingface.co/spaces/org/demo", "hf_space", "org/demo"),
    ("https://huggingface.co/collections/org/set-1a2b", "hf_collection", "org/set-1a2b"),
    ("https://huggingface.co/spaces/org", "hf_org", "org"),
    ("https://gitlab.com/group/sub/tool/-/tree/main", "other_forge", "gitlab.com/group/sub/tool"),
    ("https://github.example.edu/lab/tool", "other_forge", "github.example.edu/lab/tool"),
    ("https://codeberg.org/octo/tool", "other_forge", "codeberg.org/octo/tool"),
    ("https://sr.ht/~octo/tool", "other_forge", "sr.ht/~octo/tool"),
    ("http://tool.sourceforge.net/docs", "other_forge", "tool.sourceforge.net/docs"),
    ("https://it.example.edu/gitlab/lab/tool", "other_forge", "it.example.edu/gitlab/lab/tool"),
    ("https://github/octo/tool", "github_repo", "octo/tool"),
    ("https://github.com:octo/tool", "github_repo", "octo/tool"),
    ("https://huggingface/datasets/org/data", "hf_dataset", "org/data"),
    ("https://huggingface.co/organizations/org", "hf_org", "org"),
    ("10.5281/zenodo.1234", "archive", "doi.org/10.5281/zenodo.1234"),
    ("doi:10.5281/zenodo.1234", "archive", "doi.org/10.5281/zenodo.1234"),
    ("DOI:10.5281/zenodo.1234", "archive", "doi.org/10.5281/zenodo.1234"),
    ("https://zenodo.org/records/1234", "archive", "doi.org/10.5281/zenodo.1234"),
    ("https://osf.io/ab12c/", "archive", "osf.io/ab12c"),
    ("https://anonymous.4open.science/r/x-1/", "other", "anonymous.4open.science/r/x-1"),
    ("https://bit.ly/abc", "other", "bit.ly/abc"),
    ("http://project.example.org:8080/demo?x=1", "other", "project.example.org:8080/demo"),
]

GOOD += [
    ("https://huggingface.co/datasets/oldset/tree/main", "hf_dataset", "oldset"),
    ("https://huggingface.co/spaces/olddemo/blob/main/app.py", "hf_space", "olddemo"),
    ("https://huggingface.co/datasets/org/data/viewer/default/train", "hf_dataset", "org/data"),
    ("https://huggingface.co/api/models/org/model", "hf_model", "org/model"),
    ("https://huggingface.co/api/datasets/oldset", "hf_dataset", "oldset"),
    ("https://zenodo.org/record/1234#.Yz", "archive", "doi.org/10.5281/zenodo.1234"),
    ("https://zenodo.org/api/records/1234/files", "archive", "doi.org/10.5281/zenodo.1234"),
    ("https://zenodo.org/doi/10.5281/zenodo.1234", "archive", "doi.org/10.5281/zenodo.1234"),
    ("https://doi.org/10.17632/pines.1", "archive", "doi.org/10.17632/pines.1"),
    ("https://doi.org/10.99999/pine.data.77", "archive", "doi.org/10.99999/pine.data.77"),
    ("https://dagshub.com/octo/tool/src/main", "other_forge", "dagshub.com/octo/tool"),
]

NO_REPOSITORY = [
    "https://github.com/topics/nlp",
    "https://github.com/features/actions",
    "https://github.com/marketplace/thing",
    "https://copilot.github.com/terms",
    "https://huggingface.co/docs/transformers",
    "https://huggingface.co/blog/post",
    "https://huggingface.co/transformers",
    "https://example.org/ask/git@github.com:octo/tool",
]


@pytest.mark.parametrize(("text", "kind", "target"), GOOD)
def test_an_address_names_one_thing(text: str, kind: str, target: str) -> None:
    address = parse(text)
    assert address is not None
    assert (address.kind, address.target) == (kind, target)


@pytest.mark.parametrize("text", NO_REPOSITORY)
def test_the_platforms_own_pages_are_no_repositories(text: str) -> None:
    address = parse(text)
    assert address is not None
    assert address.kind == "other"


def test_the_name_of_an_xml_vocabulary_is_no_link() -> None:
    markup = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math> at https://github.com/octo/tool'
    assert [link.target for link in find_links(markup)] == ["octo/tool"]


@pytest.mark.parametrize("text", ["", "https://", "https:///x", "nothing", "a b", "https://localhost", "//"])
def test_what_is_no_address_is_none(text: str) -> None:
    assert parse(text) is None


def _is_owner(name: str) -> bool:
    address = parse(f"https://github.com/{name}")
    return address is not None and address.kind == "github_org"


OWNERS = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,10}(-[A-Za-z0-9]{1,5})?", fullmatch=True).filter(_is_owner)
NAMES = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}([._-][A-Za-z0-9]{1,6}){0,2}", fullmatch=True).filter(
    lambda name: not name.lower().endswith((".git", ".the", ".our")) and not any(c.isupper() for c in name[1:])
)
DRESSES = [
    "https://github.com/{}",
    "http://www.github.com/{}.git",
    "github.com/{}",
    "(https://github.com/{})",
    "\\url{{https://github.com/{}}}",
    "\\href{{https://github.com/{}}}{{here}}",
    "[code](https://github.com/{})",
    "<https://github.com/{}>",
    "https://github.com/{}/tree/main",
    "https: //github.com/{}",
    "https://github. com/{}",
    "https:/github.com/{}",
    "git@github.com:{}.git",
]


@pytest.mark.slow
@given(OWNERS, NAMES, st.sampled_from(DRESSES), st.sampled_from([" ", ". ", ", ", ".\n", "; "]))
def test_a_repository_is_found_in_every_dress(owner: str, name: str, dress: str, after: str) -> None:
    text = f"Our code is at {dress.format(f'{owner}/{name}')}{after}and more words follow"
    links = find_links(text)
    assert [(link.kind, link.target) for link in links[:1]] == [("github_repo", f"{owner}/{name}")]


MARKS = ["{}\\_{}", "{}{{\\_}}{}", "{}{{$\\_$}}{}", "{}$\\_${}", "{}\\textunderscore {}", "{}{{\\textunderscore}}{}"]
ESCAPED_TWICE = ["{}\\textbackslash\\_{}", "{}\\textbackslash{{}}\\_{}", "{}{{\\textbackslash}}{{\\_}}{}"]
WORDS = st.from_regex(r"[A-Z][a-z]{1,6}", fullmatch=True).filter(_is_owner)


def _capitals_kept(name: str) -> str:
    return "".join(f"{{{letter}}}" if letter.isupper() else letter for letter in name)


@given(WORDS, WORDS, WORDS, st.sampled_from([*MARKS, *ESCAPED_TWICE]), st.sampled_from([str, _capitals_kept]))
def test_a_name_is_the_same_however_bibtex_exports_it(
    owner: str, left: str, right: str, mark: str, braced: Callable[[str], str]
) -> None:
    text = f"at https://github.com/{braced(owner)}/{mark.format(braced(left), braced(right))}. More follows."
    assert [link.target for link in find_links(text)] == [f"{owner}/{left}_{right}"]


@given(st.text(alphabet=string.printable + "\\é “”", max_size=200))
def test_any_text_is_survived_and_spans_are_true(text: str) -> None:
    anchored = f"http {text} github.com/{text}"
    for link in find_links(anchored):
        assert anchored[link.start : link.end] == link.raw
