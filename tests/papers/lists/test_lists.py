"""Lists of papers as people keep them: an entry a paper, and nothing else a paper or an artifact."""

from __future__ import annotations

import io
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import InputError
from checker.links import extract
from checker.model import Notice, Paper
from checker.papers.lists.markup import markdown
from checker.papers.lists.readers import HTML_LIST, MARKDOWN_LIST, REST_LIST, ListReader
from checker.papers.protocol import Evidence
from checker.papers.streams.lines import LONGEST

READERS = (MARKDOWN_LIST, REST_LIST, HTML_LIST)


def papers(text: str, reader: ListReader = MARKDOWN_LIST) -> list[Paper]:
    """The papers of a list, which is recognised as one."""
    text = dedent(text)
    assert reader.recognises(text.encode()) is Evidence.SHAPE
    return [one for one in reader.read(io.BytesIO(text.encode()), "s") if isinstance(one, Paper)]


def told(text: str, reader: ListReader = MARKDOWN_LIST) -> list[tuple[str, str, list[str]]]:
    """(id or nothing, title, targets) of each paper."""
    return [
        ("" if one.id.startswith("title:") else one.id, one.title, [link.target for link in extract(one).links])
        for one in papers(text, reader)
    ]


def test_items_with_labelled_links_are_papers_and_the_rest_of_the_page_is_not() -> None:
    text = """
        # Awesome otters

        [![Awesome](https://awesome.re/badge.svg)](https://awesome.re) [![chat](https://x.example.org/c.png)](https://discord.gg/otters)

        ## Table of contents
        - [2020](#2020)

        ## 2020
        - **Otters that use stones**, *ICO 2020*. [[Paper](https://arxiv.org/abs/2001.00001v3)] [[Code](https://github.com/otters/stones)]
        - Otters asleep in kelp. A. Alder, B. Birch. [[pdf](https://otters.example.org/kelp.pdf)] [[Project](https://kelp.github.io/asleep)]
        - [x] (ICO 2019) [How otters share](https://openreview.net/forum?id=Ott3r), [weights](https://huggingface.co/otters/share)

        ## How to contribute
        Send a [pull request](https://github.com/lists/otters/pulls).
        """
    assert told(text) == [
        ("2001.00001", "Otters that use stones", ["otters/stones"]),
        ("", "Otters asleep in kelp", ["kelp.github.io/asleep"]),
        ("", "How otters share", ["otters/share"]),
    ]
    assert [one.published for one in papers(text)] == ["2020", "2020", "2019"]


@pytest.mark.parametrize(
    "section", ["Citation", "News", "How to contribute", "Acknowledgements", "Related lists", "引用"]
)
def test_sections_about_the_list_itself_hold_no_papers_of_it(section: str) -> None:
    about = (
        "- **Our own survey of otters** [pdf](https://arxiv.org/abs/2001.09999) [code](https://github.com/our/own)"
    )
    list_ = "\n".join(f"- **Otters number {n}** [pdf](https://arxiv.org/abs/2001.0000{n})" for n in range(3))
    text = f"# Otters\n\n## {section}\n\n{about}\n\n## Papers\n\n{list_}\n\n## {section}\n\n### More\n\n{about}\n"
    assert [one.id for one in papers(text)] == ["2001.00000", "2001.00001", "2001.00002"]


def test_a_bold_title_owns_the_lines_below_it() -> None:
    text = """
        # ICO 2020 papers with code

        **Otters that use stones**

        - Paper(Oral): https://arxiv.org/abs/2001.00001
        - Code: https://github.com/otters/stones
        - Data: https://huggingface.co/datasets/otters/shells

        **Otters asleep in kelp**

        A. Alder, B. Birch

        [[Paper]](https://doi.org/10.4321/Kelp.2) [[Page]](https://kelp.example.org/asleep)

        **How otters share**

        - Paper: https://arxiv.org/abs/2001.00003
        - Code: None
        """
    assert told(text) == [
        ("2001.00001", "Otters that use stones", ["otters/stones", "otters/shells"]),
        ("10.4321/kelp.2", "Otters asleep in kelp", ["kelp.example.org/asleep"]),
        ("2001.00003", "How otters share", []),
    ]


