"""
The shipped queries: SQL files that begin with comments on the question they answer, who asks it, and their
parameters.

    -- The question, which is also the title
    -- What the answer says, in further sentences.
    -- asked by: who asks it
    -- parameter: days INTEGER = 90: What it limits. A parameter without a default must be given.
    -- column: days: What the column holds, where no table of an export has a column of that name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from checker.errors import UsageError
from checker.store.scripts import scripts

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARAMETER = re.compile(r"(\w+) (TEXT|INTEGER|DATE)(?: = ([^:]+))?: (.+)")
_COLUMN = re.compile(r"(\w+): (.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """
    A parameter of a query: its name, its kind (TEXT, INTEGER or DATE), its default (None: it must be given), and a
    sentence on it.
    """

    name: str
    kind: str
    default: str | None
    sentence: str

    @property
    def is_number(self) -> bool:
        """Whether it is a whole number."""
        return self.kind == "INTEGER"

    def value(self, text: str) -> str | int:
        """The value to bind for a text; UsageError for a text that is not of its kind."""
        try:
            value = int(text) if self.is_number else _moment(text) if self.kind == "DATE" else text
        except (ValueError, OverflowError):
            what = "a whole number" if self.is_number else "a date such as 2026-10-01"
            raise UsageError(f"--{self.name} takes {what}, not {text!r}.") from None
        if isinstance(value, int) and abs(value) >= 1 << 63:
            raise UsageError(f"--{self.name} takes a smaller number than {text}.")
        return value


def _moment(text: str) -> str:
    """A date, or a moment in UTC, as the database writes it; ValueError for any other text."""
    given = datetime.fromisoformat(text)
    if len(text) <= len("2026-10-01"):
        return f"{given:%Y-%m-%d}"
    return f"{given if given.tzinfo is None else given.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


@dataclass(frozen=True, slots=True)
class Query:
    """
    A shipped query: its name, the question it answers, what the answer says (further sentences, or empty), who asks
    it, its parameters, the columns that it explains itself (name → sentence), and the text of its file.
    """

    name: str
    question: str
    about: str
    asked_by: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    sql: str

    @property
    def code(self) -> str:
        """The SQL without its header."""
        return "\n".join(dropwhile(lambda line: line.startswith("--"), self.sql.splitlines()))

    def bind(self, given: Mapping[str, str]) -> dict[str, str | int]:
        """The values of all parameters by name, from texts; UsageError for one that is missing, unknown or wrong."""
        if unknown := [name for name in given if name not in {one.name for one in self.parameters}]:
            takes = ", ".join(f"--{one.name}" for one in self.parameters) or "nothing"
            raise UsageError(f"The query {self.name} takes no --{unknown[0]}.", f"It takes {takes}.")
        values: dict[str, str | int] = {}
        for one in self.parameters:
            text = given.get(one.name, one.default)
            if not text:
                raise UsageError(f"The query {self.name} needs --{one.name}.", one.sentence)
            values[one.name] = one.value(text)
        return values

    def sample_values(self) -> dict[str, str]:
        """Parameter values with which any query runs: the defaults, or 1 where there is none."""
        return {one.name: one.default or "1" for one in self.parameters}


def queries() -> list[Query]:
    """The shipped queries, by name."""
    return [_query(name, text) for name, text in scripts("queries").items()]


def _query(name: str, text: str) -> Query:
    head = [line[2:].strip() for line in takewhile(lambda line: line.startswith("--"), text.splitlines())]
    marked: dict[str, list[str]] = {"asked by": [], "parameter": [], "column": []}
    prose: list[str] = []
    for line in head[1:]:
        mark, _, rest = line.partition(": ")
        marked.get(mark, prose).append(rest if mark in marked else line)
    return Query(
        name=name,
        question=head[0],
        about=" ".join(prose),
        asked_by=" ".join(marked["asked by"]),
        parameters=tuple(map(_parameter, marked["parameter"])),
        columns=dict(found.groups() for line in marked["column"] if (found := _COLUMN.fullmatch(line))),  # type: ignore[misc]  # two groups each
        sql=text,
    )


def _parameter(line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if found is None:
        raise ValueError(f"no parameter: {line}")
    name, kind, default, sentence = found.groups()
    return Parameter(name, kind, default, sentence)
