"""
Extraction of corpora larger than one machine: papers from any storage that Spark reads, links as Parquet.

    python -m checker.spark INPUT OUTPUT [--format json|parquet] [--partitions N]

or `spark-submit` with the same arguments. INPUT holds the columns `id`, `title`, `abstract`, and where known
`comments`, `published` and `source`; `abstract_inverted_index` (OpenAlex) stands in for `abstract`.
`reprolinks import` brings the links that were found into a database for the one central check. Needs the extra
`spark` and Java 17 or newer.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING

from checker.links.columns import SPARK_SCHEMA, extract_batches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyspark.sql import Column, DataFrame, SparkSession

_PAPER = ("id", "title", "abstract", "comments", "published", "source")
_INDEX = "abstract_inverted_index"
_PUBLISHED = ("published", "publication_date", "update_date", "date")


def links(papers: DataFrame) -> DataFrame:
    """A frame of papers → a frame of links, in the schema of `checker.links.columns.SCHEMA`."""
    return _plain(papers).mapInArrow(extract_batches, SPARK_SCHEMA)


def _plain(papers: DataFrame) -> DataFrame:
    """The columns of a paper as strings, under the names by which the extraction knows them."""
    from pyspark.sql import functions as f

    there = set(papers.columns)
    columns: dict[str, Column] = {name: f.col(name).cast("string") for name in _PAPER if name in there}
    if "abstract" not in there and _INDEX in there:
        columns["abstract"] = _abstract(f.col(_INDEX))
    if "published" not in there:
        date = next((name for name in _PUBLISHED if name in there), None)
        columns["published"] = f.col(date).cast("string") if date else f.lit("")
    if "source" not in there:
        columns["source"] = f.input_file_name()
    return papers.select(*(column.alias(name) for name, column in columns.items()))


def _abstract(index: Column) -> Column:
    """The text of an inverted index, a map from a word to the places where it stands."""
    from pyspark.sql import functions as f

    entries = f.flatten(
        f.transform(
            f.map_entries(index),
            lambda entry: f.transform(
                entry["value"], lambda place: f.struct(place.alias("place"), entry["key"].alias("word"))
            ),
        )
    )
    return f.array_join(f.transform(f.array_sort(entries), lambda one: one["word"]), " ")


def read(spark: SparkSession, path: str, form: str) -> DataFrame:
    """Papers from Parquet or JSON Lines (plain or packed as Spark reads it)."""
    reader = spark.read
    if form == "json":
        return reader.schema(_json_schema(spark, path)).json(path)
    return reader.parquet(path)


def _json_schema(spark: SparkSession, path: str) -> str:
    """The names that the first records have: Spark would look through the whole corpus to infer them."""
    head = (json.loads(row[0]) for row in spark.read.text(path).limit(100).collect())
    there = {name for record in head if isinstance(record, dict) for name in record}
    fields = [f"`{name}` string" for name in dict.fromkeys((*_PAPER, *_PUBLISHED)) if name in there]
    if _INDEX in there:
        fields.append(f"`{_INDEX}` map<string, array<int>>")
    return ", ".join(fields)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the job; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m checker.spark", description=__doc__.splitlines()[1])
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--format", choices=("json", "parquet"), default="parquet")
    parser.add_argument("--partitions", type=int, help="write this many files")
    options = parser.parse_args(arguments)
    if "PYSPARK_GATEWAY_PORT" not in os.environ:  # not under spark-submit, which decides this itself
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.appName("reprolinks").getOrCreate()
    found = links(read(spark, options.input, options.format))
    if options.partitions:
        found = found.coalesce(options.partitions)
    found.write.mode("errorifexists").parquet(options.output)
    spark.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