def test_a_heading_owns_the_lines_below_it() -> None:
    text = """
        # Otters of 2020
        ### Otters that use many stones
        - Authors: A. Alder, B. Birch
        - [[Paper]](https://arxiv.org/abs/2001.00001) [[Code]](https://github.com/otters/stones)

        ### Otters asleep in kelp
        [Paper](https://arxiv.org/abs/2001.00002) | Code will be released soon
        """
    assert told(text) == [
        ("2001.00001", "Otters that use many stones", ["otters/stones"]),
        ("2001.00002", "Otters asleep in kelp", []),
    ]
    assert [extract(one).claim for one in papers(text)] == ["linked", "promised"]


def test_items_of_items_belong_to_their_paper_and_papers_in_categories_are_apart() -> None:
    text = """
        * Tools of otters
          * At sea
            1. **Otters that use stones**
               - Paper: <https://arxiv.org/abs/2001.00001>
               - Code: <https://github.com/otters/stones>
            2. [Otters asleep in kelp](https://arxiv.org/abs/2001.00002), [code](https://github.com/otters/kelp)
        * On land
          * How otters share. [[paper]](https://arxiv.org/abs/2001.00003)
        """
    assert told(text) == [
        ("2001.00001", "Otters that use stones", ["otters/stones"]),
        ("2001.00002", "Otters asleep in kelp", ["otters/kelp"]),
        ("2001.00003", "How otters share", []),
    ]


TABLE = """\
|Date|Title|Authors|PDF|Code|
|---|---|---|---|---|
|**2020-10-14**|**Otters that use stones**|A. Alder et.al.|[2001.00001](http://arxiv.org/abs/2001.00001)|**[link](https://github.com/otters/stones)**|
|**2020-10-15**|**Otters asleep in kelp**|B. Birch et.al.|[2001.00002](http://arxiv.org/abs/2001.00002)|null|
"""


@pytest.mark.parametrize("above", ["", "## Updated on 2026.01.01\n\n"])
def test_rows_of_a_table_are_papers(above: str) -> None:
    assert told(above + TABLE) == [
        ("2001.00001", "Otters that use stones", ["otters/stones"]),
        ("2001.00002", "Otters asleep in kelp", []),
    ]
    first = papers(above + TABLE)[0]
    assert (first.published, first.authors, first.fields[0][0]) == ("2020-10-14", "A. Alder et.al.", "Code")


def test_badges_are_nothing_but_what_they_link_to_counts() -> None:
    text = """
        - Otters that use stones [paper](https://arxiv.org/abs/2001.00001) [![Star](https://img.shields.io/github/stars/otters/stones.svg)](https://github.com/otters/stones)
        - Otters asleep in kelp [paper](https://arxiv.org/abs/2001.00002) ![build](https://ci.example.org/kelp/badge.svg)
        """
    assert told(text) == [
        ("2001.00001", "Otters that use stones", ["otters/stones"]),
        ("2001.00002", "Otters asleep in kelp", []),
    ]


HTML = """\
<ul>
<li><b>Otters that use stones</b>, A. Alder, ICO 2020. <a href="https://arxiv.org/abs/2001.00001">[paper]</a>
 <a href='https://github.com/otters/stones'>[code]</a></li>
<li><b>Otters asleep in kelp</b>, B. Birch. <a href="https://arxiv.org/abs/2001.00002">[paper]</a></li>
</ul>
"""
OTTERS = [("2001.00001", "Otters that use stones", ["otters/stones"]), ("2001.00002", "Otters asleep in kelp", [])]


