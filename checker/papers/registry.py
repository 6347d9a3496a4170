"""All readers, by the name that `--input-format` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.papers.catalogues.ads import ADS
from checker.papers.catalogues.crossref import CROSSREF
from checker.papers.catalogues.datacite import DATACITE, DATACITE_XML
from checker.papers.catalogues.dblp import DBLP, DBLP_XML
from checker.papers.catalogues.europe_pmc import EUROPE_PMC, EUROPE_PMC_XML
from checker.papers.catalogues.inspire import INSPIRE
from checker.papers.documents.bbl import BIBLIOGRAPHY
from checker.papers.documents.jats import JATS
from checker.papers.documents.latex import LATEX
from checker.papers.documents.notebook import NOTEBOOK
from checker.papers.documents.page import PAGE
from checker.papers.documents.pdf import PDF
from checker.papers.documents.tei import TEI
from checker.papers.exchange.bibtex import BibTeX
from checker.papers.exchange.csl_json import CSL_JSON
from checker.papers.exchange.data_files import TOML, YAML
from checker.papers.exchange.endnote_xml import ENDNOTE_XML
from checker.papers.exchange.ids import IDS
from checker.papers.exchange.jsonl import JSON, JSON_LINES
from checker.papers.exchange.parquet import Parquet
from checker.papers.exchange.prose import Prose
from checker.papers.exchange.table import Table
from checker.papers.exchange.zotero_rdf import ZOTERO_RDF
from checker.papers.indexes.acl_anthology import ACL_ANTHOLOGY
from checker.papers.indexes.arxiv import ARXIV_ATOM, ARXIV_OAI, ARXIV_SNAPSHOT
from checker.papers.indexes.arxiv_listing import ARXIV_LISTING
from checker.papers.indexes.biorxiv import BIORXIV
from checker.papers.indexes.hf_daily import HF_DAILY
from checker.papers.indexes.hf_page import HuggingFacePage
from checker.papers.indexes.openalex import OPENALEX
from checker.papers.indexes.openreview import OPENREVIEW
from checker.papers.indexes.papers_with_code import PWC_LINKS, PWC_PAPERS
from checker.papers.indexes.pubmed import PUBMED
from checker.papers.indexes.rss import RSS
from checker.papers.indexes.semantic_scholar import SEMANTIC_SCHOLAR
from checker.papers.lists.readers import HTML_LIST, MARKDOWN_LIST, REST_LIST
from checker.papers.software.citation_cff import CitationCff
from checker.papers.software.codemeta import CODEMETA
from checker.papers.tagged.medline import MEDLINE
from checker.papers.tagged.refer import REFER
from checker.papers.tagged.ris import RIS
from checker.papers.tagged.web_of_science import WEB_OF_SCIENCE, WebOfScienceTable
from checker.papers.workbooks.excel import Excel

if TYPE_CHECKING:
    from checker.papers.protocol import Reader


#: All readers by name. Their order counts: of those with equal evidence for an input, the first reads it.
READERS: dict[str, Reader] = {
    reader.name: reader
    for reader in (
        ARXIV_SNAPSHOT,
        HF_DAILY,
        OPENALEX,
        SEMANTIC_SCHOLAR,
        OPENREVIEW,
        BIORXIV,
        PWC_PAPERS,
        PWC_LINKS,
        CROSSREF,
        DATACITE,
        EUROPE_PMC,
        INSPIRE,
        ADS,
        DBLP,
        CODEMETA,
        CSL_JSON,
        JSON_LINES,
        JSON,
        ARXIV_ATOM,
        RSS,
        DATACITE_XML,
        ARXIV_OAI,
        EUROPE_PMC_XML,
        DBLP_XML,
        ENDNOTE_XML,
        ZOTERO_RDF,
        PUBMED,
        ACL_ANTHOLOGY,
        BibTeX(),
        RIS,
        WEB_OF_SCIENCE,
        WebOfScienceTable(),
        MEDLINE,
        REFER,
        CitationCff(),
        YAML,
        TOML,
        Parquet(),
        Excel(),
        HuggingFacePage(),
        ARXIV_LISTING,
        JATS,
        TEI,
        PDF,
        LATEX,
        BIBLIOGRAPHY,
        IDS,
        MARKDOWN_LIST,
        REST_LIST,
        HTML_LIST,
        PAGE,
        NOTEBOOK,
        Table(),
        Prose(),
    )
}
