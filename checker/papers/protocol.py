"""The interface of readers of input formats. Imports nothing but the model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeAlias, runtime_checkable

from checker.model import BadRecord, Notice, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What a reader yields: papers in the order of the stream, unreadable records, and notices for the user.
Record: TypeAlias = Paper | BadRecord | Notice


class Evidence(IntEnum):
    """
    How strongly the first bytes of an input speak for a format. The reader with the strongest evidence reads the
    input; of equals, the first in the registry.
    """

    NONE = 0  # not this format
    ANYTHING = 1  # the reader takes anything of a kind: any text, any JSON, any rows with a separator
    SHAPE = 2  # the layout of the format: a header row with a title column, objects with a title and an abstract
    MARK = 3  # what no other format has: a magic number, a root element, the keys of one service


@dataclass(frozen=True, slots=True)
class Reading:
    """
    Options of the user for reading inputs.

    `columns` are pairs (field, column or key). Fields are `title`, `abstract`, `id`, `published` and `comments`;
    under any other field name (`code`, `data`) all addresses in the column are read as links. `part` is `abstract` or
    `all`: the part of a whole paper in which links are read. `keep` names columns or keys to store unchanged with
    each paper.
    """

    columns: tuple[tuple[str, str], ...] = ()
    part: str = "abstract"
    keep: tuple[str, ...] = ()


DEFAULT_READING = Reading()


class Reader(Protocol):
    """One input format: bytes in, papers out, streaming. `what` and `how` are its row in docs/inputs.md."""

    @property
    def name(self) -> str:
        """The name of the format for `--input-format`."""

    @property
    def what(self) -> str:
        """What is read (id, date, fields with links), in a few words of Markdown for docs/inputs.md."""

    @property
    def how(self) -> str:
        """How a user gets such a file, in a few words of Markdown for docs/inputs.md."""

    def recognises(self, head: bytes) -> Evidence:
        """The evidence that an input has this format, in its first bytes (`head`, up to 64 KiB)."""

    def read(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Record]:
        """
        Papers in the order of the stream. A broken record is a `BadRecord`, never an exception. Raises InputError,
        before the first paper, for an input of this format that can't be read as a whole.
        """


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of an input (`data`) that can be read alone; `line` is the number of the first one, from 1."""

    format: str
    source: str
    line: int
    data: bytes
    reading: Reading = DEFAULT_READING


@runtime_checkable
class Splitting(Protocol):
    """A reader whose inputs can be split into blocks, which several processes read."""

    def blocks(self, stream: BinaryIO, source: str, reading: Reading = DEFAULT_READING) -> Iterator[Block] | None:
        """The blocks of the input, in order; None if this input can't be split."""

    def read_block(self, block: Block) -> Iterator[Record]:
        """The records that `read` gives for these lines."""