def test_html_alone_and_in_markdown() -> None:
    assert told(f"# Otters\n\n{HTML}") == OTTERS
    page = f"<html><head><title>x</title></head><body><nav><a href='https://github.com/a/b'>n</a></nav>{HTML}</body></html>"
    assert told(page, HTML_LIST) == OTTERS


def test_classes_of_a_page_tell_its_titles() -> None:
    entry = (
        '<div><p class="title">{}</p><p class="details">A. Alder, B. Birch; ICO 2020</p>'
        '<p class="links">[<a href="{}">abs</a>][<a href="{}">Software</a>]</p></div>'
    )
    one = entry.format(
        "Otters that use stones", "https://proceedings.mlr.press/v9/a.html", "https://github.com/otters/stones"
    )
    two = entry.format("Otters asleep in kelp", "https://proceedings.mlr.press/v9/b.html", "#")
    assert told(f"<html><body>{one}{two}</body></html>", HTML_LIST) == [("", *OTTERS[0][1:]), ("", *OTTERS[1][1:])]


def test_restructured_text() -> None:
    text = """
        Otters
        ======

        .. image:: https://img.shields.io/badge/x
           :target: https://github.com/lists/otters

        * `Otters that use stones <https://arxiv.org/abs/2001.00001>`_ (`code <https://github.com/otters/stones>`_)
        * *Otters asleep in kelp*, `paper`_

        .. _paper: https://arxiv.org/abs/2001.00002
        """
    assert told(text, REST_LIST) == OTTERS


def test_rows_of_a_list_table_in_restructured_text() -> None:
    text = """
        .. list-table::
           :header-rows: 1

           * - Title
             - Code
           * - `Otters that use stones <https://arxiv.org/abs/2001.00001>`_
             - `code <https://github.com/otters/stones>`_
           * - `Otters asleep in kelp <https://arxiv.org/abs/2001.00002>`_
             - none
        """
    assert told(text, REST_LIST) == OTTERS


def test_a_list_of_repositories_is_a_list_too() -> None:
    items = "\n".join(f"- [tool{n}](https://github.com/otters/tool{n}) - Does {n} things." for n in range(5))
    assert told(f"# Tools\n\n{items}\n") == [("", f"tool{n}", [f"otters/tool{n}"]) for n in range(5)]


@pytest.mark.parametrize(
    "text",
    [
        """
        # Otters that use stones

        We watch otters. Our contributions:

        - a camera that otters like,
        - a count of stones, at https://github.com/otters/stones.

        We thank the otters, and all who watched them for two long winters at sea.
        """,
        """
        # OtterNet

        [![arXiv](https://img.shields.io/badge/arXiv-2001.00001-red)](https://arxiv.org/abs/2001.00001)

        Code of [Otters that use stones](https://arxiv.org/abs/2001.00001), with models and data of two winters.

        ```
        git clone https://github.com/otters/net && pip install -e net
        ```

        | Model | mAP | Weights |
        |---|---|---|
        | OtterNet-S | 31 | [link](https://huggingface.co/otters/small) |
        | OtterNet-L | 45 | [link](https://huggingface.co/otters/large) |

        ## Related
        - [Otters asleep in kelp](https://arxiv.org/abs/2001.00002)
        - [How otters share](https://arxiv.org/abs/2001.00003)

        ## Usage
        Run the training with the configuration that you want, and look at the logs in the folder of runs. All of it
        was trained on one card, and needs less than a day.
        """,
        """
        # A note on otters

        Otters use stones, as [Alder](https://arxiv.org/abs/2001.00001) and [Birch](https://arxiv.org/abs/2001.00002)
        have shown before, and we show it again with a camera under water; see https://github.com/otters/note.

        ## References
        - Alder, A. (2020). Otters that use stones. https://arxiv.org/abs/2001.00001
        - Birch, B. (2020). Otters asleep. https://arxiv.org/abs/2001.00002
        """,
        "- Code: https://github.com/otters/stones\n- Data: https://zenodo.org/record/7654321\n",
        "",
    ],
    ids=["paper", "project", "note", "links", "nothing"],
)
def test_prose_is_no_list(text: str) -> None:
    assert [reader.recognises(dedent(text).encode()) for reader in READERS] == [Evidence.NONE] * 3


