"""XML: attacks are refused, errors told and read past, memory stays flat."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from checker.errors import InputError
from checker.model import BadRecord, Notice, Paper
from checker.papers.exchange.endnote_xml import ENDNOTE_XML
from checker.papers.indexes.arxiv import ARXIV_ATOM, ARXIV_OAI
from checker.papers.indexes.pubmed import PUBMED

ARTICLE = (
    "<PubmedArticle><MedlineCitation><PMID>{0}</PMID><Article><ArticleTitle>{1}</ArticleTitle></Article>"
    "</MedlineCitation></PubmedArticle>"
)


def pubmed(*titles: str, before: str = "", after: str = "</PubmedArticleSet>") -> list[str]:
    """Titles of papers and reasons of bad records."""
    body = "\n".join(ARTICLE.format(number, title) for number, title in enumerate(titles, 1))
    content = f"{before}<PubmedArticleSet>{body}{after}".encode()
    found = PUBMED.read(io.BytesIO(content), "s")
    return [one.why if isinstance(one, BadRecord) else one.title for one in found if not isinstance(one, Notice)]


LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    "declared",
    ['<!ENTITY x SYSTEM "file:///etc/passwd">', '<!ENTITY x "text">', f'<!ENTITY a0 "ha">{LAUGHS}'],
    ids=["a file", "text", "a billion laughs"],
)
@pytest.mark.parametrize("title", ["&x;", "none"])
def test_a_document_that_declares_entities_is_refused(declared: str, title: str) -> None:
    with pytest.raises(InputError, match="declares XML entities") as error:
        pubmed(title, before=f"<!DOCTYPE PubmedArticleSet [{declared}]>")
    assert "root:" not in str(error.value)


def test_a_billion_laughs_end_at_the_first() -> None:
    (found,) = pubmed("&a9;", before=f'<!DOCTYPE PubmedArticleSet [<!ENTITY a0 "ha">{LAUGHS}]>')
    assert "amplification" in found


def test_an_external_dtd_is_never_fetched() -> None:
    assert pubmed("T", before='<!DOCTYPE PubmedArticleSet SYSTEM "http://192.0.2.1/x.dtd">') == ["T"]


@pytest.mark.parametrize(
    ("broken", "why"), [("a\x07b", "Char value 7"), ("a &nbsp; b", "'nbsp' not defined"), ("a & b", "no name")]
)
def test_an_error_is_told_and_the_rest_is_read(broken: str, why: str) -> None:
    found = pubmed("before", broken, "after")
    assert [found[0], found[2]] == ["before", "after"]
    assert any(why in one for one in found[3:]), found


def test_what_is_cut_is_no_paper() -> None:
    found = pubmed("whole", "cut", after="")
    assert found[:2] == ["whole", "cut"]
    content = f"<PubmedArticleSet>{ARTICLE.format(1, 'whole')}{ARTICLE.format(2, 'cut')[:-60]}".encode()
    papers = [one for one in PUBMED.read(io.BytesIO(content), "s") if isinstance(one, Paper)]
    assert [paper.title for paper in papers] == ["whole"]


@pytest.mark.slow
def test_a_long_document_never_stands_in_memory() -> None:
    class Long(io.RawIOBase):
        """A hundred thousand articles."""

        left = 100

        def read(self, _size: int = -1) -> bytes:
            self.left -= 1
            body = b"<PubmedArticleSet>" if self.left == 99 else b"</PubmedArticleSet>" if self.left == 0 else b""
            return (body or ARTICLE.format(1, "T " * 300).encode() * 100) if self.left >= 0 else b""

    tracemalloc.start()
    try:
        found = sum(isinstance(one, Paper) for one in PUBMED.read(Long(), "s"))  # type: ignore[arg-type]  # only `read` is used
        assert found == 9800
        assert tracemalloc.get_traced_memory()[1] < 2**22
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_the_encoding_is_the_documents_own(encoding: str) -> None:
    content = (
        f'<?xml version="1.0" encoding="{encoding}"?><PubmedArticleSet>{ARTICLE.format(1, "Thé")}</PubmedArticleSet>'
    )
    assert PUBMED.recognises(content.encode(encoding))
    (paper,) = PUBMED.read(io.BytesIO(content.encode(encoding)), "s")
    assert isinstance(paper, Paper)
    assert paper.title == "Thé"


@pytest.mark.parametrize(
    "head", [b"", b"<", b"<html><body>title</body></html>", b"<rss><channel><item/></channel></rss>", b"feed"]
)
def test_other_markup_is_no_format_of_ours(head: bytes) -> None:
    assert not any(reader.recognises(head) for reader in (PUBMED, ARXIV_ATOM, ARXIV_OAI))


def test_whatever_stands_between_elements_is_no_element() -> None:
    record = (
        "<xml><records><record><titles><title>A &uuml; B</title></titles><urls><related-urls>&uuml;<!-- no -->"
        "<?no?><url>https://github.com/lab/tool</url></related-urls></urls></record></records></xml>"
    )
    papers = [one for one in ENDNOTE_XML.read(io.BytesIO(record.encode()), "s") if isinstance(one, Paper)]
    assert [one.title for one in papers] == ["A ü B"]
