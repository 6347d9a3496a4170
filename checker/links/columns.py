"""
Extraction for engines that work on columns: Arrow record batches of papers in, Arrow record batches of links out.

`extract_batches` is pure (no clock, file or network), so that an engine may run it on any machine and repeat it. It
needs pyarrow, which the extras `parquet` and `spark` install.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from checker.links.extract import extract
from checker.model import Claim, Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checker.model import Link

#: A row for each link. A paper without links that makes a claim has one row without a kind; other papers have none.
SCHEMA = pa.schema(
    [
        pa.field("paper_id", pa.string(), nullable=False),
        pa.field("title", pa.string(), nullable=False),
        pa.field("published", pa.string(), nullable=False),
        pa.field("claim", pa.string(), nullable=False),
        pa.field("kind", pa.string()),
        pa.field("target", pa.string()),
        pa.field("url", pa.string()),
        pa.field("raw", pa.string()),
        pa.field("field", pa.string()),
        pa.field("start", pa.int32()),
        pa.field("end", pa.int32()),
        pa.field("ownership", pa.string()),
        pa.field("source", pa.string()),
        pa.field("claim_evidence", pa.string()),
        pa.field("evidence", pa.string()),
        pa.field("printed", pa.string()),
        pa.field("readings", pa.list_(pa.struct([(name, pa.string()) for name in ("kind", "target", "url")]))),
    ]
)

_SPARK_TYPES = {pa.int32(): "int", pa.string(): "string"}


def _spark_type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return f"array<{_spark_type(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return f"struct<{', '.join(f'`{one.name}`: {_spark_type(one.type)}' for one in kind)}>"
    return _SPARK_TYPES[kind]


#: The same schema in the notation of Spark.
SPARK_SCHEMA = ", ".join(
    f"`{field.name}` {_spark_type(field.type)}{'' if field.nullable else ' not null'}" for field in SCHEMA
)

_COLUMNS = ("id", "title", "abstract", "comments", "published", "source")


def extract_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """
    Links of papers: one batch of `SCHEMA` for each batch of papers.

    A batch of papers has the columns `id`, `title` and `abstract`, and may have `comments`, `published` and `source`,
    all of them strings; null counts as an empty text. Raises KeyError if one of the first three is missing.
    """
    for batch in batches:
        rows = [row for paper in _papers(batch) for row in _rows(paper)]
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(SCHEMA)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def _papers(batch: pa.RecordBatch) -> Iterator[Paper]:
    missing = [name for name in _COLUMNS[:3] if name not in batch.schema.names]
    if missing:
        raise KeyError(f"no column {missing[0]}")
    columns = [
        batch.column(name).to_pylist() if name in batch.schema.names else [""] * batch.num_rows for name in _COLUMNS
    ]
    for row in zip(*columns, strict=True):
        paper_id, title, abstract, comments, published, source = (text or "" for text in row)
        yield Paper(paper_id, title, abstract, comments, published, source)


def _rows(paper: Paper) -> Iterator[tuple[object, ...]]:
    found = extract(paper)
    claimed = (paper.id, paper.title, paper.published, str(found.claim))
    origin = (paper.source, found.evidence)
    if not found.links and found.claim is not Claim.NONE:
        yield (*claimed, *[None] * 8, *origin, None, None, None)
    for link in found.links:
        yield (*claimed, *_link_columns(link), *origin, link.evidence, link.printed, _alternatives(link))


def _link_columns(link: Link) -> tuple[object, ...]:
    named = (str(link.kind), link.target, link.url, link.raw)
    return (*named, link.field, link.start, link.end, str(link.ownership))


def _alternatives(link: Link) -> list[dict[str, str]]:
    return [{"kind": str(one.kind), "target": one.target, "url": one.url} for one in link.alternatives]
