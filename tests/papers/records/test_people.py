"""Who wrote a paper and where it appeared, as each export and each service writes it."""

from __future__ import annotations

import io
from typing import Any

import orjson
import pytest

from checker.model import Paper
from checker.papers.registry import READERS


def papers(reader: str, content: str | dict[str, Any]) -> list[Paper]:
    """The papers of a file."""
    data = orjson.dumps(content) if isinstance(content, dict) else content.encode()
    return [one for one in READERS[reader].read(io.BytesIO(data), "s") if isinstance(one, Paper)]


def shown(reader: str, content: str | dict[str, Any]) -> tuple[str, str]:
    """(authors, venue) of its one paper."""
    (paper,) = papers(reader, content)
    return paper.authors, paper.venue


PUBMED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</PMID><Article>
<Journal><ISSN>0000-0001</ISSN><Title>Pond Letters</Title></Journal><ArticleTitle>Newts</ArticleTitle>
<AuthorList><Author><LastName>Marsh</LastName><ForeName>Iris B</ForeName><Initials>IB</Initials>
<AffiliationInfo><Affiliation>Pond House</Affiliation></AffiliationInfo></Author>
<Author><CollectiveName>Newt Watch</CollectiveName></Author></AuthorList></Article></MedlineCitation></PubmedArticle>
</PubmedArticleSet>"""
ENDNOTE = """<xml><records><record><ref-type name="Journal Article">17</ref-type><contributors><authors>
<author><style face="normal">Marsh, Iris</style></author><author>Fen, Otto</author></authors></contributors>
<titles><title>Newts</title><secondary-title>Pond Lett.</secondary-title></titles>
<periodical><full-title>Pond Letters</full-title></periodical></record></records></xml>"""
EUROPE_PMC = """<responseWrapper><resultList><result><id>1</id><source>MED</source><title>Newts</title>
<authorString>Marsh I, Fen O.</authorString><journalInfo><journal><title>Pond Letters</title></journal></journalInfo>
</result></resultList></responseWrapper>"""
MEDLINE = """PMID- 7
TI  - Newts
AU  - Marsh I
FAU - Marsh, Iris
FAU - Fen, Otto
JT  - Pond letters
TA  - Pond Lett
"""
REFER = "%0 Journal Article\n%A Marsh, Iris\n%A Fen, Otto\n%T Newts\n%J Pond\n"
RIS = "TY  - JOUR\nAU  - Marsh, Iris\nAU  - Fen, Otto\nTI  - Newts\nJO  - Pond\nER  - \n"
WEB_OF_SCIENCE = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Marsh, I
   Fen, O
AF Marsh, Iris
   Fen, Otto
TI Newts of the
   pond
SO POND LETTERS
ER
"""


@pytest.mark.parametrize(
    ("reader", "content", "authors", "venue"),
    [
        ("pubmed", PUBMED, "Iris B Marsh; Newt Watch", "Pond Letters"),
        ("endnote-xml", ENDNOTE, "Marsh, Iris; Fen, Otto", "Pond Letters"),
        ("europe-pmc-xml", EUROPE_PMC, "Marsh I, Fen O.", "Pond Letters"),
        ("medline", MEDLINE, "Marsh, Iris; Fen, Otto", "Pond letters"),
        ("web-of-science", WEB_OF_SCIENCE, "Marsh, Iris; Fen, Otto", "POND LETTERS"),
        ("refer", REFER, "Marsh, Iris; Fen, Otto", "Pond"),
        ("ris", RIS, "Marsh, Iris; Fen, Otto", "Pond"),
        ("ris", RIS.replace("JO  ", "BT  "), "Marsh, Iris; Fen, Otto", "Pond"),
        ("ris", RIS.replace("JO  ", "BT  ").replace("TI  - Newts\n", ""), "Marsh, Iris; Fen, Otto", ""),
    ],
    ids=lambda value: value if isinstance(value, str) and value in READERS else "",
)
def test_exports_tell_authors_and_venue(reader: str, content: str, authors: str, venue: str) -> None:
    assert shown(reader, content) == (authors, venue)


def test_a_title_on_two_lines_stays_one_title() -> None:
    assert [paper.title for paper in papers("web-of-science", WEB_OF_SCIENCE)] == ["Newts of the pond"]


