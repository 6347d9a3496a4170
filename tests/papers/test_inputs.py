"""INPUT as users name it: files, folders, standard input, packed or not; one clear error where none can be read."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from checker.errors import InputError
from checker.model import BadRecord, Notice, Paper
from checker.model.paper_ids import title_id
from checker.papers.exchange.jsonl import JSON_LINES
from checker.papers.indexes.hf_page import HuggingFacePage
from checker.papers.inputs import How, check_inputs, read_papers
from checker.papers.registry import READERS as ALL

READERS = {reader.name: reader for reader in (JSON_LINES, HuggingFacePage())}
LINE = b'{"title": "On Kettles", "abstract": "Tea."}\n'
PAGE = b"Daily Papers\n\nOn Teapots\n\nA short abstract.\n"


def read(*inputs: str, stdin: bytes = b"", input_format: str | None = None) -> list[str]:
    """Titles of papers, and `source:line` of bad records."""
    found = read_papers(inputs, How(READERS, input_format), stdin=io.BytesIO(stdin))
    return [
        one.title if isinstance(one, Paper) else f"{one.source}:{one.line}"
        for one in found
        if not isinstance(one, Notice)
    ]


def test_each_input_is_read_by_what_it_holds() -> None:
    Path("a.txt").write_bytes(LINE)
    Path("b.jsonl").write_bytes(PAGE)
    assert read("b.jsonl", "-", "a.txt", stdin=LINE) == ["On Teapots", "On Kettles", "On Kettles"]


def test_packed_input_is_unpacked() -> None:
    Path("a").write_bytes(gzip.compress(LINE))
    assert read("a", "-", stdin=gzip.compress(PAGE)) == ["On Kettles", "On Teapots"]


def test_a_folder_is_read_in_order_and_strangers_in_it_are_told() -> None:
    Path("papers/deep").mkdir(parents=True)
    Path("papers/z.jsonl").write_bytes(LINE)
    Path("papers/deep/a.txt").write_bytes(PAGE)
    Path("papers/notes.md").write_bytes(b"# Notes\n")
    assert read("papers") == ["On Teapots", f"{Path('papers/notes.md')}:0", "On Kettles"]


def test_hidden_files_and_folders_are_not_entered() -> None:
    for name in ("papers/.git/config", "papers/.draft.jsonl", "papers/sub/.cache/old.jsonl", "papers/a.jsonl"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(LINE)
    assert read("papers") == ["On Kettles"]
    assert read("papers/.draft.jsonl") == ["On Kettles"], "what is named is read"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"# Notes\n", ["strange", "jsonl, hf-page", "--input-format"]),
        (b" \n", ["strange", "empty"]),
        (gzip.compress(LINE * 100)[:40], ["strange", "to its end"]),
        (gzip.compress(LINE)[:10] + b"\xff" * 40, ["strange", "to its end"]),
    ],
    ids=["no known format", "empty", "packed and cut", "packed and corrupt"],
)
def test_what_can_not_be_read_is_one_clear_error(content: bytes, words: list[str]) -> None:
    Path("strange").write_bytes(content)
    with pytest.raises(InputError) as error:
        read("strange")
    assert error.value.exit_code == 2
    assert all(word in str(error.value) for word in words), str(error.value)


def test_a_missing_file_is_told_before_anything_is_begun() -> None:
    Path("here.jsonl").write_bytes(LINE)
    with pytest.raises(InputError, match=r"missing\.jsonl can't be read: No such file"):
        check_inputs(["here.jsonl", "missing.jsonl"])


def test_standard_input_can_be_read_once() -> None:
    with pytest.raises(InputError, match="read only once"):
        read("-", "-", stdin=LINE)


def test_a_format_that_is_named_needs_no_recognition() -> None:
    assert read("-", stdin=b"On Teapots\n\nA short abstract.\n", input_format="hf-page") == ["On Teapots"]
    assert read("-", stdin=b"no JSON\n", input_format="jsonl") == ["-:1"]


def test_papers_come_before_the_input_ends() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed hides Buffer
            length = len(buffer) // len(LINE) * len(LINE)
            buffer[:length] = LINE * (len(buffer) // len(LINE))
            return length

    found = read_papers(["-"], How(READERS), stdin=io.BufferedReader(Endless()))
    assert [type(next(found)) for _ in range(5000)] == [Paper] * 5000


@pytest.mark.parametrize("other", ["on kettles", " On  Kettles! ", "\uff2f\uff4e Kettles", "ON-KETTLES"])
def test_a_title_makes_the_same_id_however_it_is_written(other: str) -> None:
    assert title_id(other) == title_id("On Kettles")
    assert title_id(other) != title_id("On Kettle")


def test_titles_of_nothing_but_marks_are_told_apart() -> None:
    assert title_id("???") != title_id("!!!")


def test_two_papers_of_one_title_share_their_id() -> None:
    found = list(read_papers(["-"], How(READERS), stdin=io.BytesIO(LINE * 2)))
    assert not any(isinstance(one, BadRecord) for one in found)
    assert len({one.id for one in found if isinstance(one, Paper)}) == 1


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("ris", ["gives no paper as ris", "seems to be bibtex", "it does not begin as ris does"]),
        ("dblp-xml", ["gives no paper as dblp-xml", "seems to be bibtex"]),
        ("excel", ["seems to be bibtex", "it does not begin as excel does"]),
    ],
)
def test_a_format_that_was_named_wrongly_is_told_with_what_the_input_seems_to_be(
    tmp_path: Path, named: str, words: list[str]
) -> None:
    file = tmp_path / "papers"
    file.write_text("@article{frogs, title = {Frogs}, url = {https://github.com/frogs/rain}}\n")
    with pytest.raises(InputError) as error:
        list(read_papers([str(file)], How(ALL, named), stdin=io.BytesIO()))
    assert all(word in str(error.value) for word in words)
