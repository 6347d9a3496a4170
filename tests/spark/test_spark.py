"""The extraction in a real Spark, by two workers: the same links as one process finds, byte for byte when sorted."""

from __future__ import annotations

import gzip
import json
import os
import sys
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from checker import spark as job
from checker.links import extract
from checker.links.columns import SCHEMA
from checker.model import Claim, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

INVENTED = [
    Paper(
        "1", "Tool: a method", "Code at https://github.com/lab/tool and data at hf.co/datasets/lab/set.", "", "2026"
    ),
    Paper("2", "Nothing", "A method."),
    Paper("3", "Release", "We release the code."),
    Paper("4", "Comment", "A method.", "code: https://gitlab.com/lab/tool"),
    Paper("5", "Ünïcode", "Ça marche: https://github.com/lab/ tool-ü. \U0001f600 https://zenodo.org/records/5"),
    *(Paper(f"n{number}", "Many", f"We use https://github.com/lab/tool{number}.") for number in range(500)),
]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = (
        SparkSession.builder.master("local[2]").appName("test").config("spark.ui.enabled", "false").getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


#: All columns but the name of the file that Spark read, which one process does not have.
COMPARED = [name for name in SCHEMA.names if name != "source"]


def alone(papers: Sequence[Paper]) -> list[str]:
    """What one process finds, a line of JSON a link, sorted."""
    lines = []
    for paper in papers:
        found = extract(paper)
        told = [paper.id, paper.title, paper.published, str(found.claim)]
        if not found.links and found.claim is not Claim.NONE:
            lines.append(json.dumps([*told, *[None] * 8, found.evidence, None, None, None]))
        for link in found.links:
            place = [link.raw, link.field, link.start, link.end, str(link.ownership)]
            others = [{"kind": one.kind, "target": one.target, "url": one.url} for one in link.alternatives]
            more = [found.evidence, link.evidence, link.printed, others]
            lines.append(json.dumps([*told, str(link.kind), link.target, link.url, *place, *more]))
    return sorted(lines)


def written(folder: Path) -> list[str]:
    """What Spark wrote, the same way."""
    rows = pq.read_table(folder).to_pylist()
    return sorted(json.dumps([row[name] for name in COMPARED]) for row in rows)


def write(papers: Sequence[Paper], file: Path) -> None:
    keys = ("id", "title", "abstract", "comments", "published")
    file.write_text(
        "".join(json.dumps({key: getattr(paper, key) for key in keys}) + "\n" for paper in papers), "utf-8"
    )


def test_spark_finds_what_one_process_finds(spark: SparkSession, tmp_path: Path) -> None:
    write(INVENTED, tmp_path / "papers.jsonl")
    job.links(job.read(spark, str(tmp_path / "papers.jsonl"), "json").repartition(4)).write.parquet(
        str(tmp_path / "out")
    )
    assert written(tmp_path / "out") == alone(INVENTED)


def test_parquet_gives_the_same_as_json(spark: SparkSession, tmp_path: Path) -> None:
    write(INVENTED, tmp_path / "papers.jsonl")
    job.read(spark, str(tmp_path / "papers.jsonl"), "json").write.parquet(str(tmp_path / "papers"))
    job.links(job.read(spark, str(tmp_path / "papers"), "parquet")).write.parquet(str(tmp_path / "out"))
    assert written(tmp_path / "out") == alone(INVENTED)


def test_an_inverted_index_is_read_as_the_text_that_it_is_of(spark: SparkSession, tmp_path: Path) -> None:
    index = {"Code": [0], "at": [1], "https://github.com/lab/tool": [2, 4], "and": [3]}
    work = {"id": "W1", "title": "Work", "publication_date": "2026-01-02", "abstract_inverted_index": index}
    empty = {"id": "W2", "title": "Empty", "publication_date": "2026-01-02", "abstract_inverted_index": None}
    (tmp_path / "works.jsonl").write_text(json.dumps(work) + "\n" + json.dumps(empty) + "\n", "utf-8")
    job.links(job.read(spark, str(tmp_path / "works.jsonl"), "json")).write.parquet(str(tmp_path / "out"))
    text = "Code at https://github.com/lab/tool and https://github.com/lab/tool"
    assert written(tmp_path / "out") == alone([Paper("W1", "Work", text, "", "2026-01-02")])


@pytest.mark.corpus
def test_the_bulk_sample_gives_the_same(spark: SparkSession, corpus: Path, tmp_path: Path) -> None:
    with gzip.open(corpus / "bulk-30k.jsonl.gz") as stream:
        records = [json.loads(line) for _, line in zip(range(6_000), stream, strict=False)]
    papers = [Paper(record["id"], record["title"], record["abstract"]) for record in records]
    write(papers, tmp_path / "bulk.jsonl")
    job.links(job.read(spark, str(tmp_path / "bulk.jsonl"), "json")).write.parquet(str(tmp_path / "out"))
    assert written(tmp_path / "out") == alone(papers)
