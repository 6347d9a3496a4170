"""
Extraction of links with Spark, for corpora larger than one machine: papers from any storage that Spark reads.

    python -m checker.spark INPUT OUTPUT [--format json|parquet] [--partitions N]

or `spark-submit` with the same arguments. INPUT has the columns `id`, `title`, `abstract`, and where known
`comments`, `published` and `source`; `abstract_inverted_index` (OpenAlex) may take the place of `abstract`.
`reprolinks import` records the links that were found in a database, from which they are checked. Needs the extra
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
    """A DataFrame of papers → a DataFrame of links, in the schema of `checker.links.columns.SCHEMA`."""
    return _paper_columns(papers).mapInArrow(extract_batches, SPARK_SCHEMA)


def _paper_columns(papers: DataFrame) -> DataFrame:
    """The columns of a paper as strings, under the names that `extract_batches` reads."""
    from pyspark.sql import functions as f

    given = set(papers.columns)
    columns: dict[str, Column] = {name: f.col(name).cast("string") for name in _PAPER if name in given}
    if "abstract" not in given and _INDEX in given:
        columns["abstract"] = _abstract(f.col(_INDEX))
    if "published" not in given:
        date = next((name for name in _PUBLISHED if name in given), None)
        columns["published"] = f.col(date).cast("string") if date else f.lit("")
    if "source" not in given:
        columns["source"] = f.input_file_name()
    return papers.select(*(column.alias(name) for name, column in columns.items()))


def _abstract(index: Column) -> Column:
    """The text of an inverted index, which maps each word to its positions in the text (OpenAlex, Work object)."""
    from pyspark.sql import functions as f

    entries = f.flatten(
        f.transform(
            f.map_entries(index),
            lambda entry: f.transform(
                entry["value"], lambda position: f.struct(position.alias("position"), entry["key"].alias("word"))
            ),
        )
    )
    return f.array_join(f.transform(f.array_sort(entries), lambda one: one["word"]), " ")


def read(spark: SparkSession, path: str, file_format: str) -> DataFrame:
    """Papers from files of format `parquet` or `json` (JSON Lines, compressed or not)."""
    reader = spark.read
    if file_format == "json":
        return reader.schema(_json_schema(spark, path)).json(path)
    return reader.parquet(path)


def _json_schema(spark: SparkSession, path: str) -> str:
    """A Spark schema of the keys that the first 100 records have: Spark would read the whole corpus to infer one."""
    head = (json.loads(row[0]) for row in spark.read.text(path).limit(100).collect())
    given = {name for record in head if isinstance(record, dict) for name in record}
    fields = [f"`{name}` string" for name in dict.fromkeys((*_PAPER, *_PUBLISHED)) if name in given]
    if _INDEX in given:
        fields.append(f"`{_INDEX}` map<string, array<int>>")
    return ", ".join(fields)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the job with these arguments (default: those of the process); returns the exit code."""
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
