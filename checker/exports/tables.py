"""The tables of an export: each is a file of SQL in db/exports, whose comments say what every column holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.exports.values import MEANINGS
from checker.store.scripts import scripts

if TYPE_CHECKING:
    from collections.abc import Mapping

#: In the order in which they are written: a table comes after those that it refers to.
NAMES = ("runs", "papers", "artifacts", "links", "claims", "verdicts", "incidents", "archives", "observations")
TYPES = ("string", "integer", "boolean", "datetime", "object", "array")
_COLUMN = re.compile(r"\bAS (\w+),?\s+-- (\w+)(?: of (\w+))?: (.+)$", re.MULTILINE)
_MARK = re.compile(r"^-- (key|references): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Column:
    """
    A column: its name, its type (one of `TYPES`, the names of Frictionless), and a sentence on what it holds.

    `vocabulary` names the closed set of its values (a key of MEANINGS), empty where there is none. For a column of
    objects these are their keys or values.
    """

    name: str
    type: str
    vocabulary: str
    sentence: str

    @property
    def meanings(self) -> Mapping[str, str]:
        """Value → its sentence, for a column with a closed set of values; else empty."""
        return MEANINGS[self.vocabulary] if self.vocabulary else {}


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name and sentence, key column, references (column → table and column), columns, and SQL."""

    name: str
    sentence: str
    key: str
    references: Mapping[str, tuple[str, str]]
    columns: tuple[Column, ...]
    sql: str


def tables() -> list[Table]:
    """All tables, in the order in which they are written."""
    texts = scripts("exports")
    return [_table(name, texts[name]) for name in NAMES]


def _table(name: str, text: str) -> Table:
    marks = _MARK.findall(text)
    references = dict(_reference(value) for mark, value in marks if mark == "references")
    return Table(
        name=name,
        sentence=text.splitlines()[0].removeprefix("-- "),
        key=next(value for mark, value in marks if mark == "key"),
        references=references,
        columns=tuple(Column(*found) for found in _COLUMN.findall(text)),
        sql=text,
    )


def _reference(text: str) -> tuple[str, tuple[str, str]]:
    """`run_id runs.run_id` as (column, (table, column))."""
    column, _, place = text.partition(" ")
    table, _, other = place.partition(".")
    return column, (table, other)
