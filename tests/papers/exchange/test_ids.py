"""Lists of nothing but ids."""

from __future__ import annotations

import io

import pytest

from checker.model import BadRecord, Notice, Paper
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


def test_a_line_that_is_no_id_is_told_with_its_number() -> None:
    found = list(IDS.read(io.BytesIO(b"2403.00001\n\nFrogs\n10.1234/Rain\n"), "s"))
    assert [one.id for one in found if isinstance(one, Paper)] == ["2403.00001", "10.1234/rain"]
    assert [one.line for one in found if isinstance(one, BadRecord)] == [3]
    assert [one.subject for one in found if isinstance(one, Notice)] == ["2 ids"]
