"""Packed inputs: every packer, many files in one zip, and what hostile or broken ones cost: one clear line."""

from __future__ import annotations

import gzip
import io
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from checker.errors import InputError
from checker.model import BadRecord, Notice, Paper
from checker.papers.inputs import How, read_papers
from checker.papers.registry import READERS
from checker.papers.streams import unpacking

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LINE = b'{"title": "On Kettles", "abstract": "Tea."}\n'
TABLE = b"title,abstract\nOn Cups,Cups\n"


class Pipe(io.RawIOBase):
    """A stream that gives few bytes at a time and has no places to go to."""

    def __init__(self, content: bytes) -> None:
        self._left = content

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed hides Buffer
        given, self._left = self._left[: min(7, len(buffer))], self._left[min(7, len(buffer)) :]
        buffer[: len(given)] = given
        return len(given)


def zipped(**files: bytes) -> bytes:
    """A zip of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def encrypted(content: bytes) -> bytes:
    """A zip whose only file is marked as encrypted."""
    packed = bytearray(zipped(secret=content))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def read(content: bytes) -> list[str]:
    """Titles of papers, and where and why of bad records."""
    Path("input").write_bytes(content)
    found = read_papers(["input"], How(READERS), stdin=io.BytesIO())
    return [
        f"{one.source}: {one.why}" if isinstance(one, BadRecord) else one.title
        for one in found
        if not isinstance(one, Notice)
    ]


def test_every_file_of_a_zip_is_read_by_what_it_holds_and_packed_ones_too() -> None:
    packed = zipped(b=gzip.compress(LINE), a=TABLE, c=zstd.compress(LINE), **{"__MACOSX/._a": b"\x00"})
    assert read(packed) == ["On Cups", "On Kettles", "On Kettles"]


def test_what_can_not_be_read_in_a_zip_is_told_beside_what_can() -> None:
    found = read(zipped(a=LINE, b=zipped(x=LINE), c=b"\x00\x01"))
    assert found[0] == "On Kettles"
    assert [one.partition(":")[0] for one in found[1:]] == ["input/b", "input/c"]
    assert "zip inside a zip" in found[1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (zipped(), "empty zip"),
        (zipped(x=zipped(y=LINE)), "input/x is a zip inside a zip"),
        (zipped(x=b"\x00"), "input/x is of no known format"),
        (encrypted(LINE), "input/secret is encrypted"),
        (gzip.compress(gzip.compress(LINE)), "packed twice"),
        (zstd.compress(zipped(x=LINE)), "packed twice"),
        (zipped(x=LINE)[:-30], "can't be read to its end"),
        (zstd.compress(LINE * 1000)[:-20], "can't be read to its end"),
        (zstd.compress(LINE)[:8] + b"\xff" * 20, "can't be read to its end"),
        (gzip.compress(b""), "input is empty"),
    ],
    ids=[
        "empty",
        "nested",
        "one stranger",
        "encrypted",
        "twice",
        "zip in zst",
        "cut",
        "cut zst",
        "bad zst",
        "nothing",
    ],
)
def test_what_can_not_be_unpacked_is_one_clear_error(content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as error:
        read(content)
    assert str(error.value).count("\n") == 0


def test_a_broken_file_in_a_zip_is_told_and_the_next_is_read() -> None:
    packed = bytearray(zipped(a=LINE * 50, b=TABLE))
    packed[40:48] = b"\xff" * 8
    found = read(bytes(packed))
    assert found[-1] == "On Cups"
    assert any(one.startswith("input/a") for one in found[:-1])


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd.compress, lambda content: zipped(x=content)])
def test_a_slow_pipe_is_read_like_a_file(pack: object) -> None:
    assert callable(pack)
    content = b" " * 5000 + b'\n{"title": "Late", "abstract": "x"}\n' + LINE
    found = read_papers(["-"], How(READERS), stdin=io.BufferedReader(Pipe(pack(content))))
    assert [one.title for one in found if isinstance(one, Paper)] == ["Late", "On Kettles"]


def test_parquet_from_a_pipe_is_read_from_a_copy() -> None:
    content = (Path(__file__).parents[1] / "samples" / "parquet.parquet").read_bytes()
    found = read_papers(["-"], How(READERS), stdin=io.BufferedReader(Pipe(content)))
    assert [one.title for one in found if isinstance(one, Paper)] == ["Kettles", "Cups"]


def test_a_copy_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_COPY", 100)
    with pytest.raises(InputError, match="copied"):
        list(read_papers(["-"], How(READERS), stdin=io.BufferedReader(Pipe(zipped(x=LINE)))))


@pytest.mark.slow
@pytest.mark.parametrize("pack", [lambda content: gzip.compress(content, 1), zstd.compress])
def test_what_unpacks_to_very_much_never_stands_in_memory(pack: object) -> None:
    assert callable(pack)
    packed = pack(LINE + b" " * 2**28)
    tracemalloc.start()
    try:
        assert read(packed)[0] == "On Kettles"
        assert tracemalloc.get_traced_memory()[1] < 2**27
    finally:
        tracemalloc.stop()


def test_a_zip_of_too_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "_MEMBERS", 1)
    with pytest.raises(InputError, match="holds 2 files"):
        read(zipped(a=LINE, b=LINE))
