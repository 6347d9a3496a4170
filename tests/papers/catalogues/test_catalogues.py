"""What bibliographic databases answer: a page, one record, or lines of records, told from each other and read."""

from __future__ import annotations

import io
from typing import Any

import orjson
import pytest

from checker.links import extract
from checker.model import BadRecord, Paper
from checker.papers.detection import recognise
from checker.papers.registry import READERS

CODE = "https://github.com/otters/pool"
CROSSREF: dict[str, Any] = {
    "DOI": "10.5555/OTTER.1",
    "title": ["Otters"],
    "abstract": f"<jats:p>{CODE}</jats:p>",
    "member": "7",
}
CROSSREF |= {"type": "journal-article", "issued": {"date-parts": [[2020, 6]]}, "author": [{"family": "Otter"}]}
DATACITE = {
    "id": "10.5555/otter.1",
    "type": "dois",
    "attributes": {
        "doi": "10.5555/otter.1",
        "titles": [{"title": "Otters"}],
        "publicationYear": 2020,
        "descriptions": [{"descriptionType": "Abstract", "description": CODE}],
        "dates": [{"dateType": "Issued", "date": "2020-06"}],
    },
}
INSPIRE = {
    "id": "5",
    "metadata": {
        "control_number": 5,
        "titles": [{"title": "Otters"}],
        "abstracts": [{"value": CODE}],
        "dois": [{"value": "10.5555/Otter.1"}],
        "earliest_date": "2020-06",
    },
}
ADS = {
    "bibcode": "2020Otter",
    "title": ["Otters"],
    "abstract": CODE,
    "pubdate": "2020-06-00",
    "doi": ["10.5555/otter.1"],
}
EUROPE_PMC = {"id": "PPR1", "source": "PPR", "title": "Otters", "abstractText": f"<p>{CODE}</p>"}
EUROPE_PMC |= {"doi": "10.5555/OTTER.1", "firstPublicationDate": "2020-06", "pubYear": "2020"}

#: (format, what it answers): the same paper in every one of them.
ANSWERS: list[tuple[str, Any]] = [
    ("crossref", {"status": "ok", "message-type": "work-list", "message": {"items": [CROSSREF]}}),
    ("crossref", {"status": "ok", "message-type": "work", "message": CROSSREF}),
    ("crossref", {"items": [CROSSREF]}),
    ("crossref", [CROSSREF]),
    ("crossref", CROSSREF),
    ("datacite", {"data": [DATACITE], "meta": {"total": 1}}),
    ("datacite", {"data": DATACITE}),
    ("datacite", DATACITE),
    ("inspire", {"hits": {"hits": [INSPIRE], "total": 1}}),
    ("inspire", INSPIRE),
    ("ads", {"responseHeader": {"status": 0}, "response": {"docs": [ADS]}}),
    ("ads", [ADS]),
    ("europe-pmc", {"hitCount": 1, "resultList": {"result": [EUROPE_PMC]}}),
]


def papers(content: bytes, *, of: str) -> list[Paper]:
    """The papers of an input that is recognised as one of this format."""
    reader = recognise(content[:65_536], "s", READERS)
    assert reader.name == of
    found = list(reader.read(io.BufferedReader(io.BytesIO(content)), "s"))
    assert not any(isinstance(one, BadRecord) for one in found), found
    return [one for one in found if isinstance(one, Paper)]


def targets(paper: Paper) -> dict[str, str]:
    """Target → field of the links of a paper, but for those of papers."""
    return {link.target: link.field for link in extract(paper).links if link.kind.value != "paper"}


@pytest.mark.parametrize("indented", [False, True], ids=["one line", "indented"])
@pytest.mark.parametrize(("name", "answer"), ANSWERS, ids=[f"{name} {n}" for n, (name, _) in enumerate(ANSWERS)])
def test_one_paper_whoever_answers_it(name: str, answer: Any, indented: bool) -> None:
    (found,) = papers(orjson.dumps(answer, option=orjson.OPT_INDENT_2 if indented else 0), of=name)
    assert (found.id, found.title, found.published) == ("10.5555/otter.1", "Otters", "2020-06")
    assert (found.abstract, targets(found)) == (CODE, {"otters/pool": "abstract"})


def test_lines_of_works_are_read_as_lines() -> None:
    content = b"\n".join(orjson.dumps(CROSSREF | {"DOI": f"10.5555/{n}"}) for n in range(3))
    assert [one.id for one in papers(content, of="crossref")] == ["10.5555/0", "10.5555/1", "10.5555/2"]


