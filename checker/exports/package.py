"""The descriptions of an export: `datapackage.json` (Frictionless Data Package 1.0) and `codebook.md`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import __version__
from checker.exports.values import MEANINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.exports.tables import Column, Table
    from checker.exports.writers import Form

NAME = "reprolinks"  # of the database on the website, where its addresses begin with it
TITLE = "Availability of code, models and data that papers link to"
_INTRO = """# Codebook

The tables of an export of reprolinks {version}. Times are UTC, ISO 8601. A missing value was not told or does not
apply; it never means no. `unknown` means that it could not be found out: leave it out of every rate, and give its
number beside the rate. Figures count what listed papers link to now: `links` where `current` is true.
"""


class File(NamedTuple):
    """A file of an export: its table, its name, its number of rows, its size in bytes, its SHA-256 (hexadecimal)."""

    table: Table
    name: str
    rows: int
    size: int
    digest: str


def datapackage(files: Sequence[File], form: Form) -> str:
    """The descriptor of an export, as JSON: every file with its columns, keys, size and digest."""
    described = {
        "profile": "data-package",
        "name": "reprolinks-export",
        "title": TITLE,
        "description": f"A database of reprolinks {__version__} as tables; codebook.md explains columns and values.",
        "resources": [_resource(file, form) for file in files],
    }
    return f"{json.dumps(described, ensure_ascii=False, indent=1)}\n"


def _resource(file: File, form: Form) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": file.table.name,
        "path": file.name,
        "title": file.table.sentence.partition(",")[0],
        "description": file.table.sentence,
        "format": form.suffix,
        "mediatype": form.mediatype,
        **form.described,
        "bytes": file.size,
        "hash": f"sha256:{file.digest}",
        "schema": {
            "fields": [_field(column) for column in file.table.columns],
            "primaryKey": [file.table.key],
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": table, "fields": [other]}}
                for column, (table, other) in file.table.references.items()
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.sentence}
    if column.meanings and column.type == "string":
        field["constraints"] = {"enum": list(column.meanings)}
    return field


def codebook(tables: Sequence[Table]) -> str:
    """A sentence on every table, column and value, as Markdown."""
    return "\n".join((_INTRO.format(version=__version__), *map(_chapter, tables), "## Values\n", *_values(tables)))


def _chapter(table: Table) -> str:
    rows = "\n".join(f"| `{one.name}` | {_type(one)} | {_cell(one, table)} |" for one in table.columns)
    return f"## {table.name}\n\n{table.sentence}\n\n| column | type | what it holds |\n|---|---|---|\n{rows}\n"


def _type(column: Column) -> str:
    return (
        f"{column.type}, of [{column.vocabulary}](#{column.vocabulary.lower()})" if column.vocabulary else column.type
    )


def _cell(column: Column, table: Table) -> str:
    reference = table.references.get(column.name)
    return f"{column.sentence} Refers to `{'.'.join(reference)}`." if reference else column.sentence


def _values(tables: Sequence[Table]) -> Iterator[str]:
    used = {column.vocabulary for table in tables for column in table.columns}
    for name, meanings in MEANINGS.items():
        if name in used:
            rows = "\n".join(f"| `{value}` | {sentence} |" for value, sentence in meanings.items())
            yield f"### {name}\n\n| value | means |\n|---|---|\n{rows}\n"
