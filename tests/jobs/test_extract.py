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
from checker.jobs.extract import Source, extracted_papers, json_lines
from checker.links import extract
from checker.model import ExtractedPaper, Notice, Paper
from checker.papers.exchange.jsonl import paper_maker
from checker.papers.protocol import Reading
from checker.papers.records.json import from_lines
from checker.papers.shapes.record import Records
from checker.papers.streams import lines

if TYPE_CHECKING:
    from checker.model import BadRecord


def paper(number: int) -> bytes:
    text = f"Method {number}. Code: https://github.com/lab/tool{number}." if number % 3 else "We release our code."
    return json.dumps({"id": str(number), "title": f"T{number}", "abstract": text}).encode()


def extracted(*inputs: str, jobs: int) -> tuple[bytes, list[BadRecord]]:
    pieces = list(json_lines(Source(inputs=inputs, stdin=io.BytesIO(), jobs=jobs)))
    return b"".join(piece.lines for piece in pieces), [bad for piece in pieces for bad in piece.bad]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Two hundred papers and two broken lines; pieces so small that there are many."""
    monkeypatch.setattr("checker.papers.exchange.jsonl.BLOCK", 1_000)
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
        pieces = json_lines(Source(inputs=(corpus, str(tmp_path / "odd")), stdin=io.BytesIO(), jobs=jobs))
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


@pytest.mark.parametrize(
    "content",
    [
        b'{"title": null, "abstract": ""}\n{"title": "", "abstract": ""}\n',
        b'[{"title": {"en": null}, "abstract": ""}, {"title": 7.5}]',
        b"Title,Abstract\n,\n",
        b'{"title": "x", "abstract": "y"\n{"title":\n',
    ],
    ids=["lines", "an array", "a table", "broken lines"],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_an_input_that_gives_no_paper_is_an_error_after_what_came_before(
    content: bytes, jobs: int, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad"
    good.write_bytes(paper(1))
    bad.write_bytes(content)
    pieces: list[bytes] = []
    with pytest.raises(InputError, match="bad gives no paper"):
        pieces.extend(
            piece.lines for piece in json_lines(Source(inputs=(str(good), str(bad)), stdin=io.BytesIO(), jobs=jobs))
        )
    assert json.loads(b"".join(pieces))["id"] == "1"


def test_a_folder_must_give_one_paper_and_not_one_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"title": null}\n')
    (tmp_path / "b.bin").write_bytes(bytes(range(256)))
    with pytest.raises(InputError, match="gives no paper"):
        extracted(str(tmp_path), jobs=1)
    (tmp_path / "c.jsonl").write_bytes(paper(1))
    lines, bad = extracted(str(tmp_path), jobs=1)
    assert (len(lines.splitlines()), len(bad)) == (1, 2)


@pytest.mark.parametrize("jobs", [1, 2])
def test_papers_of_one_title_stay_apart_in_lines_and_in_a_run(tmp_path: Path, jobs: int) -> None:
    for name in ("a", "b"):
        records = [{"title": "Editorial", "abstract": f"https://github.com/{name}/r{n}"} for n in range(2)]
        (tmp_path / f"{name}.jsonl").write_bytes(b"\n".join(json.dumps(one).encode() for one in records))
    lines, _ = extracted(str(tmp_path), jobs=jobs)
    printed = [json.loads(line) for line in lines.splitlines()]
    assert len({one["id"] for one in printed}) == len(printed) == 4
    source = Source(inputs=(str(tmp_path),), stdin=io.BytesIO(), jobs=jobs)
    told = [one.paper.id for one in extracted_papers(source) if isinstance(one, ExtractedPaper)]
    assert told == [one["id"] for one in printed]
    assert [one["links"][0]["target"] for one in printed] == ["a/r0", "a/r1", "b/r0", "b/r1"]


def test_fields_that_are_not_read_are_noticed_whoever_reads(tmp_path: Path) -> None:
    record = {"id": "1", "title": "T", "abstract": "A", "pdf": "https://tea.example.org/a"}
    (tmp_path / "a.jsonl").write_bytes(json.dumps(record).encode() + b"\n")
    source = Source(inputs=(str(tmp_path / "a.jsonl"),), stdin=io.BytesIO())
    assert [one.subject for piece in json_lines(source) for one in piece.notices] == ["pdf"]
    assert [one.subject for one in extracted_papers(source) if isinstance(one, Notice)] == ["pdf"]
    by_hand = Source(inputs=source.inputs, stdin=io.BytesIO(), reading=Reading(columns=(("code", "pdf"),)))
    (piece, *_) = json_lines(by_hand)
    assert [link["field"] for link in json.loads(piece.lines)["links"]] == ["pdf"]


def test_a_link_of_a_text_whose_place_is_known_has_a_line_and_a_column() -> None:
    abstract = "Words.\nCode: https://github.com/a/b and\nhttps://github.com/c/d"
    links = extract(Paper("1", "T", abstract, places=(("abstract", 10, 5),))).links
    assert [(link.line, link.column) for link in links] == [(11, 7), (12, 1)]
    (first,) = extract(Paper("1", "T", "https://github.com/a/b", places=(("abstract", 3, 9),))).links
    assert (first.line, first.column) == (3, 9)