def test_what_names_no_paper_is_counted_and_said() -> None:
    text = "## 2020\n- **Otters that use stones** [pdf](https://arxiv.org/abs/2001.00001)\n" * 2
    read = list(MARKDOWN_LIST.read(io.BytesIO(f"{text}- [kit](https://github.com/otters/kit)\n".encode()), "s"))
    assert [one.subject for one in read if isinstance(one, Notice)] == ["1 link"]


@pytest.mark.parametrize(("text", "reader"), [(TABLE, MARKDOWN_LIST), (HTML, HTML_LIST), (HTML, MARKDOWN_LIST)])
def test_a_link_keeps_its_line_and_column(text: str, reader: ListReader) -> None:
    text = f"\n\n{text}"
    (paper, *_) = (one for one in reader.read(io.BytesIO(text.encode()), "s") if isinstance(one, Paper))
    (link,) = extract(paper).links
    line = text.split("\n")[link.line - 1]
    assert line[link.column - 1 :].startswith(link.raw)
    assert link.raw == "https://github.com/otters/stones"


def test_front_matter_is_no_part_of_a_list_and_keeps_its_lines() -> None:
    front = "---\ntitle: Papers of our group\nlayout: page\n---\n"
    assert told(front + TABLE) == told(TABLE)
    column = TABLE.split("\n")[2].index("https://github.com") + 1
    assert papers(front + TABLE)[0].places == (("Code", 7, column),)


def test_a_link_that_is_defined_elsewhere_stands_where_it_is_defined() -> None:
    text = "- **Otters that use stones** [pdf][p] [code][c]\n\n[p]: https://arxiv.org/abs/2001.00001\n[c]: <https://a.org/x>\n"
    (paper,) = MARKDOWN_LIST.read(io.BytesIO(text.encode()), "s")
    assert isinstance(paper, Paper)
    assert paper.places == (("code", 4, 7),)


ENTRY = st.builds(
    "- **Otters number {}** [pdf](https://arxiv.org/abs/2001.{:05}) [code](https://github.com/o/r{})".format,
    *[st.integers(0, 99_999)] * 3,
)
LINES = st.lists(st.one_of(ENTRY, st.just(""), st.just("## Of 2020")), max_size=40)


