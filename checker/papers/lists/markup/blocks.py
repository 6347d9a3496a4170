"""The common form of marked-up texts: blocks of runs, each link with its place in the file."""

from __future__ import annotations

from enum import IntEnum, auto
from typing import NamedTuple


class Run(NamedTuple):
    """
    Words of one style. With an `address` they are the label of a link, and (`line`, `column`) is where the address
    stands in the file, both from 1; 0 where that is not known. A line break is a run of its own.
    """

    text: str
    address: str = ""
    strong: bool = False
    emphasis: bool = False
    line: int = 0
    column: int = 0


class Form(IntEnum):
    """What a block is on the page; an int, whose hash costs nothing."""

    HEADING = auto()
    ITEM = auto()  # the beginning of an item of a list
    ROW = auto()  # of a table
    TEXT = auto()  # a paragraph
    OTHER = auto()  # what names no paper: code, a rule


class Block(NamedTuple):
    """
    One block: its `level` is a heading's (from 1), or how many items of lists it stands in. A row has its cells, each
    with the name of its column (empty where the table has no header).
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
