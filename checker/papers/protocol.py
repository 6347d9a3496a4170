"""The promises: what a reader, a service and a report format must offer. Imports nothing but the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.model import BadRecord, Paper


class Reader(Protocol):
    """One input format: bytes in, papers out, streaming."""

    @property
    def name(self) -> str:
        """What `--input-format` calls it."""

    def recognises(self, head: bytes) -> bool:
        """Whether the first bytes (up to 64 KiB) of an input look like this format."""

    def read(self, stream: BinaryIO, source: str) -> Iterator[Paper | BadRecord]:
        """Papers in the order of the stream. A broken record is a `BadRecord`, never an exception."""


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines of an input, to be read by themselves: `line` is the number of the first, from 1."""

    format: str
    source: str
    line: int
    data: bytes


@runtime_checkable
class Splitting(Protocol):
    """A reader whose inputs can be read in pieces, by several processes."""

    def blocks(self, stream: BinaryIO, source: str) -> Iterator[Block] | None:
        """The input in pieces, in order; None where this input can't be read in pieces."""

    def read_block(self, block: Block) -> Iterator[Paper | BadRecord]:
        """What `read` makes of these lines."""
