"""A paper has one id wherever it is named; what has none gets a stable one, and titles that repeat stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.paper_ids import TitleIds, canonical_id, title_id


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *((f"{before}2101.00001", "2101.00001") for before in ("", "arXiv:", "https://arxiv.org/abs/", " ")),
        ("2101.00001v12", "2101.00001"),
        ("https://arxiv.org/pdf/2101.00001v2.pdf", "2101.00001"),
        ("https://doi.org/10.48550/arXiv.2101.00001", "2101.00001"),
        ("cs/0101001v2", "cs/0101001"),
        ("https://arxiv.org/abs/math.GT/0309136", "math.GT/0309136"),
        *((f"{before}10.1234/M.1", "10.1234/m.1") for before in ("", "doi:", "DOI: ", "https://doi.org/")),
        ("http://dx.doi.org/10.1234/a(b)c", "10.1234/a(b)c"),
    ],
)
def test_dois_and_arxivs_ids_are_bare(old: str, new: str) -> None:
    assert canonical_id(old) == new


@pytest.mark.parametrize(
    "own", ["12", "ICM-2021/7", "pc:iros2009:5", "title:0f", "robot-v2", "10.1234", "v1", "main.12"]
)
def test_any_other_id_is_the_sources_own(own: str) -> None:
    assert canonical_id(own) == own


@given(st.text())
def test_an_id_in_its_one_form_stays_as_it_is(text: str) -> None:
    assert canonical_id(canonical_id(text)) == canonical_id(text)


def test_the_first_of_a_title_keeps_its_id_and_every_later_one_has_its_own() -> None:
    same = title_id("Editorial")
    inputs = [(same, "a"), (same, "a"), (same, "b"), ("10.1/x", "a"), ("10.1/x", "b"), (same, "a")]
    first, again = TitleIds(), TitleIds()
    ids = [first.distinct(*one) for one in inputs]
    assert ids[0] == same
    assert ids[3] == ids[4] == "10.1/x", "an id of the source's own names one paper, however often"
    assert len({ids[0], ids[1], ids[2], ids[5]}) == 4
    assert all(one.startswith("title:") for one in (ids[1], ids[2], ids[5]))
    assert ids == [again.distinct(*one) for one in inputs], "another reading gives the same"
