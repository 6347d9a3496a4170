"""One thing as INPUT, in every form that people paste."""

from __future__ import annotations

import pytest

from checker.errors import UsageError
from checker.papers.inputs import is_single, resolve_input
from checker.papers.single import live_form


@pytest.mark.parametrize(
    "name",
    [
        *("2402.00001", "arXiv:2402.00001", "2402.00001v3", "https://arxiv.org/abs/2402.00001"),
        *("http://arxiv.org/pdf/2402.00001v2.pdf", "https://huggingface.co/papers/2402.00001"),
        *("10.48550/arXiv.2402.00001", "https://doi.org/10.48550/arXiv.2402.00001"),
    ],
)
def test_a_paper_of_arxiv_in_any_form(name: str) -> None:
    assert resolve_input(name) == "arxiv:2402.00001"
    assert is_single(name)


@pytest.mark.parametrize("name", ["10.1234/ABC.5", "doi:10.1234/abc.5", "https://doi.org/10.1234/abc.5"])
def test_a_paper_by_its_doi(name: str) -> None:
    assert live_form(name) == "doi:10.1234/abc.5"


@pytest.mark.parametrize(
    "name",
    [
        *("https://github.com/lab/tool", "github.com/lab/tool", "https://huggingface.co/datasets/lab/set"),
        *("https://lab.example.org/tool/", "git@gitlab.com:lab/tool.git", "https://zenodo.org/records/123"),
        "https://doi.org/10.5281/zenodo.123",
    ],
)
def test_the_address_of_an_artifact_is_itself(name: str) -> None:
    assert live_form(name) == name


def test_a_live_source_by_its_own_name_is_what_it_was() -> None:
    assert resolve_input("arxiv:2402.00001") == "arxiv:2402.00001"
    assert not is_single("arxiv:2402.00001"), "its papers are recorded, as those of any live source"


@pytest.mark.parametrize("name", ["papers.bib", "data/p.jsonl", "cs.SE", "lab/tool", "-", "paper.pdf", "a b.txt"])
def test_the_name_of_a_file_is_no_address(name: str) -> None:
    assert resolve_input(name) == name
    assert not is_single(name)


def test_a_file_is_a_file_whatever_it_is_called(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(str(tmp_path))
    with open("2402.00001", "w", encoding="utf-8") as file:  # noqa: PTH123  (a name as a user gives it)
        file.write("x")
    assert resolve_input("2402.00001") == "2402.00001"
    assert not is_single("2402.00001")


def test_the_page_of_a_publication_leads_to_no_abstract_and_that_is_said() -> None:
    with pytest.raises(UsageError, match="arXiv id, its DOI, or its PDF"):
        live_form("https://openreview.net/forum?id=abc")
