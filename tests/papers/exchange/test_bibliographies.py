"""Reference managers and spreadsheets: BibTeX, RIS and tables, as people write them and as hypothesis does."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.links import extract
from checker.model import BadRecord, Paper
from checker.papers.exchange.bibtex import BibTeX
from checker.papers.exchange.prose import Prose
from checker.papers.exchange.table import Table
from checker.papers.records.dates import date_of, mail_date, moment_of
from checker.papers.tagged.ris import RIS

if TYPE_CHECKING:
    from checker.papers.protocol import Reader

WORDS = st.text("abcé \\$%&_^~:/.,;'\"", min_size=1).map(str.strip).filter(str.strip)


def read(reader: Reader, content: str | bytes) -> list[Paper | BadRecord]:
    """What a reader makes of a file."""
    stream = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return [one for one in reader.read(stream, "s") if isinstance(one, Paper | BadRecord)]


def paper(reader: Reader, content: str | bytes) -> Paper:
    """The one paper of a file."""
    (found,) = read(reader, content)
    assert isinstance(found, Paper), found
    return found


# -- BibTeX -----------------------------------------------------------------------------------------------


@given(WORDS.filter(lambda text: not text.endswith("\\")))  # a backslash would keep the brace from closing
def test_an_abstract_in_braces_is_printed_as_it_stands(abstract: str) -> None:
    assert paper(BibTeX(), f"@misc{{k,\n title = {{T}},\n abstract = {{{abstract}}}\n}}\n").abstract == abstract


@pytest.mark.parametrize(
    ("value", "abstract"),
    [
        (r"{We {\em boil} at \url{https://x.y/a\_b}.}", r"We {\em boil} at \url{https://x.y/a\_b}."),
        ('"in quotes {"}and{"} more"', 'in quotes {"}and{"} more'),
        ("{two\n  lines @ home}", "two\n  lines @ home"),
        ("{one, two = {three}}", "one, two = {three}"),
    ],
)
def test_values_keep_their_latex(value: str, abstract: str) -> None:
    assert paper(BibTeX(), f"@article{{k, title = {{T}}, ABSTRACT = {value}}}").abstract == abstract


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("year = 2024, month = mar", "2024-03"),
        ("year = {2024}, month = {03--05 Aug}", "2024-08"),
        ("year = {2024}, month = 3, day = 9", "2024-03-09"),
        ("date = {2024-03-11}, year = 1999", "2024-03-11"),
        ("year = {in press}", ""),
    ],
)
def test_dates_are_as_exact_as_they_are_known(fields: str, published: str) -> None:
    assert paper(BibTeX(), f"@article{{k, title = {{T}}, {fields}}}").published == published


def test_abbreviations_hold_and_a_broken_entry_costs_itself() -> None:
    content = '@string{x = "whole"}\n@misc{a, title = x}\n@misc{b, title = {no end\n@misc{c, title = {C}}\n@misc{d}\n'
    found = read(BibTeX(), content)
    assert [one.title if isinstance(one, Paper) else one.line for one in found] == ["whole", 3, "C", 5]


@pytest.mark.parametrize("head", [b"@", b"text\n@misc{a", b"me@misc{a", b"", b"% only a comment\n"])
def test_other_text_is_no_bibtex(head: bytes) -> None:
    assert not BibTeX().recognises(head)


@pytest.mark.parametrize(
    "before",
    [
        "---\n---\n\n",
        "---\nlayout: none\n---\n@string{acm = {ACM}}\n",
        "Made by Kettle Desktop 1.16\nChanges are lost when it is made again.\n\nOptions are set in Kettle.\n\n",
        "Encoding: UTF8\n\n",
    ],
)
def test_what_programs_write_before_the_entries_is_a_comment(before: str) -> None:
    content = f"{before}@misc{{tea,\n title = {{On Tea}},\n code = {{https://github.com/brewer/tea}}\n}}\n"
    assert BibTeX().recognises(content.encode())
    assert targets(paper(BibTeX(), content)) == {"brewer/tea": "code"}


def test_a_text_that_cites_itself_is_no_bibtex() -> None:
    cited = "@misc{tea, title = {On Tea}, year = {2020}}\n"
    for text in ("# On Tea\n```\n", "On Tea\nSee github.com/brewer/tea.\n\n", "On Tea\n" + 40 * "We boil leaves. "):
        assert not BibTeX().recognises((text + "\n" + cited).encode())


def test_titles_and_dois_in_latex_are_read_as_printed() -> None:
    content = r"@misc{k, title={{\'{E}tude} of \emph{Black} {T}ea}, doi={\url{https://doi.org/10.5555/TEA\_1}}}"
    found = paper(BibTeX(), content)
    assert (found.id, found.title) == ("10.5555/tea_1", "\u00c9tude of Black Tea")


def targets(found: Paper) -> dict[str, str]:
    """Target → field of the links of a paper, but for those of papers."""
    return {link.target: link.field for link in extract(found).links if link.kind.value != "paper"}


@pytest.mark.parametrize("kind", ["software", "dataset", "SoftwareVersion"])
def test_an_item_of_software_or_data_is_where_its_own_fields_lead(kind: str) -> None:
    found = paper(BibTeX(), f"@{kind}{{k, title={{K}}, url={{https://kit.example.org}}, doi={{10.5281/zenodo.9}}}}")
    assert targets(found) == {"kit.example.org": "url", "doi.org/10.5281/zenodo.9": "doi"}


def test_links_of_an_article_are_told_by_the_fields_they_stand_in() -> None:
    found = paper(
        BibTeX(),
        "@misc{k, title={K}, howpublished={\\url{https://github.com/a/kit}}, url={https://press.example.org/k},"
        " note={Data at https://osf.io/k1t99}}",
    )
    assert targets(found) == {"a/kit": "howpublished", "osf.io/k1t99": "note"}


def test_a_volume_hands_its_year_down() -> None:
    content = (
        "@proceedings{v, title={Proceedings}, published={2022-06-28}}\n@inproceedings{a, title={A}}\n"
        "@inproceedings{b, title={B}, year={2019}}\n@misc{c, title={C}}\n"
        "@proceedings{w, title={Later}}\n@inproceedings{d, title={D}}\n"
    )
    found = [one for one in read(BibTeX(), content) if isinstance(one, Paper)]
    assert [one.published for one in found] == ["2022-06-28", "2022", "2019", "", "", ""]


def test_an_entry_of_arxivs_own_has_arxivs_number() -> None:
    found = paper(BibTeX(), "@misc{k2021, title={K}, eprint={2101.00042}, archivePrefix={arXiv}}")
    assert found.id == "2101.00042"


def test_web_of_science_wraps_values_twice() -> None:
    found = paper(
        BibTeX(),
        "@article{ WOS:1, Title = {{K of {L}}}, Year = {{2021}}, Month = {{NOV}}, DOI = {{10.5555/K.1}},"
        " Abstract = {{One. {Two}.}}}",
    )
    assert (found.id, found.title, found.published) == ("10.5555/k.1", "K of L", "2021-11")
    assert found.abstract == "One. {Two}."


@pytest.mark.parametrize("name", ["biburl", "bibsource", "adsurl", "bdsk-url-1", "citeulike-linkout-0", "eprint"])
def test_what_programs_note_of_an_entry_is_no_artifact(name: str) -> None:
    assert not targets(paper(BibTeX(), f"@article{{k, title={{K}}, {name}={{https://press.example.org/k}}}}"))


# -- RIS --------------------------------------------------------------------------------------------------


@given(WORDS, WORDS)
def test_ris_comes_back(title: str, abstract: str) -> None:
    found = paper(RIS, f"TY  - JOUR\nTI  - {title}\nAB  - {abstract}\nER  - \n")
    assert (found.title, found.abstract) == (title, abstract)


def test_records_are_told_apart_with_and_without_their_end() -> None:
    found = read(RIS, "TY  - JOUR\nTI  - a\nTY  - JOUR\nTI  - b\nER  - \nnoise\n\nTY  - CONF\nT1  - c\n")
    assert [one.title for one in found if isinstance(one, Paper)] == ["a", "b", "c"]


# -- tables -----------------------------------------------------------------------------------------------

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_cells_come_back_whatever_separates_them(rows: list[tuple[str, str]], separator: str) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows([("Title", "Abstract"), *rows])
    found = read(Table(), written.getvalue())
    wanted = [(a if a.strip() else "", b if b.strip() else "") for a, b in rows if a.strip() or b.strip()]
    assert [(one.title, one.abstract) for one in found if isinstance(one, Paper)] == wanted


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"sep=;\r\nID;Title\r\n1;a\r\n", "a"),
        (b"\xef\xbb\xbfid,title\n1,a\n", "a"),
        (b"id,title\n1,Caf\xe9\n", "Café"),
        (b"id,title\n1,Caf\xc3\xa9\n", "Café"),
        (b"id\ttitle\n1\ta, b\n", "a, b"),
        (b'id,Title\n1,"a\nb"\n\n,,\n', "a\nb"),
    ],
)
def test_tables_of_spreadsheets(content: bytes, title: str) -> None:
    assert Table().recognises(content)
    assert paper(Table(), content).title == title


def test_a_row_that_is_too_long_is_told_with_its_line() -> None:
    found = read(Table(), 'id,title\n1,"two\nlines"\n2,b,c\n3,d\n')
    assert [one.title if isinstance(one, Paper) else one.line for one in found] == ["two\nlines", 4, "d"]


@pytest.mark.parametrize("head", [b"title\na\n", b"a,b\n1,2\n", b"In the title, we\n", b""])
def test_other_text_is_no_table(head: bytes) -> None:
    assert not Table().recognises(head)


# -- text -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title", "abstract"),
    [
        ("# On Kettles #\n\nWe boil.\n\nTwice.\n", "On Kettles", "We boil.\n\nTwice."),
        ("On Kettles\n==========\nWe boil.", "On Kettles", "We boil."),
        ("On Kettles\r\n\r\nWe boil.", "On Kettles", "We boil."),
        ('---\ntitle: "On Kettles"\ndate: 2024\n---\nWe boil.', "On Kettles", "We boil."),
        ("\n\nOn Kettles", "On Kettles", ""),
    ],
)
def test_a_text_is_one_paper(text: str, title: str, abstract: str) -> None:
    found = paper(Prose(), text)
    assert (found.title, found.abstract) == (title, abstract)


@pytest.mark.parametrize("text", ["# Notes\n", "a b\n\nc d", "\x00\x01" + "word " * 20, "{x\n" + "word " * 20])
def test_what_is_no_paper_is_not_recognised(text: str) -> None:
    assert not Prose().recognises(text.encode())


def test_a_text_without_a_title_is_all_abstract_and_its_first_words_name_it() -> None:
    text = "We show at https://github.com/lab/tool that " + "much is true and " * 30
    assert Prose().recognises(text.encode())
    found = paper(Prose(), text)
    assert found.abstract == text
    assert found.title.startswith("We show at https://github.com/lab/tool that much")
    assert len(found.title) <= 80


@pytest.mark.parametrize(
    "text",
    [
        "Our code is at https://github.com/lab/tool, and more.",
        "https://github.com/lab/tool",
        "github.com/lab/tool\nhttps://huggingface.co/lab/model\n",
        f"https://github.com/lab/{'tool' * 20}",
    ],
)
def test_a_sentence_with_a_link_and_a_list_of_links_are_papers_without_a_title(text: str) -> None:
    assert Prose().recognises(text.encode())
    found = paper(Prose(), text)
    assert found.abstract == text.strip()
    assert found.title.rstrip("…") in " ".join(text.split())
    assert found.title != "…"


def test_two_lists_that_begin_alike_are_two_papers() -> None:
    same = "https://github.com/lab/tool\n" * 4
    assert paper(Prose(), f"{same}https://a.org/b").id != paper(Prose(), f"{same}https://a.org/c").id


@pytest.mark.parametrize("row", ["1,https://github.com/lab/tool", "lab\thttps://github.com/lab/tool"])
def test_a_row_of_a_table_is_no_list_of_links(row: str) -> None:
    assert not Prose().recognises(row.encode())


# -- dates ------------------------------------------------------------------------------------------------


@given(st.lists(st.one_of(st.integers(-10, 10**6), st.text("0123456789 ab٣", max_size=5)), max_size=4))
def test_a_date_is_iso_or_nothing(parts: list[int | str]) -> None:
    found = date_of(parts)
    assert found == "" or found.replace("-", "").isascii()
    assert len(found) in {0, 4, 7, 10}


@given(st.floats() | st.integers(), st.text())
def test_moments_never_raise(seconds: float, mail: str) -> None:
    assert moment_of(seconds) == "" or moment_of(seconds).endswith("Z")
    assert mail_date(mail) == "" or mail_date(mail).endswith("Z")


@given(st.integers(0, 4_000_000_000))
def test_the_usual_date_of_mail_is_the_moment_that_it_says(seconds: int) -> None:
    mail = format_datetime(datetime.fromtimestamp(seconds, UTC), usegmt=True)
    assert mail_date(mail) == mail_date(mail.replace("GMT", "+0000")) == moment_of(seconds)


def test_a_date_of_mail_that_no_calendar_has_is_none() -> None:
    assert mail_date("Mon, 31 Feb 2007 19:18:42 GMT") == ""


def test_values_put_together_of_abbreviations_are_one_text() -> None:
    text = (
        '@string{owl = "Owls"}\n@misc{a, title = owl # { that } # "count", url = {https://github.com/owls/x?a=b#c}}\n'
    )
    (paper,) = BibTeX().read(io.BytesIO(text.encode()), "s")
    assert isinstance(paper, Paper)
    assert paper.title == "Owls that count"
    assert paper.fields == (("url", "https://github.com/owls/x?a=b#c"),)


def test_badges_above_a_text_are_no_part_of_it() -> None:
    text = "[![CI](https://x.example.org/b.svg)](https://x.example.org) ![a](b.svg)\n\n# Owls\n\nAt https://github.com/owls/a\n"
    (paper,) = (one for one in Prose().read(io.BytesIO(text.encode()), "s") if isinstance(one, Paper))
    assert (paper.title, paper.abstract) == ("Owls", "At https://github.com/owls/a")
