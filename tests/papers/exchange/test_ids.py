"""Lists of nothing but ids."""

from __future__ import annotations

import pytest

from checker.papers.exchange.ids import IDS
from checker.papers.protocol import Evidence


@pytest.mark.parametrize(
    "text",
    [
        "2403.00001\n",
        "- arXiv:2403.00001v2\n- arXiv:2403.00002\n",
        "10.1145/3377811.3380330,\n10.1234/frogs\n",
        "https://doi.org/10.1234/frogs\nhttps://zenodo.org/record/1\nhttps://arxiv.org/pdf/2403.00001v1\n".replace(
            "https://zenodo.org/record/1\n", "doi:10.5281/zenodo.1\n"
        ),
    ],
)
def test_a_list_of_ids_is_recognised(text: str) -> None:
    assert IDS.recognises(text.encode()) is Evidence.SHAPE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2403.00001\nA title\n",
        "10.5281/zenodo.1\n10.5281/zenodo.2\n",  # artifacts, and no papers
        "12345678\n23456789\n",
        "https://github.com/frogs/rain\n",
    ],
)
def test_anything_else_is_no_list_of_ids(text: str) -> None:
    assert IDS.recognises(text.encode()) is Evidence.NONE
