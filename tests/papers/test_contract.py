"""
The promise of a reader, held for each by its being in the registry: it says what it reads, needs no file that can be
looked back into, hands on papers before it has read the whole, and names a record that is broken.
"""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks.reading_input import SINGLE, written
from checker.errors import InputError
from checker.model import BadRecord, Notice, Paper
from checker.papers.inputs import How, read_papers
from checker.papers.protocol import DEFAULT_READING, Evidence
from checker.papers.registry import READERS
from checker.papers.streams.unpacking import HEAD

if TYPE_CHECKING:
    from typing_extensions import Buffer

FOLDER = Path(__file__).parent / "samples"
SAMPLES = {file.stem: file for file in sorted(FOLDER.iterdir()) if not file.name.endswith(".golden.jsonl")}
#: Read as a whole, bounded in size: a file that names one paper, a notation that is parsed at once, and containers
#: whose index stands at their end.
WHOLE = SINGLE | {"toml", "pdf", "notebook", "excel", "parquet", "html", "latex", "jats", "tei"}
#: Whose records are told by their layout, of which the whole is needed; their size is bounded.
LAID_OUT = {"markdown-list", "rest-list", "html-list", "hf-page"}


class Pieces(io.RawIOBase):
    """A stream that can't be looked back into, gives a little at a time, and counts what it gave."""

    def __init__(self, content: bytes, at_once: int = 7_001) -> None:
        super().__init__()
        self._content, self._at_once, self.given = content, at_once, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        piece = self._content[self.given : self.given + min(self._at_once, len(view))]
        view[: len(piece)] = piece
        self.given += len(piece)
        return len(piece)


def read(name: str, stream: io.BytesIO | Pieces) -> list[object]:
    """What comes of standard input, read as this."""
    return list(read_papers(["-"], How(READERS, name), stdin=io.BufferedReader(stream, HEAD)))


@pytest.mark.parametrize("name", READERS)
def test_a_reader_says_what_it_reads_and_has_a_sample(name: str) -> None:
    reader = READERS[name]
    assert reader.name == name
    assert reader.what
    assert reader.how
    assert name in SAMPLES


@pytest.mark.parametrize("name", READERS)
def test_nothing_is_recognised_by_anybody(name: str) -> None:
    for head in (b"", b"\n\n", b"\0" * 64):
        assert READERS[name].recognises(head) is Evidence.NONE


@pytest.mark.parametrize("name", READERS)
def test_a_stream_in_pieces_gives_what_a_file_gives(name: str) -> None:
    content = SAMPLES[name].read_bytes()
    whole, pieces = read(name, io.BytesIO(content)), read(name, Pieces(content, 13))
    assert pieces == whole
    assert any(isinstance(one, Paper) for one in whole)


@pytest.mark.parametrize("name", [name for name in READERS if name not in WHOLE | LAID_OUT])
def test_the_first_paper_comes_before_the_whole_is_read(name: str, tmp_path: Path) -> None:
    written(name, tmp_path / "large", 1_500_000)
    stream = Pieces((tmp_path / "large").read_bytes())
    found = READERS[name].read(io.BufferedReader(stream, HEAD), "x", DEFAULT_READING)
    next(one for one in found if isinstance(one, Paper))
    assert stream.given < 1_000_000


@pytest.mark.parametrize("name", READERS)
def test_what_breaks_off_is_papers_bad_records_or_one_clear_error(name: str) -> None:
    content = SAMPLES[name].read_bytes()
    whole = [one for one in READERS[name].read(io.BytesIO(content), "x", DEFAULT_READING) if isinstance(one, Paper)]
    for end in (len(content) // 3, 2 * len(content) // 3, len(content) - 2):
        found: list[object] = []
        with contextlib.suppress(InputError):
            found += read(name, io.BytesIO(content[:end]))
        assert all(isinstance(one, Paper | BadRecord | Notice) for one in found)
        assert sum(isinstance(one, Paper) for one in found) <= len(whole)
        assert all(one.why for one in found if isinstance(one, BadRecord))
