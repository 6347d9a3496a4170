"""
Every format by a sample in its real shape (`samples/NAME.*`, all papers invented) and what must come of it
(`samples/NAME.golden.jsonl`: a paper a line, or `{"bad": [line, why]}`), alone, packed, and told from all others.
"""

from __future__ import annotations

import gc
import gzip
import io
import sys
import zipfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from checker.cli.options import INPUT_FORMATS
from checker.model import BadRecord, Notice
from checker.papers.inputs import How, read_papers
from checker.papers.registry import READERS
from checker.papers.streams.unpacking import HEAD

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from checker.papers.protocol import Record

FOLDER = Path(__file__).parent / "samples"
SAMPLES = sorted(file for file in FOLDER.iterdir() if not file.name.endswith(".golden.jsonl"))
TEXTS = [
    sample for sample in SAMPLES if sample.stem not in {"parquet", "excel", "pdf", "notebook"}
]  # read as a whole
RECOGNISED = [sample for sample in SAMPLES if sample.stem != "notebook"]  # which is read only where it is asked for
PACKED_ALREADY = {"excel"}  # a zip itself: another one around it is refused
CATCH_ALL = {
    "jsonl",
    "json",
    "table",
    "text",
    "html",
}  # they take anything of a kind, and are asked after the others of that kind


def zipped(content: bytes) -> bytes:
    """A zip of one file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("papers", content)
    return packed.getvalue()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gz": gzip.compress,
    "zst": zstd.compress,
    "zip": zipped,
}


def golden(name: str) -> list[dict[str, Any]]:
    """What must come of a sample."""
    return [orjson.loads(line) for line in (FOLDER / f"{name}.golden.jsonl").read_bytes().splitlines()]


def seen(papers: Iterable[Record]) -> list[dict[str, Any]]:
    """The same form of what does come."""
    return [
        {"bad": [one.line, one.why]} if isinstance(one, BadRecord) else without_source(one._asdict())
        for one in papers
        if not isinstance(one, Notice)
    ]


def without_source(paper: dict[str, Any]) -> dict[str, Any]:
    """All fields but the input's name and those that are seldom filled, as JSON has them."""
    rare, beside = ("fields", "places", "authors", "venue"), ("source", "line", "kept")
    kept = {name: value for name, value in paper.items() if name not in beside and (value or name not in rare)}
    return dict(orjson.loads(orjson.dumps(kept)))


def test_every_format_has_a_sample_and_a_name_on_the_command_line() -> None:
    assert {file.stem for file in SAMPLES} == set(READERS) == set(INPUT_FORMATS)
    assert all(reader.name == name for name, reader in READERS.items())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_a_sample_gives_its_papers(sample: Path) -> None:
    assert seen(READERS[sample.stem].read(io.BytesIO(sample.read_bytes()), "s")) == golden(sample.stem)


@pytest.mark.slow
def test_a_file_is_left_to_whoever_opened_it() -> None:
    with ExitStack() as opened:
        streams = {sample.stem: opened.enter_context(sample.open("rb")) for sample in SAMPLES}
        firsts = {name: next(READERS[name].read(stream, "s")) for name, stream in streams.items()}
        gc.collect()
        assert not [name for name, stream in streams.items() if stream.closed]
    for name, first in firsts.items():
        assert seen([first]) == golden(name)[:1], name


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("sample", RECOGNISED, ids=lambda sample: sample.stem)
def test_it_is_recognised_however_it_is_packed(sample: Path, packer: str) -> None:
    packed = PACKERS["plain" if sample.stem in PACKED_ALREADY else packer]
    stream = io.BytesIO(packed(sample.read_bytes()))
    found = seen(read_papers(["-"], How(READERS), stdin=stream))
    assert found == golden(sample.stem)


@pytest.mark.parametrize("length", [HEAD, 1000, 400])
@pytest.mark.parametrize("sample", RECOGNISED, ids=lambda sample: sample.stem)
def test_it_is_told_from_all_others_by_its_first_bytes(sample: Path, length: int) -> None:
    head = sample.read_bytes()[:length]
    knowing = [name for name, reader in READERS.items() if reader.recognises(head)]
    assert knowing[:1] == [sample.stem]
    assert set(knowing[1:]) <= CATCH_ALL


@pytest.mark.parametrize("sample", TEXTS, ids=lambda sample: sample.stem)
def test_a_file_cut_anywhere_neither_raises_nor_invents(sample: Path) -> None:
    content = sample.read_bytes()
    whole = [one for one in golden(sample.stem) if "bad" not in one]
    for cut in range(0, len(content), 61):
        found = seen(READERS[sample.stem].read(io.BytesIO(content[:cut]), "s"))
        papers = [one for one in found if "bad" not in one]
        assert [one["title"] for one in papers[:-1]] == [one["title"] for one in whole[: max(0, len(papers) - 1)]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sample", TEXTS, ids=lambda sample: sample.stem)
def test_marks_and_encodings_of_editors(sample: Path, encoding: str) -> None:
    text = sample.read_bytes().decode("cp1252" if sample.stem == "table" else "utf-8")
    content = text.replace('encoding="utf-8"', "").replace('encoding="UTF-8"', "").replace("encoding='UTF-8'", "")
    stream = io.BytesIO(content.encode(encoding))
    found = seen(read_papers(["-"], How(READERS), stdin=stream))
    assert [one for one in found if "bad" not in one] == [one for one in golden(sample.stem) if "bad" not in one]
