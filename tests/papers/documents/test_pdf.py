"""PDF: title, abstract, the addresses behind words; what is broken or too large is refused in one line."""

from __future__ import annotations

import io
import sys

import pytest

from checker.errors import InputError
from checker.links import extract
from checker.model import Notice, Paper
from checker.papers.documents.pdf import PDF
from checker.papers.documents.pdf_text import abstract_in, as_text
from checker.papers.protocol import DEFAULT_READING, Evidence, Reading
from tests.papers.documents.small_pdf import Area, Line, pdf

FIRST = (
    [
        Line(100, 700, 18, "Otters that use"),
        Line(100, 680, 18, "Stones at Sea"),
        Line(100, 650, 10, "A. Alder, B. Birch"),
        Line(100, 620, 12, "Abstract"),
        Line(100, 605, 10, "We watch otters. The code is on GitHub"),
        Line(100, 593, 10, "for all who like them."),
        Line(100, 560, 12, "1 Introduction"),
        Line(100, 545, 10, "Data: https://doi.org/10.5281/zenodo.7654321"),
        Line(100, 100, 8, "doi:10.4321/otters.1"),
    ],
    [
        Area((220, 603, 300, 616), "https://github.com/otters/stones"),
        Area((100, 540, 150, 556), "https://doi.org/10.4321/kelp.2"),
    ],
)
LATER = ([Line(100, 700, 10, "More.")], [Area((1, 1, 2, 2), "https://gitlab.com/otters/more")])


def read(content: bytes, reading: Reading = DEFAULT_READING) -> list[object]:
    """All that is read of a file."""
    return list(PDF.read(io.BytesIO(content), "s.pdf", reading))


def paper(content: bytes, reading: Reading = DEFAULT_READING) -> Paper:
    """The one paper of a file."""
    (one,) = (found for found in read(content, reading) if isinstance(found, Paper))
    return one


def test_the_first_page_has_title_abstract_and_id() -> None:
    content = pdf(FIRST, LATER, LATER, title="paper.dvi")
    assert PDF.recognises(content) is Evidence.MARK
    one = paper(content)
    assert (one.id, one.title) == ("10.4321/otters.1", "Otters that use Stones at Sea")
    assert one.abstract.split() == [
        *["We", "watch", "otters.", "The", "code", "is", "on", "GitHub", "(https://github.com/otters/stones)"],
        *["for", "all", "who", "like", "them."],
    ]
    assert [link.target for link in extract(one).links] == ["otters/stones"]


def test_links_elsewhere_are_counted_or_read() -> None:
    content = pdf(FIRST, LATER, LATER)
    assert [one.subject for one in read(content) if isinstance(one, Notice)] == ["2 links"]
    found = [link.target for link in extract(paper(content, Reading(part="all"))).links]
    assert found == ["otters/stones", "doi.org/10.5281/zenodo.7654321", *["gitlab.com/otters/more"] * 2]


def test_the_title_that_a_file_gives_itself_counts_where_it_is_printed() -> None:
    assert paper(pdf(FIRST, title="Otters That Use Stones at Sea")).title == "Otters That Use Stones at Sea"
    assert paper(pdf(FIRST, title="Template for the conference")).title == "Otters that use Stones at Sea"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pdf(([], [])), "without text"),
        (pdf(FIRST)[:500], "can't be read"),
        (b"%PDF-1.5\n" + bytes(range(256)) * 100, "can't be read"),
        (b"%PDF-1.5\n1 0 obj\n" + b"<<" * 50_000, "can't be read"),
        (pdf(([], []), content=b"BT " + b"[" * 50_000 + b" TJ ET"), "can't be read"),
        (pdf(([], []), content=b"BT (" + b"a" * 20_000_000 + b") Tj ET"), "can't be read"),
        (pdf(([], []), content=b"BT " + b"(a) Tj " * 300_000 + b"ET"), "can't be read"),
    ],
    ids=["scan", "cut", "noise", "deep dictionary", "deep array", "bomb", "many operators"],
)
def test_what_can_not_be_read_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(content)


def test_without_the_extra_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(InputError) as raised:
        read(pdf(FIRST))
    assert "reprolinks[pdf]" in str(raised.value)


def test_text_of_a_pdf_loses_its_control_characters_and_joined_letters() -> None:
    assert as_text("e\ufb03cient \x02\x08otters\f next") == "efficient otters\n next"


@pytest.mark.parametrize(
    "text",
    [
        "Title\nAbstract\n{}\n1 Introduction\nx",
        "Abstract. {}\nKeywords: x",
        "A B S T R A C T {}\nI. INTRODUCTION",
        "Abstract—{}",
    ],
)
def test_an_abstract_ends_where_the_next_part_begins(text: str) -> None:
    said = "We watch otters for two long winters, and count them all."
    whole = text.format(said)
    start, end = abstract_in(whole)
    assert whole[start:end].strip() == said
