"""Excel workbooks as programs write them, and as somebody does who means harm."""

from __future__ import annotations

import contextlib
import io
import zipfile
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import InputError
from checker.links import extract
from checker.model import Paper
from checker.papers.inputs import How, read_papers
from checker.papers.registry import READERS
from checker.papers.workbooks.rows import _column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.papers.protocol import Record

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
ID = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def cell(text: str, place: str = "") -> str:
    named = f' r="{place}"' if place else ""
    return f'<c{named} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def row(*cells: str) -> str:
    return f"<row>{''.join(one if one.startswith('<c') else cell(one) for one in cells)}</row>"


def workbook(*sheets: str, space: str = MAIN, **parts: str) -> bytes:
    """A workbook of sheets, each given as its rows; further parts by their names."""
    numbered = [(number, sheet) for number, sheet in zip(count(1), sheets, strict=False)]
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n, _ in numbered)
    targets = "".join(f'<Relationship Id="r{n}" Target="worksheets/sheet{n}.xml"/>' for n, _ in numbered)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{space}" xmlns:r="{ID}"><sheets>{names}</sheets></workbook>'
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{RELATIONS}">{targets}</Relationships>'
        )
        for number, sheet in numbered:
            content = f'<worksheet xmlns="{space}"><sheetData>{sheet}</sheetData></worksheet>'
            archive.writestr(f"xl/worksheets/sheet{number}.xml", content)
        for name, content in parts.items():
            archive.writestr(f"xl/{name}.xml", content)
    return packed.getvalue()


def read(content: bytes) -> list[Record]:
    return list(read_papers(["-"], How(READERS), stdin=io.BytesIO(content)))


def papers(content: bytes) -> list[Paper]:
    return [one for one in read(content) if isinstance(one, Paper)]


HEADER = ("DOI", "Title", "Abstract", "Year", "Code")


@pytest.mark.parametrize("space", [MAIN, STRICT], ids=["transitional", "strict"])
def test_a_sheet_is_a_table(space: str) -> None:
    rows = row(*HEADER) + row(
        "10.5555/H.1", "Herons", "They wait.", "<c><v>2020</v></c>", "https://github.com/h/wait"
    )
    (found,) = papers(workbook(rows, space=space))
    assert (found.id, found.title, found.published) == ("10.5555/h.1", "Herons", "2020")
    assert [(link.target, link.field) for link in extract(found).links] == [("h/wait", "Code")]


def test_every_sheet_is_read_and_lines_above_the_header_are_passed_over() -> None:
    first = row("Birds of the lake") + row() + row(*HEADER) + row("", "Herons", "", "", "")
    second = row("Titre", "Résumé") + row("Hérons", "Ils attendent.")
    assert [one.title for one in papers(workbook(first, second))] == ["Herons", "Hérons"]


def test_cells_that_are_left_out_keep_their_columns() -> None:
    header = "".join(cell(name, place) for name, place in zip(HEADER, ("A1", "B1", "C1", "D1", "E1"), strict=True))
    sparse = cell("Herons", "B2") + cell("https://github.com/h/wait", "E2")
    (found,) = papers(workbook(f'<row r="1">{header}</row><row r="2">{sparse}</row>'))
    assert (found.title, found.fields) == ("Herons", (("Code", "https://github.com/h/wait"),))


def test_a_workbook_without_papers_names_its_columns() -> None:
    with pytest.raises(InputError, match="columns: heron, length; none is a title"):
        read(workbook(row("heron", "length") + row("1", "2")))


def test_an_empty_workbook_says_so() -> None:
    with pytest.raises(InputError, match="empty"):
        read(workbook(""))


def test_one_cell_in_the_last_corner_costs_nothing() -> None:
    rows = row(*HEADER) + row("", "Herons", "", "", "") + f'<row r="1048576">{cell("far", "XFD1048576")}</row>'
    assert [one.title for one in papers(workbook(rows))] == ["Herons"]


def test_entities_of_its_own_are_refused() -> None:
    content = workbook(row(*HEADER), sharedStrings=f'<!DOCTYPE a [<!ENTITY b "c">]><sst xmlns="{MAIN}"><si/></sst>')
    with pytest.raises(InputError, match="entities"):
        read(content)


def test_a_word_document_is_no_workbook() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert not READERS["excel"].recognises(packed.getvalue())


@pytest.mark.slow
@given(
    st.lists(st.tuples(*[st.text("abc <&é", min_size=1, max_size=8).filter(str.strip)] * 2), min_size=1, max_size=5)
)
def test_texts_come_back(rows: Sequence[tuple[str, str]]) -> None:
    escaped = [[one.replace("&", "&amp;").replace("<", "&lt;") for one in pair] for pair in rows]
    content = workbook(row("Title", "Abstract") + "".join(row(*pair) for pair in escaped))
    found = [(one.title.strip(), one.abstract.strip()) for one in papers(content)]
    assert found == [(title.strip(), abstract.strip()) for title, abstract in rows]


@given(st.integers(0, 18_277))
def test_columns_are_counted_in_letters(number: int) -> None:
    letters, rest = "", number + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    assert _column(letters) == number


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(1, 400), st.binary(min_size=1, max_size=4)), min_size=1, max_size=4))
def test_a_workbook_whose_list_of_parts_is_damaged_is_read_or_named(damage: list[tuple[int, bytes]]) -> None:
    """Places before the beginning of the file, names that are no text, lengths without an end."""
    damaged = bytearray(workbook(row("title", "abstract"), row("A tool", "It is at github.com/o/n")))
    for place, noise in damage:
        damaged[-place : len(damaged) - place + len(noise)] = noise
    with contextlib.suppress(InputError):
        assert list(read_papers(["-"], How(READERS, "excel"), stdin=io.BytesIO(bytes(damaged))))


def test_a_part_that_begins_before_its_workbook_is_the_workbooks_trouble() -> None:
    whole = workbook(row("title", "abstract"), row("A tool", "It is at github.com/o/n"))
    end = whole.rindex(b"PK\x05\x06")
    shifted = whole[: end + 16] + (len(whole)).to_bytes(4, "little") + whole[end + 20 :]
    with pytest.raises(InputError, match="can't be read as an Excel workbook"):
        list(read_papers(["-"], How(READERS, "excel"), stdin=io.BytesIO(shifted)))
