"""The common form of texts in all markup languages: blocks of runs; links have their places in the file."""

from __future__ import annotations

from enum import IntEnum, auto
from typing import NamedTuple


class Run(NamedTuple):
    """
    Words of one style. With an `address` they are the text of a link, and (`line`, `column`) is the place of the
    address in the file, both from 1, or 0 if not known. A line break is a run of its own.
    """

    text: str
    address: str = ""
    strong: bool = False
    emphasis: bool = False
    line: int = 0
    column: int = 0


class Form(IntEnum):
    """The kind of a block; an IntEnum, because hashing it is cheap."""

    HEADING = auto()
    ITEM = auto()  # the beginning of an item of a list
    ROW = auto()  # a row of a table
    TEXT = auto()  # a paragraph
    OTHER = auto()  # code, which does not name papers


class Block(NamedTuple):
    """
    One block. `level` is the level of a heading (from 1), for others the number of list items around it. A row has
    `cells`: (name of the column, runs), the name empty if the table has no header row.
    """

    form: Form
    level: int
    runs: tuple[Run, ...]
    cells: tuple[tuple[str, tuple[Run, ...]], ...] = ()


def words(runs: tuple[Run, ...]) -> str:
    """The text of runs, on one line."""
    return " ".join("".join([run.text for run in runs]).split())


def words_of(block: Block) -> str:
    """All the text of a block, on one line."""
    return words(block.runs) if not block.cells else " ".join(words(runs) for _, runs in block.cells)
