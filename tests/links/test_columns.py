"""Papers as columns in, links as columns out: the same as one paper after the other."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from checker.links import extract
from checker.links.columns import SCHEMA, extract_batches
from checker.model import Paper

PAPERS: list[dict[str, Any]] = [
    {
        "id": "p1",
        "title": "Tool: a method",
        "abstract": "Code is at https://github.com/lab/tool.",
        "comments": "Demo: https://lab.github.io/tool",
        "published": "2026-01-02",
    },
    {"id": "p2", "title": "A promise", "abstract": "We will release our code.", "comments": None, "published": None},
    {"id": "p3", "title": None, "abstract": "A fast method.", "comments": "", "published": ""},
    {"id": None, "title": "T", "abstract": None, "comments": None, "published": None},
]


def batch(papers: list[dict[str, Any]], *names: str) -> pa.RecordBatch:
    kept = names or ("id", "title", "abstract", "comments", "published")
    columns = [pa.array([paper[name] for paper in papers], pa.string()) for name in kept]
    return pa.RecordBatch.from_arrays(columns, names=list(kept))


def rows(*batches: pa.RecordBatch) -> list[dict[str, Any]]:
    found = list(extract_batches(batches))
    assert [one.schema for one in found] == [SCHEMA] * len(batches), "a batch for each"
    return [row for one in found for row in one.to_pylist()]


def test_a_link_is_a_row_with_all_that_is_known_of_it() -> None:
    first, second, promise = rows(batch(PAPERS))
    assert (
        first
        | {
            "paper_id": "p1",
            "title": "Tool: a method",
            "published": "2026-01-02",
            "claim": "linked",
            "kind": "github_repo",
            "target": "lab/tool",
            "url": "https://github.com/lab/tool",
            "raw": "https://github.com/lab/tool",
            "field": "abstract",
            "start": 11,
            "end": 38,
            "ownership": "own",
        }
        == first
    )
    assert (second["field"], second["target"], second["start"]) == ("comments", "lab.github.io/tool", 6)
    assert promise["paper_id"] == "p2"


def test_a_paper_that_claims_and_prints_no_link_has_one_row_without_a_link() -> None:
    (promise,) = rows(batch(PAPERS[1:]))
    told = [promise[name] for name in ("paper_id", "title", "published", "claim")]
    assert told == ["p2", "A promise", "", "promised"]
    assert {promise[name] for name in ("kind", "target", "url", "raw", "field", "start", "end", "ownership")} == {
        None
    }


def test_columns_that_are_not_there_are_empty_texts() -> None:
    (first, *_) = rows(batch(PAPERS, "id", "title", "abstract"))
    assert (first["published"], first["field"]) == ("", "abstract")
    assert len(rows(batch(PAPERS, "abstract", "title", "id"))) == 2


@pytest.mark.parametrize("left_out", ["id", "title", "abstract"])
def test_without_one_of_the_first_three_columns_nothing_can_be_read(left_out: str) -> None:
    names = [name for name in ("id", "title", "abstract", "comments") if name != left_out]
    with pytest.raises(KeyError, match=left_out):
        rows(batch(PAPERS, *names))


def test_batches_come_one_for_one_empty_ones_too() -> None:
    assert [one.num_rows for one in extract_batches([batch([]), batch(PAPERS), batch(PAPERS[2:])])] == [0, 3, 0]


def test_columns_say_the_same_as_one_paper_does() -> None:
    found = extract(Paper("p1", "Tool: a method", PAPERS[0]["abstract"], PAPERS[0]["comments"], "2026-01-02"))
    told = [(link.kind, link.target, link.field, link.start, link.end, link.ownership) for link in found.links]
    columns = [
        tuple(row[name] for name in ("kind", "target", "field", "start", "end", "ownership"))
        for row in rows(batch(PAPERS[:1]))
    ]
    assert columns == told
