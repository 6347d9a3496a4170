"""Reads the links that the Spark job extracted, from its Parquet files."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import InputError
from checker.model import Artifact, Claim, ExtractedPaper, Kind, Link, Ownership, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_REQUIRED = (
    "paper_id",
    "title",
    "published",
    "claim",
    "kind",
    "target",
    "url",
    "raw",
    "field",
    "start",
    "end",
    "ownership",
)
_OPTIONAL = ("source", "claim_evidence", "evidence", "printed", "readings")  # files of earlier releases lack them


def read_links(inputs: Sequence[str]) -> Iterator[ExtractedPaper]:
    """
    Papers with their claims and links, from Parquet files of `checker.links.columns.SCHEMA` or folders of them.

    The rows of one paper must follow each other, as the extraction writes them. Raises InputError for a file that is
    missing, is no Parquet, or lacks a column.
    """
    for name in inputs:
        for file in _files(name):
            rows = (row for batch in _batches(file) for row in batch)
            for _, one in groupby(rows, key=lambda row: row["paper_id"]):
                yield _paper(list(one), str(file))


def _files(name: str) -> list[Path]:
    path = Path(name)
    if not path.exists():
        raise InputError(f"{name} can't be read: there is no such file or folder.")
    files = sorted(path.rglob("*.parquet")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{name} holds no Parquet file.", "Name the folder that the Spark job wrote.")
    return files


def _batches(file: Path) -> Iterator[list[dict[str, Any]]]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise InputError(f"{file} is Parquet, and pyarrow is missing.", "Install 'reprolinks[parquet]'.") from error
    try:
        with pq.ParquetFile(file) as parquet:
            missing = [name for name in _REQUIRED if name not in parquet.schema_arrow.names]
            if missing:
                raise InputError(f"{file} has no column {missing[0]}.", "Import what python -m checker.spark wrote.")
            columns = [name for name in (*_REQUIRED, *_OPTIONAL) if name in parquet.schema_arrow.names]
            for batch in parquet.iter_batches(columns=columns):
                yield batch.to_pylist()
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(f"{file} can't be read as Parquet: {error}.") from error


def _paper(rows: list[dict[str, Any]], source: str) -> ExtractedPaper:
    """The paper that these rows are of; a paper without links has one row without a kind."""
    first = rows[0]
    origin = first.get("source") or source
    paper = Paper(first["paper_id"], first["title"], "", published=first["published"], source=origin)
    try:
        links = [_link(row) for row in rows if row["kind"] is not None]
        return ExtractedPaper(paper, Claim(first["claim"]), links, first.get("claim_evidence") or "")
    except (ValueError, TypeError) as error:
        raise InputError(f"{source}: the links of {paper.id} can't be read: {error}.") from error


def _link(row: dict[str, Any]) -> Link:
    others = row.get("readings") or ()
    return Link(
        Kind(row["kind"]),
        row["target"],
        row["url"],
        row["raw"],
        row["start"],
        row["end"],
        row["field"],
        alternatives=tuple(Artifact(Kind(one["kind"]), one["target"], one["url"]) for one in others),
        ownership=Ownership(row["ownership"]),
        evidence=row.get("evidence") or "",
        printed=row.get("printed") or "",
    )
