"""Links that were found elsewhere come into the database as if they had been found here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from checker.links.columns import SCHEMA, extract_batches
from checker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = Callable[..., tuple[int, str, str]]

ABSTRACTS = [
    "Code at https://github.com/lab/tool and https://huggingface.co/lab/model.",
    "We use the solver of others (https://github.com/lab/tool).",
    "We release our code.",
    "A method.",
]


def parquet(folder: str = "links") -> None:
    """What the Spark job writes: a folder of Parquet files."""
    papers = [{"id": str(n), "title": f"T{n}", "abstract": text} for n, text in enumerate(ABSTRACTS)]
    Path(folder).mkdir()
    batches = list(extract_batches([pa.RecordBatch.from_pylist(papers)]))
    pq.write_table(pa.Table.from_batches(batches), Path(folder, "part-0.snappy.parquet"))


def test_a_batch_of_papers_becomes_a_batch_of_links() -> None:
    papers = pa.RecordBatch.from_pylist([{"id": "1", "title": None, "abstract": "See https://github.com/lab/tool."}])
    (links,) = extract_batches([papers])
    assert links.schema == SCHEMA
    assert links.to_pylist()[0] | {"ownership": ""} == {
        "source": "",
        "claim_evidence": "",
        "evidence": "See https://github.com/lab/tool.",
        "readings": [],
        "printed": "https://github.com/lab/tool",
        "paper_id": "1",
        "title": "",
        "published": "",
        "claim": "linked",
        "kind": "github_repo",
        "target": "lab/tool",
        "url": "https://github.com/lab/tool",
        "raw": "https://github.com/lab/tool",
        "field": "abstract",
        "start": 4,
        "end": 31,
        "ownership": "",
    }


def test_a_batch_without_abstracts_is_refused() -> None:
    with pytest.raises(KeyError, match="abstract"):
        list(extract_batches([pa.RecordBatch.from_pylist([{"id": "1", "title": "T"}])]))


def test_imported_links_are_due_and_their_papers_have_a_status(reprolinks: Command) -> None:
    parquet()
    code, output, _ = reprolinks("import", "links")
    assert (code, "3 papers, 3 links" in output) == (0, True)
    with Store.open("availability.db") as store:
        assert [(row.target, row.papers) for row in store.status.artifacts()] == [("lab/tool", 2), ("lab/model", 1)]
        assert {row.paper_id: row.status for row in store.status.papers()} == {
            "0": "unknown",
            "1": "unknown",
            "2": "claimed_without_link",
        }
        assert {(row.paper_id, row.ownership) for row in store.status.links()} == {("0", "own"), ("1", "third_party")}


def test_importing_twice_changes_nothing(reprolinks: Command) -> None:
    parquet()
    for _ in range(2):
        assert reprolinks("import", "links")[0] == 0
    with Store.open("availability.db") as store:
        assert len(list(store.status.links())) == 3


@pytest.mark.parametrize("wrong", ["missing", "empty", "text", "columns"])
def test_what_are_no_links_is_refused_in_one_line(reprolinks: Command, wrong: str) -> None:
    Path("empty").mkdir()
    Path("text").write_text("no Parquet", encoding="utf-8")
    pq.write_table(pa.table({"x": [1]}), "columns")
    code, _, errors = reprolinks("import", wrong)
    assert code == 2
    assert wrong in errors
    assert not Path("availability.db").exists()


def test_a_run_may_ask_nobody(reprolinks: Command) -> None:
    Path("p.jsonl").write_text('{"id": "1", "title": "T", "abstract": "At https://github.com/lab/tool."}', "utf-8")
    code, output, _ = reprolinks("run", "p.jsonl", "--no-check")
    assert (code, "1 paper, 1 link recorded" in output) == (0, True)
    with Store.open("availability.db") as store:
        assert [(row.target, row.reason) for row in store.status.artifacts()] == [("lab/tool", "not_checked")]


TOLD = [
    {
        "id": "1",
        "title": "A",
        "abstract": "Our code is at https://github.com/lab/tool.We also thank B.",
        "published": "2026",
    },
    {"id": "2", "title": "B", "abstract": "The code will be released upon acceptance.", "published": "2025-01-02"},
]
TABLES = (
    "SELECT id, title, published, source, claim, claim_evidence FROM papers ORDER BY id",
    (
        "SELECT paper_id, target, raw, field, start_offset, end_offset, ownership, evidence, printed FROM links"
        " ORDER BY paper_id, start_offset"
    ),
    "SELECT kind, target, key, url FROM artifacts ORDER BY key",
    "SELECT rank, target FROM readings ORDER BY link_id, rank",
)


def test_papers_come_in_alike_by_this_process_and_by_columns(reprolinks: Command) -> None:
    Path("p.jsonl").write_text("".join(json.dumps(one) + "\n" for one in TOLD), "utf-8")
    batches = list(extract_batches([pa.RecordBatch.from_pylist([{**one, "source": "p.jsonl"} for one in TOLD])]))
    pq.write_table(pa.Table.from_batches(batches), "links.parquet")
    assert reprolinks("run", "p.jsonl", "--no-check", "--db", "one.db")[0] == 0
    assert reprolinks("import", "links.parquet", "--db", "other.db")[0] == 0
    with Store.open("one.db") as one, Store.open("other.db") as other:
        for table in TABLES:
            assert one.query(table) == other.query(table)
            assert one.query(table)[1], "something is compared"


def test_what_an_earlier_release_wrote_is_read_without_its_evidence(reprolinks: Command) -> None:
    batches = list(extract_batches([pa.RecordBatch.from_pylist(TOLD)]))
    table = pa.Table.from_batches(batches).drop_columns(
        ["source", "claim_evidence", "evidence", "printed", "readings"]
    )
    pq.write_table(table, "links.parquet")
    assert reprolinks("import", "links.parquet")[0] == 0
    with Store.open("availability.db") as store:
        assert store.query("SELECT source FROM papers")[1] == [("links.parquet",)] * 2