@given(LINES, st.integers(1, 400))
def test_a_long_document_is_read_in_pieces_as_a_whole_one_is(lines: list[str], together: int) -> None:
    text = "\n".join(lines)
    whole = list(markdown.markdown_blocks(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "_TOGETHER", together)
        assert [one.runs for one in markdown.markdown_blocks(text) if one.runs] == [
            one.runs for one in whole if one.runs
        ]


def test_a_table_cut_in_pieces_keeps_its_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(TABLE.splitlines(keepends=True)[2:] * 50)
    text = TABLE + rows
    monkeypatch.setattr(markdown, "_TOGETHER", 1000)
    read = [one for one in MARKDOWN_LIST.read(io.BytesIO(text.encode()), "s") if isinstance(one, Paper)]
    assert len(read) == 102
    assert {one.published for one in read} == {"2020-10-14", "2020-10-15"}
    assert [place[1] for one in read for place in one.places] == list(range(3, 105, 2))


@given(
    st.text(st.sampled_from("ab.,:|()[]<>`*_#-=!\\\n &1") | st.characters(), max_size=300), st.sampled_from(READERS)
)
def test_no_text_raises(text: str, reader: ListReader) -> None:
    reader.recognises(text.encode("utf-8", "replace"))
    content = f"{text} https://arxiv.org/abs/2001.00001 [a b c](https://github.com/a/b){text}".encode(
        "utf-8", "replace"
    )
    assert all(isinstance(one, Paper | Notice) for one in reader.read(io.BytesIO(content), "s"))


@pytest.mark.slow
@pytest.mark.parametrize("bomb", ["[", ">", "- ", "**a ", "![", "( [", "<div>", "<ul><li>", "|", "A. B, ", "`a <"])
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_nesting_has_a_bound(bomb: str, reader: ListReader) -> None:
    entries = "- [One two three](https://arxiv.org/abs/2001.00001) x\n" * 2
    content = f"{entries}\n- {bomb * 50_000} [pdf](https://arxiv.org/abs/2001.00002)\n".encode()
    reader.recognises(content[:65_536])
    assert len(list(reader.read(io.BytesIO(content), "s"))) <= 4


def test_a_file_that_is_too_long_for_a_list_is_refused() -> None:
    with pytest.raises(InputError, match="longer than 16 MiB"):
        list(MARKDOWN_LIST.read(io.BytesIO(b"-" * (LONGEST + 1)), "s"))


def test_items_that_end_in_their_venue_are_papers_without_any_link() -> None:
    text = """
        # Papers on kelp, read by our group

        Welcome!

        ## Growth
        * ***Kelp: A Forest That Moves (CIDR 2019)***
        * Twice the Length: Toward Kelp that Grows Faster (SIGMOD 2017)
        * Universal Kelp (arXiv 2021) [Source Code](https://github.com/kelp/universal)
        * Measured Tides \uff082016\uff09
        * Kelp in Winter (VLDB 2020) [GitHub Link](https://github.com/kelp/winter)
        """
    assert told(text) == [
        ("", "Kelp: A Forest That Moves", []),
        ("", "Twice the Length: Toward Kelp that Grows Faster", []),
        ("", "Universal Kelp", ["kelp/universal"]),
        ("", "Measured Tides", []),
        ("", "Kelp in Winter", ["kelp/winter"]),
    ]
    assert [one.published for one in papers(text)] == ["2019", "2017", "2021", "2016", "2020"]


def test_a_log_of_changes_is_no_list_of_papers() -> None:
    text = "# Kelp\n\n- Moved the meter to the east (March 2021)\n- Added a second meter (May 2021)\n"
    text += "- Mended the cable of it (2 June 2021)\n"
    text += "- See [the notes](https://kelp.example.org/notes) and [the code](https://github.com/kelp/meter) (1.2)\n"
    assert MARKDOWN_LIST.recognises(text.encode()) is Evidence.NONE


def test_a_heading_may_name_a_paper_whose_abstract_stands_before_its_links() -> None:
    text = """
        # Papers
        ### Otters that use stones
        We show that otters use stones, and which ones. They carry them under their arms over days and weeks, and
        lose them seldom; what is told of their pockets holds in seven of the eight bays that were looked at.

        [Paper](https://arxiv.org/abs/2001.00001) | [Code](https://github.com/otters/stones)

        ### Otters asleep in kelp
        - Paper: None
        - Code\uff08to come\uff09: https://github.com/otters/asleep

        ### How otters share
        [Paper](https://arxiv.org/abs/2001.00003)
        """
    assert told(text) == [
        ("2001.00001", "Otters that use stones", ["otters/stones"]),
        ("", "Otters asleep in kelp", ["otters/asleep"]),
        ("2001.00003", "How otters share", []),
    ]


def test_a_bold_title_goes_on_in_the_next_line_of_the_file() -> None:
    text = """
        - **Otters that use
        stones.** *A. Alder* [[paper](https://arxiv.org/abs/2001.00001)]
        - **Otters asleep.** *B. Birch* [[paper](https://arxiv.org/abs/2001.00002)]
        """
    assert [one[1] for one in told(text)] == ["Otters that use stones", "Otters asleep"]


def test_an_address_that_stands_twice_in_a_row_has_two_columns() -> None:
    badge = "[![Star](https://img.shields.io/x.svg)](https://github.com/otters/stones)"
    row = f"|{badge}<br>**Otters that use stones**|[Github](https://github.com/otters/stones)|[Paper](https://arxiv.org/abs/2001.00001)|"
    (found,) = (
        one
        for one in MARKDOWN_LIST.read(io.BytesIO(f"|Title|Code|Paper|\n|-|-|-|\n{row}\n".encode()), "s")
        if isinstance(one, Paper)
    )
    first = row.index("https://github.com/") + 1
    assert [(line, column) for _, line, column in found.places] == [
        (3, first),
        (3, row.rindex("https://github.com/") + 1),
    ]


def test_names_in_italics_after_a_title_are_no_part_of_it() -> None:
    text = """
        - [2023/07] Otters talk in real time *Ann Alder et al. ICO* [[paper](https://arxiv.org/abs/2001.00001)]
        - [2023/05] Kelp grows on *E. coli* *Ben Birch, Cleo Cedar* [[paper](https://arxiv.org/abs/2001.00002)]
        """
    assert [one[1] for one in told(text)] == ["Otters talk in real time", "Kelp grows on E. coli"]


@pytest.mark.parametrize(
    "text",
    [
        (
            "- [CVPR23](https://arxiv.org/abs/2303.00001) | Counting otters | [code](https://github.com/otters/count)\n"
            "- [ICLR'24](https://arxiv.org/abs/2403.00001) | Otters that plan | [code](https://github.com/otters/plan)\n"
        ),
        (
            "[CVPR23](https://arxiv.org/abs/2303.00001) | Counting otters | [code](https://github.com/otters/count)\n\n"
            "[ICLR24](https://arxiv.org/abs/2403.00001) | Otters that plan | [code](https://github.com/otters/plan)\n"
        ),
        (
            "- `CVPR23` Counting otters. [pdf](https://arxiv.org/abs/2303.00001), [git](https://github.com/otters/count)\n"
            "- [ICLR24] Otters that plan. [pdf](https://arxiv.org/abs/2403.00001), [git](https://github.com/otters/plan)\n"
        ),
    ],
    ids=["items", "paragraphs", "before"],
)
def test_a_venue_with_two_digits_of_its_year_is_no_title_but_a_date(text: str) -> None:
    assert told(text) == [
        ("2303.00001", "Counting otters", ["otters/count"]),
        ("2403.00001", "Otters that plan", ["otters/plan"]),
    ]
    assert [one.published for one in papers(text)] == ["2023", "2024"]


@pytest.mark.parametrize("rows", [1, 2])
def test_a_table_that_names_titles_is_a_list_however_short(rows: int) -> None:
    row = "| Otters at work | https://github.com/otters/work |\n"
    assert told("| Title | Code |\n|---|---|\n" + row * rows) == [("", "Otters at work", ["otters/work"])] * rows


def test_two_items_are_a_list_whose_papers_lie_beside_the_page() -> None:
    text = """
        <html><body><h1>Publications</h1><ul>
        <li>A. Alder, B. Birch. <i>Counting otters in the dark</i>. ICO 2023. [<a href="papers/dark.pdf">pdf</a>]
         [<a href="https://github.com/otters/dark">code</a>] [<a href="slides/dark.pdf">slides</a>]</li>
        <li>C. Cedar. <i>Otters that plan</i>. ICO 2022. [<a href="https://doi.org/10.1234/plan">doi</a>]</li>
        </ul></body></html>
        """
    assert told(text, HTML_LIST) == [
        ("", "Counting otters in the dark", ["otters/dark"]),
        ("10.1234/plan", "Otters that plan", []),
    ]


def test_a_title_goes_on_in_the_next_line_of_the_file() -> None:
    text = """
        - Alder, A., Birch, B. (2023). Counting otters with small
          cameras in the dark. *Journal of Otters*. <https://doi.org/10.1234/dark>
        - Cedar, C. (2022). Otters of the
          North. <https://doi.org/10.1234/north>. Code:
          <https://github.com/otters/north>
        - Otters that plan
          by A. Alder. [pdf](https://arxiv.org/abs/2403.00001)
        - Otters that rest
          arXiv:2403.00002. [pdf](https://arxiv.org/abs/2403.00002)
        """
    assert [title for _, title, _ in told(text)] == [
        "Counting otters with small cameras in the dark",
        "Otters of the North",
        "Otters that plan",
        "Otters that rest",
    ]


@pytest.mark.slow
def test_names_defined_at_the_end_of_a_long_document_are_known_in_all_of_it() -> None:
    entry = "- **Otters that use stones** [pdf](https://arxiv.org/abs/2001.00001), [code][it]\n"
    text = entry * 20_000 + "\n[it]: https://github.com/otters/stones\n"
    read = [one for one in MARKDOWN_LIST.read(io.BytesIO(text.encode()), "s") if isinstance(one, Paper)]
    assert len(read) == 20_000
    assert {one.fields for one in read} == {(("code", "https://github.com/otters/stones"),)}
    assert read[0].places == (("code", 20_002, 7),)


@pytest.mark.parametrize("term", ["Counting otters", "[1]"], ids=["title", "number"])
def test_what_a_term_of_a_list_means_is_its_entry(term: str) -> None:
    text = f"""
        <html><body><dl>
        <dt>{term}</dt><dd><b>Counting otters</b>, A. Alder, 2023</dd>
        <dd><a href="https://doi.org/10.1234/count">doi</a> <a href="https://github.com/otters/count">code</a></dd>
        <dt>[2]</dt><dd>C. Cedar. <b>Otters that plan</b>. <a href="https://doi.org/10.1234/plan">doi</a></dd>
        </dl><p>Last updated in 2024.</p></body></html>
        """
    assert told(text, HTML_LIST) == [
        ("10.1234/count", "Counting otters", ["otters/count"]),
        ("10.1234/plan", "Otters that plan", []),
    ]


def test_a_badge_before_what_is_classed_as_title_is_no_title() -> None:
    entry = """<li><div><abbr class="badge">ICO</abbr></div><div>
        <div class="title">Counting otters at night</div><div class="author">A. Alder</div>
        <div class="links"><a href="https://arxiv.org/abs/2303.00001">arXiv</a>
        <a href="https://github.com/otters/count">Code</a></div></div></li>"""
    text = f"<html><body><ol>{entry}{entry}</ol></body></html>"
    assert told(text, HTML_LIST) == [("2303.00001", "Counting otters at night", ["otters/count"])] * 2


def test_numbered_references_are_no_json() -> None:
    text = """
        [1] A. Alder and B. Birch, "Counting otters with small cameras," J. Otters, 2023. https://github.com/otters/count
        [2] C. Cedar, "Otters that plan," in Proc. ICO, 2022. doi: 10.1234/plan. https://gitlab.com/otters/plan
        [3] D. Dill, "Otters at night," in Proc. ICO, 2021. https://github.com/otters/night
        """
    assert [title for _, title, _ in told(text)] == [
        "Counting otters with small cameras",
        "Otters that plan",
        "Otters at night",
    ]


def test_a_short_bold_title_stands_after_names_as_medicine_has_them() -> None:
    text = """
        * Alder A, Birch B. **Counting otters**. _J Otters_ 2023;12:1-2. [doi](https://doi.org/10.1234/1)
        * Cedar C. **Otters**. _J Otters_ 2022. [doi](https://doi.org/10.1234/2)
        """
    assert [title for _, title, _ in told(text)] == ["Counting otters", "Otters"]
