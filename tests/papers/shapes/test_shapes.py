"""JSON, tables and front matter of any shape: where records stand, what their fields are called, what is refused."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from checker.errors import InputError
from checker.links import extract
from checker.model import Notice, Paper
from checker.papers.exchange.jsonl import JSON, JSON_LINES
from checker.papers.exchange.prose import Prose
from checker.papers.exchange.table import Table
from checker.papers.protocol import Evidence, Reading
from checker.papers.shapes.front_matter import front_matter, yaml_mapping
from checker.papers.shapes.names import plain_name
from checker.papers.shapes.tree import beginning

if TYPE_CHECKING:
    from checker.papers.protocol import Reader

TEA = {"title": "On Tea", "abstract": "Leaves. https://github.com/brewer/tea"}
CUPS = {"title": "On Cups", "abstract": "Clay. https://huggingface.co/brewer/cups"}


def papers(reader: Reader, content: bytes, reading: Reading | None = None) -> list[Paper]:
    """The papers that a reader finds."""
    found = reader.read(io.BytesIO(content), "s", *([reading] if reading else []))
    return [one for one in found if isinstance(one, Paper)]


def seen(content: object) -> list[tuple[str, str, list[str]]]:
    """(id or nothing where it is made from the title, title, targets) of every paper in JSON."""
    return [
        (one.id if not one.id.startswith("title:") else "", one.title, [link.target for link in extract(one).links])
        for one in papers(JSON, orjson.dumps(content))
    ]


BOTH = [("", "On Tea", ["brewer/tea"]), ("", "On Cups", ["brewer/cups"])]


@pytest.mark.parametrize(
    "content",
    [
        [TEA, CUPS],
        {"meta": {"total": 2}, "urls": [TEA, CUPS]},
        {"answer": {"page": 1, "hits": {"hits": [TEA, CUPS]}}, "authors": [{"name": "B. Brewer"}]},
        {"2020": [TEA], "2021": [CUPS]},
        [{"session": "Morning", "papers": [TEA]}, {"session": "Evening", "papers": [CUPS]}],
        [{"paper": TEA, "score": 3}, {"paper": CUPS, "score": 4}],
        [
            {"Title": [TEA["title"]], "ABSTRACT": [TEA["abstract"]]},
            {"Paper Title": "On Cups", "summary": CUPS["abstract"]},
        ],
    ],
    ids=["array", "a list beside", "deep", "lists by year", "sessions", "a paper inside", "other names"],
)
def test_records_are_found_wherever_they_stand(content: object) -> None:
    assert JSON.recognises(orjson.dumps(content)) is Evidence.SHAPE
    assert seen(content) == BOTH


def test_an_object_keyed_by_ids_gives_its_keys_to_its_records() -> None:
    assert [one[0] for one in seen({"2101.00001v2": TEA, "10.1234/Cups": CUPS})] == ["2101.00001", "10.1234/cups"]
    by_title = {"On Tea": {"code": "https://github.com/brewer/tea"}, "On Cups": {"code": "https://github.com/a/cups"}}
    assert [(one[1], one[2]) for one in seen(by_title)] == [("On Tea", ["brewer/tea"]), ("On Cups", ["a/cups"])]


def test_values_of_a_key_may_be_addresses_or_rows_of_a_table() -> None:
    assert seen(
        {"2006.1": ["https://github.com/a/b", "https://gitlab.com/c/d"], "2006.2": "https://github.com/e/f"}
    ) == [
        ("2006.1", "", ["a/b", "gitlab.com/c/d"]),
        ("2006.2", "", ["e/f"]),
    ]
    row = "|**2021-02-03**|**On Tea**|B. Brewer|[2102.00009](http://arxiv.org/abs/2102.00009)|[link](https://github.com/a/b)|"
    (paper,) = papers(JSON, orjson.dumps({"Tea": {"2102.00009": row}}))
    assert (paper.id, paper.title, paper.published) == ("2102.00009", "On Tea", "2021-02-03")
    assert [link.target for link in extract(paper).links] == ["a/b"]


def test_a_paper_with_authors_and_references_is_one_paper() -> None:
    record = {**TEA, "authors": [{"name": "B", "url": "https://b.example.org"}], "references": [CUPS, CUPS]}
    assert [one[1] for one in seen(record)] == ["On Tea"]


@pytest.mark.parametrize("content", [[{"weight": 1, "wing": "x"}], {"lamp": {"watts": 4}}, [1, 2], [{"name": "a"}]])
def test_json_without_papers_is_refused_by_its_keys(content: Any) -> None:
    with pytest.raises(InputError, match=r"keys.*--columns") as error:
        papers(JSON, orjson.dumps(content))
    first = content[0] if isinstance(content, list) else content
    assert all(key in str(error.value) for key in (first if isinstance(first, dict) else ()))


def test_columns_name_fields_by_hand() -> None:
    reading = Reading(columns=(("title", "wing"), ("code", "pdf")))
    content = orjson.dumps([{"wing": "On Wings", "pdf": "https://wings.example.org/x"}])
    (paper,) = papers(JSON, content, reading)
    assert (paper.title, paper.fields) == ("On Wings", (("pdf", "https://wings.example.org/x"),))
    (row,) = papers(Table(), b"n,wing,pdf\n1,On Wings,https://wings.example.org/x\n", reading)
    assert (row.title, row.fields) == (paper.title, paper.fields)


@pytest.mark.parametrize("reader", [JSON, JSON_LINES])
def test_fields_that_hold_addresses_and_are_not_read_are_said_once(reader: Reader) -> None:
    record = {**TEA, "pdf": "https://tea.example.org/a", "slides": "https://tea.example.org/b"}
    lines = b"\n".join([orjson.dumps(record)] * 3)
    notices = [one for one in reader.read(io.BytesIO(lines), "s") if isinstance(one, Notice)]
    assert [one.subject for one in notices] == ["pdf, slides"]


@pytest.mark.parametrize(
    ("record", "paper_id", "published"),
    [
        ({"doi": "https://doi.org/10.1234/M.1", "year": 2021}, "10.1234/m.1", "2021"),
        ({"paper_arxiv_id": "2101.00002v1", "date": "4 May 2021"}, "2101.00002", "2021-05-04"),
        ({"PMID": 123, "pubYear": "1999"}, "pmid:123", "1999"),
        ({"UID": "main.7", "doi": "10.1/x"}, "10.1/x", ""),
        ({"id": "ICM/7", "doi": "10.1234/x"}, "ICM/7", ""),
    ],
)
def test_ids_and_dates_go_by_many_names(record: dict[str, object], paper_id: str, published: str) -> None:
    (paper,) = papers(JSON_LINES, orjson.dumps({"title": "T", **record}))
    assert (paper.id, paper.published) == (paper_id, published)


@pytest.mark.parametrize(
    "header",
    ["Título;Resumen", "Titre\tRésumé", "Titel,Zusammenfassung", "标题,摘要", "題名|要旨", "TITOLO;Sommario"],
)
def test_headers_of_tables_in_other_languages(header: str) -> None:
    separator = next(one for one in ";\t,|" if one in header)
    content = f"{header}\nOn Tea{separator}We boil.\n".encode()
    assert Table().recognises(content) is Evidence.SHAPE
    assert [(one.title, one.abstract) for one in papers(Table(), content)] == [("On Tea", "We boil.")]


def test_a_table_without_titles_is_read_where_its_cells_hold_addresses() -> None:
    content = b"pmid,year,link,status\n11,2011,https://tool.example.org/a,200\n12,2012,https://github.com/a/b,404\n"
    found = papers(Table(), content)
    assert [(one.id, one.published, one.fields[0][0]) for one in found] == [
        ("pmid:11", "2011", "link"),
        ("pmid:12", "2012", "link"),
    ]
    with pytest.raises(InputError, match="columns: lamp, watts"):
        papers(Table(), b"lamp,watts\na,1\nb,2\nc,3\n")


FRONT = (
    "---\ntitle: >-\n  On Tea\n  and Cups\ndate: 4 May 2021\ndoi: 10.1234/Tea\ncode: https://github.com/a/b\n---\n"
)


def test_front_matter_is_the_papers_record_and_the_text_its_abstract() -> None:
    (paper,) = papers(Prose(), f"{FRONT}\nWe boil.\n".encode())
    assert (paper.id, paper.title, paper.abstract) == ("10.1234/tea", "On Tea and Cups", "We boil.")
    assert (paper.published, paper.fields) == ("2021-05-04", (("code", "https://github.com/a/b"),))
    own = FRONT.replace("doi:", "abstract: Tea.\ndoi:")
    (other,) = papers(Prose(), f"{own}\nSee https://github.com/c/d.\n".encode())
    assert (other.abstract, dict(other.fields)["text"]) == ("Tea.", "See https://github.com/c/d.")
    (toml,) = papers(Prose(), b'+++\ntitle = "On Tea"\ncode = "https://github.com/a/b"\n+++\n')
    assert (toml.title, toml.fields) == ("On Tea", (("code", "https://github.com/a/b"),))


def test_front_matter_that_unfolds_without_end_is_none() -> None:
    aliases = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    assert yaml_mapping(f"title: T\na0: &a0 [x]\n{aliases}") == {}
    assert yaml_mapping("x: " + "[" * 5000 + "]" * 5000) == {}
    assert front_matter("---\ntitle: [\n---\nwords") == ({}, "words")


def test_names_are_compared_without_case_blanks_and_accents() -> None:
    assert {plain_name(name) for name in ("Paper Title", "paper_title", "paperTitle", "PAPER-TITLE")} == {
        "papertitle"
    }
    assert (plain_name("Résumé"), plain_name("Año"), plain_name("タイトル")) == ("resume", "ano", "タイトル")


@pytest.mark.parametrize("key", ["meta", "bib", "info", "the_article"])
def test_the_fields_of_a_paper_may_stand_in_one_object_whatever_its_key(key: str) -> None:
    lines = [
        {
            "arxiv_id": "2401.00001v2",
            key: {"title": "On Tea", "summary": "Leaves."},
            "repo": "https://github.com/brewer/tea",
        },
        {"arxiv_id": "2401.00002", key: {"title": "On Cups", "summary": "Clay."}, "repo": None, "tags": ["clay"]},
    ]
    content = b"\n".join(map(orjson.dumps, lines))
    assert JSON_LINES.recognises(content) is Evidence.SHAPE
    for found in (papers(JSON_LINES, content), papers(JSON, orjson.dumps(lines))):
        assert [(one.id, one.title) for one in found] == [("2401.00001", "On Tea"), ("2401.00002", "On Cups")]
        assert [link.target for one in found for link in extract(one).links] == ["brewer/tea"]


def test_an_object_keyed_by_ids_stays_many_papers() -> None:
    assert [one[1] for one in seen({"a1": TEA, "a2": CUPS})] == ["On Tea", "On Cups"]
    assert [one[1] for one in seen({"about": {"title": "Drinks"}, "papers": [TEA, CUPS]})] == ["On Tea", "On Cups"]


@pytest.mark.parametrize("nothing", ["-", "N/A", "none", "nan", "?", "\u2014"])
def test_a_mark_for_nothing_is_no_id_and_no_date(nothing: str) -> None:
    (found,) = papers(Table(), f"title,doi,year,code\nOn Tea,{nothing},{nothing},github.com/brewer/tea\n".encode())
    assert found.id.startswith("title:")
    assert not found.published


def test_the_last_row_of_a_small_table_counts() -> None:
    table = b"Zeit;Titel des Artikels;Programm\n1;Tee;https://github.com/brewer/tea\n2;Tassen;\n"
    assert Table().recognises(table) is Evidence.SHAPE
    assert [one.title for one in papers(Table(), table)] == ["Tee", "Tassen"]
    unnamed = b"nr;was;wo\n1;Tee;https://github.com/brewer/tea\n2;Tassen;\n"
    assert Table().recognises(unnamed) is Evidence.SHAPE


FRAMES = {
    "by columns": {
        "title": {"0": "On Tea", "1": "On Cups"},
        "code": {"0": "https://github.com/brewer/tea", "1": None},
    },
    "split": {
        "columns": ["title", "code"],
        "index": [0, 1],
        "data": [["On Tea", "https://github.com/brewer/tea"], ["On Cups", None]],
    },
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
@pytest.mark.parametrize("indent", [0, orjson.OPT_INDENT_2])
def test_a_data_frame_is_as_many_papers_as_it_has_rows(frame: object, indent: int) -> None:
    content = orjson.dumps(frame, option=indent)
    assert JSON.recognises(content) is Evidence.SHAPE
    assert not JSON_LINES.recognises(content)
    found = papers(JSON, content)
    assert [(one.title, [link.target for link in extract(one).links]) for one in found] == [
        ("On Tea", ["brewer/tea"]),
        ("On Cups", []),
    ]


def test_papers_under_their_years_are_no_data_frame() -> None:
    assert [one[1] for one in seen({"ICT": {"2020": [TEA], "2021": [CUPS]}})] == ["On Tea", "On Cups"]
    assert [one[1] for one in seen({"ICT": {"1": TEA, "2": CUPS}})] == ["On Tea", "On Cups"]


def test_lists_under_years_are_read_to_the_last_however_little_their_papers_tell() -> None:
    bare = {"title": "On Spoons", "code": ""}
    content = {"updated": "2024", "2023": [TEA], "2022": [bare, bare | {"title": "On Forks"}]}
    assert [title for _, title, _ in seen(content)] == ["On Tea", "On Spoons", "On Forks"]


def test_a_list_of_other_things_beside_the_papers_is_left() -> None:
    content = {"papers": [TEA], "venues": [{"title": "Tea Days", "url": "https://tea.example.org"}]}
    assert [title for _, title, _ in seen(content)] == ["On Tea"]


@pytest.mark.parametrize(
    ("ids", "known"),
    [
        (
            {"external_ids": [{"type": "pmid", "value": "1"}, {"type": "doi", "value": "10.1234/TEA"}]},
            "10.1234/tea",
        ),
        ({"externalIds": {"DOI": None, "ArXiv": "2403.00001", "MAG": "5"}}, "2403.00001"),
        ({"identifiers": [{"scheme": "PMID", "identifier": "123"}]}, "pmid:123"),
        ({"identifier": [{"type": "doi", "value": "10.1234/tea"}, {"type": "pmid", "value": "1"}]}, "10.1234/tea"),
        ({"lens_id": "000-123", "external_ids": []}, "000-123"),
    ],
)
def test_ids_may_be_listed_with_their_kinds(ids: dict[str, object], known: str) -> None:
    assert seen([TEA | ids])[0][0] == known


@pytest.mark.parametrize(
    "above",
    [
        "\"About the data: exported on May 1, 2023. Criteria: 'tea' in full data.\"\n",
        "Search results\nQuery;tea\n\n",
        "sep=,\n",
    ],
)
def test_lines_above_a_header_say_what_was_exported_and_are_no_header(above: str) -> None:
    table = f"{above}Rank,DOI,Title,Abstract\n1,10.1234/tea,On Tea,Leaves. https://github.com/brewer/tea\n"
    assert Table().recognises(table.encode()) is Evidence.SHAPE
    assert [(one.id, one.title) for one in papers(Table(), table.encode())] == [("10.1234/tea", "On Tea")]


def test_a_code_of_ethics_is_no_code() -> None:
    (paper,) = papers(JSON_LINES, orjson.dumps(TEA | {"code_of_ethics": "https://tea.example.org/Ethics"}))
    assert paper.fields == ()


@pytest.mark.parametrize("broken", [b'"\xc1\xb4": 2}', b'"b": "\xc0\x80"}'])
def test_letters_that_no_alphabet_has_end_a_beginning_and_no_run(broken: bytes) -> None:
    """Two bytes for a letter of one: ijson's parser lets them pass, and its text then can't be read."""
    (value,) = beginning(b'{"a": 1, ' + broken)
    assert value["a"] == 1