def test_where_crossref_finds_the_paper_itself_is_no_artifact() -> None:
    own = {
        "URL": "https://doi.org/10.5555/otter.1",
        "link": [{"URL": "https://press.example.org/otter/full", "content-type": "text/html"}],
        "resource": {"primary": {"URL": "https://press.example.org/otter"}},
        "license": [{"URL": "https://licences.example.org/x"}],
        "reference": [{"unstructured": "https://github.com/others/tool"}],
        "relation": {"is-supplemented-by": [{"id": "https://gitlab.com/otters/data", "id-type": "uri"}]},
    }
    (found,) = papers(orjson.dumps(CROSSREF | own), of="crossref")
    assert targets(found) == {"otters/pool": "abstract", "gitlab.com/otters/data": "relation.is-supplemented-by.id"}


@pytest.mark.parametrize("kind", ["Software", "Dataset"])
def test_a_deposit_of_datacite_is_its_own_artifact(kind: str) -> None:
    record = {"attributes": {"doi": "10.5281/zenodo.77", "titles": [{"title": "pool"}], "publicationYear": 2020}}
    record["attributes"] |= {"types": {"resourceTypeGeneral": kind}, "url": "https://pools.example.org/77"}
    (found,) = papers(orjson.dumps({"data": [record]}), of="datacite")
    assert targets(found) == {"doi.org/10.5281/zenodo.77": "doi", "pools.example.org/77": "url"}


@pytest.mark.parametrize("side", ["citingPaper", "citedPaper"])
def test_citations_and_references_of_semantic_scholar_are_papers(side: str) -> None:
    paper = {"paperId": "f00", "title": "Otters", "abstract": CODE, "externalIds": {"ArXiv": "2006.00042"}}
    answer = {"offset": 0, "data": [{"contexts": [], "isInfluential": False, side: paper | {"year": 2020}}]}
    (found,) = papers(orjson.dumps(answer), of="semantic-scholar")
    assert (found.id, found.title, found.published) == ("2006.00042", "Otters", "2020")


def test_dblp_tells_preprints_and_data_by_their_editions() -> None:
    hits = [
        {
            "info": {
                "title": "Otters.",
                "key": "journals/corr/abs-2006-00042",
                "ee": "https://arxiv.org/abs/2006.00042",
            }
        },
        {"info": {"title": {"text": "Pools &amp; otters."}, "key": "conf/o/O20", "ee": ["https://dl.example.org/o"]}},
        {"info": {"title": "Logs.", "key": "data/1", "type": "Data and Artifacts", "ee": "https://osf.io/0tter"}},
    ]
    first, second, third = papers(orjson.dumps({"result": {"hits": {"hit": hits}}}), of="dblp")
    assert (first.id, second.id, second.title) == ("2006.00042", "conf/o/O20", "Pools & otters.")
    assert [targets(one) for one in (first, second, third)] == [{}, {}, {"osf.io/0tter": "ee"}]


DBLP = b"""<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE dblp SYSTEM "dblp.dtd"><dblp>
<article key="journals/o/M20"><title>M&uuml;de &amp; <i>otters</i>.</title><year>2020</year></article>
<www key="homepages/1"><title>Home Page</title></www></dblp>"""


def test_dblps_data_set_names_letters_by_entities() -> None:
    (found,) = papers(DBLP, of="dblp-xml")
    assert (found.id, found.title) == ("journals/o/M20", "Müde & otters.")


@pytest.mark.parametrize("version", ["4", "3"])
def test_datacites_xml_alone_and_in_oai_pmh(version: str) -> None:
    resource = f"""<resource xmlns="http://datacite.org/schema/kernel-{version}"><identifier identifierType="DOI">
    10.5555/OTTER.1</identifier><titles><title>Otters</title></titles><publicationYear>2020</publicationYear>
    <descriptions><description descriptionType="Abstract">{CODE}</description></descriptions></resource>"""
    oai = f"""<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><metadata>{resource}</metadata>
    </record></ListRecords></OAI-PMH>"""
    for content in (resource, oai):
        (found,) = papers(content.encode(), of="datacite-xml")
        assert (found.id, found.published, targets(found)) == ("10.5555/otter.1", "2020", {"otters/pool": "abstract"})


FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>oai:arXiv.org:2006.00042v1</id><title>Otters</title>
<summary>arXiv:2006.00042v1 Announce Type: new
Abstract: We watch. https://github.com/otters/pool</summary></entry></feed>"""
OLD_FEED = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel/>
<item><title>Otters. (arXiv:2006.00042v1 [cs.CY])</title><link>http://arxiv.org/abs/2006.00042</link>
<description>&lt;p&gt;We watch. https://github.com/otters/pool&lt;/p&gt;</description></item></rdf:RDF>"""


@pytest.mark.parametrize(("name", "feed"), [("arxiv-atom", FEED), ("rss", OLD_FEED)])
def test_feeds_of_arxiv_in_its_other_forms(name: str, feed: str) -> None:
    (found,) = papers(feed.encode(), of=name)
    assert (found.id, found.title.rstrip(".")) == ("2006.00042", "Otters")
    assert found.abstract == "We watch. https://github.com/otters/pool"
