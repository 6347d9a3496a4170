"""JSON Lines: one paper a line, the names that fields go by, and what a broken line costs: itself alone."""

from __future__ import annotations

import io

import pytest

from checker.model import BadRecord, Notice, Paper
from checker.model.paper_ids import title_id
from checker.papers.exchange.jsonl import JSON_LINES
from checker.papers.streams import lines


def read(text: str | bytes) -> list[Paper | BadRecord]:
    """What the reader makes of a file."""
    found = JSON_LINES.read(io.BytesIO(text.encode() if isinstance(text, str) else text), "papers.jsonl")
    return [one for one in found if not isinstance(one, Notice)]


def test_every_field_arrives() -> None:
    line = '{"id": "x1", "title": "T", "abstract": "A", "published": "2026-03-11", "comments": "3 pages"}'
    assert read(line) == [
        Paper("x1", "T", "A", published="2026-03-11", comments="3 pages", source="papers.jsonl", line=1)
    ]


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ('{"paper_id": "p", "title": "T"}', "id", "p"),
        ('{"id": "", "arxiv_id": "2403.1", "title": "T"}', "id", "2403.1"),
        ('{"id": 17, "title": "T"}', "id", "17"),
        ('{"title": "T", "summary": "S"}', "abstract", "S"),
        ('{"title": "T", "abstract": null, "summary": "S"}', "abstract", "S"),
        ('{"title": "T", "date": "2026"}', "published", "2026"),
        ('{"title": "T", "comment": "C"}', "comments", "C"),
        ('{"title": "T"}', "id", title_id("T")),
    ],
)
def test_fields_go_by_several_names(line: str, field: str, value: str) -> None:
    (paper,) = read(line)
    assert getattr(paper, field) == value


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[1, 2]",
        '"text"',
        '{"id": "x"}',
        '{"title": "  ", "abstract": "\\n"}',
        '{"title": 3}',
        '{"title": "T", "abstract": [1.5]}',
        '{"id": true, "title": "T"}',
        '{"title": "\\ud800"}',
        "[" * 5000,
    ],
)
def test_a_broken_line_costs_itself_alone(broken: str) -> None:
    found = read(f'{{"title": "before"}}\n\n{broken}\n{{"title": "after"}}\n')
    assert [type(one) for one in found] == [Paper, BadRecord, Paper]
    assert isinstance(found[1], BadRecord)
    assert (found[1].source, found[1].line) == ("papers.jsonl", 3)
    assert found[1].why


def test_byte_order_mark_blank_lines_and_crlf() -> None:
    found = read(b'\xef\xbb\xbf{"title": "a"}\r\n\r\n  \n{"title": "b"}\r\n\xff{"title": "c"}')
    assert [one.title if isinstance(one, Paper) else one.line for one in found] == ["a", "b", 5]


def test_a_line_too_long_for_memory_is_told_and_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 64)
    found = read('{"title": "a"}\n{"title": "' + "x" * 200 + '"}\n{"title": "b"}\n')
    assert [one.title if isinstance(one, Paper) else one.line for one in found] == ["a", 2, "b"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'{"title": "T"}', True),
        (b'\xef\xbb\xbf\r\n {"id": 1, "summary": "cut', True),
        (b'["title"]', False),
        (b"title", False),
        (b"", False),
    ],
)
def test_it_is_recognised_by_its_first_object(head: bytes, expected: bool) -> None:
    assert bool(JSON_LINES.recognises(head)) is expected
