"""JSON that is no JSON Lines: where records stand in it, what a broken one costs, and the words of an index."""

from __future__ import annotations

import io
import re

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import InputError
from checker.model import BadRecord, Notice, Paper
from checker.model.paper_ids import canonical_id
from checker.papers.exchange.jsonl import JSON, JSON_LINES
from checker.papers.indexes.openalex import words
from checker.papers.records.paper import Unreadable
from checker.papers.registry import READERS

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
RECORDS = st.lists(st.fixed_dictionaries({"id": TEXT, "title": TEXT, "abstract": TEXT}), min_size=1, max_size=5)


def read(content: bytes) -> list[str]:
    """What the reader of documents makes of one."""
    found = JSON.read(io.BytesIO(content), "s")
    return [one.why if isinstance(one, BadRecord) else one.title for one in found if not isinstance(one, Notice)]


@pytest.mark.parametrize(
    "content",
    [
        b'[{"title": "a"}, {"title": "b"}]',
        b'{"n": 2, "papers": [{"title": "a"}, {"title": "b"}]}',
        b'{"messages": [{"ok": 1}], "deep": {"list": [{"title": "a"}, {"title": "b"}]}}',
        b'{\n  "title": "a"\n}\n{\n  "title": "b"\n}\n',
        b'\xef\xbb\xbf [\r\n{"title": "a"},\r\n{"title": "b"}\r\n]',
        b'{"papers": [{"title": "a"}]}{"papers": [{"title": "b"}]}',
    ],
    ids=["array", "list inside", "list deep inside", "one after another", "marks of editors", "pages"],
)
def test_records_are_found_where_they_stand(content: bytes) -> None:
    assert JSON.recognises(content)
    assert not JSON_LINES.recognises(content)
    assert read(content) == ["a", "b"]


def test_a_broken_record_is_told_by_its_number_and_a_broken_document_by_its_last() -> None:
    found = read(b'[{"title": "a"}, {"title": []}, 3, {"title": "b"}, {"tit')
    assert found[0] == "a"
    assert found[1:3] == ["record 2: neither title nor abstract", "record 3: JSON, but not an object"]
    assert found[3] == "b"
    assert found[4].startswith("after record 4: not valid JSON")
    assert len(found) == 5


def test_a_document_of_another_encoding_is_read_to_its_end() -> None:
    assert read(b'[{"title": "Th\xe9"}, {"title": "Th\xc3\xa9"}]') == ["Thé", "Thé"]


#: What people write where there is no id.
EMPTY = re.compile(r"[-\u2013\u2014?.]*|n/?a|none|null|nan|unknown|tbd|tba", re.IGNORECASE)


@given(RECORDS)
def test_texts_arrive_as_they_are_on_lines_and_in_documents(records: list[dict[str, str]]) -> None:
    lines = b"\n".join(map(orjson.dumps, records))
    for reader, content in ((JSON_LINES, lines), (JSON, orjson.dumps(records)), (JSON, orjson.dumps({"x": records}))):
        found = [one for one in reader.read(io.BytesIO(content), "s") if not isinstance(one, Notice)]
        for one, record in zip(found, records, strict=True):
            if isinstance(one, Paper):
                assert (one.title, one.abstract) == (record["title"], record["abstract"])
                empty = EMPTY.fullmatch(record["id"].strip())
                assert one.id == canonical_id(record["id"]) or empty
            else:
                assert not (record["title"] + record["abstract"]).strip()


@given(st.lists(st.text("abc", min_size=1), max_size=30))
def test_an_index_of_words_becomes_the_text_again(text: list[str]) -> None:
    index: dict[str, list[int]] = {}
    for place, word in enumerate(text):
        index.setdefault(word, []).append(place)
    assert words(index) == " ".join(text)


@pytest.mark.parametrize("index", [{"a": 1}, {"a": [-1]}, {"a": [10**9]}, {"a": ["0"]}, {"a": None}])
def test_an_index_that_is_none_is_told(index: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        words(index)


HOSTILE: list[object] = [
    None,
    0,
    1.5,
    True,
    "",
    "x",
    [],
    {},
    [[]],
    [{}],
    {"value": None},
    {"value": []},
    [None],
    {"x": [1]},
]
KEYS = st.sampled_from(
    [
        "id",
        "title",
        "abstract",
        "summary",
        "paper",
        "content",
        "notes",
        "data",
        "versions",
        "created",
        "issued",
        "date-parts",
        "externalIds",
        "corpusid",
        "openaccessinfo",
        "abstract_inverted_index",
        "InvertedIndex",
        "paper_url",
        "repo_url",
        "forum",
        "pdate",
        "doi",
        "note",
        "code",
    ]
)


@given(st.dictionaries(KEYS, st.sampled_from(HOSTILE)), st.sampled_from(sorted(READERS)))
def test_no_shape_of_a_record_raises(record: dict[str, object], name: str) -> None:
    if name == "parquet":
        return
    try:
        found = list(READERS[name].read(io.BytesIO(orjson.dumps(record)), "s"))
    except InputError:  # nothing in it is a paper's
        return
    for one in found:
        assert isinstance(one, Paper | BadRecord)
        if isinstance(one, Paper):
            assert all(
                isinstance(text, str) for text in (one.id, one.title, one.abstract, one.comments, one.published)
            )
            assert one.id
