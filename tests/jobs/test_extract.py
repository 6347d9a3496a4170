"""Inputs → lines of JSON, by one process and by several."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import InputError
from checker.jobs.extract import Source, lines_of
from checker.papers.exchange.jsonl import paper_maker
from checker.papers.records.json import from_lines
from checker.papers.shapes.record import Records
from checker.papers.streams import lines

if TYPE_CHECKING:
    from checker.model import BadRecord


def paper(number: int) -> bytes:
    text = f"Method {number}. Code: https://github.com/lab/tool{number}." if number % 3 else "We release our code."
    return json.dumps({"id": str(number), "title": f"T{number}", "abstract": text}).encode()


def extracted(*inputs: str, jobs: int) -> tuple[bytes, list[BadRecord]]:
    pieces = list(lines_of(Source(inputs=inputs, stdin=io.BytesIO(), jobs=jobs)))
    return b"".join(piece.lines for piece in pieces), [bad for piece in pieces for bad in piece.bad]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two hundred papers and two broken lines; pieces so small that there are many."""
    monkeypatch.setattr("checker.papers.records.json.BLOCK", 1_000)
    records = [paper(number) for number in range(200)]
    records[50], records[150] = b"{broken", b"[1]"
    file = tmp_path / "papers.jsonl"
    file.write_bytes(b"\n".join(records))
    return str(file)


def test_several_processes_give_the_same_bytes_in_the_same_order(corpus: str) -> None:
    alone, together = extracted(corpus, jobs=1), extracted(corpus, jobs=3)
    assert alone == together
    assert [json.loads(line)["id"] for line in alone[0].splitlines()] == [
        str(number) for number in range(200) if number not in (50, 150)
    ]
    assert [bad.line for bad in together[1]] == [51, 151]


def test_what_is_packed_and_what_does_not_stand_on_lines_is_the_same_too(corpus: str, tmp_path: Path) -> None:
    packed = tmp_path / "papers.jsonl.gz"
    packed.write_bytes(gzip.compress(Path(corpus).read_bytes()))
    document = tmp_path / "papers.json"
    document.write_bytes(b"[" + b",".join(paper(number) for number in range(1_200)) + b"]")
    page = extracted(str(packed), str(document), jobs=1)
    assert page == extracted(str(packed), str(document), jobs=2)
    assert len(page[0].splitlines()) == 198 + 1_200


def test_what_came_before_an_unreadable_input_is_not_lost(corpus: str, tmp_path: Path) -> None:
    (tmp_path / "odd").write_bytes(b"\x00\x01\x02" * 50)
    for jobs in (1, 2):
        pieces = lines_of(Source(inputs=(corpus, str(tmp_path / "odd")), stdin=io.BytesIO(), jobs=jobs))
        read: list[object] = []
        with pytest.raises(InputError, match="no known format"):
            read.extend(iter(pieces))
        assert read


@settings(max_examples=200)
@given(st.lists(st.binary(max_size=30)), st.integers(1, 60), st.sampled_from([b"\n", b"\r\n", b""]))
def test_pieces_number_their_lines_as_the_whole_does(rows: list[bytes], size: int, end: bytes) -> None:
    data = b"\n".join(rows) + end
    whole = list(lines.numbered_lines(io.BytesIO(data)))
    pieces = [
        found
        for number, piece in lines.blocks(io.BytesIO(data), size)
        for found in lines.numbered_lines(io.BytesIO(piece), number)
    ]
    assert pieces == whole


def test_a_line_without_an_end_is_refused_in_pieces_as_in_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 200)
    data = paper(1) + b"\n" + b'{"abstract": "' + b"x" * 900 + b'"}\n' + paper(2) + b"\n"
    whole = list(from_lines(io.BytesIO(data), "f", paper_maker(Records())))
    pieces = [
        found
        for number, piece in lines.blocks(io.BytesIO(data), 50)
        for found in from_lines(io.BytesIO(piece), "f", paper_maker(Records()), first=number)
    ]
    assert pieces == whole
    assert len(whole) == 3
