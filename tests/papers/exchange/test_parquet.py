"""Parquet: columns by the names of JSON Lines, values of every type, and what broken ones cost."""

from __future__ import annotations

import builtins
import datetime as dt
import io
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from checker.errors import InputError
from checker.model import BadRecord, Notice, Paper
from checker.papers.exchange.parquet import Parquet


def written(**columns: Any) -> bytes:
    """A file of these columns."""
    stream = io.BytesIO()
    parquet.write_table(pa.table(columns), stream)
    return stream.getvalue()


def read(content: bytes) -> list[str]:
    """Titles of papers, reasons of bad records."""
    found = Parquet().read(io.BytesIO(content), "s")
    return [one.why if isinstance(one, BadRecord) else one.title for one in found if not isinstance(one, Notice)]


def test_values_of_every_type_become_text() -> None:
    moment = dt.datetime(2024, 1, 2, 3, tzinfo=dt.UTC)
    content = written(id=[7], title=[b"T"], summary=["A"], published=[moment], other=[[1, 2]])
    (paper,) = Parquet().read(io.BytesIO(content), "s")
    assert isinstance(paper, Paper)
    assert (paper.id, paper.title, paper.abstract) == ("7", "T", "A")
    assert paper.published == "2024-01-02T03:00:00+00:00"


def test_a_value_that_is_no_text_costs_its_row_alone() -> None:
    broken = pa.array([b"a", b"\xff\xfe", b"c"]).view(pa.string())
    found = read(written(title=broken))
    assert [found[0], found[2]] == ["a", "c"]
    assert found[1].startswith("record 2: ")


@pytest.mark.parametrize("cut", [4, 40, -4])
def test_a_file_that_is_cut_can_not_be_read_at_all(cut: int) -> None:
    with pytest.raises(InputError, match="can't be read as Parquet"):
        read(written(title=["T"])[:cut])


def test_without_its_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=r"reprolinks\[parquet\]"):
        read(written(title=["T"]))
