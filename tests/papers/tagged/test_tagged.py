"""Exports whose lines begin with a tag: what users of Web of Science, PubMed, EndNote, Ovid and publishers have."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.links import extract
from checker.model import BadRecord, Paper
from checker.papers.protocol import Evidence
from checker.papers.tagged.medline import MEDLINE
from checker.papers.tagged.refer import REFER
from checker.papers.tagged.ris import RIS
from checker.papers.tagged.web_of_science import WEB_OF_SCIENCE, WebOfScienceTable

if TYPE_CHECKING:
    from checker.papers.protocol import Reader

READERS = (RIS, WEB_OF_SCIENCE, WebOfScienceTable(), MEDLINE, REFER)


def papers(reader: Reader, content: str) -> list[Paper]:
    """The papers of a file that the reader, and of these no other, knows."""
    known = [one.name for one in READERS if one.recognises(content.encode()) is Evidence.MARK]
    assert known == [reader.name]
    return [one for one in reader.read(io.BytesIO(content.encode()), "s") if isinstance(one, Paper)]


def targets(paper: Paper) -> dict[str, str]:
    """Target → field of the links of a paper, but for those of papers."""
    return {link.target: link.field for link in extract(paper).links if link.kind.value != "paper"}


# -- RIS --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "above",
    [
        "",
        "1. \n",
        "12.\r\n",
        "<3>\n",
        'Provider: A Press\nDatabase: A Library\nContent: text/plain; charset="UTF-8"\n\n',
        "\ufeffExported by hand\n\n",
    ],
)
def test_what_stands_before_the_first_record_is_passed_over(above: str) -> None:
    (found,) = papers(RIS, f"{above}TY  - JOUR\nTI  - Gates\nAB  - Code: https://github.com/gates/g\nER  - \n")
    assert (found.title, targets(found)) == ("Gates", {"gates/g": "abstract"})


def test_numbers_between_records_are_no_text_of_theirs() -> None:
    content = (
        "1. \nTY  - JOUR\nTI  - Gates\nAB  - Open.\nER  - \n\n2. \nTY  - JOUR\nTI  - Doors\nN2  - Shut.\nER  - \n"
    )
    assert [(one.title, one.abstract) for one in papers(RIS, content)] == [("Gates", "Open."), ("Doors", "Shut.")]


def test_addresses_on_lines_of_their_own_are_all_read() -> None:
    content = "TY  - JOUR\nTI  - Gates\nUR  - https://press.example.org/1\nhttps://github.com/gates/g\nER  - \n"
    (found,) = papers(RIS, content)
    assert targets(found)["gates/g"] == "UR"


@pytest.mark.parametrize("kind", ["COMP", "DATA"])
def test_software_and_data_are_where_their_own_fields_lead(kind: str) -> None:
    content = (
        f"TY  - {kind}\nTI  - Gatekeeper\nUR  - https://gates.example.org/keeper\nDO  - 10.5281/zenodo.31\nER  - \n"
    )
    (found,) = papers(RIS, content)
    assert targets(found) == {"gates.example.org/keeper": "UR", "doi.org/10.5281/zenodo.31": "DO"}
    assert found.id == "10.5281/zenodo.31"


def test_the_page_of_an_article_is_no_artifact() -> None:
    content = "TY  - JOUR\nTI  - Gates\nUR  - https://press.example.org/gates\nDO  - 10.5555/Gates.1\nER  - \n"
    (found,) = papers(RIS, content)
    assert (found.id, targets(found)) == ("10.5555/gates.1", {})


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        ("DA  - APR\nPY  - 2017", "2017-04"),
        ("PY  - 2017\nDA  - Apr 9", "2017-04-09"),
        ("Y1  - 2017//", "2017"),
        ("PY  - 2017\nDA  - 2017/04/09/", "2017-04-09"),
        ("PY  - 2017\nDA  - Spring", "2017"),
    ],
)
def test_a_month_without_a_year_takes_it_from_the_year(dates: str, published: str) -> None:
    (found,) = papers(RIS, f"TY  - JOUR\nTI  - Gates\n{dates}\nER  - \n")
    assert found.published == published


def test_a_doi_that_proquest_hides_is_found() -> None:
    (found,) = papers(RIS, "TY  - JOUR\nT1  - Gates\nM3  - doi:10.5555/GATES.2\nAN  - 77\nER  - \n")
    assert found.id == "10.5555/gates.2"


# -- Web of Science ---------------------------------------------------------------------------------------


def test_wrapped_lines_are_one_text() -> None:
    content = (
        "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nTI Gates\n   and doors\nAB One\n   two.\nER\n\nEF\n"
    )
    (found,) = papers(WEB_OF_SCIENCE, content)
    assert (found.title, found.abstract) == ("Gates and doors", "One two.")


def test_the_day_of_export_is_not_that_of_the_paper() -> None:
    (found,) = papers(WEB_OF_SCIENCE, "PT J\nAU A\nTI Gates\nEA JUL 2022\nDA 2024-01-01\nUT WOS:1\nER\n")
    assert (found.published, found.id) == ("2022-07", "WOS:1")


def test_a_tab_delimited_export_keeps_its_quotation_marks() -> None:
    content = (
        'PT\tAU\tTI\tAB\tPD\tPY\tUT\t\nJ\tA\tThe "gate\tCode: https://github.com/gates/g\tOCT 3\t2020\tWOS:2\t\n'
    )
    (found,) = papers(WebOfScienceTable(), content)
    assert (found.title, found.published, targets(found)) == ('The "gate', "2020-10-03", {"gates/g": "abstract"})


# -- MEDLINE ----------------------------------------------------------------------------------------------


def test_pubmeds_own_tags() -> None:
    content = (
        "\nPMID- 41\nDP  - 2019 Sep-Oct\nTI  - Gates of\n      cells.\nAB  - Open: https://gitlab.com/gates/cells\n"
        "SI  - Dryad/10.5061/dryad.gates\n\nPMID- 42\nTI  - Doors.\nLID - 10.5555/d [doi]\n"
    )
    gates, doors = papers(MEDLINE, content)
    assert (gates.id, gates.title, gates.published) == ("pmid:41", "Gates of cells.", "2019-09")
    assert targets(gates) == {"gitlab.com/gates/cells": "abstract", "doi.org/10.5061/dryad.gates": "SI"}
    assert doors.id == "pmid:42"


def test_ovids_records_have_numbers_and_the_ids_of_their_databases() -> None:
    content = (
        "<7. >\nVN  - Ovid Technologies\nDB  - Embase\nUI  - 600\nTI  - Gates\nDO  - https://dx.doi.org/10.5555/G.7\n"
        "AB  - First.\nSecond. \nYR  - 2018\n\n<8. >\nVN  - Ovid Technologies\nDB  - Ovid MEDLINE(R)\nUI  - 43\n"
        "TI  - Doors\n"
    )
    gates, doors = papers(MEDLINE, content)
    assert (gates.id, gates.abstract, gates.published) == ("10.5555/g.7", "First. Second.", "2018")
    assert (doors.id, doors.title) == ("pmid:43", "Doors")


# -- refer ------------------------------------------------------------------------------------------------


def test_endnote_parts_records_by_their_type_alone() -> None:
    content = "%0 Journal Article\n%T Gates\n%X One.\n\nTwo.\n\n%D 2015\n%8 May\n\n%0 Journal Article\n%T Doors\n"
    gates, doors = papers(REFER, content)
    assert (gates.abstract, gates.published, doors.title) == ("One. Two.", "2015-05", "Doors")


def test_records_of_refer_are_parted_by_blank_lines() -> None:
    content = "%A A. Gate\n%T Gates\n%D 1979\n\n%A B. Door\n%T Doors\n%U https://github.com/doors/d\n"
    gates, doors = papers(REFER, content)
    assert (gates.title, gates.published) == ("Gates", "1979")
    assert targets(doors) == {"doors/d": "U"}


@pytest.mark.parametrize("kind", ["Dataset", "Computer Program"])
def test_items_that_are_no_papers(kind: str) -> None:
    (found,) = papers(REFER, f"%0 {kind}\n%T Gate logs\n%U https://gates.example.org/logs\n")
    assert targets(found) == {"gates.example.org/logs": "U"}


# -- all --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["% a comment\n\\documentclass{x}\n", "TYPE - of gate\n", "Gates\n\nAB - one\n", "PT\n"]
)
def test_other_texts_are_none_of_these(text: str) -> None:
    assert not any(reader.recognises(text.encode()) for reader in READERS)


LINES = st.lists(st.text("TYERPMIDT%0 -<1.>\nab:/", max_size=20), max_size=30)


@given(LINES, st.sampled_from(READERS))
def test_no_lines_raise(lines: list[str], reader: Reader) -> None:
    for one in reader.read(io.BytesIO("\n".join(lines).encode()), "s"):
        assert isinstance(one, BadRecord) or one


@pytest.mark.slow
def test_a_record_without_end_is_cut_and_not_held() -> None:
    content = "TY  - JOUR\nTI  - Gates\n" + "AB  - word\n" * 50_000 + "UR  - https://github.com/late/one\nER  - \n"
    (found,) = papers(RIS, content)
    assert (found.title, targets(found)) == ("Gates", {})


@pytest.mark.parametrize(
    "text",
    [
        (
            "VN  - O\nDB  - P\n<1>\nUI  - 7\nTI  - Counting owls\nAB  - At https://github.com/owls/count\n"
            "YR  - 2023\n\n<2>\nUI  - 8\nTI  - Bees\n"
        ),
        (
            "<1>\nUnique Identifier\n  7\nTitle\n  Counting owls\nAbstract\n  At\n  https://github.com/owls/count\n"
            "Year of Publication\n  2023\n\n<2>\nUnique Identifier\n  8\nTitle\n  Bees\n"
        ),
    ],
    ids=["tags", "names"],
)
def test_ovid_has_its_fields_under_tags_or_names(text: str) -> None:
    assert [(one.id, one.title, one.published) for one in papers(MEDLINE, text)] == [
        ("7", "Counting owls", "2023"),
        ("8", "Bees", ""),
    ]
    assert [link.target for link in extract(papers(MEDLINE, text)[0]).links] == ["owls/count"]