@pytest.mark.parametrize(
    ("reader", "record", "authors", "venue"),
    [
        (
            "openalex",
            {
                "id": "https://openalex.org/W1",
                "title": "Newts",
                "authorships": [{"author_position": "first", "author": {"id": "A1", "display_name": "Iris Marsh"}}],
                "primary_location": {"is_oa": True, "source": {"display_name": "Pond Letters"}},
            },
            "Iris Marsh",
            "Pond Letters",
        ),
        (
            "ads",
            {
                "bibcode": "2020Pond",
                "title": ["Newts"],
                "author": ["Marsh, Iris", "Fen, Otto"],
                "pub": "Pond Letters",
            },
            "Marsh, Iris; Fen, Otto",
            "Pond Letters",
        ),
        (
            "crossref",
            {
                "DOI": "10.5555/n",
                "title": ["Newts"],
                "author": [{"given": "Iris", "family": "Marsh"}, {"name": "Newt Watch"}],
                "container-title": ["Pond Letters"],
            },
            "Iris Marsh; Newt Watch",
            "Pond Letters",
        ),
        (
            "inspire",
            {
                "id": "5",
                "metadata": {
                    "titles": [{"title": "Newts"}],
                    "authors": [{"full_name": "Marsh, Iris"}],
                    "publication_info": [{"year": 2020, "journal_title": "Pond Lett."}],
                },
            },
            "Marsh, Iris",
            "Pond Lett.",
        ),
        (
            "codemeta",
            {
                "@context": "https://doi.org/10.5063/schema/codemeta-2.0",
                "name": "newts",
                "author": [{"@type": "Person", "givenName": "Iris", "familyName": "Marsh"}],
            },
            "Iris Marsh",
            "",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value in READERS else "",
)
def test_answers_tell_authors_and_venue(reader: str, record: dict[str, Any], authors: str, venue: str) -> None:
    assert shown(reader, record) == (authors, venue)


def test_dblp_has_one_author_or_a_list_of_them() -> None:
    """An object `author` of one person, of several a list: each with `text`."""
    info = {"title": "Newts.", "venue": "POND", "year": "2020", "type": "Journal Articles", "key": "journals/pond/1"}
    several = info | {"authors": {"author": [{"@pid": "1", "text": "Iris Marsh"}, {"@pid": "2", "text": "Otto Fen"}]}}
    one = info | {"authors": {"author": {"@pid": "1", "text": "Iris Marsh"}}}
    hits = {"result": {"hits": {"hit": [{"@id": "1", "info": several}, {"@id": "2", "info": one}]}}}
    assert [(paper.authors, paper.venue) for paper in papers("dblp", hits)] == [
        ("Iris Marsh; Otto Fen", "POND"),
        ("Iris Marsh", "POND"),
    ]


_LIBRARY = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:bib="http://purl.org/net/biblio#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:foaf="http://xmlns.com/foaf/0.1/">{}</rdf:RDF>"""
_ARTICLE = """<bib:Article rdf:about="#{0}"><z:itemType>journalArticle</z:itemType>
 <dcterms:isPartOf rdf:resource="urn:issn:0000-0001"/><dc:title>{0}</dc:title><bib:authors><rdf:Seq><rdf:li>
 <foaf:Person><foaf:surname>Marsh</foaf:surname><foaf:givenName>Iris</foaf:givenName></foaf:Person></rdf:li></rdf:Seq>
 </bib:authors></bib:Article>"""
_JOURNAL = """<bib:Journal rdf:about="urn:issn:0000-0001"><dc:title>Pond Letters</dc:title>
 <dc:identifier>DOI 10.5555/{}</dc:identifier><dc:identifier>ISSN 0000-0001</dc:identifier></bib:Journal>"""
_THESIS = """<bib:Thesis rdf:about="#t"><z:itemType>thesis</z:itemType><dc:title>Ponds</dc:title></bib:Thesis>"""


def test_zotero_writes_the_doi_in_a_journal_that_follows_the_article() -> None:
    """A journal with an ISSN stands after the article, with the article's DOI; what is between stays there."""
    found = papers("zotero-rdf", _LIBRARY.format(_ARTICLE.format("Newts") + _THESIS + _JOURNAL.format("Newts.1")))
    assert [(one.id, one.title, one.authors, one.venue) for one in found] == [
        ("10.5555/newts.1", "Newts", "Iris Marsh", "Pond Letters"),
        (found[1].id, "Ponds", "", ""),
    ]


def test_a_doi_that_may_be_either_articles_is_neither_s() -> None:
    found = papers(
        "zotero-rdf", _LIBRARY.format(_ARTICLE.format("Newts") + _ARTICLE.format("Toads") + _JOURNAL.format("n"))
    )
    assert [one.venue for one in found] == ["Pond Letters", "Pond Letters"]
    assert all(one.id.startswith("title:") for one in found)


def test_a_journal_that_never_comes_keeps_no_article_back() -> None:
    assert [one.title for one in papers("zotero-rdf", _LIBRARY.format(_ARTICLE.format("Newts")))] == ["Newts"]
